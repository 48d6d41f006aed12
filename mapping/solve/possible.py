"""Is there a plan at all, and how far must a side be moved for one: programmes solved for their feasibility alone.

`has_plan` solves without an objective, which stops at the first plan. HiGHS begins with the presolve and the linear
relaxation, so that a programme whose relaxation is impossible already is told at once. A plan counts only if the
persons can be assigned once its whole numbers are rounded. `least_slack` moves the sides of some rows together, by a
number of units as small as possible (an elastic programme: Chinneck 2008, "Feasibility and infeasibility in
optimization", chapter 6).
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from mapping.model import Program
from mapping.solve.arrays import INFINITY, Arrays, Effort, FloatArray, Found, arrays_of, minimise, slice_of
from mapping.solve.outcome import TIGHT, feasibility

ANY_NODES = 2_000_000_000
"""Only the time ends these searches."""


@dataclass(frozen=True, slots=True)
class Slack:
    """How far the sides must be moved: a number with which a plan was found (None: no plan was found), and the bound
    below which there is none."""

    enough: float | None
    least: float


def has_plan(program: Program, seconds: float, seed: int, stop: threading.Event) -> bool | None:
    """Whether `program` has a plan; None where that was not settled within `seconds`, or before `stop` was set."""
    deadline = time.perf_counter() + seconds
    arrays = arrays_of(program)
    for tolerance in dict.fromkeys((feasibility(program), TIGHT)):
        found = _minimise(arrays, np.zeros(arrays.columns), Effort(0.0, ANY_NODES, deadline, tolerance), seed, stop)
        if found.values is None:
            return False if found.bound == math.inf else None
        if _holds(arrays, found.values, deadline, seed, stop):
            return True
    return None


def least_slack(
    program: Program,
    rows: Mapping[int, float],
    upper: FloatArray,
    most: float,
    step: float,
    seconds: float,
    seed: int,
    stop: threading.Event,
) -> Slack:
    """The least number (0 to `most`) by which the sides of `rows` must be moved for a plan.

    Args:
        program: what is to have a plan.
        rows: by row, what one unit adds to its side.
        upper: upper bounds of the columns (columns,), in place of the programme's.
        most: no more units than this.
        step: units closer than this need not be told apart.
        seconds: the time there is.
        seed: the solver's.
        stop: ends the search when it is set.
    """
    arrays = replace(arrays_of(program), upper=np.minimum(upper, INFINITY))
    wider = _with_slack(arrays, rows, most)
    cost = np.zeros(wider.columns)
    cost[-1] = 1.0
    deadline = time.perf_counter() + seconds
    found = _minimise(wider, cost, Effort(step / 4, ANY_NODES, deadline, feasibility(program)), seed, stop)
    if found.values is None:
        return Slack(None, found.bound)
    return Slack(found.value, max(0.0, found.bound))


def _with_slack(arrays: Arrays, rows: Mapping[int, float], most: float) -> Arrays:
    """`arrays` with one more column: how many units the sides of `rows` are moved."""
    ends = arrays.start[1:]
    more = np.array([rows.get(r, 0.0) != 0.0 for r in range(arrays.rows)], dtype=bool)
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
