"""Existing units whose posts are not known."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.inspection.grouping import named, together
from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text

ID = "no_staff"


def _find(subject: Subject) -> Iterator[Odd]:
    table = subject.tables.units
    yield from together(
        ID,
        table,
        [line for line in table.lines if line.row.staff is None],
        "staff",
        lambda group: (
            Text(f"{len(group)} от {len(table.lines)} звена са без персонал: {named(group, 'unit').bg}",
                 f"{len(group)} of {len(table.lines)} units have no staff: {named(group, 'unit').en}"),
            Text("броят на заетите не е известен", "how many work there is not known"),
        ),
    )  # fmt: skip


NO_STAFF = Check(
    ID,
    Text("Звена без персонал", "Units without staff"),
    Text("Празна клетка staff в units.csv, на един ред за всички.", "Blank staff in units.csv, all in one finding."),
    "a convention of this program",
    Text("Попитайте общините за щатните бройки.", "Ask the municipalities for the posts."),
    _find,
)
