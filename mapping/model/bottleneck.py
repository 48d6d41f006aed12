"""Objectives that are the largest or the least of many distances: ladders of whole columns over the distances.

`longest_trip`: the ladder over the different minutes of the pairs; step k is 1 where somebody travels as far as the
k-th minutes, and every pair that serves lifts the ladder to its own minutes (Elloumi, Labbe and Pochet 2004, "A new
formulation and resolution method for the p-center problem", INFORMS Journal on Computing 16(1), 84-94).
`spread`: the ladder over the different minutes between possible sites; step k is 1 where no two sites nearer than the
k-th minutes are both used (Kuby 1987, Geographical Analysis 19(4), 315-329; Erkut 1990).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from mapping.instance import Instance
from mapping.instance.types import FloatArray
from mapping.model.program import Draft, Goal
from mapping.model.variables import NONE, Variables


def define_longest_trip(instance: Instance, variables: Variables, draft: Draft) -> Goal:
    """Minimise the longest one-way minutes of anybody served, over all periods."""
    links = instance.links
    levels = np.unique(links.minutes[(variables.serve != NONE).any(axis=1)])
    steps = _ladder("longest_trip", levels, draft)
    for row, t in np.argwhere(variables.serve != NONE).tolist():
        i, f = int(links.settlement[row]), int(links.facility[row])
        facility = instance.facilities[f]
        step = steps[int(np.searchsorted(levels, links.minutes[row]))]
        need = float(instance.need[i, facility.service, t])
        name = f"longest_trip[{instance.settlements[i]}.{facility.name}.{instance.period_name(t)}]"
        draft.row(name, [(int(variables.serve[row, t]), 1.0), (step, -need)], "<=", 0.0, linking=True)
    return Goal("longest_trip", True, _rises(steps, levels))


def define_spread(instance: Instance, variables: Variables, draft: Draft) -> Goal:
    """Maximise the least minutes between two settlements with new units (the region's most where fewer have any)."""
    sites = sorted({instance.facilities[f].settlement for f, _, _ in variables.open})
    used = {i: draft.column(f"spread[{instance.settlements[i]}]", 0.0, 1.0, whole=True) for i in sites}
    for (f, k, t), column in variables.open.items():
        facility = instance.facilities[f]
        size = instance.services[facility.service].sizes[k].id
        name = f"spread[{facility.name}.{size}.{instance.period_name(t)}]"
        terms = [(column, 1.0), (used[facility.settlement], -float(facility.most_units))]
        draft.row(name, terms, "<=", 0.0, linking=True)
    most_apart = largest_spread(instance.minutes)
    apart = {
        (a, b): min(apart_minutes(instance.minutes, a, b), most_apart)
        for at_a, a in enumerate(sites)
        for b in sites[at_a + 1 :]
    }
    levels = np.unique([*apart.values(), most_apart])
    steps = _ladder("spread", levels, draft)
    for (a, b), minutes in apart.items():
        step = int(np.searchsorted(levels, minutes)) + 1
        if step < len(steps):
            name = f"spread[{instance.settlements[a]}.{instance.settlements[b]}]"
            draft.row(name, [(used[a], 1.0), (used[b], 1.0), (steps[step], 1.0)], "<=", 2.0, linking=True)
    return Goal("spread", False, _rises(steps, levels))


def apart_minutes(minutes: FloatArray, a: int, b: int) -> float:
    """How far two settlements are apart: the shorter of both ways."""
    return float(min(minutes[a, b], minutes[b, a]))


def largest_spread(minutes: FloatArray) -> float:
    """The most that any two settlements are apart; 0 where there are no two, or no way leads between any."""
    apart = np.minimum(minutes, minutes.T)[~np.eye(len(minutes), dtype=bool)]
    apart = apart[np.isfinite(apart)]
    return float(apart.max()) if len(apart) else 0.0


def spread_of(minutes: FloatArray, sites: Iterable[int]) -> float:
    """The least that two of `sites` are apart, at most the largest of the region."""
    chosen = sorted(set(sites))
    pairs = [apart_minutes(minutes, a, b) for at, a in enumerate(chosen) for b in chosen[at + 1 :]]
    return min([*pairs, largest_spread(minutes)])


def _ladder(key: str, levels: FloatArray, draft: Draft) -> list[int]:
    """A whole column per level, each at most the one before, the first at most 1.

    That row keeps a ladder of a single step in the programme: a solver is not told of columns that stand in no row.
    """
    steps = [draft.column(f"{key}[step.{k}]", 0.0, 1.0, whole=True) for k in range(len(levels))]
    if steps:
        draft.row(f"{key}[step.0]", [(steps[0], 1.0)], "<=", 1.0)
    for k in range(1, len(steps)):
        draft.row(f"{key}[step.{k}]", [(steps[k], 1.0), (steps[k - 1], -1.0)], "<=", 0.0, linking=True)
    return steps


def _rises(steps: list[int], levels: FloatArray) -> dict[int, float]:
    """What each step adds to the goal."""
    return {step: float(rise) for step, rise in zip(steps, np.diff(levels, prepend=0.0), strict=True)}
