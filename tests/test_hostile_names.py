"""Hostile names through every product of the registry: nothing runs, nothing is lost, no file is missing.

The toy region is copied with every name in its tables replaced, once by plain names and once by hostile ones, read as
any region is, and published; each file is read back by another reader
(tests/harmless.py). New products need nothing here.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable, Iterable
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from harmless import Contents, contents
from toy import TOY, solved_toy

from mapping.errors import InputError
from mapping.instance import Case
from mapping.publish.products import PRODUCTS, Form, Product
from mapping.run import read_case
from mapping.words import LANGUAGES, Language

LONG = ("Щъркелово " * 30).strip()
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "+1",
    "\"quotes' and „bg“",
    "-1",
    "]]><!--</script><img src=x onerror=alert(2)>",
    "@SUM(A1)",
    "two\nlines\tand a tab",
    LONG,
    "javascript:alert(3)",
    "\u202eобратно\u202c name",
    "🏠👩\u200d👧 emoji",
    "00087",
    "$\\alpha^2$ {0} %s &amp; \\textbf{x}",
    "../../etc/passwd",
    "1 юни",
)
"""Ways in which a name is taken for something else: formulas, markup, mathematics, paths, numbers, dates."""
NAMES = re.compile(r"(name|short|title|publisher|address|licence|note|document|content|range|why_not)(_bg|_en)?")
KEPT_EMPTY = re.compile(r"(range|why_not|name|short|content)_.*")
"""Columns that are empty where the tables say so; every other empty cell of notes and addresses gets a name, too."""

PLAIN = re.compile(r"Name(\d{4})x")

Naming = Callable[[int], str]


def plain(number: int) -> str:
    return f"Name{number:04d}x"


def hostile(number: int) -> str:
    return HOSTILE[number % len(HOSTILE)].strip()


def renamed(folder: Path, naming: Naming) -> Path:
    """A copy of the toy with every name replaced; the same cell has the same number in every copy."""
    numbers = count()

    def new(column: str, old: str) -> str:
        number = next(numbers)
        empty = not old and (KEPT_EMPTY.fullmatch(column) or number % 2)
        return "" if empty else naming(number)

    region = Path(shutil.copytree(TOY.parent / "toy", folder / "toy"))
    for path in sorted(region.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            heads, *rows = list(csv.reader(stream))
        table = [
            [new(head, cell) if NAMES.fullmatch(head) else cell for head, cell in zip(heads, row, strict=True)]
            for row in rows
        ]
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([heads, *table])
    for path in (region / "region.toml", Path(shutil.copy(TOY, folder / "toy.toml"))):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(r'^(bg|en) = ".*"$', lambda m: f"{m[1]} = {_toml(naming(next(numbers)))}", text, flags=re.MULTILINE),
            encoding="utf-8",
        )
    return folder / "toy.toml"


def _toml(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


@cache
def case_named(naming: Naming) -> Case:
    with TemporaryDirectory() as folder:
        return read_case(renamed(Path(folder), naming))


def made(product: Product, naming: Naming, folder: Path, language: Language) -> dict[str, Contents]:
    """Every file of the product, read back."""
    case = case_named(naming)
    reason = product.missing(case.region)
    if reason is not None:
        pytest.skip(reason.en)
    folder.mkdir()
    product.make(case, solved_toy().plan, folder, Form(language))
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): contents(path) for path in files}


def spaced(text: str) -> str:
    """The text as a reader on paper sees it: any space or line end is one."""
    return re.sub(r"[\s\u200b\u200d\u202a-\u202e\u2066-\u2069]+", " ", text).strip()


def said(texts: Iterable[str], suffix: str) -> set[str]:
    """The texts of a file; where XML or a page may break lines, as a reader sees them."""
    return {spaced(text) for text in texts} if suffix in (".docx", ".html", ".gpkg", ".txt", ".md") else set(texts)


def with_hostile_names(text: str) -> str:
    return PLAIN.sub(lambda found: hostile(int(found[1])), text)


PLAIN_SLUG = re.compile(r"name\d{4}x", re.IGNORECASE)
SAFE_PATH = re.compile(r"([A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}/)*[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}")
"""Files and folders that every system and archive takes; files that are named after a place are told by their order."""

PRINTED = (".pdf", ".svg", ".png")
"""Files of pages where a long name may be cut, and letters without a glyph may be drawn as a box."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.name)
def test_nothing_runs_and_nothing_is_lost(product: Product, language: Language, tmp_path: Path) -> None:
    """The same files, rows, layers and elements as with plain names; each name stands where the plain one did."""
    before = made(product, plain, tmp_path / "plain", language)
    after = made(product, hostile, tmp_path / "hostile", language)
    assert before
    assert len(after) == len(before)
    for name, (other, file), read in zip(before, after.items(), before.values(), strict=True):
        suffix = Path(name).suffix
        assert SAFE_PATH.fullmatch(other), other
        assert other == name or PLAIN_SLUG.search(name), (name, other)
        assert (Path(other).suffix, file.shape) == (suffix, read.shape), name
        if suffix in PRINTED:
            continue
        expected = {with_hostile_names(text) for text in read.texts if PLAIN.search(text)}
        if suffix == ".docx":  # a page cuts a name of hundreds of letters, and shows where
            cut = {text for text in expected if LONG in text}
            assert not cut or any(LONG[:30] in text for text in file.texts), name
            expected -= cut
        assert said(expected, suffix) - said(file.texts, suffix) == set(), name


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ufffe"])
def test_control_characters_are_refused_where_they_stand(sign: str, tmp_path: Path) -> None:
    """No file of XML can hold them, and nobody sees them: the table, row and column are named."""
    scenario = renamed(tmp_path, plain)
    table = tmp_path / "toy" / "settlements.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace("Name", f"Na{sign}me", 1)
    table.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
    with pytest.raises(InputError) as caught:
        read_case(scenario)
    (problem,) = caught.value.problems
    assert (problem.where.row, problem.where.column) == (4, "name_bg")
    assert f"U+{ord(sign):04X}" in problem.what.bg


def test_every_hostile_name_reaches_the_tables() -> None:
    """The names of places, municipalities, services, funds, units and sources together are all of the list."""
    region = case_named(hostile).region
    texts = [region.settlements, region.municipalities, region.catalogue.services, region.funds, region.units]
    names = {name for things in texts for thing in things for name in (thing.name.bg, thing.name.en)}
    assert names >= {name.strip() for name in HOSTILE}
    assert {source.title for source in region.sources} <= {name.strip() for name in HOSTILE}
