"""Made-up ensembles for tests of what is written about them: worlds, their plans, and what is read from these.

Everything is counted from the made-up plans of the worlds, so that shares, ranges and marks agree with each other.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from mapping.instance import Case
from mapping.plan import Plan, coverage_by, last_period
from mapping.tables import Estimate, Status
from mapping.uncertainty.certainty import certainty_of
from mapping.uncertainty.types import (
    Alternative,
    Built,
    Candidate,
    Certainties,
    Ensemble,
    Factor,
    Influence,
    MarkCertainty,
    MissingMark,
    Place,
    RobustPlan,
    ServedRange,
    World,
    WorldPlan,
)
from mapping.words import Text

Units = Mapping[Place, int]

FACTORS: tuple[tuple[str, str, str, tuple[float, float, float], str, Status], ...] = (
    ("rate.lone_elderly.home_patronage", "Самотни стари хора: дял, който има нужда от домашен патронаж",
     "Lone old people: share that needs home patronage", (18, 25, 34), "%", "assumption"),
    ("after.running", "Годишни средства за издръжка след програмата",
     "Money a year for running costs after the programme", (2_400_000, 3_000_000, 3_900_000), "EUR", "assumption"),
    ("speed_plain", "Скорост в равнината", "Speed in the plain", (45, 55, 65), "km/h", "assumption"),
    ("prevalence.dementia", "Хора с деменция: брой на 1000 души", "People with dementia: persons per 1,000",
     (38, 51, 69), "per 1,000", "sourced"),
    ("envelope.rrp.capital", "План за възстановяване: капиталови средства за областта",
     "Recovery plan: capital money for the oblast", (3_100_000, 4_900_000, 6_000_000), "EUR", "derived"),
    ("running.day_elderly", "Дневен център за стари хора: издръжка на място",
     "Day centre for the elderly: running cost of a place", (5_100, 6_200, 7_400), "EUR a year", "sourced"),
    ("staff_per_1000", "Хора, които могат да се наемат, на 1000 жители", "Posts that 1,000 residents can fill",
     (4, 6, 9), "posts", "assumption"),
    ("detour_plain", "Коефициент на заобикаляне в равнината", "Detour factor of the plain",
     (1.15, 1.25, 1.4), "", "derived"),
    ("capital.crisis_centre", "Кризисен център: строителство на място", "Crisis centre: capital cost of a place",
     (14_000, 19_500, 27_000), "EUR", "assumption"),
    ("trend", "Намаляване на населението до 2027 г.", "Fall of the population to 2027", (-14, -9, -5), "%", "derived"),
    ("week_hours", "Мобилен екип: работни часове на седмица", "Mobile team: working hours a week",
     (33, 35, 38), "h", "assumption"),
    ("minutes_a_visit", "Домашен патронаж: минути на посещение", "Home patronage: minutes a visit",
     (25, 35, 50), "min", "assumption"),
)  # fmt: skip


def estimate_of(values: tuple[float, float, float], unit: str, status: Status, source: str) -> Estimate:
    """A value with its range."""
    return Estimate(*values, unit, status, source)


def certainties_of(
    case: Case, plan: Plan, *, worlds: int = 200, seed: int = 4, missing: int = 6, source: str = "needsmap_assumption"
) -> Certainties:
    """`plan` in `worlds` made-up worlds: each place of new units is sure to a degree of its own, `missing` other
    places are often built on, every settlement's served share moves by an amount of its own.
    """
    chance = random.Random(seed)
    standing = units_of(plan)
    often = {place: chance.uniform(0.55, 0.7) for place in _elsewhere(case, standing, missing, chance)}
    sure = {place: chance.choice((0.99, 0.93, 0.85, 0.7, 0.6, 0.4, 0.2)) for place in sorted(standing)}
    built = [_drawn(standing, sure, often, chance) for _ in range(worlds)]
    shares = _served_shares(case, plan, worlds, chance)
    plans = tuple(
        world_plan(
            number, units, shares[number - 1], value=chance.gauss(46_400, 4_000), served=chance.gauss(2_800, 170)
        )
        for number, units in enumerate(built, start=1)
    )
    factors = tuple(
        Factor(id_, Text(bg, en), id_, estimate_of(values, unit, status, source))
        for id_, bg, en, values, unit, status in FACTORS
    )
    ensemble = Ensemble(
        seed,
        factors,
        tuple(World(n, tuple(chance.random() for _ in factors)) for n in range(1, worlds + 1)),
        plans,
        world_plan(0, standing, tuple(_central_shares(case, plan)), value=46_416.0, served=2_800.0),
    )
    return read_of(case, ensemble, influences=_influences(factors, chance), often=sorted(often))


def units_of(plan: Plan) -> dict[Place, int]:
    """New units in service in the last period, by place."""
    return {
        Place(unit.service, unit.settlement): unit.units_in_service[-1]
        for unit in plan.units
        if unit.state == "new" and unit.units_in_service[-1]
    }


def world_plan(number: int, units: Units, served_share: tuple[float, ...], *, value: float, served: float) -> WorldPlan:
    """The plan of a world that builds `units`, all of one size and in the first period."""
    built = tuple(Built(place.service, place.settlement, "size", 0, n) for place, n in sorted(units.items()) if n)
    return WorldPlan(number, value, value * 0.99, 0.01, "within_gap", 5_600.0, served, 22.7e6, built, served_share)


def read_of(
    case: Case,
    ensemble: Ensemble,
    *,
    influences: tuple[Influence, ...] = (),
    often: Sequence[Place] = (),
    robust: tuple[tuple[RobustPlan, ...], tuple[Candidate, ...]] | None = None,
) -> Certainties:
    """What the plans of the worlds say of the central plan's units, of the places `often`, and of each settlement."""
    worlds = len(ensemble.plans)
    counted = [plan.units_at() for plan in ensemble.plans]
    codes = [settlement.ekatte for settlement in case.region.settlements]

    def share(place: Place, number: int) -> float:
        return sum(units.get(place, 0) >= number for units in counted) / worlds

    plans, candidates = robust or robust_of(ensemble)
    marks = []
    for place, units in sorted(ensemble.central.units_at().items()):
        for number in range(1, units + 1):
            part = share(place, number)
            other = next(code for code in codes if code != place.settlement)
            ways = (Alternative(other, 0.002), Alternative(None, 0.004)) if certainty_of(part) != "solid" else ()
            marks.append(MarkCertainty(place, number, part, certainty_of(part), ways))
    shares = np.array([plan.served_share for plan in ensemble.plans]).reshape(worlds, -1)
    served = tuple(
        ServedRange(code, *np.quantile(shares[:, i], (0.05, 0.5, 0.95)).tolist(), ensemble.central.served_share[i])
        for i, code in enumerate(codes)
        if not np.isnan(ensemble.central.served_share[i])
    )
    return Certainties(
        ensemble,
        tuple(marks),
        tuple(MissingMark(place, 1, share(place, 1)) for place in often),
        served,
        influences,
        plans,
        0.005,
        candidates=candidates,
    )


