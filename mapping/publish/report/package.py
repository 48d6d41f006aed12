"""A document as bytes: the same document gives the same bytes, and nothing of the library's blank one is left in it."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from mapping.publish.report.marks import number_headings
from mapping.publish.report.plain import plain
from mapping.publish.report.styles import set_styles
from mapping.region import Region
from mapping.words import Language

AUTHOR = "needsmap"
STAMP = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip knows; every file in the document has it."""


LEFT_OUT = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)
"""What the library's blank document holds and ours does not: a picture of it, a form of sources, Word 2007 styles."""


def blank(language: Language) -> Document:
    """An empty document with the styles of a report in `language`."""
    return docx.Document(BytesIO(_template(language)))


@cache
def _template(language: Language) -> bytes:
    """The library's blank document with our styles; made once for all project sheets."""
    document = docx.Document()
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, one in rels.items() if one.reltype in LEFT_OUT]:
            del rels[key]
    for paragraph in document.paragraphs:
        paragraph._p.getparent().remove(paragraph._p)
    set_styles(document, language)
    number_headings(document, language)
    raw = BytesIO()
    document.save(raw)
    return raw.getvalue()


def newest_source(region: Region) -> date:
    """The day that a document of the region is dated: that of its newest source with a whole date, or of the census.

    Not of the clock, so that the same tables give the same bytes; and no day is claimed on which nothing was known.
    """
    days = [region.census_date]
    for source in region.sources:
        try:
            days.append(date.fromisoformat(str(source.date)))
        except ValueError:
            continue
    return max(days)


def write_document(document: Document, path: Path, title: str, subject: str, day: date, language: Language) -> None:
    """Write `document` to `path` with its title, subject and date."""
    about = document.core_properties
    about.title, about.subject = plain(title, 250), plain(subject, 250)
    about.author = about.last_modified_by = AUTHOR
    about.comments = about.keywords = about.category = ""
    about.language = {"bg": "bg-BG", "en": "en-GB"}[language]
    about.created = about.modified = datetime(day.year, day.month, day.day)
    about.revision = 1
    raw = BytesIO()
    document.save(raw)
    with ZipFile(raw) as parts, ZipFile(path, "w") as out:
        for name in parts.namelist():
            entry = ZipInfo(name, STAMP)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            out.writestr(entry, parts.read(name), compresslevel=9 if not name.endswith(".png") else 1)
