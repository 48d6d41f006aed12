"""Sources that no row uses, and sources without a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapping.inspection.grouping import named, together
from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text

ID = "sources"


def _find(subject: Subject) -> Iterator[Odd]:
    table = subject.tables.sources
    used = {str(getattr(row, "source", "")) for one in subject.tables.with_sources for row in one.rows}
    unused = [line for line in table.lines if line.row.source not in used | subject.named_elsewhere]
    undated = [line for line in table.lines if not re.search(r"\d{4}", str(line.row.date))]
    yield from together(
        ID,
        table,
        unused,
        "source",
        lambda group: (
            Text(f"никой ред не ползва: {named(group, 'source').bg}", f"no row uses: {named(group, 'source').en}"),
            Text("източникът е излишен, или ред сочи друг вместо него",
                 "the source is not needed, or a row names another instead"),
        ),
    )  # fmt: skip
    yield from together(
        ID,
        table,
        undated,
        "date",
        lambda group: (
            Text(f"без година: {named(group, 'source').bg}", f"without a year: {named(group, 'source').en}"),
            Text("не се знае за кое време е стойността", "nobody can tell which time the value is of"),
        ),
    )


SOURCES = Check(
    ID,
    Text("Източници без употреба или дата", "Sources without a use or a date"),
    Text("sources.csv срещу колоната source на всички таблици; дата без година.",
         "sources.csv against the column source of all tables; a date without a year."),
    "a convention of this program",
    Text("Махнете излишните, датирайте останалите.", "Remove what is not needed, date the others."),
    _find,
)  # fmt: skip
