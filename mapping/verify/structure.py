"""Whether a plan speaks of the case at all:
its names are known, its ids unique, its periods those of the scenario.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from math import isfinite

from mapping.instance import Case
from mapping.model import Breach
from mapping.plan import Plan, PlanUnit
from mapping.words import Text

KEY = "structure"

LARGEST = 2**53
"""Whole numbers beyond this are none of a plan's: sums and quotients of them would not be exact."""

UNPROVEN = frozenset({"bound", "gap"})
"""Numbers that need not be finite."""


def check_structure(case: Case, plan: Plan) -> Iterator[Breach]:
    """Names, ids, indices and numbers of every record of the plan."""
    yield from _check_heading(case, plan)
    yield from _check_numbers(plan)
    for unit_id, count in Counter(unit.id for unit in plan.units).items():
        if count > 1:
            yield _breach(
                f"{unit_id}: звеното е {count} пъти в плана",
                f"{unit_id}: the unit is {count} times in the plan",
            )
    for unit in plan.units:
        yield from _check_unit(case, plan, unit)
    yield from _check_served(case, plan)
    yield from _check_moved(plan)
    yield from _check_needs(case, plan)


def _breach(bg: str, en: str) -> Breach:
    return Breach(KEY, Text(bg, en))


def _check_heading(case: Case, plan: Plan) -> Iterator[Breach]:
    if plan.region != case.region.id:
        yield _breach(f"планът е за регион „{plan.region}“", f"the plan is for the region “{plan.region}”")
    if plan.scenario != case.scenario.name:
        yield _breach(f"планът е по сценарий „{plan.scenario}“", f"the plan is for the scenario “{plan.scenario}”")
    years = [(period.first_year, period.last_year) for period in plan.periods]
    if years != [(period.first_year, period.last_year) for period in case.periods]:
        yield _breach("периодите не са тези на сценария", "the periods are not those of the scenario")
    nearest = case.scenario.keys.sites.nearest
    if plan.size.nearest != nearest:
        yield _breach(
            f"планът е с {plan.size.nearest} най-близки места за населено място, сценарият е с {nearest}",
            f"the plan is with the {plan.size.nearest} nearest sites of a settlement, the scenario with {nearest}",
        )


def _check_numbers(plan: Plan) -> Iterator[Breach]:
    """No number of any record is too large to add up, or not finite where it must be."""
    for name in ("stages", "units", "served", "moved", "needs", "envelopes"):
        for at, record in enumerate(getattr(plan, name)):
            if not all(map(_is_sound, _numbers(record))):
                yield _breach(f"{name}, запис {at + 1}: непознато число", f"{name}, record {at + 1}: a strange number")


def _is_sound(number: float) -> bool:
    return isfinite(number) if isinstance(number, float) else abs(number) <= LARGEST


def _numbers(record: object) -> Iterator[float]:
    """All numbers of a record and of the records inside it, but those that need not be finite."""
    for field in fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, int | float):
                if field.name not in UNPROVEN:
                    yield one
            elif hasattr(one, "__dataclass_fields__"):
                yield from _numbers(one)


def _check_unit(case: Case, plan: Plan, unit: PlanUnit) -> Iterator[Breach]:
    yield from _check_id(case, unit)
    homes = {place.ekatte: place.municipality for place in case.region.settlements}
    planned = {service.id: service for service in case.services}
    kinds = {service.id: service.kind for service in case.region.catalogue.services}
    periods = range(len(plan.periods))
    if unit.service not in (planned if unit.state in ("new", "transformed") else kinds):
        yield _breach(f"{unit.id}: непозната услуга {unit.service}", f"{unit.id}: unknown service {unit.service}")
    elif unit.kind != kinds[unit.service]:
        yield _breach(f"{unit.id}: видът не е този на услугата", f"{unit.id}: the kind is not the service's")
    if homes.get(unit.settlement) != unit.municipality:
        yield _breach(f"{unit.id}: {unit.settlement} не е населено място в {unit.municipality}",
                      f"{unit.id}: {unit.settlement} is no settlement in {unit.municipality}")  # fmt: skip
    if len(unit.places) != len(periods) or len(unit.units_in_service) != len(periods):
        yield _breach(f"{unit.id}: местата не са по един брой за период",
                      f"{unit.id}: the places are not one number a period")  # fmt: skip
    service = planned.get(unit.service)
    sizes = (
        {size.id for size in service.planning.sizes} if service is not None and service.planning is not None else set()
    )
    for opening in unit.openings:
        when = {opening.period, opening.first_service_period}
        if opening.size not in sizes or not when <= set(periods) or opening.units <= 0:
            yield _breach(f"{unit.id}: непознат размер или период на откриване",
                          f"{unit.id}: unknown size or period of an opening")  # fmt: skip
    if bool(unit.openings) != (unit.state == "new"):
        yield _breach(f"{unit.id}: само новите звена се откриват", f"{unit.id}: new units have openings, others none")
    if unit.change is not None and not {unit.change.period, unit.change.first_service_period} <= set(periods):
        yield _breach(f"{unit.id}: непознат период на промяна", f"{unit.id}: unknown period of a change")
    yield from _check_payments(case, unit, periods)


