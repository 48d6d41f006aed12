"""A document as bytes: the same document gives the same bytes, and nothing of the library's blank one is left in it."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as new_document
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from mapping.publish.report.plain import plain
from mapping.region import Region
from mapping.words import Language

AUTHOR = "needsmap"
STAMP = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip knows; every file in the document has it."""


def blank() -> Document:
    """An empty document without the thumbnail of the library's."""
    document = new_document()
    package = document.part.package
    for key, one in list(package.rels.items()):
        if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
    return document


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
