"""Reading tables: every cell checked against a row type, every problem with its file, row and column.

A table is a UTF-8 CSV file with one header line. Its row type is a frozen pydantic model whose fields are the
columns. Blank cells are allowed only where the model gives the column a default.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mapping.errors import ProblemLog, Where, meant, nearest_word, unknown_word
from mapping.validation import (
    CODE_PATTERN,
    EKATTE_PATTERN,
    MUNICIPALITY_PATTERN,
    POINT_PATTERN,
    hidden_sign,
    note_unreadable,
    note_validation_errors,
)
from mapping.words import Text

Status = Literal["sourced", "derived", "assumption", "user"]
"""How well a value is known: read at its source, computed from read values, assumed, or set by the user."""

Code = Annotated[str, Field(pattern=CODE_PATTERN)]
"""An identifier of a service, group, fund and the like: small ASCII letters, digits and underscores."""

Ekatte = Annotated[str, Field(pattern=EKATTE_PATTERN)]
"""Settlement code of the Unified Classification of Administrative-Territorial Units;
text, keeps leading zeros.
"""

PlaceCode = Annotated[str, Field(pattern=POINT_PATTERN)]
"""Code of a settlement or id of a point."""

MunicipalityCode = Annotated[str, Field(pattern=MUNICIPALITY_PATTERN)]


SAVE_AS = Text("Запишете го като „CSV UTF-8 (разделител запетая)“.", "Save it as “CSV UTF-8 (comma delimited)”.")


class Row(BaseModel):
    """Base of all row types: frozen, no unknown columns, no infinities."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


class EstimateRow(Row):
    """A row that states one value with its range and where it comes from."""

    low: float
    central: float
    high: float
    unit: str
    status: Status
    source: Code
    note: str = ""

    @property
    def estimate(self) -> Estimate:
        """The value alone."""
        return Estimate(self.low, self.central, self.high, self.unit, self.status, self.source, self.note)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its range, unit, and evidence: `source` is a row of the region's sources table."""

    low: float
    central: float
    high: float
    unit: str
    status: Status
    source: str
    note: str = ""

    def at(self, level: Literal["low", "central", "high"]) -> float:
        """The value at one end of its range, or its centre."""
        return {"low": self.low, "central": self.central, "high": self.high}[level]


Names = Set[tuple[str, ...]] | None
"""What a table names in some of its columns;
None where it could not be read, so that nothing is held against it.
"""

RowT = TypeVar("RowT", bound=Row)
RowT_co = TypeVar("RowT_co", bound=Row, covariant=True)


@dataclass(frozen=True, slots=True)
class Line(Generic[RowT_co]):
    """A row and where it stands, so that a later check can point at it."""

    number: int
    row: RowT_co


@dataclass(frozen=True, slots=True)
class Table(Generic[RowT_co]):
    """All good rows of one table, in file order.

    `refused` are the cells of rows with a problem, by column: they still name things that other tables refer
    to. `readable` is False where the file or its header could not be used at all.
    """

    file: str
    lines: tuple[Line[RowT_co], ...]
    refused: tuple[Mapping[str, str], ...] = ()
    readable: bool = True

    @property
    def rows(self) -> tuple[RowT_co, ...]:
        """The rows without their line numbers."""
        return tuple(line.row for line in self.lines)

    def names(self, *columns: str) -> Names:
        """What the rows say in `columns`, good rows and refused ones."""
        if not self.readable:
            return None
        good = {tuple(str(getattr(line.row, column)) for column in columns) for line in self.lines}
        return good | {tuple(cells.get(column, "") for column in columns) for cells in self.refused}

    def where(self, line: Line[Any], column: str | None = None) -> Where:
        """The place of a cell."""
        return Where(self.file, row=line.number, column=column)


