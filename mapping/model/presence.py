"""What stands where, and when: the sums over whole columns that most rules need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mapping.instance import Instance
from mapping.model.program import IntArray
from mapping.model.variables import NONE, Variables, changes_at


@dataclass(frozen=True, slots=True)
class Users:
    """The persons whom a facility may serve in a period: link rows and serve columns, as arrays or pair by pair."""

    links: IntArray
    columns: IntArray

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """(link row, serve column) one by one."""
        return zip(self.links.tolist(), self.columns.tolist(), strict=True)

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.links)


NOBODY = Users(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
"""For a facility and period that may serve nobody."""


def users_by_facility(instance: Instance, variables: Variables) -> dict[tuple[int, int], Users]:
    """(facility, period) -> the persons it may serve, in the order of the links."""
    link, period = np.nonzero(variables.serve != NONE)
    column = variables.serve[link, period]
    key = instance.links.facility[link] * len(instance.periods) + period
    order = np.argsort(key, kind="stable")
    link, column, key = link[order], column[order], key[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    ends = np.append(starts[1:], len(key))
    users: dict[tuple[int, int], Users] = {}
    for one in np.argsort(order[starts]).tolist():
        a, b = int(starts[one]), int(ends[one])
        f, t = divmod(int(key[a]), len(instance.periods))
        users[f, t] = Users(link[a:b], column[a:b])
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
