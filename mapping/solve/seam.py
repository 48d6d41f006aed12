"""The seam of the programme: services (and where money is municipal, municipalities) are tied by few rows only.

Without the linking rows the programme falls into parts. Pricing these rows with multipliers gives a bound that is at
least as strong as the linear relaxation's, because each part is solved in whole numbers (Geoffrion 1974, "Lagrangean
relaxation for integer programming", Mathematical Programming Study 2, 82-114).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from mapping.solve.arrays import INFINITY, Arrays, Effort, FloatArray, IntArray, minimise, slice_of


@dataclass(frozen=True, slots=True)
class Part:
    """Columns and rows that no other part touches, but for linking rows."""

    columns: IntArray
    rows: IntArray


@dataclass(frozen=True, slots=True)
class Seam:
    """Parts with whole columns, the remainder without (as one part), and columns that stand in linking rows only."""

    parts: tuple[Part, ...]
    remainder: Part
    loose: IntArray


def find_seam(arrays: Arrays) -> Seam:
    """Find the parts: connected components of columns through rows that are not linking."""
    parent = list(range(arrays.columns))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    touched = np.zeros(arrays.columns, dtype=bool)
    own_rows = [r for r in range(arrays.rows) if not arrays.linking[r] and arrays.start[r + 1] > arrays.start[r]]
    for r in own_rows:
        columns = arrays.column[arrays.start[r] : arrays.start[r + 1]].tolist()
        touched[columns] = True
        first = root(columns[0])
        for column in columns[1:]:
            parent[root(column)] = first
    roots = np.array([root(c) for c in range(arrays.columns)], dtype=np.int64)
    row_root = np.full(arrays.rows, -1, dtype=np.int64)
    for r in own_rows:
        row_root[r] = roots[arrays.column[arrays.start[r]]]
    with_whole = np.unique(roots[arrays.whole])
    parts = tuple(Part(np.flatnonzero(roots == key), np.flatnonzero(row_root == key)) for key in with_whole)
    in_parts = np.isin(roots, with_whole)
    row_rest = (row_root >= 0) & ~np.isin(row_root, with_whole)
    remainder = Part(np.flatnonzero(~in_parts & touched), np.flatnonzero(row_rest))
    return Seam(parts, remainder, np.flatnonzero(~in_parts & ~touched))


def priced_bound(
    arrays: Arrays,
    seam: Seam,
    cost: FloatArray,
    multipliers: FloatArray,
    efforts: Effort,
    threads: int,
    seed: int,
    stop: threading.Event,
) -> float:
    """A lower bound on the least of `cost`: the linking rows priced by `multipliers` (by row), the parts solved apart.

    Valid for any multipliers of the right sign; others are ignored. -inf where a part could not be bounded.
    """
    prices = np.where(arrays.linking, multipliers, 0.0)
    prices[(prices > 0) & ~np.isfinite(_finite(arrays.row_lower))] = 0.0
    prices[(prices < 0) & ~np.isfinite(_finite(arrays.row_upper))] = 0.0
    reduced = cost - np.bincount(arrays.column, arrays.value * prices[arrays.row_of_entry], minlength=arrays.columns)
    used = np.flatnonzero(prices)
    sides = np.where(prices[used] > 0, arrays.row_lower[used], arrays.row_upper[used])
    total = float((prices[used] * sides).sum())
    loose = seam.loose
    ends = np.where(reduced[loose] > 0, arrays.lower[loose], arrays.upper[loose])
    with np.errstate(invalid="ignore"):
        total += float(np.where(np.abs(reduced[loose]) < 1e-12, 0.0, reduced[loose] * ends).sum())

    def bound(part: Part) -> float:
        columns = part.columns
        found = minimise(
            slice_of(arrays, columns, part.rows, None), reduced[columns], arrays.lower[columns], arrays.upper[columns],
            arrays.whole[columns], efforts, seed, stop,
        )  # fmt: skip
        return -INFINITY if found is None else found.bound

    bounds = _in_threads(bound, (*seam.parts, seam.remainder), threads)
    return total + sum(bounds)


def _in_threads(work: Callable[[Part], float], parts: Sequence[Part], threads: int) -> list[float]:
    kept = [part for part in parts if len(part.columns)]
    if threads == 1:
        return [work(part) for part in kept]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, kept))


def _finite(values: FloatArray) -> FloatArray:
    return np.where(np.abs(values) >= INFINITY, np.inf, values)
