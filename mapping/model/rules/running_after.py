"""What new units cost to run when the programme has ended stays under a ceiling."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance, planning_of, possible_changes
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.rules.money import TOLERANCE_CENTS
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.units import THOUSAND
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """One row: the running cost of a year of everything contracted."""
    if instance.running_after is None:
        return
    terms = [
        (column, instance.services[instance.facilities[f].service].sizes[k].running / THOUSAND)
        for (f, k, _), column in variables.open.items()
    ]
    terms += [(column, instance.changes[c].running / THOUSAND) for (c, _), column in variables.change.items()]
    draft.row("running_after[ceiling]", terms, "<=", instance.running_after / THOUSAND, linking=True)


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """The running cost of a year of all new units, from the tables, is under the ceiling."""
    ceiling = case.scenario.keys.after.running
    if ceiling is None:
        return
    level = case.scenario.keys.cost.level
    running = {
        (service.id, size.id): size.running.at(level)
        for service in case.services
        for size in planning_of(service).sizes
    }
    total = sum(
        running[unit.service, opening.size] * opening.units
        for unit in plan.units
        if unit.state == "new"
        for opening in unit.openings
    )
    changes = {(unit.id, change.id): change.running.at(level) for unit, change in possible_changes(case)}
    total += sum(
        changes.get((unit.id, unit.change.id), 0.0)
        for unit in plan.units
        if unit.change is not None and unit.state != "transformed"
    )
    if total > ceiling + TOLERANCE_CENTS / 100:
        yield Breach(
            "running_after",
            Text(
                f"след програмата новите звена струват {total:.2f} евро на година при таван {ceiling:.2f}",
                f"after the programme the new units cost EUR {total:.2f} a year, the ceiling is {ceiling:.2f}",
            ),
        )


RUNNING_AFTER = Rule(
    key="running_after",
    title=Text("Издръжка след програмата", "Running cost after the programme"),
    equation="sum_{s,j,k,t} running[s,k] open[s,j,k,t] + sum_{c,t} running[c] change[c,t] <= ceiling (EUR a year)",
    words=Text(
        "Годишната издръжка на новите звена и на промените, която остава след края на програмата, не надхвърля тавана.",
        "What new units and changes cost to run a year, after the programme too, stays under the ceiling.",
    ),
    source="Services of projects need other money when the projects end (strategy of Haskovo, section 7.2.1); "
    "the ceiling is the scenario's",
    scenario_key="after.running",
    always=False,
    constrain=constrain,
    check=check,
)
