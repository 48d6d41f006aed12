"""Which changes of existing units a run may make, and where the users who leave may go."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mapping.instance.case import Case, changes_open
from mapping.instance.standards import standard_of
from mapping.instance.timing import first_service_period, may_sign, running_years
from mapping.instance.types import Change, Facility
from mapping.region import ExistingUnit, UnitChange


def possible_changes(case: Case) -> list[tuple[ExistingUnit, UnitChange]]:
    """The changes of the tables that the scenario leaves open: not forbidden, and of or into a service that it plans.

    Units that have no places, or already those after the change, when the first period begins have nothing to change.
    None where the scenario switches the rule `existing_units` off: then every unit stays as the tables say.
    """
    keys = case.scenario.keys
    if not keys.rules.existing_units:
        return []
    forbidden = {(c.unit, c.change) for c in keys.changes if c.status == "forbidden"}
    open_to = changes_open(case.region, keys, {service.id for service in case.services})
    return [(unit, change) for unit, change in open_to if (unit.id, change.id) not in forbidden]


def build_changes(
    case: Case, facilities: tuple[Facility, ...], municipality_of: NDArray[np.int64]
) -> tuple[Change, ...]:
    """The possible changes of `case`, in table order."""
    keys, periods = case.scenario.keys, case.periods
    service_index = {service.id: s for s, service in enumerate(case.services)}
    settlement_index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    at = {(f.unit, f.change): number for number, f in enumerate(facilities) if f.unit is not None}
    required = {(c.unit, c.change) for c in keys.changes if c.status == "required"}
    level = keys.cost.level
    built = []
    for unit, change in possible_changes(case):
        lead = change.lead_months.central
        home = settlement_index[unit.ekatte]
        built.append(
            Change(
                name=f"{unit.id}.{change.id}",
                unit=unit.id,
                id=change.id,
                municipality=int(municipality_of[home]),
                facility=at.get((unit.id, None)),
                becomes=at.get((unit.id, change.id)),
                service=service_index.get(change.service or unit.service),
                places=int(change.places.central),
                users=int(change.users.central),
                in_need=unit.service in service_index,
                takers=_takers(case, unit, change, facilities),
                capital=change.capital.at(level),
                running=change.running.at(level),
                staff=change.staff.central,
                starts=tuple(
                    first_service_period(periods, t, lead) if may_sign(period, keys.contracts_from) else None
                    for t, period in enumerate(periods)
                ),
                running_years=tuple(
                    tuple(running_years(periods, t, lead, u) for u in range(len(periods))) for t in range(len(periods))
                ),
                required=(unit.id, change.id) in required,
            )
        )
    return tuple(built)


def may_take(case: Case, unit: ExistingUnit, change: UnitChange, service: str, settlement: int) -> bool:
    """Whether places of `service` in the settlement with this index may take users who leave `unit` by `change`.

    They may where the change names the service, and the unit's settlement is within the service's standard.
    """
    spec = next((s for s in case.services if s.id == service), None)
    if spec is None or spec.kind == "mobile" or service not in change.users_to:
        return False
    home = next(i for i, place in enumerate(case.region.settlements) if place.ekatte == unit.ekatte)
    minutes, km = standard_of(case, spec)
    return bool(case.travel.minutes[home, settlement] <= minutes and case.travel.km[home, settlement] <= km)


def _takers(case: Case, unit: ExistingUnit, change: UnitChange, facilities: tuple[Facility, ...]) -> tuple[int, ...]:
    """New sites, what units become, and units that may grow; what `unit` itself becomes takes its users too."""
    growing = {u.id for u, c in possible_changes(case) if c.kind == "enlarge" and u.id != unit.id}
    found = []
    for f, facility in enumerate(facilities):
        itself = (facility.unit, facility.change) == (unit.id, change.id)
        fresh = facility.is_new or facility.change is not None or facility.unit in growing
        other = facility.unit != unit.id
        allowed = may_take(case, unit, change, case.services[facility.service].id, facility.settlement)
        if change.users.central and (itself or (fresh and other and allowed)):
            found.append(f)
    return tuple(found)
