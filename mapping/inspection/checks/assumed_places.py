"""Existing units whose capacity is assumed."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.inspection.grouping import listed, together
from mapping.inspection.types import Check, Odd, Subject
from mapping.region.rows import UnitPlacesRow
from mapping.tables import Line
from mapping.words import Text

ID = "assumed_places"


def _find(subject: Subject) -> Iterator[Odd]:
    table = subject.tables.unit_places
    latest: dict[str, Line[UnitPlacesRow]] = {}
    for line in table.lines:
        if line.row.unit not in latest or line.row.from_year > latest[line.row.unit].row.from_year:
            latest[line.row.unit] = line
    assumed = [line for line in latest.values() if line.row.status == "assumption"]

    def words(group: list[Line[UnitPlacesRow]]) -> tuple[Text, Text]:
        places, low, high = (sum(getattr(one.row, column) for one in group) for column in ("places", "low", "high"))
        bg = listed([f"{one.row.unit} {one.row.places} (ред {one.number})" for one in group]).bg
        en = listed([f"{one.row.unit} {one.row.places} (row {one.number})" for one in group]).en
        return (
            Text(f"капацитетът на {len(group)} от {len(latest)} звена е допускане: {bg}",
                 f"the capacity of {len(group)} of {len(latest)} units is an assumption: {en}"),
            Text(f"общо {places} места, които може да са между {low} и {high}: толкова несигурни са и непокритите",
                 f"{places} places together, which may be from {low} to {high}: the unmet need is as unsure"),
        )  # fmt: skip

    yield from together(ID, table, assumed, "places", lambda group: words(list(group)))


ASSUMED_PLACES = Check(
    ID,
    Text("Допуснат капацитет", "Assumed capacity"),
    Text(
        "Последният ред на звеното в unit_places.csv е със status=assumption; на един ред за всички.",
        "The last row of the unit in unit_places.csv has status=assumption; all in one finding.",
    ),
    "a convention of this program",
    Text("Попитайте общините за капацитета им.", "Ask the municipalities for their capacity."),
    _find,
)
