"""Very large programmes, whose linear programme no solver solves whole: planned by places, bounded by services.

1. Every neighbourhood (`neighbourhoods`) is planned by itself with its share of the region's money. Its linear
   programme gives the prices of the rows that it shares, its whole-numbered search its units; joined, these are a plan.
2. The bound prices the linking rows and solves each part (service) apart. Every neighbourhood faces its share of the
   same money, so the neighbourhoods' prices hardly differ, and their mean is nearly the best there is; any prices give
   a valid bound (Geoffrion 1974, "Lagrangean relaxation for integer programming", Mathematical Programming Study 2,
   82-114).
3. Persons are assigned anew, part by part, across the neighbourhoods' borders.
4. Where the gap is still wider than asked, the parts are bounded in whole numbers, and one neighbourhood after the
   other is freed with all money that is left while the rest stands (Shaw 1998, see `parts`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from mapping.solve.arrays import INFINITY, Arrays, BoolArray, Effort, FloatArray, IntArray, minimise, slice_of
from mapping.solve.neighbourhoods import Neighbourhood, Neighbourhoods, alone, cut
from mapping.solve.outcome import Outcome, Progress, SolveStatus, relative_gap
from mapping.solve.seam import Part, Seam

VERY_LARGE = 20_000
"""Programmes with so many whole columns are solved this way."""

OWN_GAP = 0.01
"""A neighbourhood's own search stops this close to its best, relative to its value."""
OWN_NODES = 1
BOUND_GAP = 0.001
"""A part is bounded this closely, relative to what all its columns could cost."""
SWEEPS = 2
FEASIBLE = 1e-5
"""A joined plan breaks no row by more than this share of the row's size."""

