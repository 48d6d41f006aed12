"""Reading tables: every cell checked against a row type, every problem with its file, row and column.

A table is a UTF-8 CSV file with one header line. Its row type is a frozen pydantic model whose fields are the columns.
Blank cells are allowed only where the model gives the column a default.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from mapping.errors import ProblemLog, Where, nearest_word, unknown_word
from mapping.words import Text

Status = Literal["sourced", "derived", "assumption", "user"]
"""How well a value is known: read at its source, computed from read values, assumed, or set by the user."""

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
"""An identifier of a service, group, fund and the like: small ASCII letters, digits and underscores."""

Ekatte = Annotated[str, Field(pattern=r"^\d{5}$")]
"""Settlement code of the Unified Classification of Administrative-Territorial Units; text, keeps leading zeros."""

MunicipalityCode = Annotated[str, Field(pattern=r"^[A-Z0-9]{3,5}$")]


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


RowT = TypeVar("RowT", bound=Row)
RowT_co = TypeVar("RowT_co", bound=Row, covariant=True)


@dataclass(frozen=True, slots=True)
class Line(Generic[RowT_co]):
    """A row and where it stands, so that a later check can point at it."""

    number: int
    row: RowT_co


@dataclass(frozen=True, slots=True)
class Table(Generic[RowT_co]):
    """All good rows of one table, in file order."""

    file: str
    lines: tuple[Line[RowT_co], ...]

    @property
    def rows(self) -> tuple[RowT_co, ...]:
        """The rows without their line numbers."""
        return tuple(line.row for line in self.lines)

    def where(self, line: Line[Any], column: str | None = None) -> Where:
        """The place of a cell."""
        return Where(self.file, row=line.number, column=column)


def _message(kind: str, context: dict[str, Any], value: object) -> tuple[Text, Text]:
    """Pydantic's error as words for planners: what is wrong, what to do."""
    shown = "" if value is None else str(value)
    if kind == "missing" or shown == "":
        return Text("празна клетка", "empty cell"), Text("Попълнете стойност.", "Fill in a value.")
    if kind.startswith(("int_", "float_", "finite")):
        return (
            Text(f"„{shown}“ не е число", f"“{shown}” is not a number"),
            Text("Запишете число с десетична точка, без интервали и мерна единица.",
                 "Write a number with a decimal point, without blanks or a unit."),
        )  # fmt: skip
    if kind in {"greater_than", "greater_than_equal", "less_than", "less_than_equal"}:
        sign = {"greater_than": ">", "greater_than_equal": "≥", "less_than": "<", "less_than_equal": "≤"}[kind]
        bound = next(v for k, v in context.items() if k in {"gt", "ge", "lt", "le"})
        return (
            Text(f"стойността {shown} е извън границите", f"the value {shown} is out of bounds"),
            Text(f"Трябва да е {sign} {bound}.", f"It must be {sign} {bound}."),
        )
    if kind == "literal_error":
        expected = str(context.get("expected", ""))
        return (
            Text(f"непозната стойност „{shown}“", f"unknown value “{shown}”"),
            Text(f"Изберете едно от: {expected}.", f"Choose one of: {expected}.".replace(" or ", ", ")),
        )
    if kind == "string_pattern_mismatch":
        return (
            Text(f"„{shown}“ не е в очаквания вид", f"“{shown}” has not the expected form"),
            Text(f"Очакван вид: {context.get('pattern')}. Кодовете са текст и пазят водещите нули.",
                 f"Expected form: {context.get('pattern')}. Codes are text and keep leading zeros."),
        )  # fmt: skip
    return (
        Text(f"„{shown}“ не може да се приеме", f"“{shown}” cannot be accepted"),
        Text(f"Проверете стойността ({kind}).", f"Check the value ({context.get('error', kind)})."),
    )


def note_validation_errors(
    log: ProblemLog,
    error: ValidationError,
    place: Callable[[tuple[int | str, ...]], Where],
) -> None:
    """Add each error of a pydantic `error` to `log`; `place` turns its location into a place in the input."""
    for item in error.errors():
        what, todo = _message(item["type"], item.get("ctx") or {}, item.get("input"))
        log.add(place(item["loc"]), what, todo)


