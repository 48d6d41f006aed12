"""The sheets of sources and of assumptions."""

from __future__ import annotations

from mapping.publish.records import Lookup, plain
from mapping.publish.workbook.sheet import Cells, Sheet
from mapping.publish.workbook.words import STATUSES, column
from mapping.tables import Estimate
from mapping.uncertainty.kinds import Value, walk
from mapping.words import Text


def sources(look: Lookup) -> Sheet:
    """Every source of the region's tables."""
    rows: list[Cells] = [
        (row.title, row.publisher, str(row.date), row.address, row.licence, row.source)
        for row in look.case.region.sources
    ]
    return Sheet(
        Text("Източници", "Sources"),
        Text("Източници на данните", "Sources of the data"),
        (),
        (
            column("Източник", "Source", "long", 60),
            column("Издател", "Publisher", "long", 30),
            column("Дата", "Date", "code", 14),
            column("Адрес", "Address", "long", 44),
            column("Условия", "Terms", "long", 30),
            column("Код", "Code", "code", 30),
        ),
        tuple(rows),
    )


def assumptions(look: Lookup) -> Sheet:
    """Every value of the tables that nobody published: assumed, or set by the user."""
    found: list[Value] = []

    def note(value: Value) -> Estimate:
        if value.estimate.status in ("assumption", "user"):
            found.append(value)
        return value.estimate

    walk(look.case.region, note)
    titles = {row.source: row.title for row in look.case.region.sources}
    rows: list[Cells] = [
        (
            value.name, plain(value.estimate.central), plain(value.estimate.low), plain(value.estimate.high),
            value.estimate.unit, STATUSES[value.estimate.status],
            titles.get(value.estimate.source, value.estimate.source), value.estimate.note,
        )
        for value in found
    ]  # fmt: skip
    return Sheet(
        Text("Допускания", "Assumptions"),
        Text("Допускания: стойности, които никой не е публикувал", "Assumptions: values that nobody published"),
        (
            Text("За работната група: проверете и поправете тези числа. Бележките са на езика на таблиците.",
                 "For the working group: check and correct these numbers. Notes are in the language of the tables."),
        ),
        (
            column("Стойност", "Value", "long", 60),
            column("Централна", "Central", "tenth", 13),
            column("Ниска", "Low", "tenth", 13),
            column("Висока", "High", "tenth", 13),
            column("Мярка", "Unit", "text", 18),
            column("Как е известна", "How it is known", "text", 16),
            column("Източник", "Source", "long", 36),
            column("Бележка", "Note", "long", 60),
        ),
        tuple(rows),
    )  # fmt: skip