def read_table(folder: Path, name: str, row_type: type[RowT], log: ProblemLog) -> Table[RowT]:
    """Read `folder/name` into rows of `row_type`; problems go to `log`, bad rows are left out.

    The file is CSV, comma-separated, UTF-8 (a byte-order mark is fine). Line 1 is the header, data starts at
    line 2.
    """
    file = f"{folder.name}/{name}"
    records = _read_records(log, folder / name, file)
    if records is None:
        return Table(file, (), readable=False)
    header = [cell.strip() for cell in records[0][1]]
    if not _check_header(log, file, header, row_type):
        return Table(file, (), readable=False)

    lines: list[Line[RowT]] = []
    refused: list[Mapping[str, str]] = []
    for number, cells in records[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            log.add(Where(file, row=number),
                    Text(f"редът има {len(cells)} клетки, а заглавието {len(header)}",
                         f"the line has {len(cells)} cells, the header {len(header)}"),
                    Text("Оградете с кавички клетките, които съдържат запетая.",
                         "Put cells that contain a comma into quotation marks."))  # fmt: skip
            refused.append(dict(zip(header, (cell.strip() for cell in cells), strict=False)))
            continue
        record = {column: cell.strip() for column, cell in zip(header, cells, strict=True) if cell.strip()}
        if hidden_sign("".join(cells)):
            for column, cell in record.items():
                if (problem := hidden_sign(cell)) is not None:
                    log.add(Where(file, row=number, column=column), *problem)
            refused.append(record)
            continue
        try:
            lines.append(Line(number, row_type.model_validate(record)))
        except ValidationError as error:
            note_validation_errors(log, error.errors(), partial(_cell, file, number), row_type)
            refused.append(record)
    return Table(file, tuple(lines), tuple(refused))


def read_own_table(folder: Path, name: str, row_type: type[RowT], log: ProblemLog, wanted: bool = True) -> Table[RowT]:
    """Read a table that the user may add to a region, as `read_table` does; without rows where it is missing or is not
    `wanted`.
    """
    if wanted and (folder / name).exists():
        return read_table(folder, name, row_type, log)
    return Table(f"{folder.name}/{name}", ())


def _cell(file: str, row: int, loc: tuple[int | str, ...]) -> Where:
    return Where(file, row=row, column=str(loc[0]) if loc else None)


def _read_text(log: ProblemLog, path: Path, file: str) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        log.add(
            Where(file),
            Text("файлът липсва", "the file is missing"),
            Text("Добавете таблицата; docs/tables.md описва колоните ѝ.",
                 "Add the table; docs/tables.md describes its columns."),
        )  # fmt: skip
    except UnicodeDecodeError:
        log.add(Where(file), Text("файлът не е в кодировка UTF-8", "the file is not in UTF-8"), SAVE_AS)
    except OSError as error:
        note_unreadable(log, file, error)
    return None


def _read_records(log: ProblemLog, path: Path, file: str) -> list[tuple[int, list[str]]] | None:
    """The records of the file with their line numbers, header first; None where the file cannot be used."""
    text = _read_text(log, path, file)
    if text is None:
        return None
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    noted = len(log)
    records: list[tuple[int, list[str]]] = []
    try:
        records += [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        log.add(
            Where(file, row=reader.line_num),
            Text(f"редът не е правилен CSV ({error})", f"the line is not valid CSV ({error})"),
            Text("Проверете кавичките на реда.", "Check the quotation marks of the line."),
        )
    else:
        if not records:
            log.add(
                Where(file),
                Text("файлът е празен", "the file is empty"),
                Text("Добавете поне заглавния ред; docs/tables.md описва колоните.",
                     "Add at least the header line; docs/tables.md describes the columns."),
            )  # fmt: skip
        elif len(records[0][1]) == 1 and any(mark in records[0][1][0] for mark in ";\t"):
            what = Text("колоните не са разделени със запетая", "the columns are not separated by commas")
            log.add(Where(file, row=1), what, SAVE_AS)
    return records if len(log) == noted else None


def _check_header(log: ProblemLog, file: str, header: Sequence[str], row_type: type[Row]) -> bool:
    known = set(row_type.model_fields)
    required = {name for name, field in row_type.model_fields.items() if field.is_required()}
    good = True
    for column in sorted({c for c in header if header.count(c) > 1}):
        good = False
        log.add(
            Where(file, row=1, column=column),
            Text("колоната е дадена два пъти", "the column is given twice"),
            Text("Оставете само едната.", "Keep only one of them."),
        )
    for column in header:
        if column not in known:
            good = False
            near = nearest_word(column, known)
            log.add(Where(file, row=1, column=column), Text("непозната колона", "unknown column"),
                    meant(column, near) if near
                    else Text("Махнете я.", "Remove it."))  # fmt: skip
    for column in sorted(required - set(header)):
        good = False
        log.add(Where(file, row=1, column=column), Text("колоната липсва", "the column is missing"),
                Text("Добавете я в заглавния ред.", "Add it to the header line."))  # fmt: skip
    return good


def check_filled(table: Table[Any], log: ProblemLog) -> None:
    """Note a table that was read and has no rows."""
    if table.readable and not table.lines and not table.refused:
        log.add(Where(table.file), Text("таблицата няма редове", "the table has no rows"),
                Text("Добавете поне един ред.", "Add at least one row."))  # fmt: skip


def check_unique(table: Table[RowT], log: ProblemLog, key: Callable[[RowT], Hashable], columns: str) -> None:
    """Note every row whose `key` an earlier row has already."""
    seen: dict[Hashable, int] = {}
    for line in table.lines:
        value = key(line.row)
        if value in seen:
            log.add(table.where(line, columns),
                    Text(f"повтаря ред {seen[value]}", f"repeats row {seen[value]}"),
                    Text("Оставете само единия ред.", "Keep only one of the two rows."))  # fmt: skip
        else:
            seen[value] = line.number


def check_known(
    table: Table[RowT], log: ProblemLog, value: Callable[[RowT], str | None], column: str, known: Names
) -> None:
    """Note every row whose `column` names something that is not `known`."""
    if known is None:
        return
    words = {word for (word,) in known}
    for line in table.lines:
        word = value(line.row)
        if word is not None and word not in words:
            unknown_word(log, table.where(line, column), word, words)


def check_ranges(table: Table[EstimateRow], log: ProblemLog) -> None:
    """Note every estimate whose low, central and high values are not in that order."""
    for line in table.lines:
        row = line.row
        if not row.low <= row.central <= row.high:
            log.add(
                table.where(line, "low, central, high"),
                Text(
                    "стойностите не са подредени: ниска ≤ централна ≤ висока",
                    "the values are not in order: low ≤ central ≤ high",
                ),
                Text("Разменете или поправете трите стойности.", "Swap or correct the three values."),
            )
