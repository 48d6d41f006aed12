"""Findings of one kind in many rows, told once, so that a reader is not drowned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from mapping.inspection.types import Odd
from mapping.tables import Line, Row, Table
from mapping.words import Text

MOST_NAMES = 8
"""So many rows are named; the rest are counted."""

RowT = TypeVar("RowT", bound=Row)


def together(
    check: str,
    table: Table[RowT],
    lines: Sequence[Line[RowT]],
    column: str,
    words: Callable[[Sequence[Line[RowT]]], tuple[Text, Text]],
) -> Iterator[Odd]:
    """All `lines` as one finding at the first of them; `words` gives what is there and why it is odd.

    Rows whose note names the check in square brackets are a finding of their own, explained.
    """
    marked = [line for line in lines if f"[{check}]" in getattr(line.row, "note", "")]
    for group in ([line for line in lines if line not in marked], marked):
        if group:
            what, why = words(group)
            notes = dict.fromkeys(str(getattr(line.row, "note", "")) for line in group) if group is marked else ()
            yield Odd(table.where(group[0], column), what, why, " ".join(notes))


def listed(names: Sequence[str]) -> Text:
    """`names` in a sentence; the first of them where they are many."""
    rest = len(names) - MOST_NAMES
    shown = ", ".join(names[:MOST_NAMES])
    return Text(shown + (f" и още {rest}" if rest > 0 else ""), shown + (f" and {rest} more" if rest > 0 else ""))


def named(lines: Sequence[Line[RowT]], column: str) -> Text:
    """The rows by what stands in `column`, each with its line."""
    bg = listed([f"{getattr(line.row, column)} (ред {line.number})" for line in lines])
    en = listed([f"{getattr(line.row, column)} (row {line.number})" for line in lines])
    return Text(bg.bg, en.en)
