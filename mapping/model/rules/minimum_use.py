"""A new unit opens only if a stated share of its places (of its teams' hours) is used."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance, planning_of, weekly_hours
from mapping.model.presence import NOBODY, in_service, moved_to, users_by_facility
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.units import MILLI
from mapping.words import Text

TOLERANCE = 0.02
"""Persons, or hours a week: rounding of many served persons to thousandths."""


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """One row per possible site and period in which its new units may be in service."""
    users = users_by_facility(instance, variables)
    for f, facility in enumerate(instance.facilities):
        service = instance.services[facility.service]
        if not facility.is_new or service.minimum_use == 0:
            continue
        mobile = service.kind == "mobile"
        for t in range(len(instance.periods)):
            active = in_service(instance, variables, f, t)
            if not active:
                continue
            served = users.get((f, t), NOBODY)
            used = instance.links.hours[served.links, t] if mobile else 1.0
            needed = [(column, 1.0) for column in moved_to(instance, variables, f, t, in_need=False)]
            needed += [
                (column, -service.minimum_use * (service.team_hours if mobile else service.sizes[k].places))
                for k, column in active
            ]
            name = f"minimum_use[{facility.name}.{instance.period_name(t)}]"
            draft.long_row(name, served.columns, used, needed, ">=", 0.0)


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """Every new unit is used to its service's minimum in every period in which it is in service."""
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    services = {service.id: (s, service) for s, service in enumerate(case.services)}
    units = {unit.id: unit for unit in plan.units}
    use: dict[tuple[str, int], float] = {}
    for visit in plan.served:
        unit = units[visit.unit]
        s, service = services[visit.service]
        amount = visit.milli / MILLI
        if service.kind == "mobile":
            i, j = index[visit.settlement], index[unit.settlement]
            need = float(case.needs.milli[i, s, visit.period]) / MILLI
            amount *= weekly_hours(service, float(case.travel.minutes[i, j]), need)
        use[visit.unit, visit.period] = use.get((visit.unit, visit.period), 0.0) + amount
    in_need = {unit.id for unit in case.region.units if unit.service in services}
    for move in plan.moved:
        if move.unit not in in_need:
            use[move.to, move.period] = use.get((move.to, move.period), 0.0) + move.milli / MILLI
    for unit in plan.units:
        if unit.state != "new":
            continue
        planning = planning_of(services[unit.service][1])
        for t, places in enumerate(unit.places):
            full = planning.team.hours.central * unit.units_in_service[t] if planning.team is not None else places
            wanted = planning.minimum_use.central / 100 * full
            used = use.get((unit.id, t), 0.0)
            if used < wanted - TOLERANCE:
                yield Breach(
                    "minimum_use",
                    Text(
                        f"{unit.id}, {plan.periods[t].name}: използвани {used:.2f} при минимум {wanted:.2f}",
                        f"{unit.id}, {plan.periods[t].name}: {used:.2f} used, the minimum is {wanted:.2f}",
                    ),
                )


MINIMUM_USE = Rule(
    key="minimum_use",
    title=Text("Минимална заетост", "Minimum use"),
    equation="sum_i serve[i,j,s,t] >= minuse[s] sum_{k, t' + lead <= t} places[s,k] open[s,j,k,t'] (mobile: hours)",
    words=Text(
        "Ново звено се открива само ако се използва поне посоченият дял от местата му (от часовете на екипите му).",
        "A new unit opens only if at least the stated share of its places (of its teams' hours) is used.",
    ),
    source="Assumption of service_values.csv (minimum_use), for the working group to decide",
    scenario_key="rules.minimum_use",
    always=False,
    constrain=constrain,
    check=check,
)
