"""The settlements of a municipality against its published totals."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text, number

AREA_TOLERANCE = 0.005
"""Published areas are rounded: half a percent is no difference."""


def _find(subject: Subject) -> Iterator[Odd]:
    table, settlements = subject.tables.municipalities, subject.tables.settlements
    for line in table.lines:
        rows = [row for row in settlements.rows if row.municipality == line.row.municipality]
        people, area = sum(row.population_2021 for row in rows), sum(row.area_decares for row in rows)
        stated, land = line.row.population_2021, line.row.area_decares
        if stated is not None and stated != people:
            yield Odd(
                table.where(line, "population_2021"),
                Text(f"{line.row.name_bg}: публикувани са {stated} жители",
                     f"{line.row.name_en}: {stated} residents are published"),
                Text(f"населените ѝ места в settlements.csv имат общо {people}",
                     f"its settlements in settlements.csv have {people} together"),
            )  # fmt: skip
        if land is not None and abs(area - land) > AREA_TOLERANCE * land:
            yield Odd(
                table.where(line, "area_decares"),
                Text(f"{line.row.name_bg}: публикувани са {number(land, 'bg')} дка",
                     f"{line.row.name_en}: {number(land, 'en')} decares are published"),
                Text(f"землищата на населените ѝ места имат общо {number(area, 'bg')} дка",
                     f"the territories of its settlements have {number(area, 'en')} decares together"),
            )  # fmt: skip


MUNICIPAL_TOTALS = Check(
    "municipal_totals",
    Text("Сборове по общини", "Sums by municipality"),
    Text(
        "Сборът на населените места срещу публикуваните за общината жители (точно) и площ (до 0,5 %), където "
        "municipalities.csv ги има. Сборовете вътре в реда (възрасти, пол) се проверяват още при четене и са грешки.",
        "The sum of the settlements against the published residents (exactly) and area (to 0.5 %) of the municipality, "
        "where municipalities.csv has them. Sums inside a row (ages, sexes) are checked on reading and are errors.",
    ),
    "a convention of this program",
    Text(
        "Сравнете редовете на населените места на общината с източника.",
        "Compare the rows of the municipality's settlements with their source.",
    ),
    _find,
)
