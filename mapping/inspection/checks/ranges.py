"""Ranges that do not fit how well a value is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from mapping.inspection.grouping import listed, together
from mapping.inspection.types import Check, Odd, Subject
from mapping.tables import EstimateRow, Line, Row
from mapping.words import Text

ID = "range_width"

WIDE = 4.0
"""A value read at its source whose high end is more than so many times its low end was hardly read."""

BY_DEFINITION = {"places"}
"""Quantities that a size or a change is defined by: they have no range."""


def _find(subject: Subject) -> Iterator[Odd]:
    for table in subject.tables.with_sources:
        exact: dict[str, list[Line[Row]]] = {}
        for line in table.lines:
            row, quantity = line.row, str(getattr(line.row, "quantity", ""))
            if not isinstance(row, EstimateRow):
                continue
            if (
                row.status == "assumption"
                and row.low == row.high
                and row.central != 0
                and quantity not in BY_DEFINITION
            ):
                exact.setdefault(quantity, []).append(line)
            if row.status == "sourced" and row.low > 0 and row.high > WIDE * row.low:
                yield Odd(
                    table.where(line, "low, high"),
                    Text(f"{_name(line)}: {row.low:g}–{row.high:g} {row.unit}, прочетено",
                         f"{_name(line)}: {row.low:g}–{row.high:g} {row.unit}, sourced"),
                    Text("прочетена стойност рядко има толкова широк обхват",
                         "a value that was read has rarely so wide a range"),
                    row.note,
                )  # fmt: skip
        for quantity, lines in exact.items():
            yield from together(ID, table, lines, "low, high", partial(_without, quantity))


def _without(quantity: str, group: Sequence[Line[Row]]) -> tuple[Text, Text]:
    of = f" ({quantity})" if quantity else ""
    names = listed([_name(line) for line in group])
    one = len(group) == 1
    return (
        Text(f"{len(group)} {'допускане е' if one else 'допускания са'} без обхват{of}: {names.bg}",
             f"{len(group)} {'assumption has' if one else 'assumptions have'} no range{of}: {names.en}"),
        Text("което е допуснато, не може да е сигурно: несигурността му не стига до картата",
             "what is assumed cannot be certain: its uncertainty does not reach the map"),
    )  # fmt: skip


def _name(line: Line[Row]) -> str:
    """What a row is about: its first columns."""
    row = line.row
    first = ("group", "service", "fund", "unit_code", "parameter", "size")
    words = [str(getattr(row, column)) for column in first if hasattr(row, column)]
    return " ".join(words) or f"#{line.number}"


RANGE_WIDTH = Check(
    ID,
    Text("Обхват, който не подхожда", "Ranges that do not fit"),
    Text(
        "Допускане с low = high (без местата, които определят размера); прочетена стойност с high над 4 пъти low.",
        "An assumption with low = high (places, which define a size, excepted); a value that was read with high "
        "above 4 "
        "times low.",
    ),
    "a convention of this program",
    Text(
        "Запишете обхват; ако стойността е избор, а не оценка, напишете го в note: [range_width].",
        "Write a range; if the value is a choice and no estimate, say so in the note: [range_width].",
    ),
    _find,
)
