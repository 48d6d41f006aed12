"""How a solve stands and how it ended."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

FEASIBILITY = 1e-8
"""Feasibility tolerance of every solve.

HiGHS's own (1e-6) lets a stage break a held row by so much that, times minutes and years, it reports a value that the
next stage cannot keep.
"""

SolveStatus = Literal["proven", "limit", "cancelled", "infeasible", "no_plan"]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a running solve stands. `best` and `gap` are None before the first plan."""

    seconds: float
    best: float | None
    bound: float | None
    gap: float | None
    nodes: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a solve ended. `values` by column of the programme; None where there is no plan."""

    status: SolveStatus
    value: float
    bound: float
    gap: float
    nodes: int
    values: FloatArray | None


def relative_gap(value: float, bound: float) -> float:
    """|value - bound| / |value|; 0 where both are (nearly) the same, inf where value is 0 and bound is not."""
    if not (math.isfinite(value) and math.isfinite(bound)):
        return math.inf
    difference = abs(value - bound)
    if difference <= 1e-9 * max(1.0, abs(value)):
        return 0.0
    return difference / abs(value) if value else math.inf
