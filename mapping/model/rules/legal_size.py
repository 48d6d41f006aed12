"""A unit is never larger than the law allows."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance, planning_of
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """One row per service and size beyond the legal number of places: none is opened."""
    columns: dict[tuple[int, int], list[int]] = {}
    for (f, k, _), column in variables.open.items():
        columns.setdefault((instance.facilities[f].service, k), []).append(column)
    for (s, k), opened in columns.items():
        service = instance.services[s]
        if service.legal_places is not None and service.sizes[k].places > service.legal_places:
            name = f"legal_size[{service.id}.{service.sizes[k].id}]"
            draft.row(name, [(column, 1.0) for column in opened], "=", 0.0)


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """No new unit has more places than the law allows; existing ones are as they are."""
    services = {service.id: service for service in case.services}
    for unit in plan.units:
        if unit.state != "new":
            continue
        planning = planning_of(services[unit.service])
        limit = planning.legal_places
        places = {size.id: size.places for size in planning.sizes}
        for opening in unit.openings:
            size = places[opening.size]
            if limit is not None and size is not None and size.central > limit.central:
                yield Breach(
                    "legal_size",
                    Text(
                        f"{unit.id}: {size.central:g} места при законов таван {limit.central:g}",
                        f"{unit.id}: {size.central:g} places, the law allows {limit.central:g}",
                    ),
                )


LEGAL_SIZE = Rule(
    key="legal_size",
    title=Text("Законов размер", "Legal size"),
    equation="open[s,j,k,t] = 0 where places[s,k] > legal[s]",
    words=Text(
        "Ново звено никога не е по-голямо, отколкото позволява законът (15 места за центровете от семеен тип).",
        "A new unit is never larger than the law allows (15 places for family-type centres).",
    ),
    source="Family-type centres: at most 15 persons (law text quoted by horavnujda.com, see sources.csv)",
    scenario_key="rules.legal_size",
    always=False,
    constrain=constrain,
    check=check,
)
