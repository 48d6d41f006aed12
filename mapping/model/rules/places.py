"""Persons served at a site are at most the places in service there; new units count after their lead time."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance
from mapping.model.presence import in_service, users_by_facility
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.units import MILLI
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """One row per facility and period that may serve somebody; new mobile teams are bounded by their hours instead."""
    for (f, t), users in users_by_facility(instance, variables).items():
        facility = instance.facilities[f]
        service = instance.services[facility.service]
        name = f"places[{facility.name}.{instance.period_name(t)}]"
        if not facility.is_new:
            draft.long_row(name, users.columns, 1.0, [], "<=", float(facility.places[t]))
        elif service.kind != "mobile":
            units = in_service(instance, variables, f, t)
            places = [(column, -float(service.sizes[k].places)) for k, column in units]
            draft.long_row(name, users.columns, 1.0, places, "<=", 0.0)
        elif "mobile_hours" not in instance.rules:
            # Without the rule of hours a team serves any number of persons, but it must be there.
            everybody = float(instance.need[instance.links.settlement[users.links], facility.service, t].sum())
            teams = [(column, -everybody) for _, column in in_service(instance, variables, f, t)]
            draft.long_row(name, users.columns, 1.0, teams, "<=", 0.0)


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """Users of a unit are at most its places in each period; new teams serve only once they are there."""
    kinds = {service.id: service.kind for service in case.services}
    users: dict[tuple[str, int], int] = {}
    for visit in plan.served:
        users[visit.unit, visit.period] = users.get((visit.unit, visit.period), 0) + visit.milli
    for unit in plan.units:
        for t, places in enumerate(unit.places):
            used = users.get((unit.id, t), 0)
            if unit.state == "new" and kinds[unit.service] == "mobile":
                if used and unit.units_in_service[t] == 0:
                    yield Breach("places", Text(f"{unit.id}: обслужва без екип", f"{unit.id}: serves without a team"))
            elif used > places * MILLI:
                yield Breach(
                    "places",
                    Text(
                        f"{unit.id}, {plan.periods[t].name}: {used / MILLI} души на {places} места",
                        f"{unit.id}, {plan.periods[t].name}: {used / MILLI} persons on {places} places",
                    ),
                )


PLACES = Rule(
    key="places",
    title=Text("Места", "Places"),
    equation="sum_i serve[i,j,s,t] <= sum_{k, t' + lead <= t} places[s,k] open[s,j,k,t'] (existing: their places)",
    words=Text(
        "В едно звено се обслужват най-много толкова души, колкото места работят; новите места се броят след "
        "изграждането им.",
        "A unit serves at most as many persons as it has places in service; new places count after their lead time.",
    ),
    source="Capacity (капацитет) of the services; lead time 24 months: contract BG16RFOP001-5.001-0025 of Haskovo",
    scenario_key="periods",
    always=True,
    constrain=constrain,
    check=check,
)
