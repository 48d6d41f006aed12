"""Two settlements at nearly the same point."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mapping.inspection.peers import Places
from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text, number

LEAST_KM = 0.5
"""Centres of two settlements are hardly ever nearer."""


def _find(subject: Subject) -> Iterator[Odd]:
    table, places = subject.tables.settlements, Places.of(subject.tables.settlements.rows)
    for at, line in enumerate(table.lines):
        km = places.km_from(at)
        for other in np.flatnonzero(km[:at] < LEAST_KM):
            one, metres = table.lines[other], float(km[other]) * 1000
            yield Odd(
                table.where(line, "lat, lon"),
                Text(f"{line.row.name_bg} ({line.row.ekatte}) е на {number(metres, 'bg')} m от "
                     f"{one.row.name_bg} ({one.row.ekatte}, ред {one.number})",
                     f"{line.row.name_en} ({line.row.ekatte}) is {number(metres, 'en')} m from "
                     f"{one.row.name_en} ({one.row.ekatte}, row {one.number})"),
                Text("центровете на две населени места са рядко по-близо от 500 m",
                     "centres of two settlements are hardly ever nearer than 500 m"),
                line.row.note,
            )  # fmt: skip


NEAR_POINTS = Check(
    "near_points",
    Text("Почти еднакви точки", "Nearly the same point"),
    Text(
        "Разстояние под 500 m между две точки. (Напълно еднакви точки са грешка още при четене.)",
        "Less than 500 m between two points. (Points that are exactly the same are an error on reading.)",
    ),
    "a convention of this program",
    Text("Проверете координатите на двете.", "Check the coordinates of both."),
    _find,
)
