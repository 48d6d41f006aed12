"""Persons served at a site are at most the places in service there; new units count after their lead time."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance
from mapping.model.presence import in_service, moved_to, places_there, standing, users_by_facility
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.units import MILLI
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """One row per facility and period that may serve somebody; new mobile teams are bounded by their hours instead.

    Where places do not limit (`rules.places = false`), a row per pair: a unit must be there to serve.
    """
    if "places" not in instance.rules:
        _must_stand(instance, variables, draft)
        return
    for (f, t), users in users_by_facility(instance, variables).items():
        facility = instance.facilities[f]
        service = instance.services[facility.service]
        name = f"places[{facility.name}.{instance.period_name(t)}]"
        if not facility.is_new or service.kind != "mobile":
            now, places = places_there(instance, variables, f, t)
            others = [(column, 1.0) for column in moved_to(instance, variables, f, t, in_need=False)]
            others += [(column, -value) for column, value in places]
            draft.long_row(name, users.columns, 1.0, others, "<=", now)
        elif "mobile_hours" not in instance.rules:
            # Without the rule of hours a team serves any number of persons, but it must be there.
            everybody = float(instance.need[instance.links.settlement[users.links], facility.service, t].sum())
            teams = [(column, -everybody) for _, column in in_service(instance, variables, f, t)]
            draft.long_row(name, users.columns, 1.0, teams, "<=", 0.0)


def _must_stand(instance: Instance, variables: Variables, draft: Draft) -> None:
    """serve <= need x units in service. An existing unit that cannot change stands while it has places."""
    links = instance.links
    for (f, t), users in users_by_facility(instance, variables).items():
        facility = instance.facilities[f]
        now, there = standing(instance, variables, f, t)
        if now and not there:
            continue
        for row, served in users:
            i = int(links.settlement[row])
            need = float(instance.need[i, facility.service, t])
            name = f"places[{instance.settlements[i]}.{facility.name}.{instance.period_name(t)}]"
            draft.row(name, [(served, 1.0), *((col, -need * units) for col, units in there)], "<=", need * now)


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """Users of a unit are at most its places in each period; new teams serve only once they are there, and where
    places do not limit, so do all units.
    """
    limited = case.scenario.keys.rules.places
    kinds = {service.id: service.kind for service in case.services}
    users: dict[tuple[str, int], int] = {}
    for visit in plan.served:
        users[visit.unit, visit.period] = users.get((visit.unit, visit.period), 0) + visit.milli
    in_need = {unit.id for unit in case.region.units if unit.service in kinds}
    for move in plan.moved:
        if move.unit not in in_need:
            users[move.to, move.period] = users.get((move.to, move.period), 0) + move.milli
    for unit in plan.units:
        for t, places in enumerate(unit.places):
            used = users.get((unit.id, t), 0)
            if not limited or (unit.state == "new" and kinds.get(unit.service) == "mobile"):
                if used and unit.units_in_service[t] == 0:
                    yield Breach(
                        "places",
                        Text(f"{unit.id}: обслужва, преди да работи", f"{unit.id}: serves, but is not in service"),
                    )
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
    equation=(
        "sum_i serve[i,j,s,t] + sum_c moved[c,j,t] <= sum_{k, t' + lead <= t} places[s,k] open[s,j,k,t']  "
        "(existing: places[j,t] + sum_{c, t' + lead <= t} (places[c] - places[j,t]) change[c,t'])"
    ),
    words=Text(
        "В едно звено се обслужват най-много толкова души, колкото места работят; новите места се броят след "
        "изграждането им, а потребителите, дошли от закрити звена на други услуги, също заемат места. С "
        "`rules.places = false` местата не ограничават, но звеното трябва да работи.",
        "A unit serves at most as many persons as it has places in service; new places count after their lead time, "
        "and users who come from closed units of other services take places too. With `rules.places = false` places do "
        "not limit, but a unit must be in service to serve.",
    ),
    source="Capacity (капацитет) of the services; lead time 24 months: contract BG16RFOP001-5.001-0025 of Haskovo",
    scenario_key="rules.places",
    always=True,
    constrain=constrain,
    check=check,
)