def robust_of(ensemble: Ensemble) -> tuple[tuple[RobustPlan, ...], tuple[Candidate, ...]]:
    """A robust plan of each criterion, from two made-up candidates, and these."""
    values = tuple(plan.value for plan in ensemble.plans)
    bold = Candidate("central", ensemble.central.built, tuple(value * 1.02 for value in values), 100.0)
    steady = Candidate("world 17", ensemble.plans[0].built, tuple(value * 1.01 for value in values), 103.0)
    bound = sum(plan.bound for plan in ensemble.plans) / len(values)
    plans = (
        RobustPlan("expected", steady, steady.expected, bold.expected, bound),
        RobustPlan("worst", steady, steady.worst, bold.worst, float("nan")),
        RobustPlan("regret", steady, 0.01 * max(values), 0.02 * max(values), 0.0, 0.015 * max(values)),
    )
    return plans, (bold, steady)


def _elsewhere(case: Case, standing: Units, count: int, chance: random.Random) -> list[Place]:
    codes = [settlement.ekatte for settlement in case.region.settlements]
    services = [service.id for service in case.services]
    found: list[Place] = []
    for _ in range(1000):
        place = Place(chance.choice(services), chance.choice(codes))
        if len(found) < count and place not in standing and place not in found:
            found.append(place)
    return found


def _drawn(standing: Units, sure: Mapping[Place, float], often: Mapping[Place, float], chance: random.Random) -> Units:
    """The units of one world: the further units of a place are less sure than its first."""
    units: dict[Place, int] = {}
    for place, most in sorted(standing.items()):
        steps = [chance.random() < sure[place] ** (1 + 0.6 * n) for n in range(most)]
        units[place] = next((n for n, kept in enumerate(steps) if not kept), most)
    return units | {place: 1 for place, part in sorted(often.items()) if chance.random() < part}


def _central_shares(case: Case, plan: Plan) -> list[float]:
    served = coverage_by(last_period(plan), lambda record: record.settlement)
    found = [served.get(settlement.ekatte) for settlement in case.region.settlements]
    return [cover.share if cover is not None and cover.need_milli else float("nan") for cover in found]


def _served_shares(case: Case, plan: Plan, worlds: int, chance: random.Random) -> list[tuple[float, ...]]:
    central = _central_shares(case, plan)
    spread = [chance.choice((0.01, 0.04, 0.12)) for _ in central]
    return [
        tuple(min(1.0, max(0.0, share + chance.gauss(0, by))) for share, by in zip(central, spread, strict=True))
        for _ in range(worlds)
    ]


def _influences(factors: Sequence[Factor], chance: random.Random) -> tuple[Influence, ...]:
    """The strongest first; the parts of the variance add up to at most 1; every third factor works the other way."""
    cuts = sorted(chance.random() for _ in factors)
    parts = sorted((b - a for a, b in pairwise([0.0, *cuts])), reverse=True)
    found = []
    for i, (factor, part) in enumerate(zip(factors, parts, strict=True)):
        way = -1 if i % 3 == 1 else 1
        low, high = -way * part * 0.4, way * part * 0.55
        found.append(Influence(factor.id, low, high, part * 0.3, part, part * 900))
    return tuple(found)
