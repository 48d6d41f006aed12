"""Existing units with far more or far fewer posts a place than new units of the service."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text, number

TIMES = 2.5
"""So many times more or fewer posts a place than the catalogue plans are odd."""


def _find(subject: Subject) -> Iterator[Odd]:
    table, catalogue = subject.tables.units, subject.region.catalogue
    units = {unit.id: unit for unit in subject.region.units}
    for line in table.lines:
        planning = catalogue.service(line.row.service).planning
        # A table of staff is as old as the first places stated beside it.
        places = next((int(s.places.central) for s in units[line.row.unit].places if s.places.central > 0), 0)
        if planning is None or planning.team is not None or not line.row.staff or not places:
            continue
        usual = [s.staff.central / s.places.central for s in planning.sizes if s.places and s.staff.central > 0]
        each = line.row.staff / places
        if usual and not min(usual) / TIMES <= each <= max(usual) * TIMES:
            low, high = (number(value, "bg", 2) for value in (min(usual), max(usual)))
            yield Odd(
                table.where(line, "staff"),
                Text(f"{line.row.name_bg}: {line.row.staff:g} щата, {places} места ({number(each, 'bg', 2)} на място)",
                     f"{line.row.name_en}: {line.row.staff:g} posts, {places} places ({number(each, 'en', 2)} each)"),
                Text(f"новите звена от услугата се планират с {low}–{high} щата на място",
                     f"new units of the service are planned with {number(min(usual), 'en', 2)}–"
                     f"{number(max(usual), 'en', 2)} posts a place"),
                line.row.note,
            )  # fmt: skip


STAFF_PER_PLACE = Check(
    "staff_per_place",
    Text("Персонал на място извън обичайното", "Staff a place out of line"),
    Text(
        "Щатове на място на съществуващо звено срещу размерите на услугата: над 2,5 пъти повече или по-малко.",
        "Posts a place of an existing unit against the sizes of its service: more than 2.5 times more or fewer.",
    ),
    "a convention of this program",
    Text("Проверете щата и местата на звеното.", "Check the posts and the places of the unit."),
    _find,
)
