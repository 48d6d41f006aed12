"""A settlement among those of other municipalities, far from its own."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mapping.inspection.peers import Places
from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text, number

NEAREST = 6
"""If none of so many nearest settlements is of the same municipality, the place is among others."""


def _find(subject: Subject) -> Iterator[Odd]:
    table = subject.tables.settlements
    places, code = Places.of(table.rows), np.array([row.municipality for row in table.rows])
    for at, line in enumerate(table.lines):
        km = places.km_from(at)
        km[at] = np.inf
        order, own = np.argsort(km, kind="stable")[:NEAREST], km[code == code[at]]
        if len(own) < 2 or len(km) <= NEAREST or (code[order] == code[at]).any():
            continue
        yield Odd(
            table.where(line, "municipality, lat, lon"),
            Text(f"{line.row.name_bg} ({line.row.ekatte}): {NEAREST}-те най-близки места са от други общини",
                 f"{line.row.name_en} ({line.row.ekatte}): the {NEAREST} nearest places are of other municipalities"),
            Text(f"най-близкото от собствената е на {number(float(own.min()), 'bg', 1)} km",
                 f"the nearest of its own is {number(float(own.min()), 'en', 1)} km away"),
            line.row.note,
        )  # fmt: skip


FAR_FROM_OWN = Check(
    "far_from_own",
    Text("Далеч от своята община", "Far from its municipality"),
    Text(
        "Нито едно от шестте най-близки населени места не е от същата община.",
        "None of the six nearest settlements is of the same municipality.",
    ),
    "a convention of this program",
    Text("Проверете координатите и кода на общината.", "Check the coordinates and the municipality's code."),
    _find,
)
