"""Populations that are missing: a blank written as nought."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text

LEAST_RESIDENTS = 20
"""A smaller village may well have been empty before, or be empty now."""


def _find(subject: Subject) -> Iterator[Odd]:
    table = subject.tables.settlements
    for line in table.lines:
        row = line.row
        for column, none, other in (
            ("population_2013", row.population_2013, row.population_2021),
            ("population_2021", row.population_2021, row.population_2013),
        ):
            if none == 0 and other >= LEAST_RESIDENTS:
                yield Odd(
                    table.where(line, column),
                    Text(f"{row.name_bg} ({row.ekatte}): 0 жители", f"{row.name_en} ({row.ekatte}): 0 residents"),
                    Text(f"при другото преброяване са {other}", f"in the other count there are {other}"),
                    row.note,
                )


NO_POPULATION = Check(
    "no_population",
    Text("Липсващо население", "Missing population"),
    Text(
        "0 жители при едното преброяване и поне 20 при другото: вероятно липсваща стойност, записана като 0.",
        "0 residents in one count and at least 20 in the other: probably a missing value written as 0.",
    ),
    "a convention of this program",
    Text("Запишете числото от източника.", "Write the figure of the source."),
    _find,
)
