"""The styles of a document: every look is a style, so that a reader can change all of it in one place.

Arial stands on every Windows; where it does not, Liberation Sans has the same widths, and lines break alike.
"""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from mapping.words import Language

FONT = "Arial"
DARK = "1F3864"
GREY = "444444"
TAGS: dict[Language, str] = {"bg": "bg-BG", "en": "en-GB"}

BODY, SMALL, STATUS = "Body Text", "Small Text", "Status Line"
DENSE, DENSE_NUMBER = "Table Dense Text", "Table Dense Number"
CELL, CELL_NUMBER, CELL_HEAD, CELL_NUMBER_HEAD = "Table Text", "Table Number", "Table Head", "Table Number Head"
FIGURE, SHEET, CAPTION, APPENDIX = "Figure", "Sheet", "Caption", "Appendix Heading"
BULLET, NUMBERED = "List Bullet", "List Number"
EVIDENCE = tuple(f"Evidence {level}" for level in range(6))
TABLE = "NeedsmapTable"

_TABLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE}">
  <w:name w:val="Needsmap Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="{DARK}"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{DARK}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="34" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>
      <w:bottom w:w="34" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:tblPr/>
    <w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{DARK}"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="DCE6F1"/><w:vAlign w:val="bottom"/></w:tcPr>
  </w:tblStylePr>
  <w:tblStylePr w:type="lastRow">
    <w:rPr><w:b/></w:rPr>
    <w:tblPr/>
    <w:tcPr><w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{DARK}"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/></w:tcPr>
  </w:tblStylePr>
</w:style>
"""


def set_styles(document: Document, language: Language) -> None:
    """Give `document` (python-docx's blank one) the styles of a report in `language`."""
    _drop_unused(document)
    _language(document, language)
    styles = document.styles
    normal = styles["Normal"]
    _font(normal, 10)
    _paragraph(normal, before=0, after=4, line=1.1)
    _paragraph(_style(document, BODY, "Normal"), after=5)
    _look(_style(document, SMALL, "Normal"), 8.5, color=GREY)
    _paragraph(styles[SMALL], after=3, line=1.0)
    _look(_style(document, STATUS, "Normal"), 10, bold=True, color="FFFFFF")
    _paragraph(styles[STATUS], after=6)
    _shade(styles[STATUS], DARK)
    for level, (size, before) in enumerate(((20.0, 0), (14.0, 14), (11.5, 10), (10.5, 8))):
        style = styles["Title" if level == 0 else f"Heading {level}"]
        _look(style, size, bold=True, color=DARK)
        _paragraph(style, before=before, after=4, line=1.0, keep=True)
        _no_border(style)
    _look(_style(document, "Subtitle", "Normal"), 11, color=GREY, italic=False)
    for gap in styles["Subtitle"].element.findall(f".//{qn('w:spacing')}"):
        if gap.get(qn("w:val")) is not None:  # the blank document spaces the letters out
            gap.getparent().remove(gap)
    _paragraph(styles["Subtitle"], after=6)
    _style(document, APPENDIX, "Heading 1")
    for name in (BULLET, NUMBERED):
        _paragraph(styles[name], after=3, line=1.1)
    for name in (CELL, CELL_NUMBER, CELL_HEAD, CELL_NUMBER_HEAD):
        head = name in (CELL_HEAD, CELL_NUMBER_HEAD)
        _look(_style(document, name, "Normal"), 8.0 if head else 8.5, bold=head or None)
        _paragraph(styles[name], after=0, line=1.0)
    for name in (DENSE, DENSE_NUMBER):
        _look(_style(document, name, CELL), 7.5, bold=None)
    for name in (CELL_NUMBER, CELL_NUMBER_HEAD, DENSE_NUMBER):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for depth, name in enumerate(EVIDENCE):
        _style(document, name, CELL)
        styles[name].paragraph_format.left_indent = Pt(8 * depth)
    _look(_style(document, CAPTION, "Normal"), 9, bold=True, color=DARK, italic=False)
    _paragraph(styles[CAPTION], before=8, after=3, line=1.0, keep=True)
    _paragraph(_style(document, FIGURE, "Normal"), before=4, after=4, line=1.0)
    _look(_style(document, SHEET, "Normal"), 2)
    _paragraph(styles[SHEET], before=0, after=0, line=1.0)
    for level in (1, 2):
        entry = _style(document, f"toc {level}", "Normal")
        _paragraph(entry, before=4 if level == 1 else 0, after=1, line=1.0)
        entry.paragraph_format.left_indent = Pt(18 * (level - 1))
        _look(entry, 10 if level == 1 else 9.5, bold=level == 1)
    for name in ("Header", "Footer"):
        _look(styles[name], 8.5, color=GREY)
        _paragraph(styles[name], after=0, line=1.0)
        for tabs in styles[name].element.findall(f".//{qn('w:tabs')}"):
            tabs.getparent().remove(tabs)
    styles.element.append(parse_xml(_TABLE))


def _drop_unused(document: Document) -> None:
    """Take away the forty table styles of the library's blank document."""
    for style in [s for s in document.styles if s.type == WD_STYLE_TYPE.TABLE and s.name != "Normal Table"]:
        style.delete()


def _language(document: Document, language: Language) -> None:
    """Say in which language the text is written, for spelling and for screen readers."""
    for mark in document.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), TAGS[language])
        mark.set(qn("w:eastAsia"), TAGS[language])
    for mark in document.settings.element.iter(qn("w:themeFontLang")):
        mark.set(qn("w:val"), TAGS[language])


def _style(document: Document, name: str, base: str) -> Any:
    styles = document.styles
    if name not in styles:
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = styles[base]
        made.quick_style = True
    return styles[name]


def _font(style: Any, size: float) -> None:
    """The font by its own name for all letters, not by that of a theme."""
    style.font.name = FONT
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)
        fonts.attrib.pop(qn(f"w:{kind}Theme"), None)
    fonts.attrib.pop(qn("w:cstheme"), None)


def _look(
    style: Any, size: float, *, bold: bool | None = False, color: str = "000000", italic: bool | None = None
) -> None:
    _font(style, size)
    style.font.bold = bold
    style.font.italic = italic
    style.font.color.rgb = RGBColor.from_string(color)


def _paragraph(
    style: Any, *, before: float | None = None, after: float = 0, line: float | None = None, keep: bool = False
) -> None:
    form = style.paragraph_format
    if before is not None:
        form.space_before = Pt(before)
    form.space_after = Pt(after)
    if line is not None:
        form.line_spacing = line
    form.keep_with_next = keep
    form.widow_control = True


def _shade(style: Any, color: str) -> None:
    ppr = style.element.get_or_add_pPr()
    ppr.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{color}"/>'))


def _no_border(style: Any) -> None:
    """The blank document underlines its title."""
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
