"""What stands in one period of a plan: what opens in it, what opened before, what ends in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapping.catalogue.types import Service
from mapping.instance import Case
from mapping.plan import Plan, PlanUnit
from mapping.publish.printed.sites import Mark, Site, State, added_places, sites_from


def sites_in(case: Case, plan: Plan, period: int) -> tuple[Site, ...]:
    """The settlements with units in service in `period`, or whose service ends in it, in the region's order."""
    number = {service.id: service.number for service in case.region.catalogue.services}
    sums: dict[str, dict[tuple[int, State], list[int]]] = {}
    kinds = {unit.service: unit.kind for unit in plan.units}
    by_number = {number[service]: kind for service, kind in kinds.items()}
    for unit in plan.units:
        for state, units, places in parts_of(unit, period):
            pair = sums.setdefault(unit.settlement, {}).setdefault((number[unit.service], state), [0, 0])
            pair[0] += units
            pair[1] += places
    marks = {
        code: [
            Mark(service, by_number[service], state, units, places)
            for (service, state), (units, places) in found.items()
        ]
        for code, found in sums.items()
    }
    return sites_from(case, marks)


def parts_of(unit: PlanUnit, period: int) -> Iterator[tuple[State, int, int]]:
    """State, units and places of what stands of `unit` in `period`; of new units those that serve since an earlier
    period apart, of existing units those that change in it, and of a unit whose service ends in it what stood
    before."""
    units, places = unit.units_in_service[period], unit.places[period]
    before = (unit.units_in_service[period - 1], unit.places[period - 1]) if period else (0, 0)
    if unit.state == "new":
        old = (min(units, before[0]), min(places, before[1]))
        if any(old):
            yield "earlier", *old
        if units > old[0] or places > old[1]:
            yield "new", units - old[0], places - old[1]
    elif units or places:
        changes = unit.change is not None and unit.change.first_service_period == period
        yield ("changed" if changes and unit.state == "existing" else unit.state), units, places
    elif any(before) or (period == 0 and unit.change is not None and unit.state == "existing"):
        yield "closed", *before


@dataclass(frozen=True, slots=True)
class ServicePhase:
    """A service in a period: places in all (clients of mobile units of today), new places and units that begin to
    serve in it, and whether existing units change in it. Places that a change adds are new ones."""

    service: Service
    places: int
    new_places: int
    new_units: int
    changed: bool = False


def services_in(case: Case, plan: Plan, period: int) -> tuple[ServicePhase, ...]:
    """The services with units in service in `period`, by number."""
    added_to = added_places(case, plan, period)
    found = []
    for service in sorted(case.region.catalogue.services, key=lambda s: s.number):
        units = [unit for unit in plan.units if unit.service == service.id]
        standing = [part for unit in units for part in parts_of(unit, period) if part[0] != "closed"]
        new = [part for part in standing if part[0] == "new"]
        starting = [u for u in units if u.change is not None and u.change.first_service_period == period]
        added = sum(added_to.get(u.id, u.places[period]) for u in starting)  # all of what one is transformed into
        if standing:
            places, changed = sum(part[2] for part in standing), any(part[0] == "changed" for part in standing)
            new_places = sum(part[2] for part in new) + added
            found.append(ServicePhase(service, places, new_places, sum(part[1] for part in new), changed))
    return tuple(found)
