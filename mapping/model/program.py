"""An integer programme as plain columns and rows, before any solver: rules write into it, tests read it.

Rules stay free of PuLP this way; `mapping.model.problem` states the same columns and rows as a PuLP problem. What is
written is kept as arrays, and names are made when somebody asks for them: a country has millions of columns. Single
columns and rows are written by `Draft.column` and `Draft.row`, many alike by `Draft.columns` and `Draft.rows`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mapping.model.names import Names, Naming, View

Sense = Literal["<=", ">=", "="]
Terms = Mapping[int, float]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

INFINITY = float("inf")
EVERYWHERE = (-1, -1)
"""The places of a column that belongs to the whole region."""

SENSES: tuple[Sense, ...] = ("<=", "=", ">=")
"""What the numbers in `Program.sense` mean."""


@dataclass(frozen=True, slots=True)
class Column:
    """A variable: ASCII name, bounds, whether it is whole."""

    name: str
    lower: float
    upper: float
    whole: bool


@dataclass(frozen=True, slots=True)
class RowOf:
    """A constraint: ASCII name starting with its rule's key, coefficients by column, sense, right-hand side.

    `linking` rows tie otherwise separate parts of the programme together (money, fairness): solving by parts prices
    them instead of stating them.
    """

    name: str
    columns: tuple[int, ...]
    coefficients: tuple[float, ...]
    sense: Sense
    rhs: float
    linking: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """What a stage improves: `minimise` or maximise the sum of coefficients times columns."""

    objective: str
    minimise: bool
    terms: Terms


@dataclass(frozen=True, slots=True)
class Program:
    """Columns and rows in the order they were written.

    Columns: `lower`, `upper`, `whole`, shape (columns,), and `places` (columns, 2): the municipalities at both ends of
    what a column stands for (home and site of those served, else twice the same), EVERYWHERE for the region's. Rows:
    `sense` (numbers of `SENSES`), `rhs`, `linking`, shape (rows,); the entries of row r are
    `column[start[r]:start[r + 1]]` and `value[...]`. All arrays are read-only.
    """

    lower: FloatArray
    upper: FloatArray
    whole: NDArray[np.bool_]
    places: NDArray[np.int32]
    column_names: Names
    start: IntArray
    column: IntArray
    value: FloatArray
    sense: NDArray[np.int8]
    rhs: FloatArray
    linking: NDArray[np.bool_]
    row_names: Names

    @property
    def columns(self) -> Sequence[Column]:
        """The columns one by one, each made when it is asked for."""
        return View(len(self.lower), self._column_at)

    @property
    def rows(self) -> Sequence[RowOf]:
        """The rows one by one, each made when it is asked for."""
        return View(len(self.rhs), self._row_at)

    def text(self, prefix: str = "") -> str:
        """The rows whose names start with `prefix`, one a line, as people write them."""
        return "\n".join(row_text(self, row) for row in self.rows if row.name.startswith(prefix))

    def _column_at(self, at: int) -> Column:
        return Column(self.column_names[at], float(self.lower[at]), float(self.upper[at]), bool(self.whole[at]))

    def _row_at(self, at: int) -> RowOf:
        entries = slice(int(self.start[at]), int(self.start[at + 1]))
        return RowOf(
            self.row_names[at],
            tuple(self.column[entries].tolist()),
            tuple(self.value[entries].tolist()),
            SENSES[self.sense[at]],
            float(self.rhs[at]),
            bool(self.linking[at]),
        )


class Draft:
    """Collects columns and rows while variables and rules write them."""

    def __init__(self) -> None:
        """Start without columns and rows."""
        self._lower, self._upper, self._whole = array("d"), array("d"), array("b")
        self._places = array("i")
        self._column_names, self._row_names = Names(), Names()
        self._length, self._column, self._value = array("q"), array("q"), array("d")
        self._sense, self._rhs, self._linking = array("b"), array("d"), array("b")

    def column(
        self,
        name: str,
        lower: float = 0.0,
        upper: float = INFINITY,
        whole: bool = False,
        at: tuple[int, int] = EVERYWHERE,
    ) -> int:
        """Add a variable, `at` the municipalities at its ends; returns its index."""
        self._column_names.add(name)
        self._lower.append(lower)
        self._upper.append(upper)
        self._whole.append(whole)
        self._places.extend(at)
        return len(self._lower) - 1

    def columns(self, naming: Naming, lower: ArrayLike, upper: FloatArray, at: ArrayLike = EVERYWHERE) -> IntArray:
        """Add variables that are alike and not whole, as many as `upper` has values, `at` municipalities of shape
        (columns, 2); returns their indices.
        """
        first, count = len(self._lower), len(upper)
        self._column_names.add_block(count, naming)
        _extend(self._lower, np.broadcast_to(np.asarray(lower, dtype=np.float64), count))
        _extend(self._upper, np.asarray(upper, dtype=np.float64))
        _extend(self._whole, np.zeros(count, dtype=np.int8))
        _extend(self._places, np.broadcast_to(np.asarray(at, dtype=np.int32), (count, 2)))
        return np.arange(first, first + count, dtype=np.int64)

    def row(
        self, name: str, terms: Iterable[tuple[int, float]], sense: Sense, rhs: float, linking: bool = False
    ) -> None:
        """Add a constraint; coefficients of the same column are added up, zeros left out."""
        merged: dict[int, float] = {}
        for column, coefficient in terms:
            merged[column] = merged.get(column, 0.0) + coefficient
        kept = {column: value for column, value in merged.items() if value != 0.0}
        self._row_names.add(name)
        self._length.append(len(kept))
        self._column.extend(kept)
        self._value.extend(kept.values())
        self._sense.append(SENSES.index(sense))
        self._rhs.append(rhs)
        self._linking.append(linking)

    def long_row(
        self,
        name: str,
        columns: IntArray,
        values: ArrayLike,
        terms: Sequence[tuple[int, float]],
        sense: Sense,
        rhs: float,
        linking: bool = False,
    ) -> None:
        """Add a constraint with many terms, given as arrays, and a few single ones after them.

        As `row`, but a column stands in it once. `values` may be one number for all `columns`.
        """
        many, more = len(columns), len(terms)
        all_columns, all_values = np.empty(many + more, dtype=np.int64), np.empty(many + more)
        all_columns[:many], all_values[:many] = columns, values
        if terms:
            all_columns[many:], all_values[many:] = zip(*terms, strict=True)
        if not all_values.all():
            kept = all_values != 0.0
            all_columns, all_values = all_columns[kept], all_values[kept]
        self._row_names.add(name)
        self._length.append(len(all_columns))
        _extend(self._column, all_columns)
        _extend(self._value, all_values)
        self._sense.append(SENSES.index(sense))
        self._rhs.append(rhs)
        self._linking.append(linking)

    def rows(
        self,
        naming: Naming,
        row: IntArray,
        column: IntArray,
        value: ArrayLike,
        sense: Sense,
        rhs: FloatArray,
        linking: bool = False,
    ) -> None:
        """Add constraints that are alike, as many as `rhs` has values.

        Entries are given in any order as (`row` from 0, `column`, `value`); those of a row keep their order. A column
        stands in a row once. Zeros are left out.
        """
        count = len(rhs)
        values = np.broadcast_to(np.asarray(value, dtype=np.float64), row.shape)
        order = np.argsort(row, kind="stable")
        order = order[values[order] != 0.0]
        self._row_names.add_block(count, naming)
        _extend(self._length, np.bincount(row[order], minlength=count).astype(np.int64))
        _extend(self._column, column[order].astype(np.int64))
        _extend(self._value, values[order])
        _extend(self._sense, np.full(count, SENSES.index(sense), dtype=np.int8))
        _extend(self._rhs, np.asarray(rhs, dtype=np.float64))
        _extend(self._linking, np.full(count, linking, dtype=np.int8))

    def freeze(self) -> Program:
        """The programme as it stands; nothing can be written afterwards.

        Raises:
            ValueError: if two rows or two columns have the same name (a defect of a rule).
        """
        for kind, names in (("row", self._row_names), ("column", self._column_names)):
            if (name := names.repeated()) is not None:
                raise ValueError(f"two {kind}s are named {name}")
        start = np.concatenate([[0], np.cumsum(_taken(self._length, np.int64))]).astype(np.int64)
        start.setflags(write=False)
        return Program(
            lower=_taken(self._lower, np.float64),
            upper=_taken(self._upper, np.float64),
            whole=_taken(self._whole, np.bool_),
            places=_taken(self._places, np.int32).reshape(-1, 2),
            column_names=self._column_names,
            start=start,
            column=_taken(self._column, np.int64),
            value=_taken(self._value, np.float64),
            sense=_taken(self._sense, np.int8),
            rhs=_taken(self._rhs, np.float64),
            linking=_taken(self._linking, np.bool_),
            row_names=self._row_names,
        )


def _extend(store: array[Any], values: NDArray[Any]) -> None:
    store.frombytes(np.ascontiguousarray(values).tobytes())


def _taken(store: array[Any], kind: type[np.generic]) -> NDArray[Any]:
    """The store as a read-only array that shares its memory (so it cannot grow any more)."""
    taken = np.frombuffer(store, dtype=kind) if len(store) else np.zeros(0, dtype=kind)
    taken.setflags(write=False)
    return taken


def row_text(program: Program, row: RowOf) -> str:
    """One row as a line: name: 2 a + b <= 3."""
    parts = []
    for column, value in zip(row.columns, row.coefficients, strict=True):
        sign = "-" if value < 0 else "+"
        size = "" if abs(value) == 1 else f"{abs(value):.6g} "
        parts.append(f"{sign} {size}{program.column_names[column]}")
    left = " ".join(parts).removeprefix("+ ") or "0"
    return f"{row.name}: {left} {row.sense} {row.rhs:.6g}"
