"""A mobile team's week holds its visits and its driving."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance, planning_of, weekly_hours
from mapping.model.presence import in_service, users_by_facility
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.units import MILLI
from mapping.words import Text

HOUR_TOLERANCE = 0.01
"""Hours a week: rounding of persons to thousandths."""


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """One row per possible base of new teams and period."""
    for (f, t), users in users_by_facility(instance, variables).items():
        facility = instance.facilities[f]
        service = instance.services[facility.service]
        if not facility.is_new or service.kind != "mobile":
            continue
        hours = instance.links.hours[users.links, t]
        teams = [(column, -service.team_hours) for _, column in in_service(instance, variables, f, t)]
        name = f"mobile_hours[{facility.name}.{instance.period_name(t)}]"
        draft.long_row(name, users.columns, hours, teams, "<=", 0.0)


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """Visits and driving of every new base fit into the weekly hours of its teams."""
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    services = {service.id: (s, service) for s, service in enumerate(case.services)}
    units = {unit.id: unit for unit in plan.units}
    hours: dict[tuple[str, int], float] = {}
    for visit in plan.served:
        unit = units[visit.unit]
        s, service = services[visit.service]
        if unit.state != "new" or service.kind != "mobile":
            continue
        i, j = index[visit.settlement], index[unit.settlement]
        need = float(case.needs.milli[i, s, visit.period]) / MILLI
        per_client = weekly_hours(service, float(case.travel.minutes[i, j]), need)
        key = (visit.unit, visit.period)
        hours[key] = hours.get(key, 0.0) + per_client * visit.milli / MILLI
    for (unit_id, t), used in hours.items():
        unit = units[unit_id]
        team = planning_of(services[unit.service][1]).team
        available = team.hours.central * unit.units_in_service[t] if team is not None else 0.0
        if used > available + HOUR_TOLERANCE:
            yield Breach(
                "mobile_hours",
                Text(
                    f"{unit_id}, {plan.periods[t].name}: {used:.2f} часа седмично при {available:g}",
                    f"{unit_id}, {plan.periods[t].name}: {used:.2f} hours a week, {available:g} available",
                ),
            )


MOBILE_HOURS = Rule(
    key="mobile_hours",
    title=Text("Часове на мобилните екипи", "Mobile hours"),
    equation=(
        "sum_i visits[s] (visit_min[s] + 2 min[i,j] / shared[i,s,t]) / 60 serve[i,j,s,t] <= hours[s] "
        "sum_{t' + lead <= t} open[s,j,team,t'],  shared = min(clients_per_trip[s], max(1, need[i,s,t]))"
    ),
    words=Text(
        "Седмицата на мобилния екип побира посещенията и пътуването; пътуването расте с разстоянието и намалява, "
        "когато няколко потребители от едно село се посещават с едно пътуване.",
        "A team's week holds its visits and its driving; driving grows with the distance to the village and falls "
        "when several clients of a village share a trip.",
    ),
    source="Working time of home care teams (visits 40-62 %, driving 18-26 %: Norwegian time study, see sources.csv)",
    scenario_key="rules.mobile_hours",
    always=False,
    constrain=constrain,
    check=check,
)
