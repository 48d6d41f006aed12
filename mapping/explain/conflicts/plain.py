"""A case in plain form, so that every setting stands by itself: a floor of each municipality becomes a floor for each,
envelopes carry their fund's factor and the level of the scenario; and the part of a case that some services make up.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Any

from mapping.instance import Case, planning_of
from mapping.instance.case import changes_open
from mapping.instance.sites import fit_settlements
from mapping.region import Envelope, Fund
from mapping.scenario import ScenarioFile, Stage
from mapping.scenario.schema import Budget
from mapping.tables import Estimate


@dataclass(frozen=True, slots=True)
class Plain:
    """A case in plain form; `floors` has for each of its floors the number it has in the scenario file (from 1), and
    whether it stands there for each municipality. `stated` is the case as the scenario file has it."""

    case: Case
    floors: tuple[tuple[int, bool], ...]
    stated: Case


def plain(case: Case) -> Plain:
    """`case` in plain form: the same plans are possible."""
    stated = case
    keys = case.scenario.keys
    codes = [m.code for m in case.region.municipalities if case.region.edits.plans_for(m.code)]
    floors, numbers = [], []
    for number, floor in enumerate(keys.coverage, start=1):
        if floor.each_municipality:
            floors += [floor.model_copy(update={"each_municipality": False, "municipality": code}) for code in codes]
            numbers += [(number, True)] * len(codes)
        else:
            floors.append(floor)
            numbers.append((number, False))
    stages = (Stage(objective="unmet", gap=1.0),)
    funds = tuple(_fund(case, fund) for fund in case.region.funds)
    case = replace(case, region=replace(case.region, funds=funds))
    whole = {fund: change.model_copy(update={"factor": 1.0}) for fund, change in keys.funds.items()}
    case = with_keys(case, coverage=tuple(floors), funds=whole, budget=Budget(total=keys.budget.total), stages=stages)
    return Plain(case, tuple(numbers), stated)


def with_keys(case: Case, **keys: Any) -> Case:
    """`case` with other values of whole keys of its scenario."""
    changed: ScenarioFile = case.scenario.keys.model_copy(update=keys)
    return replace(case, scenario=replace(case.scenario, keys=changed))


def with_amount(envelope: Envelope, amount: float) -> Envelope:
    """`envelope` with this amount (EUR) at every level."""
    before = envelope.amount
    value = Estimate(amount, amount, amount, before.unit, before.status, before.source, before.note)
    return replace(envelope, amount=value)


def _fund(case: Case, fund: Fund) -> Fund:
    keys = case.scenario.keys
    factor = keys.budget.factor * (keys.funds[fund.id].factor if fund.id in keys.funds else 1.0)
    level = keys.cost.envelopes
    return replace(fund, envelopes=tuple(with_amount(e, e.amount.at(level) * factor) for e in fund.envelopes))


def part_of(case: Case, services: Set[str]) -> Case:
    """`case` with only those of its services that can matter to units of `services` and to whom they serve.

    Units of any other service can be left out of a plan: they only take money, staff and sites. What can matter are
    also services that must stand beside, units that become one of these, and whoever takes the users of these.
    """
    planned = {service.id for service in case.services}
    wanted = set(services) & planned
    changes = changes_open(case.region, case.scenario.keys, planned)
    while True:
        more = {pairing.beside for pairing in case.scenario.keys.pairing if pairing.service in wanted}
        for unit, change in changes:
            own = {unit.service, *([change.service] if change.service is not None else [])}
            if own & wanted:
                more |= own | set(change.users_to)
        more = (more & planned) - wanted
        if not more:
            break
        wanted |= more
    if wanted == planned:
        return case
    at = [s for s, service in enumerate(case.services) if service.id in wanted]
    needs = case.needs
    parts = needs.parts[:, at] if needs.groups else needs.parts
    left = tuple(case.services[s] for s in at)
    small = replace(needs, services=tuple(s.id for s in left), milli=needs.milli[:, at], parts=parts)
    return replace(case, services=left, needs=small)


def pairs_of(case: Case) -> int:
    """At most so many pairs of a settlement in need and a possible new site are written, whatever the standards."""
    total = 0
    for s, service in enumerate(case.services):
        people = int((case.needs.milli[:, s, :].max(axis=1) > 0).sum())
        sites = int(fit_settlements(case, service, planning_of(service)).sum())
        total += people * min(sites, case.scenario.keys.sites.nearest)
    return total
