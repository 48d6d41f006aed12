"""How a solve stands and how it ended."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mapping.model import Program

FloatArray = NDArray[np.float64]

SMALL = 300
"""Programmes with fewer whole columns are solved whole at every stage: cutting them up costs more than it saves."""

TIGHT, USUAL = 1e-8, 1e-6


def feasibility(program: Program) -> float:
    """The feasibility tolerance for `program`.

    HiGHS's usual one lets a stage break a held row by so much that, times minutes and years, it reports a value that
    the next stage cannot keep. That matters where stages are solved to the end and held without tolerance, as small
    programmes are; a large one is held within its stages' tolerances, far wider, and searches better with the usual.
    """
    return TIGHT if program.whole.sum() < SMALL else USUAL


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
    """|value - bound| / |value|; 0 where both are the same but for the feasibility tolerance, inf where value is 0 and
    bound is not."""
    if not (math.isfinite(value) and math.isfinite(bound)):
        return math.inf
    difference = abs(value - bound)
    if difference <= TIGHT * max(1.0, abs(value)):
        return 0.0
    return difference / abs(value) if value else math.inf
