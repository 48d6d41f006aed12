"""Served people by risk group.

A plan does not say of which group those served are. Within a settlement, service and period every group is taken to be
served to the same share of its need, as the rule on coverage floors takes it (`mapping.model.rules.coverage`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mapping.compare.types import Gains, Reach
from mapping.instance import Case
from mapping.plan import NeedRecord, Plan

Parts = Callable[[str, str, int], Mapping[str, float]]
"""Settlement, service, period -> the part (0..1) of the need there that comes from each group which has any."""


def parts_of(case: Case) -> Parts:
    """The groups' parts of the need of `case`; none where the need is not told apart by group."""
    place = {settlement.ekatte: i for i, settlement in enumerate(case.region.settlements)}
    order = {service: s for s, service in enumerate(case.needs.services)}
    groups, parts = case.needs.groups, case.needs.parts

    def weights(settlement: str, service: str, period: int) -> dict[str, float]:
        row = parts[place[settlement], order[service], period] if groups and service in order else ()
        return {group: float(part) for group, part in zip(groups, row, strict=False) if part > 0}

    return weights


def reach_by_group(case: Case, plan: Plan, services: tuple[str, ...], period: int) -> dict[str, Reach]:
    """Need and served persons of each group that needs any of `services` in `period`, in the catalogue's order."""
    parts = parts_of(case)
    sums: dict[str, list[float]] = {}
    for record in plan.needs:
        if record.period == period and record.service in services:
            for group, part in parts(record.settlement, record.service, period).items():
                pair = sums.setdefault(group, [0.0, 0.0])
                pair[0] += part * record.need_milli
                pair[1] += part * (record.need_milli - record.unmet_milli)
    return {group: Reach(*sums[group]) for group in case.needs.groups if group in sums}


def gains_by_group(
    before: tuple[Case, Plan], after: tuple[Case, Plan], services: tuple[str, ...], period: int
) -> dict[str, Gains]:
    """Who of each group is served more and who fewer in the plan `after`, over settlements and `services`.

    Sums are rounded to thousandths of a person at the end; groups of whom nothing changes are left out.
    """
    was, now = (_served_by_group(*side, services, period) for side in (before, after))
    sums: dict[str, list[float]] = {}
    for key in dict.fromkeys([*was, *now]):
        more = now.get(key, 0.0) - was.get(key, 0.0)
        pair = sums.setdefault(key[2], [0.0, 0.0])
        pair[0] += max(0.0, more)
        pair[1] += max(0.0, -more)
    order = dict.fromkeys([*before[0].needs.groups, *after[0].needs.groups])
    found = {group: Gains(*map(round, sums[group])) for group in order if group in sums}
    return {group: gains for group, gains in found.items() if gains != Gains(0, 0)}


def _served_by_group(
    case: Case, plan: Plan, services: tuple[str, ...], period: int
) -> dict[tuple[str, str, str], float]:
    parts = parts_of(case)

    def wanted(record: NeedRecord) -> bool:
        return record.period == period and record.service in services

    return {
        (record.settlement, record.service, group): part * (record.need_milli - record.unmet_milli)
        for record in plan.needs
        if wanted(record)
        for group, part in parts(record.settlement, record.service, period).items()
    }
