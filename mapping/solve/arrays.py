"""The programme as arrays, and slices of it as HiGHS models of their own. All goals are minimised here."""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from mapping.model import Goal, Program
from mapping.model.program import SENSES
from mapping.solve.outcome import TIGHT

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

INFINITY = float(highspy.kHighsInf)

SUB_PROGRAMMES = ("rins", "rens", "root_reduced_cost", "feasibility_jump")
"""HiGHS's heuristics that solve other programmes (newer versions have a switch for each; others ignore it)."""


@dataclass(frozen=True, slots=True)
class Arrays:
    """Columns (bounds, whole or not) and rows (bounds, linking or not; entries by row: start, column, value)."""

    lower: FloatArray
    upper: FloatArray
    whole: BoolArray
    row_lower: FloatArray
    row_upper: FloatArray
    linking: BoolArray
    start: IntArray
    column: IntArray
    value: FloatArray

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.lower)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.row_lower)

    @property
    def row_of_entry(self) -> IntArray:
        """The row of each entry."""
        return np.repeat(np.arange(self.rows, dtype=np.int64), np.diff(self.start))


def arrays_of(program: Program) -> Arrays:
    """`program` as arrays, columns and rows in its order."""
    sense = np.array(SENSES)[program.sense] if len(program.sense) else np.zeros(0, dtype="<U2")
    return Arrays(
        lower=program.lower,
        upper=np.minimum(program.upper, INFINITY),
        whole=program.whole,
        row_lower=np.where(sense == "<=", -INFINITY, program.rhs),
        row_upper=np.where(sense == ">=", INFINITY, program.rhs),
        linking=program.linking,
        start=program.start,
        column=program.column,
        value=program.value,
    )


def cost_of(goal: Goal, columns: int) -> FloatArray:
    """The cost to minimise for `goal`, by column."""
    cost = np.zeros(columns)
    for column, value in goal.terms.items():
        cost[column] = value
    return cost if goal.minimise else -cost


def with_linking_row(arrays: Arrays, coefficients: FloatArray, upper: float) -> Arrays:
    """The same programme with one more linking row, coefficients x columns <= upper."""
    columns = np.flatnonzero(coefficients)
    return Arrays(
        arrays.lower,
        arrays.upper,
        arrays.whole,
        np.append(arrays.row_lower, -INFINITY),
        np.append(arrays.row_upper, upper),
        np.append(arrays.linking, True),
        np.append(arrays.start, arrays.start[-1] + len(columns)),
        np.concatenate([arrays.column, columns]),
        np.concatenate([arrays.value, coefficients[columns]]),
    )


@dataclass(frozen=True, slots=True)
class Slice:
    """Some columns with the rows that touch them, numbered anew; the other columns stand still."""

    columns: IntArray
    start: IntArray
    index: IntArray
    value: FloatArray
    row_lower: FloatArray
    row_upper: FloatArray


def slice_of(arrays: Arrays, columns: IntArray, rows: IntArray, standing: FloatArray | None) -> Slice:
    """Cut `columns` and `rows` out; what the other columns do at `standing` moves to the right-hand side."""
    # Only the entries of these rows are looked at: a country has many parts, and all its entries are millions.
    lengths = np.diff(arrays.start)[rows]
    row = np.repeat(np.arange(len(rows), dtype=np.int64), lengths)
    entries = np.arange(len(row)) + np.repeat(arrays.start[rows] - (np.cumsum(lengths) - lengths), lengths)
    column, value = arrays.column[entries], arrays.value[entries]
    order = np.argsort(columns, kind="stable")
    position = order[np.minimum(np.searchsorted(columns, column, sorter=order), len(columns) - 1)]
    inside = columns[position] == column
    shift: FloatArray = np.zeros(len(rows))
    if standing is not None:
        moved = value[~inside] * standing[column[~inside]]
        shift = np.bincount(row[~inside], moved, minlength=len(rows)).astype(float)
    counts = np.bincount(row[inside], minlength=len(rows))
    return Slice(
        columns,
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        position[inside],
        value[inside],
        arrays.row_lower[rows] - shift,
        arrays.row_upper[rows] - shift,
    )


