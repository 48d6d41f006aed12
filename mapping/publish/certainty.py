"""What tables, map and terminal all read from an ensemble: shares of units, their range, the strongest assumptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, isfinite
from typing import Literal

from mapping.instance import Case
from mapping.plan import Plan, PlanUnit
from mapping.uncertainty.certainty import certainty_of
from mapping.uncertainty.types import (
    Certainties,
    Certainty,
    Ensemble,
    Factor,
    Influence,
    MarkCertainty,
    MissingMark,
    Place,
    ServedRange,
    WorldPlan,
)
from mapping.words import Text

Direction = Literal["up", "down", "none"]
"""What more of a factor does to the unmet need."""

CERTAINTY_WORDS: Mapping[Certainty, Text] = {
    "solid": Text("сигурно", "solid"),
    "likely": Text("вероятно", "likely"),
    "open": Text("под въпрос", "open"),
}
WIDE = 0.25
"""A settlement whose served share moves by more than this between its low and high end is marked as unsure."""
NOTICEABLE, EXPLAINING = 0.005, 0.01
"""A smaller relative change of the unmet need is called none, and so is any of a factor that explains less of its
variance: with few worlds the means of the fifths differ by chance."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """A factor, how much it moves the plan, and how many others of its block vary together with it."""

    factor: Factor
    influence: Influence
    others: int


def planned(ensemble: Ensemble) -> tuple[WorldPlan, ...]:
    """The plans of the worlds that have one: shares are counted in these only."""
    return tuple(plan for plan in ensemble.plans if plan.found)


def worlds_with(ensemble: Ensemble, place: Place, number: int) -> int:
    """In how many planned worlds at least `number` units of the place's service stand there."""
    return sum(plan.units_at().get(place, 0) >= number for plan in planned(ensemble))


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
    return [plan.units_at() for plan in planned(ensemble)]


def _counted(standing: list[dict[Place, int]], place: Place, number: int) -> MarkCertainty:
    share = sum(units.get(place, 0) >= number for units in standing) / max(1, len(standing))
    return MarkCertainty(place, number, share, certainty_of(share), ())


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


def strongest(certainties: Certainties, count: int) -> list[Assumption]:
    """The `count` factors that move the plan most, in the order of the influences; of a block of factors that vary
    together, only the strongest.
    """
    factors = {factor.id: factor for factor in certainties.ensemble.factors}
    members = Counter(factor.block for factor in factors.values())
    found: dict[str, Assumption] = {}
    for influence in certainties.influences:
        factor = factors[influence.factor]
        found.setdefault(factor.block, Assumption(factor, influence, members[factor.block] - 1))
    return list(found.values())[:count]


def direction(influence: Influence) -> Direction:
    """Whether the unmet need grows ("up") or falls ("down") as the factor does."""
    change = influence.at_high - influence.at_low
    if not isfinite(change) or abs(change) < NOTICEABLE or influence.share_of_variance < EXPLAINING:
        return "none"
    return "up" if change > 0 else "down"


def mean_unmet(ensemble: Ensemble) -> float:
    """Mean weighted unmet need of the plans of the worlds that have one (weighted persons x years)."""
    values = [plan.value for plan in planned(ensemble)]
    return sum(values) / max(1, len(values))


def served_range(ensemble: Ensemble) -> tuple[float, float]:
    """Between which shares of the whole need the plans of 90 % of the worlds serve, in the last period (0..1)."""
    shares = sorted(plan.served / plan.need for plan in planned(ensemble) if plan.need > 0)
    if not shares:
        return -inf, inf
    outside = int(0.05 * len(shares))
    return shares[outside], shares[-1 - outside]
