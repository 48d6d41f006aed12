"""The main tables as a Bulgarian Excel opens them by a double click: UTF-8 with its mark, semicolon, decimal comma.

Texts are guarded against formulas as in `tables`. A text that Excel would take for a number or a date (00151,
2021-2023) is written ="00151", Excel's own way to say that digits are a text: so codes keep their zeros. It holds
nothing but digits and the signs between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish import fields
from mapping.publish.fields import Cell, OutputFile, Row, expand
from mapping.publish.records import column_periods, look_up
from mapping.publish.tables import guarded, table_rows

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

_LOOKS_COUNTABLE = re.compile(r"[0-9][0-9 .,/:eE%-]*")
_QUOTED = re.compile('[";\r\n]')


def write_excel_tables(case: Case, plan: Plan, folder: Path) -> None:
    """Write the main tables to `folder`/excel, under their usual names."""
    look = look_up(case, plan)
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    services = [service.id for service in look.services]
    for file in MAIN:
        columns = list(expand(file.fields, column_periods(plan), services))
        write_excel_csv(folder / FOLDER / file.name, columns, table_rows(look, file))


def write_excel_csv(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write one table in this form; every row has every column."""
    lines = [";".join(columns)]
    lines += [";".join(_cell(row[column]) for column in columns) for row in rows]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("utf-8-sig"))


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        if _LOOKS_COUNTABLE.fullmatch(cell):
            return f'="{cell}"'
        text = guarded(cell)
        return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return format(cell, "f").replace(".", ",") if isinstance(cell, Decimal) else str(cell)
