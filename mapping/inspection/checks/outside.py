"""Points outside their own territory, their municipality, or the country."""

from __future__ import annotations

from collections.abc import Iterator

import shapely

from mapping.inspection.types import Check, Odd, Subject
from mapping.region.territories import OWN_PLACE_M, areas_km2
from mapping.words import Text

DISC_KM2 = 3.2 * (OWN_PLACE_M / 1000) ** 2
"""A cell no larger than this is the disc round a point outside the polygons (a little more than pi x r^2)."""


def _find(subject: Subject) -> Iterator[Odd]:
    table, territories = subject.tables.settlements, subject.region.territories
    cells = territories.cells
    points = [shapely.Point(row.lon, row.lat) for row in table.rows]
    areas = areas_km2(cells)
    outline = subject.outline if territories.municipalities_approximate else None
    for line, cell, point, area in zip(table.lines, cells, points, areas, strict=True):
        row, own = line.row, territories.municipalities[line.row.municipality]
        is_disc = not territories.municipalities_approximate and area <= DISC_KM2 and row.area_decares > 0
        if not cell.covers(point):
            why = Text("точката е извън собственото землище", "the point lies outside its own territory")
        elif not own.covers(point) or is_disc:
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
