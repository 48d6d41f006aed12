"""Served + unmet = need."""

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
    """One row per settlement, service and period with need."""
    links = instance.links
    settlement, service, period = np.nonzero(variables.unmet != NONE)
    number = np.full(variables.unmet.shape, -1, dtype=np.int64)
    number[settlement, service, period] = np.arange(len(settlement))
    service_of = np.array([facility.service for facility in instance.facilities], dtype=np.int64)
    link, at = np.nonzero(variables.serve != NONE)
    served = number[links.settlement[link], service_of[links.facility[link]], at]

    def naming(n: int) -> str:
        where = f"{instance.settlements[settlement[n]]}.{instance.services[service[n]].id}"
        return f"need_balance[{where}.{instance.period_name(int(period[n]))}]"

    draft.rows(
        naming,
        np.concatenate([served, np.arange(len(settlement))]),
        np.concatenate([variables.serve[link, at], variables.unmet[settlement, service, period]]),
        1.0,
        "=",
        instance.need[settlement, service, period],
    )


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """The plan's need is the estimated need, and served + unmet adds up to it, to the thousandth of a person."""
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    service_index = {service.id: s for s, service in enumerate(case.services)}
    served: dict[tuple[str, str, int], int] = {}
    for visit in plan.served:
        key = (visit.settlement, visit.service, visit.period)
        served[key] = served.get(key, 0) + visit.milli
    expected = case.needs.milli.copy()
    for record in plan.needs:
        i, s = index[record.settlement], service_index[record.service]
        place = f"{record.settlement}, {record.service}, {plan.periods[record.period].name}"
        if record.need_milli != expected[i, s, record.period]:
            yield Breach(
                "need_balance",
                Text(f"{place}: потребността не е оценената", f"{place}: the need is not the estimated one"),
            )
        here = served.pop((record.settlement, record.service, record.period), 0)
        unmet = record.unmet_milli / MILLI
        if here + record.unmet_milli != record.need_milli or record.unmet_milli < 0:
            yield Breach(
                "need_balance",
                Text(
                    f"{place}: обслужени {here / MILLI} + непокрити {unmet} ≠ {record.need_milli / MILLI}",
                    f"{place}: served {here / MILLI} + unmet {unmet} ≠ {record.need_milli / MILLI}",
                ),
            )
        expected[i, s, record.period] = 0
    if expected.any() or served:
        yield Breach(
            "need_balance",
            Text(
                "в плана липсват или са в повече редове за потребност",
                "need records are missing from the plan, or extra",
            ),
        )


NEED_BALANCE = Rule(
    key="need_balance",
    title=Text("Баланс на потребността", "Need balance"),
    equation="sum_j serve[i,j,s,t] + unmet[i,s,t] = need[i,s,t]",
    words=Text(
        "Всеки човек в нужда е или обслужен, или показан като непокрит.",
        "Every person in need is either served or shown as unmet.",
    ),
    source="Definition of a plan: nobody in need is left out of the account",
    scenario_key="need.level",
    always=True,
    constrain=constrain,
    check=check,
)