def read_table(folder: Path, name: str, row_type: type[RowT], log: ProblemLog) -> Table[RowT]:
    """Read `folder/name` into rows of `row_type`; problems go to `log`, bad rows are left out.

    The file is CSV, comma-separated, UTF-8 (a byte-order mark is fine). Line 1 is the header, data starts at line 2.
    """
    path = folder / name
    file = f"{folder.name}/{name}"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        log.add(Where(file), Text("файлът липсва", "the file is missing"),
                Text("Добавете таблицата; docs/tables.md описва колоните ѝ.",
                     "Add the table; docs/tables.md describes its columns."))  # fmt: skip
        return Table(file, ())
    except UnicodeDecodeError:
        log.add(Where(file), Text("файлът не е в кодировка UTF-8", "the file is not in UTF-8"),
                Text("Запишете го като „CSV UTF-8 (разделител запетая)“.",
                     "Save it as “CSV UTF-8 (comma delimited)”."))  # fmt: skip
        return Table(file, ())

    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        records = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        log.add(Where(file, row=reader.line_num),
                Text(f"редът не е правилен CSV ({error})", f"the line is not valid CSV ({error})"),
                Text("Проверете кавичките на реда.", "Check the quotation marks of the line."))  # fmt: skip
        return Table(file, ())
    header = [cell.strip() for cell in records[0][1]] if records else []
    if not _check_header(log, file, header, row_type):
        return Table(file, ())

    lines: list[Line[RowT]] = []
    for number, cells in records[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            log.add(Where(file, row=number),
                    Text(f"редът има {len(cells)} клетки, а заглавието {len(header)}",
                         f"the line has {len(cells)} cells, the header {len(header)}"),
                    Text("Оградете с кавички клетките, които съдържат запетая.",
                         "Put cells that contain a comma into quotation marks."))  # fmt: skip
            continue
        record = {column: cell.strip() for column, cell in zip(header, cells, strict=True) if cell.strip()}
        try:
            lines.append(Line(number, row_type.model_validate(record)))
        except ValidationError as error:
            note_validation_errors(
                log, error, lambda loc, n=number: Where(file, row=n, column=str(loc[0]) if loc else None)  # type: ignore[misc]
            )
    return Table(file, tuple(lines))


def _check_header(log: ProblemLog, file: str, header: Sequence[str], row_type: type[Row]) -> bool:
    known = set(row_type.model_fields)
    required = {name for name, field in row_type.model_fields.items() if field.is_required()}
    good = True
    for column in sorted({c for c in header if header.count(c) > 1}):
        good = False
        log.add(Where(file, row=1, column=column), Text("колоната е дадена два пъти", "the column is given twice"),
                Text("Оставете само едната.", "Keep only one of them."))  # fmt: skip
    for column in header:
        if column not in known:
            good = False
            near = nearest_word(column, known)
            log.add(Where(file, row=1, column=column), Text("непозната колона", "unknown column"),
                    Text(f"Вероятно е „{near}“.", f"Did you mean “{near}”?") if near
                    else Text("Махнете я.", "Remove it."))  # fmt: skip
    for column in sorted(required - set(header)):
        good = False
        log.add(Where(file, row=1, column=column), Text("колоната липсва", "the column is missing"),
                Text("Добавете я в заглавния ред.", "Add it to the header line."))  # fmt: skip
    return good


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
    table: Table[RowT], log: ProblemLog, value: Callable[[RowT], str | None], column: str, known: Iterable[str]
) -> None:
    """Note every row whose `column` names something that is not `known`."""
    words = set(known)
    for line in table.lines:
        word = value(line.row)
        if word is not None and word not in words:
            unknown_word(log, table.where(line, column), word, words)


def check_ranges(table: Table[Any], log: ProblemLog) -> None:
    """Note every estimate whose low, central and high values are not in that order."""
    for line in table.lines:
        row = line.row
        if not row.low <= row.central <= row.high:
            log.add(table.where(line, "low, central, high"),
                    Text("стойностите не са подредени: ниска ≤ централна ≤ висока",
                         "the values are not in order: low ≤ central ≤ high"),
                    Text("Разменете или поправете трите стойности.", "Swap or correct the three values."))  # fmt: skip
