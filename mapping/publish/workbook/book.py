"""Writes the sheets as workbook.xlsx: cells are data, never formulas or links; the same plan gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.records import look_up
from mapping.publish.workbook.sheet import Cells, Kind, Sheet, Shown
from mapping.publish.workbook.sheets import sheets_of
from mapping.words import Language, Text

NAME = "workbook.xlsx"
CREATED = datetime(2000, 1, 1)
"""No clock: the same plan gives the same bytes."""

LONGEST = 32_767
"""Characters that Excel takes in a cell."""

NUMBERS: Mapping[Kind, str] = {
    "whole": "#,##0", "tenth": "#,##0.0", "hundredth": "#,##0.00", "thousandth": "#,##0.000", "money": "#,##0.00",
    "share": "0.0\\ %",
}  # fmt: skip
LOCALE: Mapping[Language, str] = {"bg": "[$-402]", "en": "[$-809]"}
"""Which separators a number is shown with, whatever the language of the computer."""

PAGE = Text("Страница", "Page")
INDICATIVE = Text("Индикативна оценка, не е официален документ", "Indicative estimate, not an official document")
A4, A3 = 9, 8
WIDEST = 240
"""Characters that a page of A4 holds so that they can still be read; wider tables are set up for A3, as the map is."""
WRAPPED = ("long",)
LINE = 15.0
"""Points of a line."""
WIDE = 0.97
"""Letters of a text in the width of a digit, which column widths count: Cyrillic letters are wider."""


def write_workbook(case: Case, plan: Plan, folder: Path, language: Language = "bg") -> None:
    """Write workbook.xlsx to `folder`, in `language`."""
    look = look_up(case, plan)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(folder / NAME), options) as book:
        title = case.scenario.keys.title
        book.set_properties({"title": Text(title.bg, title.en).of(language)[:200], "created": CREATED})
        formats = _Formats(book, language)
        for sheet in sheets_of(look):
            _write(book, formats, sheet, language)


class _Formats:
    """The cell formats of a workbook, each made once."""

    def __init__(self, book: Any, language: Language) -> None:
        self._book, self._language = book, language
        self._made: dict[tuple[str, bool], Any] = {}
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.note = book.add_format({"italic": True, "font_color": "#444444", "text_wrap": True, "valign": "top"})
        self.head = book.add_format({
            "bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1,
            "bg_color": "#DCE6F1",
        })  # fmt: skip

    def of(self, kind: Kind, strong: bool) -> Any:
        """The format of a cell; totals are `strong`."""
        key = (kind, strong)
        if key not in self._made:
            look: dict[str, Any] = {"valign": "top", "border": 1, "border_color": "#BFBFBF"}
            if kind in NUMBERS:
                look |= {"num_format": LOCALE[self._language] + NUMBERS[kind], "align": "right", "indent": 1}
            if kind == "code":
                look |= {"num_format": "@", "align": "left", "indent": 1}
            if kind in WRAPPED:
                look |= {"text_wrap": True, "align": "left", "indent": 1}
            if kind == "text":
                look |= {"align": "left", "indent": 1}
            if strong:
                look |= {"bold": True, "bg_color": "#F2F2F2"}
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def _write(book: Any, formats: _Formats, sheet: Sheet, language: Language) -> None:
    page = book.add_worksheet(sheet.name.of(language))
    _text(page, 0, 0, sheet.title.of(language), formats.title)
    for n, note in enumerate(sheet.notes, 1):
        _note(page, n, note.of(language), sheet, formats.note)
    head = len(sheet.notes) + 2
    for c, column in enumerate(sheet.columns):
        page.set_column(c, c, column.width)
        _text(page, head, c, column.heading.of(language), formats.head)
    widths = [max(4, column.width - 3) for column in sheet.columns]  # the arrow of the filter takes room
    heads = [column.heading.of(language) for column in sheet.columns]
    page.set_row(head, _height(max(_lines(words, width) for words, width in zip(heads, widths, strict=True))) + 4)
    rows = (*sheet.rows, *sheet.totals)
    for r, cells in enumerate(rows):
        _write_row(page, formats, sheet, head + 1 + r, cells, r >= len(sheet.rows) or r in sheet.strong, language)
    page.freeze_panes(head + 1, sheet.fixed)
    if sheet.filtered and sheet.rows:
        page.autofilter(head, 0, head + len(sheet.rows), len(sheet.columns) - 1)
    page.set_paper(A3 if sum(column.width for column in sheet.columns) > WIDEST else A4)
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    printed = len(rows) if sheet.printed is None else sheet.printed
    page.print_area(0, 0, head + max(1, printed), len(sheet.columns) - 1)
    page.set_footer(f"&L{INDICATIVE.of(language)}&C{sheet.name.of(language)}&R{PAGE.of(language)} &P / &N")


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in so many characters, broken between words."""
    lines, used = 1, 0.0
    for word in text.split():
        if used and used + 1 + len(word) > width:
            lines, used = lines + 1, 0.0
        used += len(word) + (1 if used else 0)
        if used > width:
            lines, used = lines + int(used // width), used % width
    return lines


def _height(lines: int) -> float:
    """Points of a row of so many lines; Excel takes no more than 409."""
    return min(LINE * lines + 2, 409.0)


def _write_row(
    page: Any, formats: _Formats, sheet: Sheet, row: int, cells: Cells, strong: bool, language: Language
) -> None:
    lines = 1
    for c, (column, cell) in enumerate(zip(sheet.columns, cells, strict=True)):
        value, kind = (cell.value, cell.kind) if isinstance(cell, Shown) else (cell, column.kind)
        said = value.of(language) if isinstance(value, Text) else value
        _cell(page, row, c, said, formats.of(kind, strong))
        if kind in WRAPPED and isinstance(said, str):
            lines = max(lines, _lines(said, WIDE * (column.width - 2)))
    page.set_row(row, _height(lines))


def _note(page: Any, row: int, note: str, sheet: Sheet, look: Any) -> None:
    """A note over the whole width of the table."""
    width = sum(column.width for column in sheet.columns)
    page.set_row(row, _height(_lines(note, WIDE * width)))
    page.merge_range(row, 0, row, len(sheet.columns) - 1, "", look)
    _text(page, row, 0, note, look)


def _cell(page: Any, row: int, column: int, value: str | int | Decimal | None, look: Any) -> None:
    if value is None or value == "":
        page.write_blank(row, column, None, look)
    elif isinstance(value, str):
        _text(page, row, column, value, look)
    else:
        page.write_number(row, column, float(value) if isinstance(value, Decimal) else value, look)


def _text(page: Any, row: int, column: int, text: str, look: Any) -> None:
    """Write a text as a text, whatever it begins with; what is longer than Excel takes ends in an ellipsis."""
    page.write_string(row, column, text if len(text) <= LONGEST else text[: LONGEST - 1] + "…", look)
