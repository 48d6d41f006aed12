"""What tables, map and terminal all read from an ensemble: shares of units, their range, the strongest assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, isfinite, sqrt
from typing import Literal

from mapping.instance import Case
from mapping.plan import Plan, PlanUnit
from mapping.uncertainty.types import (
    CERTAIN_FROM,
    Certainties,
    Certainty,
    Ensemble,
    Factor,
    Influence,
    MarkCertainty,
    MissingMark,
    Place,
    ServedRange,
)
from mapping.words import Text

Direction = Literal["up", "down", "none"]
"""What more of a factor does to the unmet need."""

CERTAINTY_WORDS: Mapping[Certainty, Text] = {
    "solid": Text("сигурно", "solid"),
    "likely": Text("вероятно", "likely"),
    "open": Text("под въпрос", "open"),
}
Z95 = 1.959964
"""The normal quantile of a two-sided range of 95 %."""
WIDE = 0.25
"""A settlement whose served share moves by more than this between its low and high end is marked as unsure."""
NOTICEABLE = 0.005
"""A smaller relative change of the unmet need is called none."""


def class_of(share: float) -> Certainty:
    """The class of a share of worlds (0..1)."""
    return next(name for name, least in sorted(CERTAIN_FROM.items(), key=lambda pair: -pair[1]) if share >= least)


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The range (0..1) in which a probability lies with 95 % confidence, seen `successes` times in `trials`.

    The score interval (Wilson 1927, "Probable inference, the law of succession, and statistical inference", Journal of
    the American Statistical Association 22); trials count as independent.
    """
    if not trials:
        return 0.0, 1.0
    share, square = successes / trials, Z95**2
    middle = (share + square / (2 * trials)) / (1 + square / trials)
    half = Z95 / (1 + square / trials) * sqrt(share * (1 - share) / trials + square / (4 * trials**2))
    low = 0.0 if successes == 0 else max(0.0, middle - half)
    return low, 1.0 if successes == trials else min(1.0, middle + half)


def worlds_with(ensemble: Ensemble, place: Place, number: int) -> int:
    """In how many worlds at least `number` units of the place's service stand there."""
    return sum(plan.units_at().get(place, 0) >= number for plan in ensemble.plans)


def unit_certainties(plan: Plan, certainties: Certainties) -> dict[str, tuple[MarkCertainty, ...]]:
    """By new unit of `plan`: how sure each of its units in the last period is, the first first.

    A plan other than the ensemble's central one (a robust plan) has units that `certainties` do not list: these are
    counted in the plans of the worlds, and nothing is said of where else they could stand.
    """
    known = {(mark.place, mark.number): mark for mark in certainties.marks}
    standing = _units_by_world(certainties.ensemble)
    found: dict[str, tuple[MarkCertainty, ...]] = {}
    for unit in plan.units:
        if unit.state == "new":
            place = Place(unit.service, unit.settlement)
            found[unit.id] = tuple(
                known.get((place, number)) or _counted(standing, place, number)
                for number in range(1, unit.units_in_service[-1] + 1)
            )
    return found


def _units_by_world(ensemble: Ensemble) -> list[dict[Place, int]]:
    return [plan.units_at() for plan in ensemble.plans]


def _counted(standing: list[dict[Place, int]], place: Place, number: int) -> MarkCertainty:
    share = sum(units.get(place, 0) >= number for units in standing) / max(1, len(standing))
    return MarkCertainty(place, number, share, class_of(share), ())


def class_counts(plan: Plan, certainties: Certainties) -> dict[Certainty, int]:
    """How many of the plan's new units are of each class."""
    counts: dict[Certainty, int] = dict.fromkeys(CERTAINTY_WORDS, 0)
    for marks in unit_certainties(plan, certainties).values():
        for mark in marks:
            counts[mark.certainty] += 1
    return counts


def missing_marks(plan: Plan, certainties: Certainties) -> tuple[MissingMark, ...]:
    """The places where most worlds build and `plan` does not (a plan other than the central one may)."""
    standing = {Place(unit.service, unit.settlement): _last(unit) for unit in plan.units if unit.state == "new"}
    return tuple(mark for mark in certainties.missing if mark.number > standing.get(mark.place, 0))


def _last(unit: PlanUnit) -> int:
    return unit.units_in_service[-1]


def wide_settlements(case: Case, certainties: Certainties) -> frozenset[int]:
    """Indices of the settlements whose served share moves by more than `WIDE`."""
    ranges = {served.settlement: served for served in certainties.served}
    return frozenset(
        i for i, place in enumerate(case.region.settlements) if place.ekatte in ranges and is_wide(ranges[place.ekatte])
    )


def is_wide(served: ServedRange) -> bool:
    """Whether the share moves by more than `WIDE` between the ends of its range."""
    return served.high - served.low > WIDE


def ranked(certainties: Certainties) -> list[Influence]:
    """The influences, the strongest first: by the part of the variance of the unmet need that each explains, then by
    the units that it moves.
    """
    return sorted(certainties.influences, key=lambda one: (-one.share_of_variance, -one.marks_moved, one.factor))


def strongest(certainties: Certainties, count: int) -> list[tuple[Factor, Influence]]:
    """The `count` factors that move the plan most; of a block of factors that move together, only the strongest."""
    factors = {factor.id: factor for factor in certainties.ensemble.factors}
    found: dict[str, tuple[Factor, Influence]] = {}
    for influence in ranked(certainties):
        factor = factors[influence.factor]
        found.setdefault(factor.block, (factor, influence))
    return list(found.values())[:count]


def direction(influence: Influence) -> Direction:
    """Whether the unmet need grows ("up") or falls ("down") as the factor does."""
    change = influence.at_high - influence.at_low
    if not isfinite(change) or abs(change) < NOTICEABLE:
        return "none"
    return "up" if change > 0 else "down"


def mean_unmet(ensemble: Ensemble) -> float:
    """Mean weighted unmet need of the worlds' plans (weighted persons x years)."""
    return sum(plan.value for plan in ensemble.plans) / max(1, len(ensemble.plans))


def served_range(ensemble: Ensemble) -> tuple[float, float]:
    """Between which shares of the whole need the plans of 90 % of the worlds serve, in the last period (0..1)."""
    shares = sorted(plan.served / plan.need for plan in ensemble.plans if plan.need > 0)
    if not shares:
        return -inf, inf
    outside = int(0.05 * len(shares))
    return shares[outside], shares[-1 - outside]
