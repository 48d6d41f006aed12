"""Points outside their own territory, their municipality, or the country."""

from __future__ import annotations

from collections.abc import Iterator

import shapely

from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text


def _find(subject: Subject) -> Iterator[Odd]:
    table, territories = subject.tables.settlements, subject.region.territories
    outline = subject.outline if territories.municipalities_approximate else None
    for line, cell in zip(table.lines, territories.cells, strict=True):
        row, point = line.row, shapely.Point(line.row.lon, line.row.lat)
        own = subject.borders.get(row.municipality)
        if not cell.covers(point):
            why = Text("точката е извън собственото землище", "the point lies outside its own territory")
        elif own is not None and not own.covers(point):
            why = Text("точката е извън границата на общината си", "the point lies outside its municipality")
        elif outline is not None and not outline.covers(point):
            why = Text("точката е извън очертанието на страната", "the point lies outside the outline of the country")
        else:
            continue
        yield Odd(
            table.where(line, "lat, lon"),
            Text(f"{row.name_bg} ({row.ekatte}): {row.lat}, {row.lon}",
                 f"{row.name_en} ({row.ekatte}): {row.lat}, {row.lon}"),
            why,
            row.note,
        )  # fmt: skip


POINT_OUTSIDE = Check(
    "point_outside",
    Text("Точки извън границите си", "Points outside their borders"),
    Text(
        "Точката срещу официалното землище и община, където ги има, иначе срещу очертанието на страната "
        "(приблизителните "
        "клетки съдържат точката си по построение). Над 3 km е грешка още при четене.",
        "The point against the official territory and municipality where there are such, otherwise against the "
        "outline of "
        "the country (approximate cells hold their point by construction). More than 3 km are an error on reading.",
    ),
    "a convention of this program",
    Text("Проверете координатите и границата.", "Check the coordinates and the border."),
    _find,
)
