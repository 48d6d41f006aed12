"""What stands where, and when: the sums over whole columns that most rules need."""

from __future__ import annotations

import numpy as np

from mapping.instance import Instance
from mapping.model.variables import NONE, Variables, changes_at


def users_by_facility(instance: Instance, variables: Variables) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """(facility, period) -> [(link row, serve column)] of the persons it may serve."""
    users: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, t in np.argwhere(variables.serve != NONE).tolist():
        users.setdefault((int(instance.links.facility[row]), t), []).append((row, int(variables.serve[row, t])))
    return users


def in_service(instance: Instance, variables: Variables, facility: int, t: int) -> list[tuple[int, int]]:
    """(size, column) of every unit of `facility` that is in service in period `t` if it was commissioned."""
    starts = instance.services[instance.facilities[facility].service].starts
    found = []
    for k, contracted, column in variables.opened(facility):
        start = starts[contracted]
        if start is not None and start <= t:
            found.append((k, column))
    return found


def standing(instance: Instance, variables: Variables, facility: int, t: int) -> tuple[float, list[tuple[int, float]]]:
    """How many units stand at `facility` in period `t`: a constant, and terms of whole columns to add to it.

    An existing unit stands while it has places; its changes may close it, or open what it becomes.
    """
    spec = instance.facilities[facility]
    if spec.is_new:
        return 0.0, [(column, 1.0) for _, column in in_service(instance, variables, facility, t)]
    now = spec.places[t] > 0
    terms = [
        (variables.change[key], float(places > 0) - float(now))
        for key, places in changes_at(instance, facility, t)
        if (places > 0) != now
    ]
    return float(now), terms


def places_there(
    instance: Instance, variables: Variables, facility: int, t: int
) -> tuple[float, list[tuple[int, float]]]:
    """The places in service at `facility` in period `t` (not for new mobile teams): a constant, and terms to add."""
    spec = instance.facilities[facility]
    if spec.is_new:
        sizes = instance.services[spec.service].sizes
        return 0.0, [(col, float(sizes[k].places)) for k, col in in_service(instance, variables, facility, t)]
    now = spec.places[t]
    terms = [
        (variables.change[key], float(places - now))
        for key, places in changes_at(instance, facility, t)
        if places != now
    ]
    return float(now), terms


def moved_to(
    instance: Instance, variables: Variables, facility: int, t: int, *, in_need: bool | None = None
) -> list[int]:
    """Columns of the users who left changed units for `facility`: all, or only those who are (not) part of the need."""
    return [
        column
        for (c, f, u), column in variables.moved.items()
        if (f, u) == (facility, t) and in_need in (None, instance.changes[c].in_need)
    ]
