"""A very large programme cut into neighbourhoods, each with its share of what ties the whole region together.

Two seams run through a country. Places far apart are tied by region-wide rows only (money), so each neighbourhood can
be planned by itself with its share of them: together the plans satisfy the whole. Services are tied by linking rows
only, so these can be priced and each part bounded by itself; `wide` does both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mapping.solve.arrays import INFINITY, Arrays, BoolArray, FloatArray, IntArray, Slice, slice_of

NONE = -1
WHOLE = 1500
"""Whole columns of a neighbourhood at most, where municipalities are not larger: about half an oblast."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Columns of its own, columns of the whole region (in every neighbourhood, and added up), and their rows.

    `weight` is its share of the region (all of them add up to 1).
    """

    own: IntArray
    shared: IntArray
    rows: IntArray
    weight: float


@dataclass(frozen=True, slots=True)
class Neighbourhoods:
    """The cut: neighbourhoods, and the rows that it divides by their weights (of any number of them, or of none)."""

    parts: tuple[Neighbourhood, ...]
    divided: BoolArray


def cut(arrays: Arrays, places: NDArray[np.int32], cost: FloatArray) -> Neighbourhoods | None:
    """Cut a programme into neighbourhoods of neighbouring municipalities; None where that cannot be done.

    `places` (columns, 2) are the municipalities of each column, NONE for the region's. Columns between two
    neighbourhoods stay at 0, and so do region-wide ones that cannot be added up (bounded or whole).
    """
    joined = join_places(places, arrays.whole)
    at = np.where(places == NONE, NONE, joined[places])
    within = np.where(at[:, 0] == at[:, 1], at[:, 0], NONE)
    regional = (places == NONE).any(axis=1)
    addable = regional & ~arrays.whole & (arrays.lower == 0) & (arrays.upper >= INFINITY)
    still = (within == NONE) & ~addable
    if (arrays.lower[still] != 0).any():
        return None
    row = arrays.row_of_entry
    counted = within[arrays.column] != NONE
    first = np.full(arrays.rows, np.iinfo(np.int64).max)
    last = np.full(arrays.rows, NONE, dtype=np.int64)
    np.minimum.at(first, row[counted], within[arrays.column[counted]])
    np.maximum.at(last, row[counted], within[arrays.column[counted]])
    divided = first != last
    count = int(joined.max()) + 1
    size = np.abs(cost) * np.where(arrays.upper < INFINITY, arrays.upper, 0.0)
    weight = np.bincount(within[within != NONE], size[within != NONE], minlength=count)
    if weight.sum() <= 0:
        return None
    weight = weight / weight.sum()
    shared = np.flatnonzero(addable)
    regional_rows = last == NONE
    parts = []
    for number in range(count):
        touched = np.zeros(arrays.rows, dtype=bool)
        touched[row[within[arrays.column] == number]] = True
        rows = np.flatnonzero(touched | regional_rows)
        parts.append(Neighbourhood(np.flatnonzero(within == number), shared, rows, float(weight[number])))
    return Neighbourhoods(tuple(parts), divided)


def alone(arrays: Arrays, cut_into: Neighbourhoods, part: Neighbourhood) -> Slice:
    """The programme of one neighbourhood with its share of what is divided; everything beyond stands at 0."""
    columns = np.concatenate([part.own, part.shared])
    whole = slice_of(arrays, columns, part.rows, None)
    divided = cut_into.divided[part.rows]
    lower, upper = whole.row_lower.copy(), whole.row_upper.copy()
    for side in (lower, upper):
        side[divided & (np.abs(side) < INFINITY)] *= part.weight
    return Slice(columns, whole.start, whole.index, whole.value, lower, upper)


def join_places(places: NDArray[np.int32], whole: BoolArray) -> IntArray:
    """The neighbourhood of each municipality, shape (municipalities,), numbered from 0.

    The smallest neighbourhood joins the one that most columns tie it to, as long as both together have at most `WHOLE`
    whole columns.
    """
    count = int(places.max()) + 1
    here = places[(places[:, 0] == places[:, 1]) & whole, 0]
    size = np.bincount(here[here != NONE], minlength=count).astype(float)
    between = places[(places[:, 0] != places[:, 1]) & (places != NONE).all(axis=1)].astype(np.int64)
    ties = np.bincount(between[:, 0] * count + between[:, 1], minlength=count * count).reshape(count, count)
    ties = ties + ties.T
    group = np.arange(count)
    open_for_more = np.ones(count, dtype=bool)
    while open_for_more.any():
        small = int(np.argmin(np.where(open_for_more, size, np.inf)))
        fits = (ties[small] > 0) & (size + size[small] <= WHOLE)
        if not fits.any():
            open_for_more[small] = False
            continue
        into = int(np.argmax(np.where(fits, ties[small], -1)))
        group[group == small] = into
        size[into] += size[small]
        size[small] = np.inf
        ties[into] += ties[small]
        ties[:, into] += ties[:, small]
        ties[into, into] = 0
        ties[small] = 0
        ties[:, small] = 0
        open_for_more[small] = False
    return np.unique(group, return_inverse=True)[1].astype(np.int64)
