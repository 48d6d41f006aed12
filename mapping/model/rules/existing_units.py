"""Units in service today and committed ones count, and stay as the tables say."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """No rows: an existing unit has no choice yet; its places bound its users in the rule `places`."""


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """Every existing and committed unit is in the plan, with the places of the tables, at no new cost."""
    planned = {unit.id: unit for unit in plan.units if unit.state != "new"}
    chosen = {service.id for service in case.services}
    for unit in case.region.units:
        offered = unit.service in chosen or case.region.catalogue.service(unit.service).planning is None
        if not offered:
            continue
        kept = planned.pop(unit.id, None)
        if kept is None:
            yield Breach("existing_units", Text(f"{unit.id}: липсва в плана", f"{unit.id}: missing from the plan"))
            continue
        expected = tuple(unit.places_in(period.last_year) for period in case.periods)
        said = (kept.places, kept.settlement, kept.service, kept.state, kept.staff, kept.units_in_service)
        stands = tuple(int(places > 0) for places in expected)
        if said != (expected, unit.ekatte, unit.service, unit.state, unit.staff, stands):
            yield Breach(
                "existing_units", Text(f"{unit.id}: не е както в таблиците", f"{unit.id}: not as the tables say")
            )
        if kept.money:
            yield Breach(
                "existing_units",
                Text(f"{unit.id}: съществуващо звено с нов разход", f"{unit.id}: an existing unit at a new cost"),
            )
    for extra in planned:
        yield Breach("existing_units", Text(f"{extra}: не е в таблиците", f"{extra}: not in the tables"))


EXISTING_UNITS = Rule(
    key="existing_units",
    title=Text("Съществуващи и поети звена", "Existing and committed units"),
    equation="places of a unit u in t = places_in(u, last year of t); no new cost",
    words=Text(
        "Местата, които работят днес, се броят; изграждащите се влизат от своята година без нов разход.",
        "Places in service today count; those under construction enter at their year, at no new cost.",
    ),
    source="units.csv and unit_places.csv, each row with its source",
    scenario_key="region",
    always=True,
    constrain=constrain,
    check=check,
)