def _check_id(case: Case, unit: PlanUnit) -> Iterator[Breach]:
    """New units of a service in a settlement are one entry with one id; the others are those of the tables, and what
    these may become.
    """
    if unit.state == "new":
        if unit.change is not None:
            yield _breach(f"{unit.id}: новите звена не се променят", f"{unit.id}: new units do not change")
        if unit.id != f"new.{unit.service}.{unit.settlement}":
            yield _breach(
                f"{unit.id}: новите звена на услуга на едно място са един запис, new.<услуга>.<населено място>",
                f"{unit.id}: new units of a service at a site are one record, new.<service>.<settlement>",
            )
        return
    known = {(u.id, change.id) for u in case.region.units for change in u.changes}
    if unit.home not in {existing.id for existing in case.region.units}:
        yield _breach(f"{unit.id}: няма такова звено в таблиците", f"{unit.id}: there is no such unit in the tables")
    if unit.change is None:
        if unit.state == "transformed":
            yield _breach(f"{unit.id}: преобразувано без промяна", f"{unit.id}: transformed without a change")
    elif (unit.home, unit.change.id) not in known:
        yield _breach(f"{unit.id}: непозната промяна", f"{unit.id}: unknown change")
    elif unit.state == "transformed" and unit.id != f"{unit.home}.{unit.change.id}":
        yield _breach(
            f"{unit.id}: преобразуваното звено е <звено>.<промяна>",
            f"{unit.id}: what a unit becomes is <unit>.<change>",
        )


def _check_payments(case: Case, unit: PlanUnit, periods: range) -> Iterator[Breach]:
    funds = {fund.id for fund in case.region.funds}
    for payment in unit.money:
        if payment.fund not in funds or payment.period not in periods or payment.cents < 0:
            yield _breach(f"{unit.id}: непознат фонд, период или сума на плащане",
                          f"{unit.id}: unknown fund, period or amount of a payment")  # fmt: skip


def _check_served(case: Case, plan: Plan) -> Iterator[Breach]:
    known = {place.ekatte for place in case.region.settlements}
    units = {unit.id: unit for unit in plan.units}
    chosen = {service.id for service in case.services}
    seen: set[tuple[str, str, int]] = set()
    for visit in plan.served:
        place = f"{visit.settlement} → {visit.unit}"
        unit = units.get(visit.unit)
        if unit is None:
            yield _breach(f"{place}: няма такова звено", f"{place}: there is no such unit")
        elif unit.service != visit.service or visit.service not in chosen:
            yield _breach(
                f"{place}: звеното не предлага {visit.service}",
                f"{place}: the unit does not offer {visit.service}",
            )
        if visit.settlement not in known or visit.period not in range(len(plan.periods)) or visit.milli <= 0:
            yield _breach(f"{place}: непознато населено място, период или брой души",
                          f"{place}: unknown settlement, period or number of persons")  # fmt: skip
        key = (visit.settlement, visit.unit, visit.period)
        if key in seen:
            yield _breach(f"{place}: записано два пъти", f"{place}: recorded twice")
        seen.add(key)


def _check_moved(plan: Plan) -> Iterator[Breach]:
    units = {unit.id for unit in plan.units}
    seen: set[tuple[str, str, int]] = set()
    for move in plan.moved:
        place = f"{move.unit} → {move.to}"
        if not {move.unit, move.to} <= units or move.period not in range(len(plan.periods)) or move.milli <= 0:
            yield _breach(f"{place}: непознато звено, период или брой души",
                          f"{place}: unknown unit, period or number of persons")  # fmt: skip
        key = (move.unit, move.to, move.period)
        if key in seen:
            yield _breach(f"{place}: записано два пъти", f"{place}: recorded twice")
        seen.add(key)


def _check_needs(case: Case, plan: Plan) -> Iterator[Breach]:
    homes = {place.ekatte: place.municipality for place in case.region.settlements}
    chosen = {service.id for service in case.services}
    seen: set[tuple[str, str, int]] = set()
    for record in plan.needs:
        place = f"{record.settlement}, {record.service}"
        known = record.service in chosen and record.period in range(len(plan.periods))
        if not known or homes.get(record.settlement) != record.municipality:
            yield _breach(f"{place}: непознато населено място, община, услуга или период",
                          f"{place}: unknown settlement, municipality, service or period")  # fmt: skip
        key = (record.settlement, record.service, record.period)
        if key in seen:
            yield _breach(f"{place}: записано два пъти", f"{place}: recorded twice")
        seen.add(key)
