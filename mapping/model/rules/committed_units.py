"""Units under construction, or funded and decided, enter at their year, at no new cost."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """No rows: a committed unit is given; its places, 0 before its year, bound its users in the rule `places`."""


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """Every committed unit is in the plan, with the places of the tables from its year on, at no new cost."""
    stated = {unit.id: unit for unit in plan.units if unit.state == "committed"}
    chosen = {service.id for service in case.services}
    for unit in case.region.units:
        offered = unit.service in chosen or case.region.catalogue.service(unit.service).planning is None
        if unit.state != "committed" or not offered:
            continue
        kept = stated.pop(unit.id, None)
        if kept is None:
            yield _breach(unit.id, "липсва в плана", "missing from the plan")
            continue
        if kept.change is not None:
            yield _breach(unit.id, "поето звено не се променя", "a committed unit does not change")
        places = tuple(unit.places_in(period.last_year) for period in case.periods)
        said = (kept.places, kept.settlement, kept.service, kept.staff, kept.units_in_service)
        if said != (places, unit.ekatte, unit.service, unit.staff, tuple(int(n > 0) for n in places)):
            yield _breach(unit.id, "не е както в таблиците", "not as the tables say")
        if kept.money:
            yield _breach(unit.id, "поето звено с нов разход", "a committed unit at a new cost")
    for extra in stated:
        yield _breach(extra, "не е в таблиците", "not in the tables")


def _breach(unit: str, bg: str, en: str) -> Breach:
    return Breach("committed_units", Text(f"{unit}: {bg}", f"{unit}: {en}"))


COMMITTED_UNITS = Rule(
    key="committed_units",
    title=Text("Поети звена", "Committed units"),
    equation="places of a committed unit u in t = places_in(u, last year of t): 0 before its year; no new cost",
    words=Text(
        "Звено, което се изгражда или е решено и осигурено с пари, влиза от своята година без нов разход.",
        "A unit under construction, or decided and funded, enters at its year, at no new cost.",
    ),
    source="units.csv and unit_places.csv, each row with its source",
    scenario_key="region",
    always=True,
    constrain=constrain,
    check=check,
)
