"""Is there a plan at all, and how far must a side be moved for one: programmes solved for their feasibility alone.

`has_plan` stops at the first plan; it asks for few units all the same, because with nothing to improve the search finds
its way ten times slower (measured: 20 s against 2 s for Haskovo). HiGHS begins with the presolve and the linear
relaxation, so that a programme whose relaxation is impossible already is told at once. A plan counts only if the
persons can be assigned once its whole numbers are rounded. `least_slack` lets the sides of rows give way as cheaply as
possible (an elastic programme: Chinneck 2008, "Feasibility and infeasibility in
optimization", chapter 6).
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mapping.model import Program
from mapping.solve.arrays import INFINITY, Arrays, Effort, FloatArray, Found, arrays_of, minimise, slice_of
from mapping.solve.outcome import TIGHT, feasibility

ANY_NODES = 2_000_000_000
"""Only the time ends these searches."""
ANY_GAP = 1e18
"""The first plan ends a search."""


@dataclass(frozen=True, slots=True)
class Give:
    """Rows whose sides give way together: by row what one unit adds to its side, at most how many units, what one unit
    costs, and below how many a difference does not matter."""

    rows: Mapping[int, float]
    most: float
    price: float
    step: float


@dataclass(frozen=True, slots=True)
class Slack:
    """How far sides must give way: units of each with which a plan was found (None: no plan was found), and the price
    below which there is none."""

    units: tuple[float, ...] | None
    least: float


def has_plan(program: Program, seconds: float, seed: int, stop: threading.Event) -> bool | None:
    """Whether `program` has a plan; None where that was not settled within `seconds`, or before `stop` was set."""
    deadline = time.perf_counter() + seconds
    arrays = arrays_of(program)
    for tolerance in dict.fromkeys((feasibility(program), TIGHT)):
        cost = arrays.whole.astype(float)
        found = _minimise(arrays, cost, Effort(ANY_GAP, ANY_NODES, deadline, tolerance), seed, stop)
        if found.values is None:
            return False if found.bound == math.inf else None
        if _holds(arrays, found.values, deadline, seed, stop):
            return True
    return None


def least_slack(
    program: Program, gives: Sequence[Give], upper: FloatArray, seconds: float, seed: int, stop: threading.Event
) -> Slack:
    """The cheapest way to let sides give way so that there is a plan.

    Args:
        program: what is to have a plan.
        gives: what may give way.
        upper: upper bounds of the columns (columns,), in place of the programme's.
        seconds: the time there is.
        seed: the solver's.
        stop: ends the search when it is set.
    """
    arrays = replace(arrays_of(program), upper=np.minimum(upper, INFINITY))
    wider = arrays
    for give in gives:
        wider = _with_slack(wider, give.rows, give.most)
    cost = np.concatenate([np.zeros(arrays.columns), [give.price for give in gives]])
    apart = min(give.step * give.price for give in gives) / 4
    effort = Effort(apart, ANY_NODES, time.perf_counter() + seconds, feasibility(program))
    found = _minimise(wider, cost, effort, seed, stop)
    if found.values is None:
        return Slack(None, found.bound)
    return Slack(tuple(found.values[arrays.columns :].tolist()), max(0.0, found.bound))


def _with_slack(arrays: Arrays, rows: Mapping[int, float], most: float) -> Arrays:
    """`arrays` with one more column: how many units the sides of `rows` are moved."""
    ends = arrays.start[1:]
    more = np.isin(np.arange(arrays.rows), [row for row, value in rows.items() if value])
    at = ends[more]
    return replace(
        arrays,
        lower=np.append(arrays.lower, 0.0),
        upper=np.append(arrays.upper, most),
        whole=np.append(arrays.whole, False),
        start=arrays.start + np.concatenate([[0], np.cumsum(more)]),
        column=np.insert(arrays.column, at, arrays.columns),
        value=np.insert(arrays.value, at, [-rows[r] for r in np.flatnonzero(more).tolist()]),
    )


def _minimise(arrays: Arrays, cost: FloatArray, effort: Effort, seed: int, stop: threading.Event) -> Found:
    whole = slice_of(arrays, np.arange(arrays.columns), np.arange(arrays.rows), None)
    return minimise(whole, cost, arrays.lower, arrays.upper, arrays.whole, effort, seed, stop)


def _holds(arrays: Arrays, values: FloatArray, deadline: float, seed: int, stop: threading.Event) -> bool:
    """Whether the programme has a plan with the whole numbers of `values`, rounded."""
    rounded = np.round(values)
    fixed = replace(
        arrays,
        lower=np.where(arrays.whole, rounded, arrays.lower),
        upper=np.where(arrays.whole, rounded, arrays.upper),
        whole=np.zeros(arrays.columns, dtype=bool),
    )
    left = Effort(0.0, 0, max(deadline, time.perf_counter() + 1.0))
    return _minimise(fixed, np.zeros(arrays.columns), left, seed, stop).values is not None
