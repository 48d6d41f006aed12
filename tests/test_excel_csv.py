"""The tables for a Bulgarian Excel: Bulgarian headings, decimal commas, nothing that Excel would run or rewrite."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from builders import tiny_case, tiny_plan
from hypothesis import given
from hypothesis import strategies as st
from test_csv_tables import HOSTILE
from toy import solved_toy

from mapping.publish.excel_csv import COLUMNS, FOLDER, MAIN, write_excel_tables
from mapping.publish.excel_csv.cells import given_back, kept
from mapping.publish.excel_csv.headings import value_words
from mapping.publish.fields import field_table
from mapping.publish.tables import write_tables
from mapping.words import Text

DOCS = Path(__file__).parents[1] / "docs" / "outputs.md"
REWRITTEN = (
    "00087", "77195", "1e5", "1E5", "5-6", "12.05", "12.05.2021", "12/5", "10 %", "5 лв.", "€ 5", "(5)", "1 юни",
    "9 май 1945 г.", "юни 2020", "6 септември", "jan-21", "ИСТИНА", "TRUE", "12:30", "1 000,5", " 7 ",
)  # fmt: skip
"""What a Bulgarian Excel makes a number, a date or a truth value of when it stands alone in a cell of a CSV."""
LEFT_ALONE = (
    "2021-2023",
    "2021-2023;2024-2025",
    "Малево",
    "14 места",
    "Дом „Маяк“",
    "1-ва детска",
    "Марино",
    "Октомври",
    "Август Бебел",
    "p15:1",
)


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / FOLDER / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";", strict=True))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("excel")
    write_tables(solved_toy().case, solved_toy().plan, path)
    write_excel_tables(solved_toy().case, solved_toy().plan, path)
    return path


def test_they_are_the_plain_tables_with_bulgarian_headings(folder: Path) -> None:
    """By columns.csv each column is found again; each cell is the plain one, or the words for its code."""
    field_of = {(row["таблица"], row["колона"]): row["поле"] for row in read(folder, COLUMNS.name)}
    for file in MAIN:
        types = {field.name: field.type for field in file.fields}
        with (folder / file.name).open(encoding="utf-8", newline="") as stream:
            plain = list(csv.DictReader(stream))
        found = read(folder, file.name)
        assert len(found) == len(plain)
        for before, after in zip(plain, found, strict=True):
            assert [field_of[file.name, heading] for heading in after] == list(before)
            for (name, value), cell in zip(before.items(), after.values(), strict=True):
                words = value_words(file, name)
                if types.get(name) == "text":
                    assert given_back(cell) == words.get(value, value), (file.name, name)
                else:
                    assert cell.replace(",", ".") == value, (file.name, name)


def test_every_heading_is_bulgarian_and_stands_once(folder: Path) -> None:
    """No heading has a Latin letter; two columns of one table never have the same."""
    for file in MAIN:
        with (folder / FOLDER / file.name).open(encoding="utf-8-sig", newline="") as stream:
            heads = next(csv.reader(stream, delimiter=";"))
        assert len(set(heads)) == len(heads)
        assert not [head for head in heads if any("a" <= letter <= "z" for letter in head.lower())]


def test_they_are_written_as_a_bulgarian_excel_reads(folder: Path) -> None:
    assert sorted(path.name for path in (folder / FOLDER).iterdir()) == sorted(file.name for file in (*MAIN, COLUMNS))
    for path in (folder / FOLDER).iterdir():
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.endswith(b"\r\n")
        assert b'="' not in data
    first = (folder / FOLDER / "needs.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert first == "'00001;Алфа;Alfa;WST01;Запад;West;home;Дом;Home;2021-2022;6,000;6,000;0,000"


def test_the_page_describes_the_list_of_columns() -> None:
    assert field_table(COLUMNS.fields) in DOCS.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", REWRITTEN)
def test_what_excel_would_rewrite_has_an_apostrophe(text: str) -> None:
    assert kept(text) == "'" + text
    assert given_back(kept(text)) == text


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_excel_leaves_alone_stays_as_it_is(text: str) -> None:
    assert kept(text) == text


@given(st.one_of(st.text(), st.text("'=+-@019.,/ e%\t"), st.sampled_from(REWRITTEN).map(lambda text: "''" + text)))
def test_every_text_comes_back(text: str) -> None:
    assert given_back(kept(text)) == text


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: repr(name[:12]))
def test_a_hostile_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    write_excel_tables(tiny_case(lambda code: Text(name, code), note=name), tiny_plan(), tmp_path)
    csv.field_size_limit(1_000_000)
    row = next(row for row in read(tmp_path, "units.csv") if row["код на звеното"] == "old_home")
    assert not row["име на звеното"].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert given_back(row["име на звеното"]) == name
