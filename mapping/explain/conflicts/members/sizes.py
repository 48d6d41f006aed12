"""Sizes of units: the largest lawful one, and those that the scenario allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mapping.catalogue import Service
from mapping.explain.conflicts import naming
from mapping.explain.conflicts.members.services import spec_edit
from mapping.explain.conflicts.plain import Plain, with_keys
from mapping.explain.conflicts.types import Drop, Edit, Member
from mapping.instance import Case, planning_of
from mapping.scenario.schema import SizeLimits
from mapping.words import Text


def sizes(plain: Plain) -> Iterator[Member]:
    """The largest lawful unit (not the working group's to change), and the sizes that the scenario allows."""
    case = plain.case
    keys = case.scenario.keys
    for service in case.services:
        planning = planning_of(service)
        largest = max((size.places.central for size in planning.sizes if size.places is not None), default=0.0)
        law = planning.legal_places
        if keys.rules.legal_size and law is not None and (largest > law.central or _grows(case, service, law.central)):
            yield _of_law(case, service, law.central)
        limits = keys.sizes.get(service.id)
        if keys.rules.size_limits and limits is not None and service.kind != "mobile":
            yield _of_limits(case, service, limits)


def _of_law(case: Case, service: Service, places: float) -> Member:
    name = naming.service(case, service.id)
    return Member(
        id=f"legal_size.{service.id}",
        key="service_values.csv: legal_places",
        words=Text(
            f"по закон звено от {name.bg} има най-много {places:g} места",
            f"by law a unit of {name.en} has at most {places:g} places",
        ),
        without=spec_edit(service.id, lambda spec: replace(spec, legal_places=None)),
    )


def _of_limits(case: Case, service: Service, limits: SizeLimits) -> Member:
    name, key = naming.service(case, service.id), f"sizes.{service.id}"
    parts = [
        Text(f"{bg} {places}", f"{en} {places}")
        for bg, en, places in (("поне", "at least", limits.least), ("най-много", "at most", limits.most))
        if places is not None
    ]
    left = Edit(lambda other: _any_size(other, service.id))
    return Member(
        id=key,
        key=key,
        words=Text(
            f"ново звено от {name.bg} има {' и '.join(part.bg for part in parts)} места",
            f"a new unit of {name.en} has {' and '.join(part.en for part in parts)} places",
        ),
        without=left,
        drop=Drop(Text(f"махнете {key}", f"remove {key}"), left),
    )


def _grows(case: Case, service: Service, law: float) -> bool:
    """Whether some unit could change into one of the service that is larger than the law allows."""
    return any(
        (change.service or unit.service) == service.id and change.places.central > law
        for unit in case.region.units
        for change in unit.changes
    )


def _any_size(case: Case, code: str) -> Case:
    return with_keys(case, sizes={s: limits for s, limits in case.scenario.keys.sizes.items() if s != code})
