"""The sheets of sources and of assumptions."""

from __future__ import annotations

from collections.abc import Mapping

from mapping.evidence.tree import date_words
from mapping.publish.certainty_words import STATUS_WORDS, UNIT_WORDS
from mapping.publish.records import Lookup, plain
from mapping.publish.workbook.sheet import Cells, Sheet, as_it_is
from mapping.publish.workbook.words import column
from mapping.region.rows import SourceRow
from mapping.tables import Estimate
from mapping.uncertainty.kinds import Value, walk
from mapping.words import Text

LICENCES: Mapping[str, Text] = {
    "quoted figure": Text("цитирана стойност", "quoted figure"),
    "quoted figure (public body)": Text("цитирана стойност (публичен орган)", "quoted figure (public body)"),
    "public-sector information": Text("информация от обществения сектор", "public-sector information"),
    "public domain": Text("обществено достояние", "public domain"),
}
"""Usual terms of sources for people; others stay as the table has them."""


def sources(look: Lookup) -> Sheet:
    """Every source of the region's tables."""
    rows: list[Cells] = [
        (
            row.title,
            row.publisher,
            _date(row),
            row.address,
            LICENCES.get(row.licence, row.licence),
            row.source,
        )
        for row in look.case.region.sources
    ]
    return Sheet(
        Text("Източници", "Sources"),
        Text("Източници на данните", "Sources of the data"),
        (
            Text("Заглавие, издател и адрес: както са при източника. Без дата: страницата не показва такава.",
                 "Title, publisher and address: as the source has them. No date: the page shows none."),
        ),
        (
            column("Източник", "Source", "long", 60),
            column("Издател", "Publisher", "long", 30),
            column("Дата", "Date", "long", 20),
            column("Адрес", "Address", "long", 44),
            column("Условия", "Terms", "long", 30),
            column("Код", "Code", "code", 30),
        ),
        tuple(rows),
    )  # fmt: skip


def _date(source: SourceRow) -> Text:
    return Text(date_words(source.date, "bg"), date_words(source.date, "en"))


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
            value.name, as_it_is(plain(value.estimate.central)), as_it_is(plain(value.estimate.low)),
            as_it_is(plain(value.estimate.high)),
            UNIT_WORDS.get(value.estimate.unit, value.estimate.unit), STATUS_WORDS[value.estimate.status],
            titles.get(value.estimate.source, value.estimate.source), value.estimate.note,
        )
        for value in found
    ]  # fmt: skip
    return Sheet(
        Text("Допускания", "Assumptions"),
        Text("Допускания: стойности, които никой не е публикувал", "Assumptions: values that nobody published"),
        (
            Text("За работната група: проверете и поправете тези числа. Бележките са от таблиците на региона и са на "
                 "езика, на който са написани там.",
                 "For the working group: check and correct these numbers. Notes are those of the region's tables, in "
                 "the language in which they are written there."),
        ),
        (
            column("Стойност", "Value", "long", 60),
            column("Приета стойност", "Value taken", "tenth", 13),
            column("Долна граница", "Low end", "tenth", 13),
            column("Горна граница", "High end", "tenth", 13),
            column("Мярка", "Unit", "long", 20),
            column("Как е известна", "How it is known", "text", 16),
            column("Източник", "Source", "long", 36),
            column("Бележка от таблицата (оригинал)", "Note in the table (as written)", "long", 60),
        ),
        tuple(rows),
    )  # fmt: skip