@dataclass(frozen=True, slots=True)
class Effort:
    """When a sub-model's search may stop: absolute gap, nodes, and the time (of `time.perf_counter`) when all must end;
    and the feasibility tolerance.

    Nodes, not seconds, bound a healthy run, so that it is repeatable. `quick` leaves out HiGHS's heuristics and
    restarts: the parts' small programmes are done in half the time without them. `bare` leaves out its sub-programmes
    too: programmes of few whole columns and many others spend most of their time there.
    """

    gap: float
    nodes: int
    deadline: float
    tolerance: float = TIGHT
    quick: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What HiGHS found of a sub-model: value and bound of its goal, values by its columns, row duals (LP only).

    Where it found no plan in time, `value` is infinite and `values` is None; an infeasible one has an infinite bound.
    """

    value: float
    bound: float
    values: FloatArray | None
    duals: FloatArray


def minimise(
    part: Slice,
    cost: FloatArray,
    lower: FloatArray,
    upper: FloatArray,
    whole: BoolArray,
    effort: Effort,
    seed: int,
    stop: threading.Event,
    start: FloatArray | None = None,
) -> Found:
    """Minimise `cost` over `part`; arrays are by its columns."""
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, setting in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", seed),
        ("mip_rel_gap", 0.0),
        ("mip_feasibility_tolerance", effort.tolerance),
        ("primal_feasibility_tolerance", min(effort.tolerance, 1e-7)),
        ("mip_abs_gap", effort.gap),
        ("mip_max_nodes", effort.nodes),
        ("mip_heuristic_effort", 0.0 if effort.quick or effort.bare else 0.05),
        ("mip_allow_restart", not (effort.quick or effort.bare)),
        ("time_limit", max(0.0, min(1e9, effort.deadline - time.perf_counter()))),
    ):
        highs.setOptionValue(option, setting)
    if effort.bare:
        for heuristic in SUB_PROGRAMMES:
            highs.setOptionValue(f"mip_heuristic_run_{heuristic}", False)
    empty = np.zeros(0, dtype=np.int32)
    count = len(part.columns)
    highs.addCols(count, cost, lower, upper, 0, empty, empty, np.zeros(0))
    marked = np.flatnonzero(whole).astype(np.int32)
    if len(marked):
        kinds = np.full(len(marked), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        highs.changeColsIntegrality(len(marked), marked, kinds)
    highs.addRows(
        len(part.row_lower),
        part.row_lower,
        part.row_upper,
        len(part.index),
        part.start[:-1].astype(np.int32),
        part.index.astype(np.int32),
        part.value,
    )
    if start is not None:
        highs.setSolution(count, np.arange(count, dtype=np.int32), start)

    def on_interrupt(event: Any) -> None:
        if stop.is_set():
            event.data_in.user_interrupt = True

    for callback in (highs.cbMipInterrupt, highs.cbSimplexInterrupt):
        callback.subscribe(on_interrupt)
    if highs.run() == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refused a part of the programme")
    info = highs.getInfo()
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Found(math.inf, math.inf, None, np.zeros(0))
    solution = highs.getSolution()
    optimal = status == highspy.HighsModelStatus.kOptimal
    found = info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
    value = float(info.objective_function_value) if found else math.inf
    bound = float(info.mip_dual_bound) if len(marked) else (value if optimal else -math.inf)
    if bound > value + 1e-6 * max(1.0, abs(value)):
        bound = -math.inf  # closed without a bound: nothing is proven
    values = np.array(solution.col_value, dtype=float) if found else None
    return Found(value, bound, values, np.array(solution.row_dual, dtype=float))
