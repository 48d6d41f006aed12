"""A unit is never larger than the law allows."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance, planning_of
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan, PlanUnit
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """One row per service and size beyond the legal number of places: none is opened. One per change into such a unit,
    which is not made; a unit that shrinks may stay above the law."""
    facilities = instance.facilities
    columns: dict[tuple[int, int], list[int]] = {}
    for (f, k, _), column in variables.open.items():
        columns.setdefault((facilities[f].service, k), []).append(column)
    for (s, k), opened in columns.items():
        service = instance.services[s]
        if service.legal_places is not None and service.sizes[k].places > service.legal_places:
            name = f"legal_size[{service.id}.{service.sizes[k].id}]"
            draft.row(name, [(column, 1.0) for column in opened], "=", 0.0)
    made: dict[int, list[int]] = {}
    for (c, _), column in variables.change.items():
        made.setdefault(c, []).append(column)
    for c, columns_of in made.items():
        change = instance.changes[c]
        limit = None if change.service is None else instance.services[change.service].legal_places
        own = 0 if change.becomes is not None or change.facility is None else max(facilities[change.facility].places)
        if limit is not None and change.places > max(limit, own):
            draft.row(f"legal_size[{change.name}]", [(column, 1.0) for column in columns_of], "=", 0.0)


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """No new unit has more places than the law allows, nor has one that was enlarged or transformed; existing ones
    that stay or shrink are as they are."""
    services = {service.id: service for service in case.services}
    for unit in plan.units:
        if unit.service not in services:
            continue
        planning = planning_of(services[unit.service])
        limit = planning.legal_places
        if limit is None:
            continue
        sizes = {size.id: size.places for size in planning.sizes}
        opened = [size.central for size in (sizes[opening.size] for opening in unit.openings) if size is not None]
        for places in (*opened, *_changed(unit)):
            if places > limit.central:
                yield Breach(
                    "legal_size",
                    Text(
                        f"{unit.id}: {places:g} места при законов таван {limit.central:g}",
                        f"{unit.id}: {places:g} places, the law allows {limit.central:g}",
                    ),
                )


def _changed(unit: PlanUnit) -> tuple[int, ...]:
    """The places of a unit after it was enlarged, or of what it was transformed into; nothing of others."""
    made = unit.change
    after_it = made is not None and (made.kind == "enlarge" or unit.state == "transformed")
    return unit.places[made.first_service_period :][:1] if made is not None and after_it else ()


LEGAL_SIZE = Rule(
    key="legal_size",
    title=Text("Законов размер", "Legal size"),
    equation="open[s,j,k,t] = 0 where places[s,k] > legal[s];  change[c,t] = 0 where it enlarges or transforms above",
    words=Text(
        "Ново, разширено или преобразувано звено никога не е по-голямо, отколкото позволява законът (15 места за "
        "центровете от семеен тип).",
        "A new unit, or one that is enlarged or transformed, is never larger than the law allows (15 places for "
        "family-type centres).",
    ),
    source="Family-type centres: at most 15 persons (law text quoted by horavnujda.com, see sources.csv)",
    scenario_key="rules.legal_size",
    always=False,
    constrain=constrain,
    check=check,
)
