"""Fields, bookmarks and numbered headings: what Word has and python-docx has no words for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from mapping.publish.report.styles import APPENDIX
from mapping.words import Language, Text

APPENDIX_WORD = Text("Приложение", "Appendix")
LETTERS = {"bg": "АБВГДЕЖЗ", "en": "ABCDEFGH"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading as the table of contents lists it."""

    number: str
    title: str
    level: int
    bookmark: str


def field(paragraph: Any, instruction: str, result: str) -> None:
    """Append a field with the result that is shown until it is brought up to date."""
    for part in _field(instruction, result):
        paragraph._p.append(part)


def _field(instruction: str, result: str) -> list[Any]:
    return [_char("begin"), _run("w:instrText", f" {instruction} "), _char("separate"), _run("w:t", result),
            _char("end")]  # fmt: skip


def _char(kind: str) -> Any:
    return parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{kind}"/></w:r>')


def _run(tag: str, text: str) -> Any:
    run, inner = OxmlElement("w:r"), OxmlElement(tag)
    inner.text = text
    inner.set(qn("xml:space"), "preserve")
    run.append(inner)
    return run


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Put a bookmark around what the paragraph holds."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    end.set(qn("w:id"), str(number))
    first = paragraph._p.pPr
    first.addnext(start)
    paragraph._p.append(end)


def fill_contents(place: Any, entries: Iterable[Entry], levels: int) -> None:
    """Put a table of contents in the place of the empty paragraph `place`: a field of links to the numbered headings.

    It has no page numbers (switch \\n), because only the program that lays the pages out knows them: numbers made here
    could be wrong until somebody brings the field up to date, links and the numbers of headings cannot.
    """
    lines = []
    for entry in entries:
        line, link = OxmlElement("w:p"), OxmlElement("w:hyperlink")
        line.append(parse_xml(f'<w:pPr {nsdecls("w")}><w:pStyle w:val="TOC{entry.level}"/></w:pPr>'))
        link.set(qn("w:anchor"), entry.bookmark)
        link.set(qn("w:history"), "1")
        link.append(_run("w:t", f"{entry.number} {entry.title}"))
        line.append(link)
        lines.append(line)
    if not lines:
        return
    lines[0][1:1] = [_char("begin"), _run("w:instrText", f' TOC \\o "1-{levels}" \\h \\z \\n \\u '), _char("separate")]
    lines[-1].append(_char("end"))
    for line in lines:
        place._p.addprevious(line)
    place._p.getparent().remove(place._p)


def number_headings(document: Document, language: Language) -> None:
    """Number the headings 1., 1.1 and the appendices А, Б by lists of their styles, so that they stay right when a
    reader takes a chapter out."""
    numbering = document.part.numbering_part.element
    ids = [int(one.get(qn("w:abstractNumId"))) for one in numbering.findall(qn("w:abstractNum"))]
    first = max(ids, default=0) + 1
    levels = (("%1.", "Heading1"), ("%1.%2.", "Heading2"))
    rows = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{style}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{form}"/><w:lvlJc w:val="left"/></w:lvl>'
        for n, (form, style) in enumerate(levels)
    )
    letters = "russianUpper" if language == "bg" else "upperLetter"
    appendix = (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{letters}"/>'
        f'<w:pStyle w:val="{document.styles[APPENDIX].style_id}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{APPENDIX_WORD.of(language)} %1."/><w:lvlJc w:val="left"/></w:lvl>'
    )
    known = [int(one.get(qn("w:numId"))) for one in numbering.findall(qn("w:num"))]
    number = max(known, default=0) + 1
    at = numbering.find(qn("w:num"))
    for n, (kind, inner) in enumerate((("multilevel", rows), ("singleLevel", appendix))):
        made = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{first + n}"><w:multiLevelType w:val="{kind}"/>{inner}'
            "</w:abstractNum>"
        )
        numbering.append(made) if at is None else at.addprevious(made)
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number + n}"><w:abstractNumId w:val="{first + n}"/></w:num>')
        )
    for style, level, of in (("Heading 1", 0, 0), ("Heading 2", 1, 0), (APPENDIX, 0, 1)):
        ppr = document.styles[style].element.get_or_add_pPr()
        ppr.insert_element_before(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number + of}"/></w:numPr>'),
            "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl",
        )  # fmt: skip


def restart(document: Document, style: str) -> int:
    """A new list of the numbered paragraphs of `style` that starts at one; returns its number."""
    numbering = document.part.numbering_part.element
    own = document.styles[style].element.pPr.numPr.numId.val
    of = next(one for one in numbering.findall(qn("w:num")) if int(one.get(qn("w:numId"))) == own)
    base = of.find(qn("w:abstractNumId")).get(qn("w:val"))
    number = max(int(one.get(qn("w:numId"))) for one in numbering.findall(qn("w:num"))) + 1
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{base}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )
    return number


def set_list(paragraph: Any, number: int) -> None:
    """Let a numbered paragraph belong to the list `number`."""
    ppr = paragraph._p.get_or_add_pPr()
    ppr.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'))
