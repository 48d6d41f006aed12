"""The steps whose worth is asked for: so much more money in one fund, so many more minutes for one service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mapping.compare.available import available_money
from mapping.instance import Case, prepare_case, standard_of
from mapping.plan import Plan
from mapping.scenario import with_keys

Kind = Literal["fund", "minutes"]


@dataclass(frozen=True, slots=True)
class Step:
    """`amount` EUR more in a fund (a `share` of what it has), or minutes more in a service's standard (`code`), and the
    keys that say so."""

    kind: Kind
    code: str
    amount: float
    share: float
    changes: Mapping[str, object]

    def case(self, case: Case) -> Case:
        """`case` with the step taken."""
        return prepare_case(case.region, with_keys(case.scenario, self.changes))


def fund_steps(case: Case, plan: Plan, euro: float) -> tuple[Step, ...]:
    """`euro` more in each fund that has money, in proportion over its envelopes (kinds, years, municipalities)."""
    steps = []
    for fund in case.region.funds:
        total = money_of(case, plan, fund.id)
        if total > 0 and case.scenario.keys.rules.money:
            change = case.scenario.keys.funds.get(fund.id)
            factor = (change.factor if change is not None else 1.0) * (1 + euro / total)
            steps.append(Step("fund", fund.id, euro, euro / total, {f"funds.{fund.id}.factor": factor}))
    return tuple(steps)


def minute_steps(case: Case, minutes: float) -> tuple[Step, ...]:
    """`minutes` more in the standard of each planned service; its kilometres stay."""
    return tuple(
        Step("minutes", service.id, minutes, 0.0,
             {f"standards.{service.id}.minutes": standard_of(case, service)[0] + minutes})
        for service in case.services
    )  # fmt: skip


def money_of(case: Case, plan: Plan, fund: str) -> float:
    """EUR that all envelopes of a fund that the plan may draw on allow together, over all periods."""
    return sum(cents for (name, _), cents in available_money(case, plan).items() if name == fund) / 100
