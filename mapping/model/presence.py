"""What stands where, and when: the sums over whole columns that most rules need."""

from __future__ import annotations

import numpy as np

from mapping.instance import Instance
from mapping.model.variables import NONE, Variables


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

    An existing unit stands while it has places.
    """
    spec = instance.facilities[facility]
    if spec.is_new:
        return 0.0, [(column, 1.0) for _, column in in_service(instance, variables, facility, t)]
    return float(spec.places[t] > 0), []
