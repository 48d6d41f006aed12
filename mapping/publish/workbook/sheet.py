"""What a sheet of the workbook is: headings with units, and rows of real numbers and texts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from mapping.words import Text

Kind = Literal["text", "long", "code", "whole", "tenth", "hundredth", "thousandth", "money", "share"]
"""text: one line; long: text that is broken over lines; code: text that looks like a number; whole to thousandth:
numbers with 0 to 3 decimals; money: EUR with 2; share: 0..1, shown as a percentage."""

Value = str | Text | int | Decimal | None
"""A `Text` is written in the language of the workbook."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading with the unit in it, what its cells hold, and its width in characters."""

    heading: Text
    kind: Kind
    width: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A value that is shown otherwise than its column says."""

    value: Value
    kind: Kind


Cells = tuple[Value | Shown, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: `name` stands on its tab (at most 31 characters), `title` and `notes` above the table.

    `totals` are rows below the others that no filter hides; rows whose index is in `strong` are totals between. The
    first `fixed` columns stay in view. On paper stand the first `printed` rows only (None: all).
    """

    name: Text
    title: Text
    notes: tuple[Text, ...]
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    totals: tuple[Cells, ...] = ()
    strong: frozenset[int] = frozenset()
    fixed: int = 1
    filtered: bool = True
    printed: int | None = None


def as_it_is(value: Decimal | None) -> Shown:
    """A value of the tables with as many decimals as it has, three at most: 5, 0.8, 0.015."""
    kinds: tuple[Kind, ...] = ("whole", "tenth", "hundredth", "thousandth")
    places = 0 if value is None else -min(0, int(value.normalize().as_tuple().exponent))
    return Shown(value, kinds[min(places, 3)])
