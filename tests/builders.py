"""A tiny made-up region, a case and a plan, for tests of what is written about them.

Four villages stand in the middles of four squares of 0.1 degree; west and east are two municipalities. There
are three services: `home` (residential) and `visits` (mobile) are planned, `asylum` only exists.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np
import shapely

from mapping.catalogue import Catalogue, Group, Service
from mapping.catalogue.rows import AGE_BANDS, Kind
from mapping.catalogue.types import Planning, TeamWeek
from mapping.catalogue.types import Size as ServiceSize
from mapping.instance import Case
from mapping.needs import Needs
from mapping.plan import (
    Envelope,
    MadeChange,
    Moved,
    NeedRecord,
    Opening,
    Payment,
    Plan,
    PlanPeriod,
    PlanUnit,
    Served,
    Size,
    StageProof,
)
from mapping.region import ExistingUnit, Fund, Municipality, PlacesFrom, Region, Settlement, UnitChange
from mapping.region.territories import build_territories
from mapping.scenario import Period, Scenario
from mapping.scenario.schema import Bilingual, ScenarioFile, Stage
from mapping.tables import Estimate, Status
from mapping.travel import Travel
from mapping.words import Text

Naming = Callable[[str], Text]
"""The name of something, by its code."""

VILLAGES = (
    ("00011", "AAA01", 25.05, 42.05),
    ("00012", "AAA01", 25.05, 42.15),
    ("00021", "BBB02", 25.15, 42.05),
    ("00022", "BBB02", 25.15, 42.15),
)
NO_SIZE = Size(columns=0, whole_columns=0, rows=0, sites=0, pairs=0, nearest=8)


def plain_name(code: str) -> Text:
    """Names that say which language they are."""
    return Text(f"име {code}", f"name {code}")


def estimate(
    central: float, low: float | None = None, high: float | None = None, status: Status = "assumption"
) -> Estimate:
    """A value with its range (none unless stated)."""
    return Estimate(central if low is None else low, central, central if high is None else high, "", status, "us")


WEEK = TeamWeek(estimate(35), estimate(2), estimate(30), estimate(3))
"""Of a mobile team: hours, visits a client, minutes a visit, clients that share a trip."""

SMALLER = UnitChange(
    "smaller", "shrink", None, ("home",), estimate(40, 38, 41, "sourced"), estimate(4), estimate(0), estimate(0),
    estimate(0.5), estimate(24), "sourced", "strategy", "",
)  # fmt: skip
"""The institution of the region may have 40 places instead of 44."""


def tiny_region(naming: Naming = plain_name, note: str = "") -> Region:
    """The region; every name comes from `naming`, every note is `note`."""
    lonlat = np.array([village[2:] for village in VILLAGES])
    codes = [village[0] for village in VILLAGES]
    municipality = [village[1] for village in VILLAGES]
    country = shapely.box(25.0, 42.0, 25.2, 42.2)
    return Region(
        id="tiny",
        title=naming("tiny"),
        census_date=date(2021, 9, 7),
        earlier_date=date(2013, 12, 31),
        settlements=tuple(
            Settlement(
                ekatte, naming(ekatte), "village", code, lat, lon, "plain", 110, 100,
                dict.fromkeys(AGE_BANDS, 20), 90_000, note,
            )
            for ekatte, code, lon, lat in VILLAGES
        ),
        municipalities=(
            Municipality("AAA01", naming("AAA01"), "00011"),
            Municipality("BBB02", naming("BBB02"), "00021"),
        ),
        facilities=(),
        catalogue=Catalogue(
            (Group("old", naming("old"), {**dict.fromkeys(AGE_BANDS, 0.0), "age_65_plus": 1.0}, "all", estimate(100),
                   note),),
            (
                _service("home", 1, "residential", (("p8", 8), ("p15", 15)), naming),
                _service("visits", 2, "mobile", (("team", None),), naming),
                _service("asylum", 3, "residential", None, naming),
            ),
            (),
        ),
        units=(
            _existing("old_home", "home", "00011", (10, 12), name=naming("old_home"), note=note),
            _existing("next_home", "home", "00022", (None, 6), name=naming("next_home"), note=note),
            replace(
                _existing("old_asylum", "asylum", "00021", (40, 44), name=naming("old_asylum"), note=note),
                changes=(SMALLER,),
            ),
        ),
        funds=(
            Fund("state", naming("state"), "region", (), (), note),
            Fund("budget", naming("budget"), "municipality", (), (), note),
        ),
        road_distances=(),
        travel_overrides=(),
        parameters={
            "trend_damping": estimate(0.5), "trend_half_weight": estimate(500), "trend_floor": estimate(-0.04),
            "trend_ceiling": estimate(0.01),
        },
        sources=(),
        territories=build_territories(codes, municipality, lonlat, np.zeros((0, 2)), country),
    )  # fmt: skip


def tiny_case(naming: Naming = plain_name, note: str = "") -> Case:
    """The case of `tiny_plan`, with a period of three years and one of a single year."""
    region = tiny_region(naming, note)
    keys = ScenarioFile(
        title=Bilingual(bg="т", en="t"),
        question=Bilingual(bg="?", en="?"),
        region="tiny",
        periods=(Period(first_year=2021, last_year=2023), Period(first_year=2024, last_year=2024)),
        stages=(Stage(objective="unmet", gap=0.01),),
    )
    services = tuple(service for service in region.catalogue.services if service.planning is not None)
    return case_of(region, Scenario("tiny", "tiny.toml", keys, Path("tiny")), services)


def case_of(region: Region, scenario: Scenario, services: tuple[Service, ...]) -> Case:
    """A case without need of its own, in which every way takes no time."""
    n = len(region.settlements)
    nothing = np.zeros((n, n))
    needs = np.zeros((n, len(services), len(scenario.keys.periods)), dtype=np.int64)
    return Case(
        region,
        scenario,
        services,
        Needs(tuple(service.id for service in services), needs),
        Travel(nothing, nothing, Text("", ""), True, (), 0, 0),
    )


def tiny_plan() -> Plan:
    """A plan with a unit of nearly every state and kind, a change, cents that floats cannot hold, too much spent.

    In the west `home` is served in full in the last period, in the east partly. `old_asylum` has no users.
    """
    served = (
        visit("00011", "old_home", "home", 0, 3_333, minutes=0.0, km=0.0),
        visit("00011", "old_home", "home", 1, 2_001, minutes=0.0, km=0.0),
        visit("00012", "old_home", "home", 1, 1, minutes=30.1, km=20.2),
        visit("00021", "new.home.00021", "home", 1, 7_100, minutes=2.5, km=1.1),
        visit("00022", "new.home.00021", "home", 1, 200, minutes=17.3, km=12.7),
        visit("00022", "next_home", "home", 1, 5_999, minutes=3.0, km=1.0),
        visit("00012", "new.visits.00012", "visits", 0, 100, minutes=5.0, km=3.0),
        visit("00012", "new.visits.00012", "visits", 1, 100, minutes=5.0, km=3.0),
        visit("00011", "new.visits.00012", "visits", 1, 200, minutes=12.0, km=9.0),
    )
    return Plan(
        scenario="tiny",
        region="tiny",
        periods=(PlanPeriod(2021, 2023), PlanPeriod(2024, 2024)),
        stages=(
            StageProof("unmet", True, 12.345678, 12.3, 12.1, 0.01626, 0.02, 0.005, "within_gap"),
            StageProof("worst_served", False, 0.5, 0.5, float("inf"), float("inf"), 0.01, 0.0, "time_limit"),
        ),
        units=(
            unit("old_home", "home", "residential", "00011", "existing", places=(10, 12), in_service=(1, 1)),
            unit("next_home", "home", "residential", "00022", "committed", places=(0, 6), in_service=(0, 1)),
            unit(
                "old_asylum", "asylum", "residential", "00021", "existing",
                places=(40, 40), in_service=(1, 1),
                change=MadeChange("smaller", "shrink", 0, 1, None, 4_000, 0.5, 0, 0),
            ),
            unit(
                "new.home.00021", "home", "residential", "00021", "new",
                places=(0, 31), in_service=(0, 3),
                openings=(
                    Opening("p15", 0, 1, 1, 15, 9.5, 10_000_010, 2_000_020),
                    Opening("p8", 1, 2, 1, 16, 10.0, 9_000_001, 1_000_001),
                ),
                money=(
                    Payment("state", None, "capital", 0, 10),
                    Payment("budget", "BBB02", "capital", 0, 10_000_000),
                    Payment("state", None, "capital", 1, 9_000_001),
                    Payment("state", None, "running", 1, 3_000_021),
                ),
            ),
            unit(
                "new.visits.00012", "visits", "mobile", "00012", "new",
                places=(0, 0), in_service=(1, 1),
                openings=(Opening("team", 0, 1, 0, 0, 3.0, 20, 30),),
                money=(
                    Payment("state", None, "capital", 0, 20),
                    Payment("budget", "AAA01", "running", 0, 90),
                    Payment("budget", "AAA01", "running", 1, 30),
                ),
            ),
        ),
        served=served,
        moved=(Moved("old_asylum", "new.home.00021", 1, 4_000),),
        needs=(
            need("00011", "home", 0, 4_000, 667),
            need("00011", "home", 1, 2_001, 0),
            need("00011", "visits", 1, 300, 100),
            need("00012", "home", 1, 1, 0),
            need("00012", "visits", 0, 100, 0),
            need("00012", "visits", 1, 100, 0),
            need("00021", "home", 0, 9_000, 9_000),
            need("00021", "home", 1, 9_000, 1_900),
            need("00022", "home", 1, 6_200, 1),
        ),
        envelopes=(
            Envelope("state", None, "capital", (0, 1), 9_000_030),
            Envelope("state", None, "running", (0,), 5_000_000),
            Envelope("state", None, "running", (1,), 5_000_000),
            Envelope("budget", "AAA01", "running", (0, 1), 200),
            Envelope("budget", "BBB02", "capital", (0, 1), 10_000_000),
        ),
        size=NO_SIZE,
        solver="by hand",
    )  # fmt: skip


def unit(
    code: str,
    service: str,
    kind: Kind,
    ekatte: str,
    state: Literal["existing", "committed", "new"],
    *,
    places: tuple[int, ...],
    in_service: tuple[int, ...],
    openings: tuple[Opening, ...] = (),
    money: tuple[Payment, ...] = (),
    change: MadeChange | None = None,
) -> PlanUnit:
    """A unit of the plan; staff only where something is opened."""
    staff = sum(opening.staff for opening in openings) if openings else None
    municipality = _municipality(ekatte)
    return PlanUnit(
        code, service, kind, ekatte, municipality, state, places, in_service, staff, openings, money, change
    )


def visit(
    ekatte: str, at: str, service: str, period: int, milli: int, *, minutes: float = 0.0, km: float = 0.0
) -> Served:
    """Persons of a settlement served at a unit."""
    return Served(ekatte, at, service, period, milli, minutes, km)


def need(ekatte: str, service: str, period: int, milli: int, unmet: int) -> NeedRecord:
    """Need of a village, and what of it is unmet."""
    return NeedRecord(ekatte, _municipality(ekatte), service, period, milli, unmet)


def _municipality(ekatte: str) -> str:
    """The municipality of a village; empty for settlements of other regions."""
    return next((village[1] for village in VILLAGES if village[0] == ekatte), "")


def _service(
    code: str, number: int, kind: Kind, sizes: tuple[tuple[str, int | None], ...] | None, naming: Naming
) -> Service:
    zero = estimate(0)
    planning = sizes and Planning(
        zero, zero, zero, zero, zero, None, WEEK if kind == "mobile" else None,
        tuple(
            ServiceSize(name, estimate(n, n - 1, n + 2) if n else None, zero, zero, zero) for name, n in sizes
        ),
    )  # fmt: skip
    return Service(code, number, naming(code), naming(code), kind, "region", None, planning or None, "")


def _existing(
    code: str, service: str, ekatte: str, places: tuple[int | None, int], *, name: Text, note: str
) -> ExistingUnit:
    """Places from 2021 (None: committed, not yet) and from 2024; sourced, from two below to one above."""
    return ExistingUnit(
        id=code,
        service=service,
        ekatte=ekatte,
        name=name,
        state="committed" if places[0] is None else "existing",
        catchment="municipality",
        staff=None,
        changes=(),
        places=tuple(
            PlacesFrom(year, estimate(n, n - 2, n + 1, "sourced"))
            for year, n in zip((2021, 2024), places, strict=True)
            if n is not None
        ),
        source="strategy",
        note=note,
    )
