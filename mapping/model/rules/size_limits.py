"""New units are of the sizes that the scenario allows."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """One row per service and size outside the scenario's limits: none is opened."""
    columns: dict[tuple[int, int], list[int]] = {}
    for (f, k, _), column in variables.open.items():
        columns.setdefault((instance.facilities[f].service, k), []).append(column)
    for (s, k), opened in columns.items():
        service = instance.services[s]
        places, most = service.sizes[k].places, service.most_places
        if service.kind != "mobile" and (places < service.least_places or (most is not None and places > most)):
            name = f"size_limits[{service.id}.{service.sizes[k].id}]"
            draft.row(name, [(column, 1.0) for column in opened], "=", 0.0)


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """The places of every new unit are inside the scenario's limits for its service."""
    for unit in plan.units:
        limits = case.scenario.keys.sizes.get(unit.service)
        if limits is None or unit.state != "new" or unit.kind == "mobile":
            continue
        for opening in unit.openings:
            places = opening.places / opening.units
            low = limits.least is not None and places < limits.least
            high = limits.most is not None and places > limits.most
            if low or high:
                allowed = f"{limits.least or 0}–{limits.most if limits.most is not None else '…'}"
                yield Breach(
                    "size_limits",
                    Text(f"{unit.id}: {places:g} места при допустими {allowed}",
                         f"{unit.id}: {places:g} places, allowed are {allowed}"),
                )  # fmt: skip


SIZE_LIMITS = Rule(
    key="size_limits",
    title=Text("Граници на размера", "Size limits"),
    equation="open[s,j,k,t] = 0 where places[s,k] < least[s] or places[s,k] > most[s]",
    words=Text(
        "Ново звено има толкова места, колкото работната група допуска за услугата: нито по-малко, нито повече.",
        "A new unit has as many places as the working group allows for the service: neither fewer nor more.",
    ),
    source="A choice of the working group, within the sizes of size_values.csv",
    scenario_key="sizes",
    always=False,
    constrain=constrain,
    check=check,
)
