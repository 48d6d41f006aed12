"""What all new units and changes cost together, over all periods, stays under a ceiling."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance
from mapping.model.objectives import money
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.rules.money import TOLERANCE_CENTS, due
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.units import THOUSAND
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """One row: capital and running cost of everything contracted, over all periods."""
    if instance.total_budget is not None:
        terms = money(instance, variables).terms.items()
        draft.row("total_budget[ceiling]", terms, "<=", instance.total_budget / THOUSAND, linking=True)


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """What all units of the plan cost, from the tables, is under the ceiling."""
    ceiling = case.scenario.keys.budget.total
    if ceiling is None:
        return
    total = sum(sum(due(case, unit, t).values()) for unit in plan.units for t in range(len(plan.periods)))
    if total > ceiling + TOLERANCE_CENTS / 100:
        yield Breach(
            "total_budget",
            Text(
                f"новите звена и промените струват {total:.2f} евро при общ бюджет {ceiling:.2f}",
                f"new units and changes cost EUR {total:.2f}, the total budget is {ceiling:.2f}",
            ),
        )


TOTAL_BUDGET = Rule(
    key="total_budget",
    title=Text("Общ бюджет", "Total budget"),
    equation=(
        "sum_{s,j,k,t} (capital[s,k] + sum_u running[s,k] years[t,u]) open[s,j,k,t] "
        "+ sum_{c,t} (capital[c] + sum_u running[c] years[t,u]) change[c,t] <= total (EUR)"
    ),
    words=Text(
        "Всичко ново – звена, екипи и промени на съществуващи звена, капиталови разходи и издръжка за всички периоди – "
        "струва най-много посочената сума, който и фонд да плаща.",
        "Everything new, units, teams and changes of existing units, capital and running cost over all periods, costs "
        "at most the stated sum, whichever fund pays.",
    ),
    source="A question of the working group: how many people each sum of money reaches",
    scenario_key="budget.total",
    always=False,
    constrain=constrain,
    check=check,
)
