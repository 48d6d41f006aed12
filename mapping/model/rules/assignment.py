"""Whole assignment: one facility serves all of a settlement's need of a service in a period, or none of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mapping.instance import Case, Instance
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import NONE, Variables
from mapping.plan import Plan
from mapping.units import MILLI
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """Per pair and period a whole column, 1 where the pair serves, and a row; nothing where need may be divided."""
    if not instance.whole_assignment:
        return
    links = instance.links
    for row, t in np.argwhere(variables.serve != NONE).tolist():
        i, facility = int(links.settlement[row]), instance.facilities[int(links.facility[row])]
        name = f"assignment[{instance.settlements[i]}.{facility.name}.{instance.period_name(t)}]"
        ends = int(instance.municipality_of[i]), int(instance.municipality_of[facility.settlement])
        chosen = draft.column(name, 0.0, 1.0, True, ends)
        need = float(instance.need[i, facility.service, t])
        draft.row(name, [(int(variables.serve[row, t]), 1.0), (chosen, -need)], "=", 0.0)


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """Every settlement is served by one facility with all of its need, or not at all."""
    if case.scenario.keys.assignment != "whole":
        return
    need = {(record.settlement, record.service, record.period): record.need_milli for record in plan.needs}
    for visit in plan.served:
        whole = need.get((visit.settlement, visit.service, visit.period), 0)
        if visit.milli != whole:
            what = f"{visit.settlement} → {visit.unit}, {plan.periods[visit.period].name}"
            yield Breach(
                "assignment",
                Text(
                    f"{what}: обслужени {visit.milli / MILLI} от {whole / MILLI}",
                    f"{what}: {visit.milli / MILLI} of {whole / MILLI} served",
                ),
            )


ASSIGNMENT = Rule(
    key="assignment",
    title=Text("Неделимо насочване", "Whole assignment"),
    equation="serve[i,j,s,t] in {0, need[i,s,t]} where assignment = whole",
    words=Text(
        "Когато сценарият го иска, потребността на едно населено място от услугата се поема изцяло от едно звено или "
        "изобщо не се поема.",
        "Where the scenario asks for it, a settlement's need of a service is served by one facility entirely, or not "
        "at all.",
    ),
    source="Single-source facility location (Neebe and Rao 1983, Journal of the Operational Research Society 34(11), "
    "1107-1113)",
    scenario_key="assignment",
    always=True,
    constrain=constrain,
    check=check,
)
