"""Comparing two plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import isnan, nan

from mapping.compare.moves import pair_moved
from mapping.compare.types import (
    Contract,
    ExistingDifference,
    MoneyDifference,
    PlanChanges,
    ServedDifference,
    StageDifference,
    UnitDifference,
    UnitDifferenceKind,
)
from mapping.errors import NeedsmapError
from mapping.plan import MadeChange, NeedRecord, Plan, PlanUnit
from mapping.region.rows import MoneyKind
from mapping.words import Text

Place = tuple[str, str]
"""A service and a settlement."""

Purse = tuple[str, str | None, MoneyKind]
"""A fund, the municipality whose money it is, the kind of money."""


class NotComparableError(NeedsmapError):
    """The plans are of different regions or periods: their differences would mean nothing."""

    exit_code = 2


def compare_plans(before: Plan, after: Plan) -> PlanChanges:
    """What is different in the plan `after` against the plan `before`.

    New units are compared by service and settlement; where one plan has them and the other does not, units that serve
    largely the same people from another settlement count as moved (`mapping.compare.moves`). Nothing is judged: of two
    plans that are equally good either may be found, so a difference is not yet an effect.

    Raises:
        NotComparableError: the plans are of different regions or periods.
    """
    if before.region != after.region or before.periods != after.periods:
        raise NotComparableError(Text(
            "Двата плана не може да се сравнят: те са за различни райони или периоди.",
            "The two plans cannot be compared: they are of different regions or periods.",
        ))  # fmt: skip
    return PlanChanges(
        periods=after.periods,
        units=_units(before, after),
        existing=_existing(before, after),
        served=_served(before.needs, after.needs),
        money=_money(before, after),
        stages=_stages(before, after),
    )


def _contracts(plan: Plan) -> dict[Place, tuple[Contract, ...]]:
    found: dict[Place, list[Contract]] = defaultdict(list)
    for unit in plan.units:
        if unit.state == "new":
            found[unit.service, unit.settlement] += [
                Contract(o.period, o.size, o.units, o.places) for o in unit.openings
            ]
    return {place: tuple(sorted(contracts)) for place, contracts in found.items()}


def _units(before: Plan, after: Plan) -> tuple[UnitDifference, ...]:
    was, now = _contracts(before), _contracts(after)
    both = list(dict.fromkeys([*was, *now]))
    moved = pair_moved(before, after, [p for p in both if p not in now], [p for p in both if p not in was])
    arrived = {(service, there) for (service, _), (there, _) in moved.items()}
    found = []
    for place in both:
        service, settlement = place
        if place in moved:
            there, people = moved[place]
            found.append(UnitDifference("moved", service, settlement, there, was[place], now[service, there], people))
        elif place not in now:
            found.append(UnitDifference("dropped", service, settlement, None, was[place], ()))
        elif place not in was and place not in arrived:
            found.append(UnitDifference("opened", service, None, settlement, (), now[place]))
        elif place in was and was[place] != now[place]:
            same = _sizes(was[place]) == _sizes(now[place])
            kind: UnitDifferenceKind = "retimed" if same else "resized"
            found.append(UnitDifference(kind, service, settlement, settlement, was[place], now[place]))
    return tuple(found)


def _sizes(contracts: Iterable[Contract]) -> dict[str, int]:
    sizes: dict[str, int] = defaultdict(int)
    for contract in contracts:
        sizes[contract.size] += contract.units
    return sizes


def _existing(before: Plan, after: Plan) -> tuple[ExistingDifference, ...]:
    was, now = _made(before), _made(after)
    found = []
    for home, unit in {**_homes(before), **_homes(after)}.items():
        one, other = was.get(home), now.get(home)
        if (one and (one.id, one.period)) != (other and (other.id, other.period)):
            found.append(ExistingDifference(
                home, unit.service, unit.settlement,
                one.id if one else None, one.kind if one else None, one.period if one else None,
                other.id if other else None, other.kind if other else None, other.period if other else None,
            ))  # fmt: skip
    return tuple(found)


def _homes(plan: Plan) -> dict[str, PlanUnit]:
    return {unit.id: unit for unit in plan.units if unit.state in ("existing", "committed")}


def _made(plan: Plan) -> dict[str, MadeChange]:
    return {unit.home: unit.change for unit in plan.units if unit.change is not None}


def _served(before: Iterable[NeedRecord], after: Iterable[NeedRecord]) -> tuple[ServedDifference, ...]:
    was = {(r.settlement, r.service, r.period): r for r in before}
    now = {(r.settlement, r.service, r.period): r for r in after}
    found = []
    for key in dict.fromkeys([*was, *now]):
        one, other = was.get(key), now.get(key)
        record = other or one
        if record is None:
            continue
        need = (one.need_milli if one else 0, other.need_milli if other else 0)
        served = (need[0] - (one.unmet_milli if one else 0), need[1] - (other.unmet_milli if other else 0))
        if need[0] != need[1] or served[0] != served[1]:
            found.append(ServedDifference(
                record.settlement, record.municipality, record.service, record.period, *need, *served
            ))  # fmt: skip
    return tuple(found)


def _paid(plan: Plan) -> dict[Purse, int]:
    sums: dict[Purse, int] = {(e.fund, e.municipality, e.kind): 0 for e in plan.envelopes}
    for unit in plan.units:
        for payment in unit.money:
            purse = (payment.fund, payment.municipality, payment.kind)
            sums[purse] = sums.get(purse, 0) + payment.cents
    return sums


def _money(before: Plan, after: Plan) -> tuple[MoneyDifference, ...]:
    was, now = _paid(before), _paid(after)
    pairs = {purse: (was.get(purse, 0), now.get(purse, 0)) for purse in dict.fromkeys([*was, *now])}
    return tuple(MoneyDifference(*purse, one, other) for purse, (one, other) in pairs.items() if one != other)


def _stages(before: Plan, after: Plan) -> tuple[StageDifference, ...]:
    was = {stage.objective: stage for stage in before.stages}
    now = {stage.objective: stage for stage in after.stages}
    found = []
    for objective in dict.fromkeys([*was, *now]):
        one, other = was.get(objective), now.get(objective)
        gaps = [stage.gap for stage in (one, other) if stage is not None]
        gap = nan if any(isnan(gap) for gap in gaps) else max(gaps)
        found.append(StageDifference(objective, one.value if one else None, other.value if other else None, gap))
    return tuple(found)
