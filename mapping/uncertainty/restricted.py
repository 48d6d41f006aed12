"""An instance in which only some of the new sites are left: what a given plan, or a choice among a few, needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from mapping.instance import Instance
from mapping.uncertainty.types import Place


def restricted(instance: Instance, places: Collection[Place]) -> Instance:
    """`instance` with existing units, what changes make of them, and new sites at `places` or required.

    Every pair of settlement and site that is left is one of `instance`, so a plan of the result is a plan of `instance`
    with nothing at the other sites, and the other way round.
    """
    kept = [
        f
        for f, facility in enumerate(instance.facilities)
        if not facility.is_new
        or facility.status == "required"
        or Place(instance.services[facility.service].id, instance.settlements[facility.settlement]) in places
    ]
    new = {f: number for number, f in enumerate(kept)}
    position = np.full(len(instance.facilities), -1, dtype=np.int64)
    position[kept] = np.arange(len(kept))
    links = instance.links
    here = position[links.facility] >= 0
    return replace(
        instance,
        facilities=tuple(instance.facilities[f] for f in kept),
        changes=tuple(
            replace(
                change,
                facility=None if change.facility is None else new[change.facility],
                becomes=None if change.becomes is None else new[change.becomes],
                takers=_left(change.takers, new),
            )
            for change in instance.changes
        ),
        links=replace(
            links,
            facility=position[links.facility[here]],
            settlement=links.settlement[here],
            minutes=links.minutes[here],
            km=links.km[here],
            hours=links.hours[here],
        ),
        reach_floors=tuple(
            replace(floor, near=tuple(_left(near, new) for near in floor.near)) for floor in instance.reach_floors
        ),
        apart=tuple(
            replace(
                apart,
                new_pairs=_pairs_left(apart.new_pairs, new),
                existing_pairs=_pairs_left(apart.existing_pairs, new),
            )
            for apart in instance.apart
        ),
        beside=tuple(
            replace(
                beside,
                near={new[f]: _left(near, new) for f, near in beside.near.items() if f in new},
                units={new[f]: units for f, units in beside.units.items() if f in new},
            )
            for beside in instance.beside
        ),
    )


def _left(facilities: Sequence[int], new: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(new[f] for f in facilities if f in new)


def _pairs_left(pairs: Sequence[tuple[int, int]], new: Mapping[int, int]) -> tuple[tuple[int, int], ...]:
    return tuple((new[a], new[b]) for a, b in pairs if a in new and b in new)
