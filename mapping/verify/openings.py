"""Whether new units are what the catalogue offers:
places, teams, staff, cost, and in service after the lead time.
"""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, planning_of
from mapping.instance.timing import first_service_period
from mapping.model import Breach
from mapping.plan import Plan, PlanUnit
from mapping.words import Text

KEY = "openings"


def check_openings(case: Case, plan: Plan) -> Iterator[Breach]:
    """Every opening follows from its size and lead time, and places and teams of a unit from its openings."""
    for unit in plan.units:
        yield from _check_contracts(case, unit)
        yield from _check_municipality(case, unit)
        if unit.state == "new":
            yield from _check_sizes(case, unit)
            yield from _check_places(plan, unit)


def _check_contracts(case: Case, unit: PlanUnit) -> Iterator[Breach]:
    """No contract of a unit is earlier than the scenario's first."""
    first = case.scenario.keys.contracts_from
    signed = {opening.period for opening in unit.openings}
    if unit.change is not None:
        signed.add(unit.change.period)
    for t in sorted(signed):
        year = case.periods[t].contract_year
        if first is not None and year < first:
            yield Breach(KEY, Text(f"{unit.id}: договор от {year} г., преди {first} г.",
                                   f"{unit.id}: a contract of {year}, before {first}"))  # fmt: skip


def _check_municipality(case: Case, unit: PlanUnit) -> Iterator[Breach]:
    """A new unit stands in a municipality for which the scenario plans."""
    planned = case.scenario.keys.municipalities
    if unit.state == "new" and planned and case.region.settlement(unit.settlement).municipality not in planned:
        yield Breach(KEY, Text(f"{unit.id}: извън общините на сценария",
                               f"{unit.id}: outside the scenario's municipalities"))  # fmt: skip


def _check_sizes(case: Case, unit: PlanUnit) -> Iterator[Breach]:
    services = {service.id: service for service in case.services}
    planning = planning_of(services[unit.service])
    sizes = {size.id: size for size in planning.sizes}
    level = case.scenario.keys.cost.level
    for opening in unit.openings:
        size, what = sizes[opening.size], f"{unit.id}, {opening.size}"
        start = first_service_period(case.periods, opening.period, planning.lead_months.central)
        if opening.first_service_period != start:
            yield Breach(KEY, Text(f"{what}: срокът на изграждане не е спазен", f"{what}: the lead time is not kept"))
        places = size.places.central if size.places is not None else 0
        stated = (opening.places, opening.staff, opening.capital_cents, opening.running_cents_a_year)
        expected = (
            int(places) * opening.units,
            size.staff.central * opening.units,
            round(size.capital.at(level) * 100) * opening.units,
            round(size.running.at(level) * 100) * opening.units,
        )
        if stated != expected:
            yield Breach(KEY, Text(f"{what}: места, персонал или цена не са тези на размера",
                                   f"{what}: places, staff or cost are not those of the size"))  # fmt: skip


def _check_places(plan: Plan, unit: PlanUnit) -> Iterator[Breach]:
    staff = round(sum(opening.staff for opening in unit.openings), 3)
    if unit.staff != staff:
        yield Breach(KEY, Text(f"{unit.id}: персоналът не е сборът от откритото",
                               f"{unit.id}: the staff is not the sum of what was opened"))  # fmt: skip
    for t, period in enumerate(plan.periods):
        active = [opening for opening in unit.openings if opening.first_service_period <= t]
        places, teams = sum(o.places for o in active), sum(o.units for o in active)
        if (unit.places[t], unit.units_in_service[t]) != (places, teams):
            what = f"{unit.id}, {period.name}"
            yield Breach(KEY, Text(f"{what}: местата не са сборът от откритото",
                                   f"{what}: the places are not the sum of what was opened"))  # fmt: skip
