"""Straight lines that are not those of the points; distances by hand that are shorter than the straight line."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.inspection.peers import Places
from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text, as_written, number

TOLERANCE_KM, TOLERANCE = 0.3, 0.02
"""Rounding, and other points for the same towns."""


def _find(subject: Subject) -> Iterator[Odd]:
    roads, overrides = subject.tables.distances, subject.tables.overrides
    places = Places.of(subject.tables.settlements.rows)
    index = {row.ekatte: at for at, row in enumerate(subject.tables.settlements.rows)}
    for line in roads.lines:
        km = float(places.km_from(index[line.row.from_ekatte])[index[line.row.to_ekatte]])
        if abs(km - line.row.straight_km) > max(TOLERANCE_KM, TOLERANCE * km):
            yield Odd(
                roads.where(line, "straight_km"),
                Text(f"{line.row.from_ekatte} – {line.row.to_ekatte}: "
                     f"записани са {as_written(line.row.straight_km, 'bg')} km",
                     f"{line.row.from_ekatte} – {line.row.to_ekatte}: {line.row.straight_km:g} km are written"),
                Text(f"между точките в settlements.csv са {number(km, 'bg', 1)} km",
                     f"between the points of settlements.csv it is {number(km, 'en', 1)} km"),
                line.row.note,
            )  # fmt: skip
    for other in overrides.lines:
        km = float(places.km_from(index[other.row.from_ekatte])[index[other.row.to_ekatte]])
        if other.row.from_ekatte != other.row.to_ekatte and other.row.km < km - TOLERANCE_KM:
            yield Odd(
                overrides.where(other, "km"),
                Text(f"{other.row.from_ekatte} – {other.row.to_ekatte}: {as_written(other.row.km, 'bg')} km",
                     f"{other.row.from_ekatte} – {other.row.to_ekatte}: {other.row.km:g} km"),
                Text(f"по-малко от въздушната линия, {number(km, 'bg', 1)} km",
                     f"shorter than the straight line, {number(km, 'en', 1)} km"),
                other.row.note,
            )  # fmt: skip


STRAIGHT_LINE = Check(
    "straight_line",
    Text("Въздушни линии", "Straight lines"),
    Text(
        "straight_km в road_distances.csv срещу точките (до 2 % или 0,3 km); km в travel_overrides.csv под въздушната "
        "линия.",
        "straight_km of road_distances.csv against the points (to 2 % or 0.3 km); km of travel_overrides.csv below the "
        "straight line.",
    ),
    "a convention of this program",
    Text("Проверете кодовете на двойката и точките им.", "Check the codes of the pair and their points."),
    _find,
)
