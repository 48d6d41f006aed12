"""A document that is written from top to bottom in one language: headings, paragraphs, tables, pictures, contents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from mapping.publish.report.marks import (
    APPENDIX_WORD,
    LETTERS,
    Entry,
    bookmark,
    field,
    fill_contents,
    restart,
    set_list,
)
from mapping.publish.report.package import blank, write_document
from mapping.publish.report.plain import plain
from mapping.publish.report.styles import APPENDIX, BODY, BULLET, CAPTION, FIGURE, NUMBERED, SHEET, SMALL, STATUS
from mapping.publish.report.tables import Table, table_xml
from mapping.words import Language, Text

A4 = (210.0, 297.0)
MARGIN, LYING_MARGIN, TOP, BOTTOM = 20.0, 15.0, 20.0, 18.0
"""mm."""
EDGE = 5.0
"""mm of white around a picture that fills a sheet; printers leave about as much."""
SLACK = 2.0
"""mm that such a picture is lower than its page, so that its line has room."""
HEADING = 150
"""Letters of a heading."""
TABLE_WORD, FIGURE_WORD = Text("Таблица", "Table"), Text("Фигура", "Figure")
STATUS_SHORT = Text("Индикативна оценка", "Indicative estimate")
PAGE, OF = Text("Страница", "Page"), Text("от", "of")
CONTENTS = Text("Съдържание", "Contents")


class Paper:
    """One A4 document. Texts come in both languages and are written in that of the paper."""

    def __init__(self, language: Language, title: Text) -> None:
        """An empty portrait page; `title` stands in the header."""
        self.language: Language = language
        self._title = plain(title.of(language), HEADING)
        self._document = blank(language)
        self._styles = {style.name: style.style_id for style in self._document.styles}
        self._entries: list[Entry] = []
        self._contents: Any = None
        self._levels = 2
        self._numbers = [0, 0]
        self._appendices = self._tables = self._figures = 0
        self._lies: bool | None = False
        self._set_up(self._document.sections[0], landscape=False)
        self._running_heads()

    @property
    def width(self) -> float:
        """mm between the margins of the page that is being written."""
        section = self._document.sections[-1]
        wide, left, right = section.page_width, section.left_margin, section.right_margin
        if wide is None or left is None or right is None:
            raise AssertionError("every section was set up")
        return (wide - left - right) / Mm(1)

    def title(self, text: Text, subtitle: Text) -> None:
        """The title of the document, and the line below it."""
        self._add(text, "Title", HEADING)
        self._add(subtitle, "Subtitle", 2 * HEADING)

    def heading(self, text: Text, level: int = 1, *, new_page: bool = False) -> None:
        """A numbered heading of a chapter (1) or a section (2), listed in the contents."""
        paragraph = self._add(text, f"Heading {level}", HEADING)
        paragraph.paragraph_format.page_break_before = True if new_page else None
        self._numbers[level - 1] += 1
        if level == 1:
            self._numbers[1] = 0
        number = ".".join(str(n) for n in self._numbers[:level]) + "."
        self._list(paragraph, number, level)

    def appendix(self, text: Text, *, new_page: bool = True) -> None:
        """The heading of an appendix."""
        paragraph = self._add(text, APPENDIX, HEADING)
        paragraph.paragraph_format.page_break_before = True if new_page else None
        self._appendices += 1
        letter = LETTERS[self.language][self._appendices - 1]
        self._list(paragraph, f"{APPENDIX_WORD.of(self.language)} {letter}.", 1)

    def _list(self, paragraph: Any, number: str, level: int) -> None:
        name = f"_Toc{len(self._entries) + 1:08d}"
        bookmark(paragraph, name, len(self._entries))
        self._entries.append(Entry(number, paragraph.text, level, name))

    def contents(self, *, new_page: bool = False, levels: int = 2) -> None:
        """The table of contents stands here, of so many levels of headings."""
        self._levels = levels
        head = self._add(CONTENTS, "Subtitle")
        head.paragraph_format.page_break_before = True if new_page else None
        self._contents = self._document.add_paragraph()

    def status(self, text: Text) -> None:
        """A line that must not be overlooked."""
        self._add(text, STATUS)

    def paragraph(self, text: Text) -> None:
        """A paragraph of the text."""
        self._add(text, BODY)

    def small(self, text: Text) -> None:
        """A remark in small letters."""
        self._add(text, SMALL)

    def bullets(self, texts: Sequence[Text]) -> None:
        """A list without numbers."""
        for text in texts:
            self._add(text, BULLET)

    def numbered(self, texts: Sequence[Text]) -> None:
        """A list numbered from 1."""
        number = restart(self._document, NUMBERED)
        for text in texts:
            set_list(self._add(text, NUMBERED), number)

    def table(self, table: Table) -> None:
        """A table below its caption."""
        self._tables += 1
        self._caption(TABLE_WORD, self._tables, table.caption, keep=True)
        body = self._document.element.body
        body.insert_element_before(table_xml(table, self.width, self._styles, self.language), "w:sectPr")
        self._add(Text("", ""), SMALL)

    def picture(self, png: bytes, caption: Text, alt: Text, height: float | None = None) -> None:
        """A picture over the whole width (or `height` mm high, where that is less), and its caption below."""
        self._figures += 1
        place = self._add(Text("", ""), FIGURE)
        place.paragraph_format.keep_with_next = True
        shape = place.add_run().add_picture(BytesIO(png), width=Mm(self.width))
        if height is not None and shape.height > Mm(height):
            shape.width, shape.height = int(shape.width * Mm(height) / shape.height), Mm(height)
        self._describe(shape, alt)
        self._caption(FIGURE_WORD, self._figures, caption, keep=False)

    def _describe(self, shape: Any, alt: Text) -> None:
        about = shape._inline.docPr
        about.set("descr", plain(alt.of(self.language), 1000))
        about.set("name", f"{FIGURE_WORD.of(self.language)} {self._figures}")

    def sheets(self, pngs: Sequence[tuple[bytes, Text]]) -> None:
        """Pictures of whole A4 sheets that lie, each (PNG, its text for those who cannot see it) on a page of its own
        in its true size: a scale that is printed on it holds. The white `EDGE` of each is cut off; there is no room for
        a header."""
        section = self._new_section()
        self._lies = None
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(A4[1]), Mm(A4[0])
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(EDGE)
        section.header_distance = section.footer_distance = Mm(0)
        for part in (section.header, section.footer):
            part.is_linked_to_previous = False
            part.paragraphs[0].style = self._document.styles[SHEET]
        for png, alt in pngs:
            self._figures += 1
            place = self._add(Text("", ""), SHEET)
            shape = place.add_run().add_picture(BytesIO(png), width=Mm(A4[1]))
            low = EDGE + SLACK / 2
            wide, high = (round(100_000 * edge / side) for edge, side in ((EDGE, A4[1]), (low, A4[0])))
            cut = parse_xml(f'<a:srcRect {nsdecls("a")} l="{wide}" t="{high}" r="{wide}" b="{high}"/>')
            shape._inline.graphic.graphicData.pic.blipFill.find(qn("a:blip")).addnext(cut)
            shape.width, shape.height = Mm(A4[1] - 2 * EDGE), Mm(A4[0] - 2 * low)
            self._describe(shape, alt)

    def turn(self, *, landscape: bool) -> None:
        """See that what follows stands on a page that lies or stands: a new one where the last does not."""
        if self._lies != landscape:
            self._lies = landscape
            self._set_up(self._new_section(), landscape=landscape)

    def _new_section(self) -> Any:
        """A section on a new page. Its predecessor ends with the last paragraph that is there: an empty one of its own
        would make an empty page where there is no room for it."""
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        breaks = [child for child in self._document.element.body if child.tag == qn("w:p")][-1]
        before = breaks.getprevious()
        if before is not None and before.tag == qn("w:p") and not before.xpath("./w:pPr/w:sectPr"):
            before.get_or_add_pPr().append(breaks.pPr.find(qn("w:sectPr")))
            breaks.getparent().remove(breaks)
        return section

    def write(self, path: Path, subject: Text, day: date) -> None:
        """Write the document, its contents filled in."""
        if self._contents is not None:
            fill_contents(self._contents, [one for one in self._entries if one.level <= self._levels], self._levels)
        write_document(self._document, path, self._title, subject.of(self.language), day, self.language)

    def _caption(self, word: Text, number: int, text: Text, *, keep: bool) -> None:
        paragraph = self._add(Text("", ""), CAPTION)
        paragraph.paragraph_format.keep_with_next = keep
        name = word.of(self.language)
        paragraph.add_run(f"{name} ")
        field(paragraph, f"SEQ {name} \\* ARABIC", str(number))
        paragraph.add_run(plain(f". {text.of(self.language)}", 2 * HEADING))

    def _add(self, text: Text, style: str, longest: int | None = None) -> Any:
        said = text.of(self.language)
        paragraph = self._document.add_paragraph(plain(said) if longest is None else plain(said, longest))
        paragraph._p.style = self._styles[style]
        return paragraph

    def _set_up(self, section: Any, *, landscape: bool) -> None:
        width, height = A4[::-1] if landscape else A4
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.left_margin = section.right_margin = Mm(LYING_MARGIN if landscape else MARGIN)
        section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
        section.header_distance = section.footer_distance = Mm(9.0)
        if len(self._document.sections) > 1:
            self._running_heads()

    def _running_heads(self) -> None:
        """Title and status above every page, its number below; a section of its own, because the width differs."""
        section = self._document.sections[-1]
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
        for paragraph in (head, foot):
            tabs = paragraph.paragraph_format.tab_stops
            tabs.add_tab_stop(Mm(self.width), WD_TAB_ALIGNMENT.RIGHT)
        head.add_run(f"{plain(self._title, 90)}\t{STATUS_SHORT.of(self.language)}")
        foot.add_run(f"\t{PAGE.of(self.language)} ")
        field(foot, "PAGE", "1")
        foot.add_run(f" {OF.of(self.language)} ")
        field(foot, "NUMPAGES", "1")
