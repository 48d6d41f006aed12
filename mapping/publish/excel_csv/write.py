"""The main tables as a Bulgarian Excel opens them by a double click: UTF-8 with its mark, semicolon, decimal comma.

One line of Bulgarian headings; columns.csv says which field each is. No cell is a formula: a text that Excel would take
for a formula, a number or a date (00151, 1 юни) has an apostrophe in front, Excel's own sign for a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish import fields
from mapping.publish.excel_csv.cells import cell_text
from mapping.publish.excel_csv.headings import headings, value_words
from mapping.publish.fields import Cell, OutputFile, expand
from mapping.publish.fields.base import text
from mapping.publish.records import column_periods, look_up
from mapping.publish.tables import table_rows

FOLDER = "excel"
MAIN: tuple[OutputFile, ...] = (
    fields.UNITS_CSV,
    fields.CHANGES_CSV,
    fields.TEAMS_CSV,
    fields.NEEDS_CSV,
    fields.MUNICIPALITIES_CSV,
    fields.SERVICES_CSV,
    fields.MONEY_CSV,
    fields.ENVELOPES_CSV,
    fields.MONEY_BY_UNIT_CSV,
    fields.STRATEGY_SERVICES_CSV,
    fields.STRATEGY_STAFF_CSV,
    fields.STRATEGY_INDICATORS_CSV,
    fields.UNCOVERED_CSV,
)
"""Tables that people open; the large ones for programs (people, groups, assignments, evidence) are left out."""

COLUMNS = OutputFile(
    "columns.csv",
    "A column of the tables: its heading, and the field of the plain tables that it holds.",
    (
        text("table", "file of the table"),
        text("heading", "heading of the column, in Bulgarian"),
        text("field", "name of the field in the plain table of the same name"),
        text("unit", "unit of its values, in English; empty for text"),
    ),
)
"""Which column is which field."""
_COLUMN_HEADINGS = ("таблица", "колона", "поле", "мярка (английски)")


def write_excel_tables(case: Case, plan: Plan, folder: Path) -> None:
    """Write the main tables to `folder`/excel, under their usual names, and what their columns are."""
    look = look_up(case, plan)
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    known: list[Sequence[Cell]] = []
    for file in MAIN:
        words = headings(file, plan.periods)
        columns = expand(file.fields, column_periods(plan), ())
        values = {column: value_words(file, column) for column in columns}
        rows = (
            [values[column].get(str(row[column]), row[column]) for column in columns] for row in table_rows(look, file)
        )
        write_excel_csv(folder / FOLDER / file.name, [words[column] for column in columns], rows)
        known += [(file.name, words[column], column, field.unit or None) for column, field in columns.items()]
    write_excel_csv(folder / FOLDER / COLUMNS.name, _COLUMN_HEADINGS, known)


def write_excel_csv(path: Path, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """A table with one line of headings, as UTF-8 with its mark, lines ended as on Windows."""
    lines = [";".join(cell_text(cell) for cell in row) for row in (heads, *rows)]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("utf-8-sig"))
