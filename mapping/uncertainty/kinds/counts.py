"""Counts that the estimate must meet: of groups and users, and of residents."""

from __future__ import annotations

from dataclasses import replace

from mapping.region import Region
from mapping.uncertainty.kinds.people import people
from mapping.uncertainty.kinds.value import Value, Visit
from mapping.words import Text, day


def counts(region: Region, visit: Visit) -> Region:
    """Counts that the estimate must meet; those it is only held against change nothing."""
    groups = {group.id: group.name for group in region.catalogue.groups}
    services = {service.id: service.short for service in region.catalogue.services}
    places = {m.code: m.name for m in region.municipalities}
    counts = []
    for count in region.counts:
        of = [services[count.service]] if count.service is not None else []
        of += [groups[count.group]] if count.group is not None else []
        where = places.get(count.scope, region.title)
        name = Text(
            f"{', '.join(o.bg for o in of)}: преброени, {where.bg}, {count.year} г.",
            f"{', '.join(o.en for o in of)}: counted, {where.en}, {count.year}",
        )
        what = f"{count.measure}.{count.group or 'all'}.{count.service or 'all'}.{count.sense}"
        key = f"count.{count.scope}.{count.year}.{what}"
        meant = count.use == "calibrate"
        counts.append(replace(count, count=visit(Value(key, name, count.count))) if meant else count)
    return replace(region, counts=tuple(counts))


def population(region: Region, visit: Visit) -> Region:
    """Counts of residents that the projection must meet."""
    places = {m.code: m.name for m in region.municipalities} | {"country": Text("страната", "the country")}
    counts = []
    for count in region.population_counts:
        where = places.get(count.scope, region.title)
        who = people(count.band, count.sex)
        name = Text(
            f"Население към {day(count.day, 'bg')}: {where.bg}, {who.bg}",
            f"Population on {day(count.day, 'en')}: {where.en}, {who.en}",
        )
        key = f"population.{count.scope}.{count.day}.{count.band or 'all'}.{count.sex or 'all'}"
        meant = count.use == "calibrate"
        counts.append(replace(count, persons=visit(Value(key, name, count.persons))) if meant else count)
    return replace(region, population_counts=tuple(counts))
