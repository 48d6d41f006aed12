"""An integer programme as plain columns and rows, before any solver: rules write into it, tests read it.

Rules stay free of PuLP this way; `mapping.model.problem` states the same columns and rows as a PuLP problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Sense = Literal["<=", ">=", "="]
Terms = Mapping[int, float]

INFINITY = float("inf")


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
class Share:
    """A column whose least is a goal, and the whole columns that can raise it (units near enough)."""

    column: int
    near: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """What a stage improves: `minimise` or maximise the sum of coefficients times columns.

    Where the goal is the least of some `shares`, these say which.
    """

    objective: str
    minimise: bool
    terms: Terms
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class Program:
    """Columns and rows in the order they were written."""

    columns: tuple[Column, ...]
    rows: tuple[RowOf, ...]

    def text(self, prefix: str = "") -> str:
        """The rows whose names start with `prefix`, one a line, as people write them."""
        return "\n".join(row_text(self, row) for row in self.rows if row.name.startswith(prefix))


class Draft:
    """Collects columns and rows while variables and rules write them."""

    def __init__(self) -> None:
        """Start without columns and rows."""
        self._columns: list[Column] = []
        self._rows: list[RowOf] = []

    def column(self, name: str, lower: float = 0.0, upper: float = INFINITY, whole: bool = False) -> int:
        """Add a variable; returns its index."""
        self._columns.append(Column(name, lower, upper, whole))
        return len(self._columns) - 1

    def row(
        self, name: str, terms: Iterable[tuple[int, float]], sense: Sense, rhs: float, linking: bool = False
    ) -> None:
        """Add a constraint; coefficients of the same column are added up, zeros left out."""
        merged: dict[int, float] = {}
        for column, coefficient in terms:
            merged[column] = merged.get(column, 0.0) + coefficient
        kept = {column: value for column, value in merged.items() if value != 0.0}
        self._rows.append(RowOf(name, tuple(kept), tuple(kept.values()), sense, rhs, linking))

    def freeze(self) -> Program:
        """The programme as it stands.

        Raises:
            ValueError: if two rows or two columns have the same name (a defect of a rule).
        """
        for kind, names in (("row", [r.name for r in self._rows]), ("column", [c.name for c in self._columns])):
            if len(set(names)) != len(names):
                raise ValueError(f"two {kind}s are named {_first_repeated(names)}")
        return Program(tuple(self._columns), tuple(self._rows))


def _first_repeated(names: Sequence[str]) -> str:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return ""


def row_text(program: Program, row: RowOf) -> str:
    """One row as a line: name: 2 a + b <= 3."""
    parts = []
    for column, value in zip(row.columns, row.coefficients, strict=True):
        sign = "-" if value < 0 else "+"
        size = "" if abs(value) == 1 else f"{abs(value):.6g} "
        parts.append(f"{sign} {size}{program.columns[column].name}")
    left = " ".join(parts).removeprefix("+ ") or "0"
    return f"{row.name}: {left} {row.sense} {row.rhs:.6g}"
