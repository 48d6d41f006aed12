"""Where whole columns come from: the table table_sources.csv, for values whose rows do not say it themselves.

Estimates carry status, source and range row by row; so do units and changes, but for the range of some numbers. The
census, the register of settlements or the shares of age bands do not: here each of their columns is named once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, get_args

from pydantic import Field

from mapping.errors import ProblemLog, Where, unknown_word
from mapping.tables import Code, EstimateRow, Row, Status, Table
from mapping.words import Text

TABLE_SOURCES = "table_sources.csv"

COLUMNS_PATTERN = r"^[a-z][a-z0-9_]*(;[a-z][a-z0-9_]*)*$"

OTHER_FILES: Mapping[str, tuple[str, ...]] = {
    "region.toml": ("census_date", "earlier_date"),
    "country.geojson": ("geometry",),
}
"""What files that are no tables state."""

ABOUT_A_VALUE = frozenset({"status", "source", "note", "low", "high", "unit"})
"""Columns that say how a value is known; they need no evidence of their own."""

NO_VALUES = frozenset({"sources.csv", TABLE_SOURCES})
"""Tables that are about evidence."""


class TableSourceRow(Row):
    """How the values of some columns of a table are known; `status` and `source` may be blank where every row says
    them itself, and hold instead of the row's where they are not."""

    table: str
    columns: Annotated[str, Field(pattern=COLUMNS_PATTERN)]
    status: Status | None = None
    source: Code | None = None
    range_bg: str = ""
    range_en: str = ""
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The columns."""
        return tuple(self.columns.split(";"))

    @property
    def range(self) -> Text | None:
        """How far the values may be off, in words; None where they are no numbers."""
        return Text(self.range_bg, self.range_en) if self.range_bg else None


def is_number(annotation: Any) -> bool:
    """Whether a column with this annotation holds numbers."""
    return annotation in (int, float) or any(is_number(inner) for inner in get_args(annotation))


def lacking(row_type: type[Row]) -> dict[str, frozenset[str]]:
    """The columns of a table whose rows do not say everything, and what they lack: `status`, `source`, `range`."""
    fields = row_type.model_fields
    if issubclass(row_type, EstimateRow):
        return {}
    by_row = {"status", "source"} & set(fields) | ({"range"} if {"low", "high"} <= set(fields) else set())
    found = {}
    for name, field in fields.items():
        wanted = {"status", "source", "range"} if is_number(field.annotation) else {"status", "source"}
        if name not in ABOUT_A_VALUE and wanted - by_row:
            found[name] = frozenset(wanted - by_row)
    return found


def check_table_sources(
    table: Table[TableSourceRow], row_types: Mapping[str, type[Row]], present: Iterable[str], log: ProblemLog
) -> None:
    """Note columns and tables that there are not, what is stated twice or not at all. `row_types` are the tables that a
    region may have, `present` the files of this one.
    """
    known = {file: tuple(t.model_fields) for file, t in row_types.items() if file not in NO_VALUES}
    known |= OTHER_FILES
    stated: dict[tuple[str, str], TableSourceRow] = {}
    for line in table.lines:
        row = line.row
        if row.table not in known:
            unknown_word(log, table.where(line, "table"), row.table, known)
            continue
        if bool(row.range_bg) != bool(row.range_en):
            log.add(table.where(line, "range_bg, range_en"),
                    Text("обхватът е само на един език", "the range is given in one language only"),
                    Text("Попълнете и двете клетки или нито една.", "Fill in both cells or neither."))  # fmt: skip
        for column in row.names:
            if column not in known[row.table]:
                unknown_word(log, table.where(line, "columns"), column, known[row.table])
            if (row.table, column) in stated:
                log.add(table.where(line, "columns"),
                        Text(f"колоната „{column}“ на {row.table} е описана два пъти",
                             f"the column “{column}” of {row.table} is described twice"),
                        Text("Оставете я само на единия ред.", "Keep it in one of the two rows only."))  # fmt: skip
            stated[row.table, column] = row
    if not table.refused:
        _check_complete(table, row_types, set(present), stated, log)


def _check_complete(
    table: Table[TableSourceRow],
    row_types: Mapping[str, type[Row]],
    present: set[str],
    stated: Mapping[tuple[str, str], TableSourceRow],
    log: ProblemLog,
) -> None:
    wanted = {file: lacking(row_type) for file, row_type in row_types.items() if file not in NO_VALUES}
    wanted |= {file: dict.fromkeys(names, frozenset({"status", "source"})) for file, names in OTHER_FILES.items()}
    for file, columns in wanted.items():
        for column, lacks in columns.items() if file in present else ():
            row = stated.get((file, column))
            if row is None:
                _missing(table, log, file, column, Text("не е описана", "is not described"))
                continue
            left = sorted(word for word in lacks if not getattr(row, word))
            if left:
                words = ", ".join(left)
                _missing(table, log, file, column, Text(f"е описана без: {words}", f"is described without: {words}"))


def _missing(table: Table[Any], log: ProblemLog, file: str, column: str, what: Text) -> None:
    log.add(
        Where(table.file),
        Text(f"колоната „{column}“ на {file} {what.bg}", f"the column “{column}” of {file} {what.en}"),
        Text(
            "Попълнете реда ѝ или добавете такъв: status, source и – за числа – range_bg и range_en.",
            "Complete its row, or add one: status, source and, for numbers, range_bg and range_en.",
        ),
    )
