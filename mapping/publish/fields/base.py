"""What a field and a file are, and how both are written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

FieldType = Literal["text", "integer", "decimal", "flag"]
"""decimal: a number with a decimal point; flag: true or false."""

Cell = str | int | Decimal | bool | None
"""A value of a field; None where it does not apply or is not known."""

Row = dict[str, Cell]
"""The values of one record by column."""

PERIOD = "<period>"
SERVICE = "<service>"


@dataclass(frozen=True, slots=True)
class Field:
    """A field, or a family of fields with `<period>` or `<service>` in the name. `unit` is empty for text."""

    name: str
    type: FieldType
    unit: str
    meaning: str


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file: what one record of it is (with its geometry, in GeoJSON), and its fields in order."""

    name: str
    record: str
    fields: tuple[Field, ...]


def expand(fields: Sequence[Field], periods: Sequence[str], services: Sequence[str]) -> dict[str, Field]:
    """The columns of `fields`, in order; `periods` are years as in column names, `services` are codes."""
    columns: dict[str, Field] = {}
    for field in fields:
        for service in services if SERVICE in field.name else ("",):
            for period in periods if PERIOD in field.name else ("",):
                columns[field.name.replace(SERVICE, service).replace(PERIOD, period)] = field
    return columns


def field_table(fields: Sequence[Field]) -> str:
    """`fields` as the table that docs/outputs.md shows (Markdown)."""
    lines = ["| field | type | unit | meaning |", "|---|---|---|---|"]
    lines += [f"| `{field.name}` | {field.type} | {field.unit} | {field.meaning} |" for field in fields]
    return "\n".join(lines) + "\n"


def text(name: str, meaning: str) -> Field:
    """A field of text."""
    return Field(name, "text", "", meaning)


def whole(name: str, unit: str, meaning: str) -> Field:
    """A field of whole numbers."""
    return Field(name, "integer", unit, meaning)


def decimal(name: str, unit: str, meaning: str) -> Field:
    """A field of decimals."""
    return Field(name, "decimal", unit, meaning)


def names(prefix: str, what: str) -> tuple[Field, Field]:
    """The two fields of a name, one a language."""
    return text(f"{prefix}_bg", f"name of the {what} in Bulgarian"), text(f"{prefix}_en", "the same in English")
