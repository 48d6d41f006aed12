"""Road distances that no road can have."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text, as_written, number

LEAST, MOST = 1.06, 3.0
"""Published road distances between towns and villages are hardly ever below or above these times the straight line."""


def _find(subject: Subject) -> Iterator[Odd]:
    table = subject.tables.distances
    names = {row.ekatte: (row.name_bg, row.name_en) for row in subject.tables.settlements.rows}
    for line in table.lines:
        row = line.row
        ratio = row.road_km / row.straight_km
        if LEAST <= ratio <= MOST:
            continue
        note = Text(f"не се ползва (use=skip): {row.note}", f"not used (use=skip): {row.note}")
        road, straight = as_written(row.road_km, "bg"), as_written(row.straight_km, "bg")
        ends = [names[code] for code in (row.from_ekatte, row.to_ekatte)]
        yield Odd(
            table.where(line, "road_km"),
            Text(f"{ends[0][0]} – {ends[1][0]}: {road} km по път, {straight} km по въздух",
                 f"{ends[0][1]} – {ends[1][1]}: {row.road_km:g} km by road, {row.straight_km:g} km straight"),
            Text(f"отношение {number(ratio, 'bg', 2)}; обичайно е от {number(LEAST, 'bg', 2)} до {number(MOST, 'bg')}",
                 f"a ratio of {number(ratio, 'en', 2)}; usual are {number(LEAST, 'en', 2)} to {number(MOST, 'en')}"),
            row.note,
            note if row.use == "skip" else None,
        )  # fmt: skip


ROAD_RATIO = Check(
    "road_ratio",
    Text("Невъзможни пътища", "Impossible roads"),
    Text(
        "Път срещу въздушна линия под 1,06 или над 3; публикувани коефициенти на страни са от 1,12 до 2,1.",
        "Road over straight line below 1.06 or above 3; published factors of countries run from 1.12 to 2.1.",
    ),
    "Ballou, Rahardja and Sakai 2002, Transportation Research A 36, 843-848 (factors of countries); the limits are a "
    "convention of this program",
    Text("Проверете двойката; съмнителна запишете с use=skip.", "Check the pair; write use=skip if in doubt."),
    _find,
)
