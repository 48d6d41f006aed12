"""Seeded random cases, tiny enough that all choices of units can be gone through (see brute_force).

A plain case draws the region, its services, funds and stages; random_rules lays the other rules over it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, cast

import numpy as np
from brute_force import count_choices
from builders import estimate, plain_name, tiny_region
from random_rules import with_more_rules

from mapping.catalogue import Catalogue, Service
from mapping.catalogue.rows import AGE_BANDS
from mapping.catalogue.types import Planning, Size, TeamWeek
from mapping.instance import Case
from mapping.needs import Needs
from mapping.region import Envelope, ExistingUnit, Fund, Municipality, PlacesFrom, Region, Settlement
from mapping.region.rows import FacilityRow, FundPaysRow
from mapping.region.territories import Territories
from mapping.scenario import Scenario, ScenarioFile
from mapping.tables import Estimate
from mapping.travel import Travel
from mapping.words import Text

MOST_CHOICES = 250
CODES = ("AAA01", "BBB02")
OBJECTIVES = ["unmet", "worst_served", "travel", "money"]


def random_case(seed: int, tolerances: bool = True) -> Case:
    """The case of this seed, all rules at random; without `tolerances` every stage is held exactly."""
    plain, rng = plain_case(seed, tolerances), Random(f"rules {seed}")
    while True:
        case = with_more_rules(plain, rng)
        if count_choices(case) <= MOST_CHOICES:
            return case


def plain_case(seed: int, tolerances: bool = True) -> Case:
    """The plain case of this seed."""
    rng = Random(seed)
    while True:
        case = _Draw(rng, tolerances).case()
        if count_choices(case) <= MOST_CHOICES:
            return case


@cache
def _territories() -> Territories:
    """Of another region: nothing that is planned reads them."""
    return tiny_region().territories


@dataclass
class _Draw:
    rng: Random
    tolerances: bool

    def case(self) -> Case:
        rng = self.rng
        self.ekatte = tuple(f"{i + 1:05d}" for i in range(rng.randint(2, 4)))
        self.home = [rng.choice(CODES) for _ in self.ekatte]
        self.periods = self._periods()
        services = tuple(self._service(s) for s in range(rng.choice([1, 1, 2])))
        region = self._region(services)
        keys = ScenarioFile.model_validate(self._keys(services))
        scenario = Scenario("random", "random.toml", keys, Path("random"))
        needs = Needs(tuple(s.id for s in services), self._need(len(services)))
        return Case(region, scenario, services, needs, self._travel())

    def _periods(self) -> list[tuple[int, int]]:
        periods, year = [], 2021
        for _ in range(self.rng.choice([1, 2, 2])):
            last = year + self.rng.randint(0, 2)
            periods.append((year, last))
            year = last + 1
        return periods

    def _estimate(self, *values: float) -> Estimate:
        """A central value and another at both ends, so that it matters which one is read."""
        central = self.rng.choice(values)
        return estimate(central, central * 0.5, central * 1.5)

    def _service(self, s: int) -> Service:
        rng = self.rng
        kind: Any = rng.choice(["residential", "centre", "mobile"])
        mobile = kind == "mobile"
        sizes = []
        for k in range(rng.choice([1, 2])):
            places = None if mobile else estimate(rng.choice([2, 3, 5, 8, 12]))
            sizes.append(
                Size(
                    f"k{k}",
                    places,
                    self._estimate(50_000, 80_000, 123_456),
                    self._estimate(10_000, 25_000),
                    estimate(2),
                )
            )
        team = TeamWeek(
            self._estimate(5, 10, 20), estimate(rng.choice([1, 2, 5])), estimate(rng.choice([30, 60])),
            estimate(rng.choice([1, 2, 4])),
        )  # fmt: skip
        planning = Planning(
            standard_minutes=self._estimate(20, 40, 60),
            standard_km=self._estimate(20, 40, 60),
            min_population=self._estimate(0, 200, 600),
            minimum_use=self._estimate(0, 50, 80, 100),
            lead_months=self._estimate(0, 0, 6, 12, 24),
            legal_places=None if rng.random() < 0.5 else self._estimate(4, 8),
            team=team if mobile else None,
            sizes=tuple(sizes),
        )
        catchment: Any = rng.choice(["region", "region", "municipality"])
        name = f"s{s}"
        return Service(name, s + 1, Text(name, name), Text(name, name), kind, catchment, "hub", planning, "")

    def _region(self, services: tuple[Service, ...]) -> Region:
        rng = self.rng
        settlements = tuple(
            Settlement(
                ekatte, plain_name(ekatte), "village", home, 42.0, 25.0 + i / 10, "plain", 100,
                rng.choice([50, 300, 1000]), dict.fromkeys(AGE_BANDS, 20), 1.0, "",
            )
            for i, (ekatte, home) in enumerate(zip(self.ekatte, self.home, strict=True))
        )  # fmt: skip
        return Region(
            id="random",
            title=plain_name("random"),
            census_date=date(2021, 9, 7),
            earlier_date=date(2013, 12, 31),
            settlements=settlements,
            municipalities=tuple(Municipality(code, plain_name(code), self.ekatte[0]) for code in CODES),
            facilities=(FacilityRow(ekatte=rng.choice(self.ekatte), facility="hub", status="assumption", source="us"),),
            catalogue=Catalogue((), services, ()),
            units=tuple(self._unit(u, services) for u in range(rng.choice([0, 1, 2]))),
            funds=tuple(self._fund(f, services) for f in range(rng.choice([1, 2]))),
            road_distances=(),
            travel_overrides=(),
            parameters={},
            sources=(),
            territories=_territories(),
        )

    def _unit(self, u: int, services: tuple[Service, ...]) -> ExistingUnit:
        rng = self.rng
        years = sorted(rng.sample(range(2019, self.periods[-1][1] + 1), rng.choice([1, 2])))
        state: Any = "existing" if years[0] < 2021 else "committed"
        catchment: Any = rng.choice(["region", "municipality"])
        return ExistingUnit(
            id=f"u{u}", service=rng.choice(services).id, ekatte=rng.choice(self.ekatte), name=plain_name(f"u{u}"),
            state=state, catchment=catchment, staff=None, changes=(),
            places=tuple(PlacesFrom(year, estimate(rng.choice([0, 2, 4, 6]))) for year in years),
            source="us", note="",
        )  # fmt: skip

    def _fund(self, f: int, services: tuple[Service, ...]) -> Fund:
        rng = self.rng
        municipal = rng.random() < 0.4
        pays = []
        for service in services:
            for kind in ("capital", "running"):
                if rng.random() < 0.85:
                    first, last = self._years()
                    pays.append(
                        FundPaysRow(
                            fund=f"f{f}", service=service.id, kind=cast(Any, kind), first_year=first, last_year=last,
                            status="assumption", source="us",
                        )
                    )  # fmt: skip
        envelopes: list[Envelope] = []
        for municipality in CODES if municipal else (None,):
            for kind in ("capital", "running"):
                if rng.random() < 0.9:
                    first, last = self._years()
                    amount = self._estimate(0, 60_000, 120_000, 250_000, 1_000_000)
                    envelopes.append(Envelope(municipality, cast(Any, kind), first, last, rng.random() < 0.5, amount))
        scope: Any = "municipality" if municipal else "region"
        return Fund(f"f{f}", plain_name(f"f{f}"), scope, tuple(pays), tuple(envelopes), "")

    def _years(self) -> tuple[int, int]:
        """Mostly all years; sometimes some of them."""
        end = self.periods[-1][1]
        if self.rng.random() < 0.7:
            return 2021, end
        first = self.rng.randint(2021, end)
        return first, self.rng.randint(first, end)

    def _keys(self, services: tuple[Service, ...]) -> dict[str, Any]:
        rng = self.rng
        choices = [
            {"service": service.id, "settlement": ekatte, "status": rng.choice(["required", "forbidden", "candidate"])}
            for service in services
            for ekatte in self.ekatte
            if rng.random() < 0.15
        ]
        order = OBJECTIVES if rng.random() < 0.7 else rng.sample(OBJECTIVES, rng.randint(1, 4))
        loose = self.tolerances and rng.random() < 0.3
        return {
            "title": {"bg": "-", "en": "-"},
            "question": {"bg": "-", "en": "-"},
            "region": "random",
            "periods": [{"first_year": first, "last_year": last} for first, last in self.periods],
            "weights": {service.id: rng.choice([0.5, 1, 2, 3]) for service in services if rng.random() < 0.7},
            "standards": {service.id: {"minutes": rng.choice([30, 70])} for service in services if rng.random() < 0.3},
            "cost": {"level": self._level(), "envelopes": self._level()},
            "funds": {"f0": {"factor": rng.choice([0, 0.5, 2])}} if rng.random() < 0.3 else {},
            "sites": {
                "nearest": rng.choice([1, 2, 8]),
                "units_per_site": rng.choice([1, 1, 2]),
                "teams_per_site": rng.choice([1, 2, 3]),
                "choices": choices,
            },
            "rules": {
                rule: rng.random() < 0.85
                for rule in ("mobile_hours", "legal_size", "minimum_use", "money", "site_status")
            },
            "stages": [
                {"objective": name, "gap": 0.0, "tolerance": rng.choice([0.0, 0.05, 0.2]) if loose else 0.0}
                for name in order
            ],
        }

    def _level(self) -> str:
        return self.rng.choice(["low", "central", "central", "high"])

    def _need(self, services: int) -> np.ndarray:
        shape = (len(self.ekatte), services, len(self.periods))
        need = [
            0
            if self.rng.random() < 0.2
            else self.rng.choice([self.rng.randint(1, 9) * 1000, self.rng.randint(1, 8000)])
            for _ in range(int(np.prod(shape)))
        ]
        return np.array(need, dtype=np.int64).reshape(shape)

    def _travel(self) -> Travel:
        """Symmetric; no two ways are equally long, so that the nearest sites are certain."""
        n = len(self.ekatte)
        minutes, km = np.zeros((n, n)), np.zeros((n, n))
        ways = iter(self.rng.sample(range(10, 70), n * n))
        for i in range(n):
            for j in range(i, n):
                way = float(next(ways)) if i != j else self.rng.choice([1.5, 2.5, 3.5]) + i / 10
                minutes[i, j] = minutes[j, i] = way
                km[i, j] = km[j, i] = round(way * self.rng.choice([0.7, 1.0, 1.2]), 1)
        return Travel(minutes, km, Text("", ""), True, (), 0, 0)


def with_stages(case: Case, **changes: float) -> Case:
    """`case` with every stage changed."""
    stages = tuple(stage.model_copy(update=changes) for stage in case.scenario.keys.stages)
    keys = case.scenario.keys.model_copy(update={"stages": stages})
    return replace(case, scenario=replace(case.scenario, keys=keys))