Item = TypeVar("Item")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How to search: threads for parts side by side, seed, feasibility tolerance, what ends the search early."""

    threads: int
    seed: int
    tolerance: float
    deadline: float
    stop: threading.Event

    def together(self, work: Callable[[Item], Answer], items: Sequence[Item]) -> list[Answer]:
        """`work` on every item, `threads` of them side by side; the answers in order."""
        if self.threads == 1:
            return [work(item) for item in items]
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(work, items))

    @property
    def ended(self) -> bool:
        """Whether time is up or a stop was asked for."""
        return self.stop.is_set() or time.perf_counter() >= self.deadline


def solve_wide(
    arrays: Arrays,
    seam: Seam,
    places: NDArray[np.int32],
    cost: FloatArray,
    gap: float,
    how: Circumstances,
    report: Callable[[Progress], None],
) -> Outcome | None:
    """Minimise `cost` to the relative `gap`; None where the programme cannot be cut or no plan came of it.

    `places` (columns, 2) are the municipalities of each column, NONE (-1) for the region's.
    """
    began = time.perf_counter()
    cut_into = cut(arrays, places, cost)
    if cut_into is None:
        return None
    found = how.together(lambda part: _plan_alone(arrays, cut_into, part, cost, how), cut_into.parts)
    values, prices = np.zeros(arrays.columns), np.zeros(arrays.rows)
    for part, one in zip(cut_into.parts, found, strict=True):
        if one is None:
            return None
        values[part.own] = one.values[: len(part.own)]
        values[part.shared] += one.values[len(part.own) :]
        prices[part.rows] += one.duals * np.where(cut_into.divided[part.rows], part.weight, 1.0)
    values[arrays.whole] = np.round(values[arrays.whole])
    if not _holds(arrays, values):
        return None
    steps = len(cut_into.parts)
    bound = -np.inf

    def tell() -> float:
        value = float(cost @ values)
        now = relative_gap(value, bound)
        proven = np.isfinite(bound)
        report(Progress(time.perf_counter() - began, value, bound if proven else None, now if proven else None, steps))
        return now

    tell()
    values = reassigned(arrays, seam, cost, values, how)
    bound = _bound(arrays, seam, cost, prices, np.zeros(arrays.columns, dtype=bool), how)
    if tell() > gap and not how.ended:
        bound = max(bound, _bound(arrays, seam, cost, prices, arrays.whole, how))
    for _ in range(SWEEPS):
        for part in cut_into.parts:
            if tell() <= gap or how.ended:
                break
            values = _freed(arrays, part, places, cost, values, how)
            steps += 1
    final = tell()
    status: SolveStatus = "proven" if final <= gap else ("cancelled" if how.stop.is_set() else "limit")
    return Outcome(status, float(cost @ values), bound, final, steps, values)


@dataclass(frozen=True, slots=True)
class _Alone:
    """What a neighbourhood found by itself: values of its own and the shared columns, duals of its rows."""

    values: FloatArray
    duals: FloatArray


def _plan_alone(
    arrays: Arrays, cut_into: Neighbourhoods, part: Neighbourhood, cost: FloatArray, how: Circumstances
) -> _Alone | None:
    """Plan one neighbourhood with its share: its linear programme for the prices, then whole units."""
    here = alone(arrays, cut_into, part)
    columns = here.columns
    given = cost[columns], arrays.lower[columns], arrays.upper[columns]
    none: BoolArray = np.zeros(len(columns), dtype=bool)
    relaxed = minimise(here, *given, none, Effort(0.0, 0, how.deadline, how.tolerance), how.seed, how.stop)
    if relaxed.values is None:
        return None
    effort = Effort(OWN_GAP * abs(relaxed.value), OWN_NODES, how.deadline, how.tolerance)
    planned = minimise(here, *given, arrays.whole[columns], effort, how.seed, how.stop)
    return None if planned.values is None else _Alone(planned.values, relaxed.duals)


def _bound(
    arrays: Arrays, seam: Seam, cost: FloatArray, given: FloatArray, whole: BoolArray, how: Circumstances
) -> float:
    """A lower bound on the least of `cost`: linking rows priced as `given` (by row), the parts solved apart with the
    columns `whole` in whole numbers. -inf where a part could not be bounded.
    """
    prices = np.where(arrays.linking, given, 0.0)
    prices[(prices > 0) & (arrays.row_lower <= -INFINITY)] = 0.0
    prices[(prices < 0) & (arrays.row_upper >= INFINITY)] = 0.0
    row = arrays.row_of_entry
    reduced = cost - np.bincount(arrays.column, arrays.value * prices[row], minlength=arrays.columns)
    prices += _paid_by_the_cheapest(arrays, seam.loose, reduced)
    reduced = cost - np.bincount(arrays.column, arrays.value * prices[row], minlength=arrays.columns)
    used = np.flatnonzero(prices)
    sides = np.where(prices[used] > 0, arrays.row_lower[used], arrays.row_upper[used])
    total = float((prices[used] * sides).sum())
    loose = seam.loose
    ends = np.where(reduced[loose] > 0, arrays.lower[loose], _implied_upper(arrays)[loose])
    reduced[loose[np.abs(reduced[loose]) < 1e-9]] = 0.0
    with np.errstate(invalid="ignore"):
        total += float(np.where(reduced[loose] == 0, 0.0, reduced[loose] * ends).sum())

    def least(part: Part) -> float:
        columns = part.columns
        effort = Effort(BOUND_GAP * abs(float(cost[columns] @ _finite(arrays.upper[columns]))), 1, how.deadline)
        found = minimise(
            slice_of(arrays, columns, part.rows, None), reduced[columns], arrays.lower[columns], arrays.upper[columns],
            whole[columns], replace(effort, tolerance=how.tolerance), how.seed, how.stop,
        )  # fmt: skip
        return found.bound

    parts = [part for part in (*seam.parts, seam.remainder) if len(part.columns)]
    return total + sum(how.together(least, parts))


def _paid_by_the_cheapest(arrays: Arrays, loose: IntArray, reduced: FloatArray) -> FloatArray:
    """What to add to the prices of linking equations (costs = payments), by row, so that the cheapest of the unbounded
    loose columns in each (who pays) is worth its price exactly: dearer ones are not used, and none is worth any amount.
    """
    free = np.zeros(arrays.columns, dtype=bool)
    free[loose] = arrays.upper[loose] >= INFINITY
    row = arrays.row_of_entry
    equation = arrays.linking & (arrays.row_lower == arrays.row_upper)
    entries = np.flatnonzero(equation[row] & free[arrays.column] & (arrays.value > 0))
    added = np.full(arrays.rows, np.inf)
    np.minimum.at(added, row[entries], reduced[arrays.column[entries]] / arrays.value[entries])
    added[np.isinf(added)] = 0.0
    return added


def _implied_upper(arrays: Arrays) -> FloatArray:
    """Upper bounds of columns, by their own or by a linking row of nothing but positive terms (a payment is at most its
    envelope).
    """
    row = arrays.row_of_entry
    other = (arrays.value <= 0) | (arrays.lower[arrays.column] < 0)
    bounding = arrays.linking & (arrays.row_upper < INFINITY) & (np.bincount(row, other, minlength=arrays.rows) == 0)
    entries = np.flatnonzero(bounding[row])
    upper = np.where(arrays.upper < INFINITY, arrays.upper, np.inf)
    np.minimum.at(upper, arrays.column[entries], arrays.row_upper[row[entries]] / arrays.value[entries])
    return upper


def _finite(upper: FloatArray) -> FloatArray:
    return np.where(upper < INFINITY, upper, 0.0)


def reassigned(arrays: Arrays, seam: Seam, cost: FloatArray, values: FloatArray, how: Circumstances) -> FloatArray:
    """The units of `values` stand; the persons of each part are assigned best for `cost`, a part by itself."""
    lower, upper = arrays.lower.copy(), arrays.upper.copy()
    lower[arrays.whole] = upper[arrays.whole] = values[arrays.whole]

    def assign(columns: IntArray) -> FloatArray:
        here = slice_of(arrays, columns, _touched(arrays, columns), values)
        found = minimise(
            here, cost[columns], lower[columns], upper[columns], np.zeros(len(columns), dtype=bool),
            Effort(0.0, 0, how.deadline, how.tolerance), how.seed, how.stop,
        )  # fmt: skip
        return values[columns] if found.values is None else found.values

    parts = [part.columns for part in seam.parts]
    assigned = values.copy()
    for columns, one in zip(parts, how.together(assign, parts), strict=True):
        assigned[columns] = one
    return assigned if _holds(arrays, assigned) and float(cost @ assigned) < float(cost @ values) else values


def _freed(
    arrays: Arrays,
    part: Neighbourhood,
    places: NDArray[np.int32],
    cost: FloatArray,
    values: FloatArray,
    how: Circumstances,
) -> FloatArray:
    """Free one neighbourhood, and who comes there from others, with all that the rest leaves of what is shared."""
    inside = np.zeros(int(places.max()) + 2, dtype=bool)
    inside[places[part.own, 0]] = True
    inside[-1] = False  # places of -1 are the region's
    columns = np.union1d(np.flatnonzero(inside[places].any(axis=1)), part.shared)
    here = slice_of(arrays, columns, _touched(arrays, columns), values)
    effort = Effort(OWN_GAP * part.weight * abs(float(cost @ values)), OWN_NODES, how.deadline, how.tolerance)
    found = minimise(
        here, cost[columns], arrays.lower[columns], arrays.upper[columns], arrays.whole[columns], effort, how.seed,
        how.stop, values[columns],
    )  # fmt: skip
    if found.values is None:
        return values
    moved = values.copy()
    moved[columns] = found.values
    moved[arrays.whole] = np.round(moved[arrays.whole])
    return moved if float(cost @ moved) < float(cost @ values) and _holds(arrays, moved) else values


def _touched(arrays: Arrays, columns: IntArray) -> IntArray:
    """The rows in which any of `columns` stands."""
    chosen = np.zeros(arrays.columns, dtype=bool)
    chosen[columns] = True
    return np.unique(arrays.row_of_entry[chosen[arrays.column]])


def _holds(arrays: Arrays, values: FloatArray) -> bool:
    """Whether `values` keep to all rows, within what a solver's tolerance adds up to."""
    terms = arrays.value * values[arrays.column]
    row = arrays.row_of_entry
    left = np.bincount(row, terms, minlength=arrays.rows)
    allowed = FEASIBLE * np.maximum(1.0, np.bincount(row, np.abs(terms), minlength=arrays.rows))
    return bool((left >= arrays.row_lower - allowed).all() and (left <= arrays.row_upper + allowed).all())
