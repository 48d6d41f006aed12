"""What another plan changes for people, money, travel and fairness, and how much of that is proven.

Two plans of which neither is proven best differ for two reasons: because the choices differ, and because the search
stopped somewhere else. The interval of the first objective tells the one from the other: the best value with the one
choice lies between its bound and what was found, likewise with the other, so the difference of the best values lies
between the difference of the nearest and of the farthest ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

import numpy as np

from mapping.compare import PlanChanges, compare_plans
from mapping.compare.types import ServedDifference
from mapping.instance import Case, weights_of
from mapping.plan import Plan, StageProof
from mapping.region.rows import MoneyKind
from mapping.units import MILLI


@dataclass(frozen=True, slots=True)
class Gain:
    """Persons (thousandths) of one place, service or group served more, and fewer, at the end of the plan.

    Both are sums over settlements and services: who gains in one village is not held against who loses in another.
    """

    code: str
    gained_milli: int
    lost_milli: int

    @property
    def more_milli(self) -> int:
        """Gained less lost."""
        return self.gained_milli - self.lost_milli


@dataclass(frozen=True, slots=True)
class Travel:
    """Users at the end of the plan, and the minutes one way of all of them together."""

    persons: float
    minutes: float

    @property
    def mean(self) -> float | None:
        """Minutes one way of a user; None without users."""
        return self.minutes / self.persons if self.persons else None


@dataclass(frozen=True, slots=True)
class Fairness:
    """The municipality with the least served share (0..1) of its weighted need at the end of the plan."""

    municipality: str
    share: float


@dataclass(frozen=True, slots=True)
class Interval:
    """How far apart two best values lie: `found` is the difference of the values that were found, and the difference of
    the best ones is proven to lie between `low` and `high` (not finite where nothing is proven)."""

    objective: str
    minimise: bool
    found: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether it is proven that the best values differ at all, and which way."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Effects:
    """The plan `after` against the plan `before`: all at the end of the plan (last period), money over all periods."""

    before: Plan
    after: Plan
    changes: PlanChanges
    served_before_milli: int
    served_after_milli: int
    by_settlement: tuple[Gain, ...]
    by_municipality: tuple[Gain, ...]
    by_service: tuple[Gain, ...]
    by_group: tuple[Gain, ...]
    money: tuple[tuple[MoneyKind, int, int], ...]
    travel: tuple[Travel, Travel]
    fairness: tuple[Fairness, Fairness]
    first: Interval | None


def effects_of(case: Case, before: Plan, after: Plan) -> Effects:
    """What `after` changes against `before`; both are plans of the region, services and periods of `case`.

    Raises:
        NotComparableError: the plans are of different regions or periods.
    """
    changes = compare_plans(before, after)
    return Effects(
        before=before,
        after=after,
        changes=changes,
        served_before_milli=_served(before),
        served_after_milli=_served(after),
        by_settlement=_gains(changes, lambda one: one.settlement),
        by_municipality=_gains(changes, lambda one: one.municipality),
        by_service=_gains(changes, lambda one: one.service),
        by_group=_by_group(case, changes),
        money=tuple((kind, _paid(before, kind), _paid(after, kind)) for kind in ("capital", "running")),
        travel=(_travel(before), _travel(after)),
        fairness=(worst_served(case, before), worst_served(case, after)),
        first=interval(before.stages[0], after.stages[0]),
    )


def interval(before: StageProof, after: StageProof) -> Interval | None:
    """How far apart the best values of one objective are proven to lie; None where the objectives differ."""
    if before.objective != after.objective:
        return None
    ends = [sorted((proof.found, proof.bound)) for proof in (before, after)]
    (least_before, most_before), (least_after, most_after) = ends
    proven = all(isfinite(proof.bound) for proof in (before, after))
    low, high = (least_after - most_before, most_after - least_before) if proven else (-np.inf, np.inf)
    # Solvers stop within a tolerance: what is smaller is no difference.
    slack = 1e-6 * max(1.0, abs(before.found), abs(after.found))
    return Interval(before.objective, before.minimise, after.found - before.found,
                    0.0 if abs(low) <= slack else low, 0.0 if abs(high) <= slack else high)  # fmt: skip


def worst_served(case: Case, plan: Plan) -> Fairness:
    """The municipality whose weighted need is served least at the end of the plan (the first one, of equals)."""
    weight = weights_of(case)
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    services = {service.id: s for s, service in enumerate(case.services)}
    sums: dict[str, list[float]] = {municipality.code: [0.0, 0.0] for municipality in case.region.municipalities}
    last = len(plan.periods) - 1
    for record in plan.needs:
        if record.period == last:
            of_one = float(weight[index[record.settlement], services[record.service], last])
            sums[record.municipality][0] += of_one * record.need_milli
            sums[record.municipality][1] += of_one * record.unmet_milli
    shares = {code: 1 - unmet / need if need else 1.0 for code, (need, unmet) in sums.items()}
    worst = min(shares, key=lambda code: shares[code])
    return Fairness(worst, shares[worst])


def _served(plan: Plan) -> int:
    last = len(plan.periods) - 1
    return sum(record.need_milli - record.unmet_milli for record in plan.needs if record.period == last)


def _gains(changes: PlanChanges, key: Callable[[ServedDifference], str]) -> tuple[Gain, ...]:
    """Whoever gains or loses, those with the largest change first."""
    found = [Gain(code, round(g.gained_milli), round(g.lost_milli)) for code, g in changes.served_by(key).items()]
    return _largest_first([gain for gain in found if gain.gained_milli or gain.lost_milli])


def _largest_first(gains: list[Gain]) -> tuple[Gain, ...]:
    return tuple(sorted(gains, key=lambda gain: (-abs(gain.more_milli), -gain.gained_milli, gain.code)))


def _by_group(case: Case, changes: PlanChanges) -> tuple[Gain, ...]:
    """By risk group: persons served in a settlement are taken to come from its groups in proportion to their need."""
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    services = {service.id: s for s, service in enumerate(case.services)}
    sums: dict[str, list[float]] = {}
    last = len(changes.periods) - 1
    for one in changes.served:
        if one.period == last and one.more_milli:
            i, s = index[one.settlement], services[one.service]
            for g, group in enumerate(case.needs.groups):
                pair = sums.setdefault(group, [0.0, 0.0])
                pair[one.more_milli < 0] += abs(one.more_milli) * float(case.needs.parts[i, s, last, g])
    found = [Gain(group, round(gained), round(lost)) for group, (gained, lost) in sums.items()]
    return _largest_first([gain for gain in found if gain.gained_milli or gain.lost_milli])


def _paid(plan: Plan, kind: MoneyKind) -> int:
    """Cents of all new money of a kind over all periods."""
    return sum(payment.cents for unit in plan.units for payment in unit.money if payment.kind == kind)


def _travel(plan: Plan) -> Travel:
    last = len(plan.periods) - 1
    visits = [visit for visit in plan.served if visit.period == last]
    return Travel(sum(v.milli for v in visits) / MILLI, sum(v.milli * v.minutes for v in visits) / MILLI)
