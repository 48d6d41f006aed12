"""Readers of every kind of file that a product may hold, independent of what wrote it: what texts it has, and that
nothing in it would run, load or be reckoned.

A new kind of file is a function here and a line in `READERS`.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geopandas
import openpyxl
import pyogrio
from PIL import Image

RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"-?\d+([.,]\d+)?")
LOSES_ZEROS = re.compile(r"0\d+")
WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True)
class Contents:
    """The texts of a file, and its shape: what must not depend on names (rows, layers, elements)."""

    texts: tuple[str, ...]
    shape: object = None


def contents(path: Path) -> Contents:
    """Read `path`, and assert on the way that it is harmless."""
    assert path.suffix in READERS, f"no reader for {path.name}: write one in tests/harmless.py"
    assert path.stat().st_size > 0, path.name
    return READERS[path.suffix](path)


def _csv(path: Path) -> Contents:
    csv.field_size_limit(1_000_000)
    text = path.read_bytes().decode("utf-8")
    excel = text.startswith("\ufeff")
    rows = list(
        csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True), delimiter=";" if excel else ",", strict=True)
    )
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(RUNS) or NUMBER.fullmatch(cell), (path.name, cell)
        assert not (excel and LOSES_ZEROS.fullmatch(cell)), (path.name, cell)
    cells = [cell for row in rows for cell in row]
    return Contents((*cells, *(cell.removeprefix("'") for cell in cells)), [len(row) for row in rows])


def _xlsx(path: Path) -> Contents:
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    _check_parts(path)
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    return Contents(tuple(texts), [(sheet.title, sheet.max_row, sheet.max_column) for sheet in book])


def _docx(path: Path) -> Contents:
    _check_parts(path)
    with zipfile.ZipFile(path) as parts:
        root = ElementTree.fromstring(parts.read("word/document.xml"))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for field in (*root.iter(f"{space}instrText"), *root.iter(f"{space}fldSimple")):
        order = (field.text or field.get(f"{space}instr") or "").split()
        assert not order or order[0] in ("PAGE", "NUMPAGES", "TOC", "SEQ", "REF", "PAGEREF", "STYLEREF"), order
    lines = ["".join(_runs(paragraph, space)) for paragraph in root.iter(f"{space}p")]
    return Contents(tuple(lines), [len(list(table.iter(f"{space}tr"))) for table in root.iter(f"{space}tbl")])


def _runs(paragraph: ElementTree.Element, space: str) -> Iterator[str]:
    for node in paragraph.iter():
        if node.tag == f"{space}t":
            yield node.text or ""
        elif node.tag in (f"{space}br", f"{space}tab", f"{space}cr"):
            yield " "


def _check_parts(path: Path) -> None:
    """Every part of an Office file is XML or a picture, holds no macro, and links to nothing but pages of the web."""
    with zipfile.ZipFile(path) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            assert not re.search(r"vba|\.bin$|activeX|embeddings|externalLink", name, re.IGNORECASE), name
            if name.endswith((".xml", ".rels")):
                root = ElementTree.fromstring(parts.read(name))
                for link in root if name.endswith(".rels") else ():
                    assert link.get("TargetMode") != "External" or WEB.match(link.get("Target", "")), link.attrib


def _json(path: Path) -> Contents:
    value = json.loads(path.read_text(encoding="utf-8"))
    shape = [feature["geometry"]["type"] for feature in value["features"]] if "features" in value else None
    return Contents(tuple(_strings(value)), shape)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


class _Page(HTMLParser):
    """The elements of a page, and its texts; JSON data among its scripts is read as such."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self._data = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        self._data = found.get("type") == "application/json"
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            loads = name in ("src", "href", "action", "data", "srcset", "poster", "formaction", "xlink:href")
            assert not loads or (value or "").startswith(("data:", "#")), (tag, name, value)
            self.texts.append(value or "")

    def handle_data(self, data: str) -> None:
        self.texts += _strings(json.loads(data)) if self._data and data.strip() else [data]


def _html(path: Path) -> Contents:
    page = _Page(path.read_text(encoding="utf-8"))
    return Contents(tuple(page.texts), Counter(page.tags))


def _svg(path: Path) -> Contents:
    root = ElementTree.parse(path).getroot()
    for node in root.iter():
        name = str(node.tag).rpartition("}")[2]
        assert name not in ("script", "foreignObject", "iframe", "a", "set", "animate"), name
        for key, value in node.attrib.items():
            plain = key.rpartition("}")[2].lower()
            assert not plain.startswith("on"), key
            assert plain != "href" or value.startswith(("#", "data:image/")), value
    return Contents(tuple(node.text for node in root.iter() if node.text and node.text.strip()))


def _png(path: Path) -> Contents:
    with Image.open(path) as picture:
        picture.load()
        return Contents(tuple(str(value) for value in picture.info.values()), picture.format)


def _pdf(path: Path) -> Contents:
    data = path.read_bytes()
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    for order in (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/OpenAction", b"/EmbeddedFile", b"/SubmitForm"):
        assert order not in data, order
    if shutil.which("pdftotext") is None:
        return Contents(())
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, check=True)
    return Contents(tuple(done.stdout.decode().splitlines()))


def _gpkg(path: Path) -> Contents:
    shape, texts = [], list[str]()
    for layer, kind in pyogrio.list_layers(path):
        frame = pyogrio.read_dataframe(path, layer=layer)
        shape.append((layer, kind, frame.shape))
        texts += _cells(frame)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            texts += [
                cell for row in database.execute(f'SELECT * FROM "{table}"') for cell in row if isinstance(cell, str)
            ]
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return Contents(tuple(part for text in texts for part in _parts_of(text)), (shape, sorted(tables)))


def _parts_of(text: str) -> Iterator[str]:
    """A text; or, where it says that it is a style or metadata, the texts in its XML."""
    if not text.startswith(("<!DOCTYPE qgis", "<qgis", "<StyledLayerDescriptor", "<metadata")):
        yield text
        return
    for node in ElementTree.fromstring(re.sub(r"^<!DOCTYPE[^>]*>", "", text)).iter():
        yield from filter(None, (node.text, *node.attrib.values()))


def _parquet(path: Path) -> Contents:
    frame = geopandas.read_parquet(path)
    return Contents(tuple(_cells(frame)), frame.shape)


def _cells(frame: Any) -> Iterable[str]:
    for column in frame.columns:
        if frame[column].dtype == object:
            yield from (value for value in frame[column] if isinstance(value, str))


def _text(path: Path) -> Contents:
    return Contents(tuple(path.read_text(encoding="utf-8").splitlines()))


READERS: Mapping[str, Callable[[Path], Contents]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".docx": _docx,
    ".geojson": _json,
    ".json": _json,
    ".html": _html,
    ".svg": _svg,
    ".png": _png,
    ".pdf": _pdf,
    ".gpkg": _gpkg,
    ".parquet": _parquet,
    ".txt": _text,
    ".md": _text,
}
