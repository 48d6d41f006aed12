"""A table as a report shows it: captioned, its heads repeated on every page, no row split between pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from mapping.publish.report.plain import plain
from mapping.publish.report.styles import (
    CELL,
    CELL_HEAD,
    CELL_NUMBER,
    CELL_NUMBER_HEAD,
    DENSE,
    DENSE_NUMBER,
    EVIDENCE,
    TABLE,
)
from mapping.words import Language, Text

Kind = Literal["text", "number"]
Cell = Text | str | int | None
"""Words in both languages, digits of a code, a small whole number (a level of indentation aside), or nothing."""

UPRIGHT = 24.0
"""mm that a row of turned heads is high."""
TWIPS = 1440 / 25.4
"""In a millimetre."""
TOGETHER = 9
"""A table of at most so many rows stands on one page; of a longer one the last rows stay together."""


@dataclass(frozen=True, slots=True)
class Column:
    """A head, whether numbers or words stand below it, and its share of the width. `upright`: the head is turned, so
    that many narrow columns have room."""

    head: Text
    kind: Kind
    width: float
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells below their heads. `total`: the last row adds the others up. `levels` says how far the first cell
    of each row is indented (none: not at all). `headless`: the first column names the rows, there is no row of heads.
    `dense`: small letters, for many columns.
    """

    caption: Text
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    total: bool = False
    levels: Sequence[int] = ()
    headless: bool = False
    dense: bool = False


def words(bg: str, en: str, width: float) -> Column:
    """A column of words."""
    return Column(Text(bg, en), "text", width)


def digits(bg: str, en: str, width: float) -> Column:
    """A column of numbers."""
    return Column(Text(bg, en), "number", width)


def table_xml(table: Table, width: float, styles: Mapping[str, str], language: Language) -> Any:
    """The element of `table`, `width` mm wide; `styles` gives the id of each style by its name.

    Written as XML at once: python-docx adds a cell in a millisecond, and a set of project sheets has twenty thousand.
    """
    whole = sum(column.width for column in table.columns)
    widths = [round(TWIPS * width * column.width / whole) for column in table.columns]
    first, last = int(not table.headless), int(table.total)
    parts = [
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{0x20 * first + 0x40 * last:04X}" w:firstRow="{first}" '
        f'w:lastRow="{last}" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(plain(table.caption.of(language), 250))}/></w:tblPr><w:tblGrid>",
        *(f'<w:gridCol w:w="{each}"/>' for each in widths),
        "</w:tblGrid>",
    ]
    for row in _rows(table):
        tall = any(column.upright for column in table.columns) and row.head
        height = f'<w:trHeight w:val="{round(TWIPS * UPRIGHT)}" w:hRule="atLeast"/>' if tall else ""
        parts.append(f"<w:tr><w:trPr><w:cantSplit/>{height}{'<w:tblHeader/>' if row.head else ''}</w:trPr>")
        for cell, style, each, column in zip(row.cells, row.styles, widths, table.columns, strict=True):
            turned = '<w:textDirection w:val="btLr"/>' if row.head and column.upright else ""
            keep = "<w:keepNext/>" if row.keep else ""
            parts.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{each}" w:type="dxa"/>{turned}</w:tcPr><w:p><w:pPr>'
                f'<w:pStyle w:val="{styles[style]}"/>{keep}</w:pPr>{_run(cell, language)}</w:p></w:tc>'
            )
        parts.append("</w:tr>")
    parts.append("</w:tbl>")
    return parse_xml("".join(parts))


@dataclass(frozen=True, slots=True)
class _Line:
    """A row with the styles of its cells; `keep`: no page ends below it."""

    cells: Sequence[Cell]
    styles: Sequence[str]
    head: bool
    keep: bool


def _rows(table: Table) -> Iterator[_Line]:
    count = len(table.rows)
    if not table.headless:
        heads = [CELL_HEAD if column.kind == "text" or column.upright else CELL_NUMBER_HEAD for column in table.columns]
        yield _Line([column.head for column in table.columns], heads, True, count > 0)
    text, number = (DENSE, DENSE_NUMBER) if table.dense else (CELL, CELL_NUMBER)
    plain_styles = [text if column.kind == "text" else number for column in table.columns]
    for r, cells in enumerate(table.rows):
        styles = list(plain_styles)
        if table.headless:
            styles[0] = CELL_HEAD
        elif table.levels:
            styles[0] = EVIDENCE[min(table.levels[r], len(EVIDENCE) - 1)]
        yield _Line(cells, styles, False, r < count - 1 and (count <= TOGETHER or r in (0, count - 2)))


def _run(cell: Cell, language: Language) -> str:
    said = cell.of(language) if isinstance(cell, Text) else "" if cell is None else str(cell)
    shown = plain(said)
    return f'<w:r><w:t xml:space="preserve">{escape(shown)}</w:t></w:r>' if shown else ""
