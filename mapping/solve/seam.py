"""The seam of a programme: the parts that its linking rows tie together, and nothing else does.

Without the linking rows the programme falls into parts. `Piece` is a part cut out once, with its share of the linking
rows; `mapping.solve.prices` prices the linking rows and `mapping.solve.master` joins plans of the parts again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mapping.solve.arrays import INFINITY, Arrays, BoolArray, FloatArray, IntArray, Slice


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


@dataclass(frozen=True, slots=True)
class Piece:
    """A part cut out: its own rows as a slice, bounds by its columns, and its entries in linking rows.

    Entry e says that linking row `link_row[e]` (numbered among the linking rows) holds `link_value[e]` times the
    piece's column `link_column[e]`.
    """

    slice: Slice
    lower: FloatArray
    upper: FloatArray
    whole: BoolArray
    link_row: IntArray
    link_column: IntArray
    link_value: FloatArray

    @property
    def columns(self) -> IntArray:
        """The programme's columns that the piece holds."""
        return self.slice.columns

    def profile(self, values: FloatArray, rows: int) -> FloatArray:
        """What `values` (by the piece's columns) use of each of the `rows` linking rows."""
        return np.bincount(self.link_row, self.link_value * values[self.link_column], minlength=rows).astype(float)

    def priced(self, cost: FloatArray, prices: FloatArray) -> FloatArray:
        """`cost` (by the piece's columns) less what `prices` (by linking row) pay."""
        paid = np.bincount(self.link_column, self.link_value * prices[self.link_row], minlength=len(cost))
        return cost - paid


def find_seam(arrays: Arrays) -> Seam:
    """Find the parts: connected components of columns through rows that are not linking."""
    lengths = np.diff(arrays.start)
    own = np.flatnonzero(~arrays.linking & (lengths > 0))
    inside = ~arrays.linking[arrays.row_of_entry]
    columns = arrays.column[inside]
    row_at = np.repeat(np.arange(len(own)), lengths[own])
    roots = np.arange(arrays.columns, dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths[own])[:-1]]).astype(np.int64)
    while len(own):
        # Every column takes the least root among its rows' columns; roots follow theirs, so few rounds are needed.
        least = np.minimum.reduceat(roots[columns], starts)
        before = roots.copy()
        np.minimum.at(roots, before[columns], least[row_at])
        np.minimum.at(roots, columns, least[row_at])
        while not np.array_equal(roots, roots[roots]):
            roots = roots[roots]
        if np.array_equal(roots, before):
            break
    touched = np.zeros(arrays.columns, dtype=bool)
    touched[columns] = True
    with_whole = np.unique(roots[arrays.whole])
    part_of_root = np.full(arrays.columns, -1, dtype=np.int64)
    part_of_root[with_whole] = np.arange(len(with_whole))
    part = part_of_root[roots]
    rest = len(with_whole)
    part = np.where((part < 0) & touched, rest, part)
    row_part = part[arrays.column[arrays.start[own]]] if len(own) else np.zeros(0, dtype=np.int64)
    by_column = _by_key(part, rest + 1)
    by_row = [own[rows] for rows in _by_key(row_part, rest + 1)]
    parts = [Part(c, r) for c, r in zip(by_column, by_row, strict=True)]
    return Seam(tuple(parts[:rest]), parts[rest], np.flatnonzero(part < 0))


def _by_key(keys: IntArray, count: int) -> list[IntArray]:
    """Indices of each key from 0 to `count` - 1, in order; negative keys are left out."""
    order = np.argsort(keys, kind="stable")
    ends = np.searchsorted(keys[order], np.arange(count + 1))
    return [order[ends[key] : ends[key + 1]] for key in range(count)]


def cut(arrays: Arrays, seam: Seam) -> tuple[Piece, ...]:
    """The parts (and the remainder, if it holds anything) cut out, each entry of `arrays` looked at once."""
    parts = [part for part in (*seam.parts, seam.remainder) if len(part.columns)]
    piece_of = np.full(arrays.columns, -1, dtype=np.int64)
    local = np.zeros(arrays.columns, dtype=np.int64)
    for number, part in enumerate(parts):
        piece_of[part.columns] = number
        local[part.columns] = np.arange(len(part.columns))
    row_of_entry = arrays.row_of_entry
    link_number = np.cumsum(arrays.linking) - 1
    linking = arrays.linking[row_of_entry]
    of_piece = piece_of[arrays.column]
    own = _by_key(np.where(linking, -1, of_piece), len(parts))
    links = _by_key(np.where(linking, of_piece, -1), len(parts))
    lengths = np.diff(arrays.start)
    return tuple(
        Piece(
            Slice(
                part.columns,
                np.concatenate([[0], np.cumsum(lengths[part.rows])]).astype(np.int64),
                local[arrays.column[entries]],
                arrays.value[entries],
                arrays.row_lower[part.rows],
                arrays.row_upper[part.rows],
            ),
            arrays.lower[part.columns],
            arrays.upper[part.columns],
            arrays.whole[part.columns],
            link_number[row_of_entry[linked]],
            local[arrays.column[linked]],
            arrays.value[linked],
        )
        for part, entries, linked in zip(parts, own, links, strict=True)
    )


def cut_loose(arrays: Arrays, seam: Seam) -> Piece:
    """The loose columns as a piece without rows of its own, their upper bounds as tight as linking rows imply."""
    loose = seam.loose
    upper = _implied_upper(arrays, loose)
    position = np.full(arrays.columns, -1, dtype=np.int64)
    position[loose] = np.arange(len(loose))
    row_of_entry = arrays.row_of_entry
    entries = np.flatnonzero(arrays.linking[row_of_entry] & (position[arrays.column] >= 0))
    nothing = np.zeros(0, dtype=np.int64)
    empty = Slice(loose, np.zeros(1, dtype=np.int64), nothing, np.zeros(0), np.zeros(0), np.zeros(0))
    link_number = np.cumsum(arrays.linking) - 1
    return Piece(
        empty,
        arrays.lower[loose],
        upper,
        arrays.whole[loose],
        link_number[row_of_entry[entries]],
        position[arrays.column[entries]],
        arrays.value[entries],
    )


def _implied_upper(arrays: Arrays, loose: IntArray) -> FloatArray:
    """Upper bounds of the loose columns, by their own or by a linking row whose other columns can do no less.

    A payment, say, is never more than the envelope it comes from. Prices are only as good as these bounds are finite.
    """
    upper = arrays.upper.copy()
    is_loose = np.zeros(arrays.columns, dtype=bool)
    is_loose[loose] = True
    for row in np.flatnonzero(arrays.linking & (arrays.row_upper < INFINITY)).tolist():
        entries = slice(arrays.start[row], arrays.start[row + 1])
        columns, values = arrays.column[entries], arrays.value[entries]
        ends = np.where(values > 0, arrays.lower[columns], arrays.upper[columns])
        if not np.all(np.abs(ends) < INFINITY):
            continue
        least = values * ends
        free = is_loose[columns] & (values > 0)
        room = arrays.row_upper[row] - (least.sum() - least[free])
        upper[columns[free]] = np.minimum(upper[columns[free]], room / values[free])
    return np.maximum(upper[loose], arrays.lower[loose])
