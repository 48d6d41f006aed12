"""At least, at most, or exactly so many new units."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """Up to two rows per item of the scenario's list: the least and the most."""
    for number, limit in enumerate(instance.numbers, start=1):
        terms = [
            (column, 1.0)
            for (f, _, t), column in variables.open.items()
            if t in limit.periods and instance.facilities[f].service in limit.services
        ]
        if limit.at_least is not None:
            draft.row(f"number[{number}.least]", terms, ">=", float(limit.at_least), linking=True)
        if limit.at_most is not None:
            draft.row(f"number[{number}.most]", terms, "<=", float(limit.at_most), linking=True)


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """Units contracted by the year stated, counted over the openings of the plan."""
    for number, key in enumerate(case.scenario.keys.number, start=1):
        opened = sum(
            opening.units
            for unit in plan.units
            if not key.services or unit.service in key.services
            for opening in unit.openings
            if key.by is None or plan.periods[opening.period].first_year <= key.by
        )
        low, high = key.at_least, key.at_most
        if (low is not None and opened < low) or (high is not None and opened > high):
            asked = f"{'' if low is None else f'{low} ≤ '}n{'' if high is None else f' ≤ {high}'}"
            yield Breach(
                "number",
                Text(
                    f"number[{number}]: {opened} нови звена при {asked}",
                    f"number[{number}]: {opened} new units, {asked}",
                ),
            )


NUMBER = Rule(
    key="number",
    title=Text("Брой звена", "Number of units"),
    equation="least[n] <= sum_{s in n, j, k, t' by year[n]} open[s,j,k,t'] <= most[n]",
    words=Text(
        "До посочената година се договарят най-малко и най-много толкова нови звена, колкото е поискано.",
        "By the stated year at least and at most so many new units are contracted as is asked for.",
    ),
    source="The p of the location problems (Hakimi 1964, Operations Research 12(3), 450-459)",
    scenario_key="number",
    always=True,
    constrain=constrain,
    check=check,
)
