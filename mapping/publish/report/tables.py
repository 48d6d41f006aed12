"""A table as a report shows it: captioned, its heads repeated on every page, no row split between pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from mapping.publish.report.plain import plain
from mapping.publish.report.styles import CELL, CELL_HEAD, CELL_NUMBER, EVIDENCE, TABLE
from mapping.words import Language, Text

Kind = Literal["text", "number"]
Cell = Text | str | int | None
"""Words in both languages, digits of a code, a small whole number (a level of indentation aside), or nothing."""

TOGETHER = 9
"""A table of at most so many rows stands on one page; of a longer one the last rows stay together."""


@dataclass(frozen=True, slots=True)
class Column:
    """A head, whether numbers or words stand below it, and its share of the width."""

    head: Text
    kind: Kind
    width: float


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells below their heads. `total`: the last row adds the others up. `levels` says how far the first cell
    of each row is indented (none: not at all). `headless`: the first column names the rows, there is no row of heads.
    """

    caption: Text
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    total: bool = False
    levels: Sequence[int] = ()
    headless: bool = False


def words(bg: str, en: str, width: float) -> Column:
    """A column of words."""
    return Column(Text(bg, en), "text", width)


def digits(bg: str, en: str, width: float) -> Column:
    """A column of numbers."""
    return Column(Text(bg, en), "number", width)


def add_table(document: Document, table: Table, width: float, language: Language) -> Any:
    """Append `table`, `width` mm wide."""
    heads = 0 if table.headless else 1
    made = document.add_table(rows=len(table.rows) + heads, cols=len(table.columns))
    _set_up(made, table, width, language)
    style_of = {name: document.styles[name].style_id for name in (CELL, CELL_NUMBER, CELL_HEAD, *EVIDENCE)}
    count = len(table.rows)
    for r, row in enumerate(made.rows):
        _never_split(row, head=r < heads)
        cells: Sequence[Cell] = [c.head for c in table.columns] if r < heads else table.rows[r - heads]
        keep = r < heads or (count <= TOGETHER and r - heads < count - 1) or r - heads == count - 2
        for c, (place, cell, column) in enumerate(zip(row.cells, cells, table.columns, strict=True)):
            if r < heads or (table.headless and c == 0):
                style = CELL_HEAD if column.kind == "text" or r >= heads else CELL_HEAD
            elif c == 0 and table.levels:
                style = EVIDENCE[min(table.levels[r - heads], len(EVIDENCE) - 1)]
            else:
                style = CELL if column.kind == "text" else CELL_NUMBER
            _write(place, cell, style_of[style], language, keep=keep, right=r < heads and column.kind == "number")
    return made


def _set_up(made: Any, table: Table, width: float, language: Language) -> None:
    made.autofit = False
    properties = made._tbl.tblPr
    style = OxmlElement("w:tblStyle")
    style.set(qn("w:val"), TABLE)
    for old in properties.findall(qn("w:tblStyle")):
        properties.remove(old)
    properties.insert(0, style)
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    first, last = int(not table.headless), int(table.total)
    properties.append(
        parse_xml(
            f'<w:tblLook {nsdecls("w")} w:val="{0x20 * first + 0x40 * last:04X}" w:firstRow="{first}" '
            f'w:lastRow="{last}" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        )
    )
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), plain(table.caption.of(language), 250))
    properties.append(caption)
    whole = sum(column.width for column in table.columns)
    for column, shape in zip(made.columns, table.columns, strict=True):
        column.width = Mm(width * shape.width / whole)


def _never_split(row: Any, *, head: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _write(place: Any, cell: Cell, style: str, language: Language, *, keep: bool, right: bool) -> None:
    paragraph = place.paragraphs[0]
    paragraph._p.style = style
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    if right:
        paragraph.paragraph_format.alignment = 2
    said = cell.of(language) if isinstance(cell, Text) else "" if cell is None else str(cell)
    if said:
        paragraph.add_run(plain(said))
