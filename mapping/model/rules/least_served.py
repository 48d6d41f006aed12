"""Every municipality is served at least a stated share of its weighted need at the end."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.units import MILLI
from mapping.words import Text

TOLERANCE = 0.02
"""Persons: rounding of many served persons to thousandths."""


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """One row: the share of the worst-served municipality, which the rows of `worst_served` define, keeps the floor."""
    if instance.least_served is not None:
        draft.row("least_served[floor]", [(variables.worst_served, 1.0)], ">=", instance.least_served, linking=True)


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """Of each municipality's weighted need in the last period the share is served."""
    keys = case.scenario.keys
    if keys.fairness.least is None:
        return
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    services = {service.id: s for s, service in enumerate(case.services)}
    groups = case.needs.mean_weight(keys.group_weights)
    last = len(plan.periods) - 1
    need: dict[str, float] = {}
    served: dict[str, float] = {}
    for place, milli in zip(case.region.settlements, case.needs.milli, strict=True):
        for service, s in services.items():
            weight = keys.weights.get(service, 1.0) * float(groups[index[place.ekatte], s, last])
            need[place.municipality] = need.get(place.municipality, 0.0) + weight * int(milli[s, last]) / MILLI
    home = {place.ekatte: place.municipality for place in case.region.settlements}
    for visit in plan.served:
        if visit.period == last:
            s = services[visit.service]
            weight = keys.weights.get(visit.service, 1.0) * float(groups[index[visit.settlement], s, last])
            code = home[visit.settlement]
            served[code] = served.get(code, 0.0) + weight * visit.milli / MILLI
    slack = TOLERANCE * max((keys.weights.get(service, 1.0) for service in services), default=1.0)
    for code, persons in need.items():
        short = keys.fairness.least * persons - served.get(code, 0.0)
        share = served.get(code, 0.0) / persons if persons > 0 else 1.0
        if short > slack:
            yield Breach(
                "least_served",
                Text(
                    f"{code}: обслужени {share:.1%} от претеглената потребност при праг {keys.fairness.least:.1%}",
                    f"{code}: {share:.1%} of the weighted need served, the floor is {keys.fairness.least:.1%}",
                ),
            )


LEAST_SERVED = Rule(
    key="least_served",
    title=Text("Праг за всяка община", "Floor of every municipality"),
    equation="worst_served >= least,  worst_served <= served share of m's weighted need in the last period, for all m",
    words=Text(
        "Във всяка община през последния период е обслужен поне посоченият дял от претеглената потребност.",
        "In every municipality at least the stated share of the weighted need is served in the last period.",
    ),
    source="A choice of the working group between serving most people and serving everywhere",
    scenario_key="fairness.least",
    always=False,
    constrain=constrain,
    check=check,
)
