"""Covering: which sites reach which points, made small without losing a best answer, and stated.

A point that is within reach of all the sites of another point is covered whenever the other is, and a site that reaches
no more than another and costs no less is never needed (Toregas and ReVelle 1973, "Binary logic solutions to a class of
location problem", Geographical Analysis 5(2), 145-155; Beasley 1987, European Journal of Operational Research 31(1),
85-93). Sets of points and of sites are whole numbers of Python here, a bit for each: subset tests cost nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mapping.solve.location.context import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Cover:
    """Rows (points that must be told apart) with their `weight` and the `sites` that reach each; `columns` are the
    sites that are kept.
    """

    weight: FloatArray
    sites: tuple[tuple[int, ...], ...]
    columns: IntArray


def reduce_cover(reach: BoolArray, weight: FloatArray, cost: FloatArray, keep: BoolArray, partial: bool) -> Cover:
    """Rows and columns of `reach` (points, sites) that matter.

    `cost` (sites,) is what a site costs in all goals together: a site gives way only to one that costs no more; those
    of `keep` never do. `partial` says that points may be left out at their `weight`: then only points reached by the
    same sites are joined, else every point that another implies goes. Points that no site reaches are no rows.
    """
    columns = np.flatnonzero(reach.any(axis=0) | keep)
    rows = np.flatnonzero(reach.any(axis=1))
    while True:
        before = (len(rows), len(columns))
        rows, weight = _join(reach, rows, columns, weight) if partial else (_needed(reach, rows, columns), weight)
        columns = _useful(reach, rows, columns, cost, keep)
        if (len(rows), len(columns)) == before:
            break
    inside = reach[np.ix_(rows, columns)]
    sites = tuple(tuple(columns[np.flatnonzero(line)].tolist()) for line in inside)
    return Cover(weight[rows], sites, columns)


def _sets(matrix: BoolArray) -> list[int]:
    """Each row of `matrix` as the bits of a whole number."""
    packed = np.packbits(matrix, axis=1)
    return [int.from_bytes(line.tobytes(), "big") for line in packed]


def _join(reach: BoolArray, rows: IntArray, columns: IntArray, weight: FloatArray) -> tuple[IntArray, FloatArray]:
    """One of all rows that the same columns reach, with their weight together."""
    first: dict[int, int] = {}
    joined = weight.copy()
    for row, bits in zip(rows.tolist(), _sets(reach[np.ix_(rows, columns)]), strict=True):
        if bits in first:
            joined[first[bits]] += joined[row]
        else:
            first[bits] = row
    return np.array(list(first.values()), dtype=np.int64), joined


def _lists(matrix: BoolArray) -> list[list[int]]:
    """Where each row of `matrix` is true."""
    row, column = np.nonzero(matrix)
    ends = np.cumsum(np.bincount(row, minlength=len(matrix)))[:-1]
    return [part.tolist() for part in np.split(column, ends)]


def _needed(reach: BoolArray, rows: IntArray, columns: IntArray) -> IntArray:
    """The rows that no other row implies (that no other row's columns are a part of)."""
    matrix = reach[np.ix_(rows, columns)]
    sets, by_row, by_column = _sets(matrix), _lists(matrix), _lists(np.ascontiguousarray(matrix.T))
    size = [len(line) for line in by_column]
    alive = [True] * len(rows)
    for row in np.argsort(matrix.sum(axis=1), kind="stable").tolist():
        if not alive[row]:
            continue
        # Whoever is implied by this row is reached by all of its columns: look along the column that reaches fewest.
        mine = sets[row]
        for other in by_column[min(by_row[row], key=size.__getitem__)]:
            if mine & ~sets[other] == 0 and other != row and alive[other]:
                alive[other] = False
    return np.asarray(rows[np.array(alive, dtype=bool)], dtype=np.int64)


def _useful(reach: BoolArray, rows: IntArray, columns: IntArray, cost: FloatArray, keep: BoolArray) -> IntArray:
    """The columns that no other column, as cheap, contains."""
    matrix = reach[np.ix_(rows, columns)]
    turned = np.ascontiguousarray(matrix.T)
    sets, by_row, by_column = _sets(turned), _lists(matrix), _lists(turned)
    size = [len(line) for line in by_row]
    price = cost[columns].tolist()
    alive = [True] * len(columns)
    # Smaller sets first; of equal ones the last stays.
    for column in np.argsort(matrix.sum(axis=0), kind="stable").tolist():
        if keep[columns[column]]:
            continue
        if not by_column[column]:
            alive[column] = False
            continue
        mine = sets[column]
        for other in by_row[min(by_column[column], key=size.__getitem__)]:
            if mine & ~sets[other] == 0 and other != column and alive[other] and price[other] <= price[column]:
                alive[column] = False
                break
    return np.asarray(columns[np.array(alive, dtype=bool)], dtype=np.int64)


def greedy(cover: Cover, most: int, there: Sequence[int] = ()) -> list[int]:
    """At most `most` sites beside those `there`: one by one the site that reaches most weight not reached yet."""
    reached_by: dict[int, list[int]] = {int(c): [] for c in cover.columns}
    for row, sites in enumerate(cover.sites):
        for site in sites:
            reached_by[site].append(row)
    gain = {site: float(cover.weight[rows].sum()) for site, rows in reached_by.items()}
    left = [True] * len(cover.sites)

    def open_site(site: int) -> None:
        for row in reached_by[site]:
            if left[row]:
                left[row] = False
                for other in cover.sites[row]:
                    gain[other] -= float(cover.weight[row])

    for site in there:
        open_site(site)
    chosen: list[int] = []
    while gain and len(chosen) < most:
        best = max(gain, key=lambda site: (gain[site], -site))
        if gain[best] <= 1e-9:
            break
        chosen.append(best)
        open_site(best)
    return chosen
