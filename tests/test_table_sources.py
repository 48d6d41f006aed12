"""Every value of every shipped region says how it is known: by its row, or by its column in table_sources.csv."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mapping.errors import InputError
from mapping.region import REGION_TABLES, TABLE_SOURCES, read_region
from mapping.region.lines import ROW_KEYS

GEODATA = Path(__file__).parents[1] / "geodata"
TOY = Path(__file__).parent / "data" / "toy"
SHIPPED = sorted(path.parent for path in GEODATA.glob("*/region.toml"))
STATUSES = {"sourced", "derived", "assumption", "user"}
NOT_VALUES = {"status", "source", "note", "low", "high", "unit", "central"}


def rows(folder: Path, file: str) -> list[dict[str, str]]:
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def by_column(folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    return {(row["table"], name): row for row in rows(folder, TABLE_SOURCES) for name in row["columns"].split(";")}


def tables_with_values(folder: Path) -> list[str]:
    return [file for file in sorted(REGION_TABLES) if file not in ("sources.csv", TABLE_SOURCES)
            and (folder / file).is_file()]  # fmt: skip


CODES = {"ekatte", "from_ekatte", "to_ekatte", "seat"}
"""Texts that look like numbers."""


def test_a_region_is_shipped():
    assert GEODATA / "haskovo" in SHIPPED


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
class TestShippedRegions:
    """Read as plain text, by another way than the program's own check."""

    def test_every_value_has_a_status_and_a_source_that_is_listed(self, folder: Path):
        sources = {row["source"] for row in rows(folder, "sources.csv")}
        columns = by_column(folder)
        for file in tables_with_values(folder):
            for row in rows(folder, file):
                for name in row.keys() - NOT_VALUES | (row.keys() & {"central"}):
                    stated = columns.get((file, name), {})
                    assert (stated.get("status") or row.get("status")) in STATUSES, (file, name)
                    assert (stated.get("source") or row.get("source")) in sources, (file, name)

    def test_every_number_has_a_range(self, folder: Path):
        columns = by_column(folder)
        for file in tables_with_values(folder):
            for row in rows(folder, file):
                if {"low", "high"} <= row.keys():
                    assert is_number(row["low"])
                    assert is_number(row["high"])
                    continue
                for name in row.keys() - NOT_VALUES - CODES:
                    if is_number(row[name]):
                        stated = columns.get((file, name), {})
                        assert stated.get("range_bg"), (file, name)
                        assert stated.get("range_en"), (file, name)

    def test_every_source_has_a_publisher_and_a_date_or_why_there_is_none(self, folder: Path):
        for row in rows(folder, "sources.csv"):
            assert row["publisher"], row["source"]
            assert row["date"][:4].isdigit() or row["date"].startswith("n.d. ("), row["source"]

    def test_nothing_assumed_is_called_read(self, folder: Path):
        for file in [*tables_with_values(folder), TABLE_SOURCES]:
            for row in rows(folder, file):
                assert (row.get("status"), row.get("source")) != ("sourced", "needsmap_assumption"), (file, row)


@pytest.mark.parametrize("folder", [*SHIPPED, TOY], ids=lambda folder: folder.name)
def test_the_line_of_every_row_is_known(folder: Path):
    """Counted in the file itself: quoted cells hold no line breaks."""
    lines = read_region(folder).lines
    for file, columns in ROW_KEYS.items():
        if (folder / file).is_file():
            assert "\n" not in "".join(cell for row in rows(folder, file) for cell in row.values())
            expected = {tuple(row[name] for name in columns): n for n, row in enumerate(rows(folder, file), start=2)}
            assert lines[file] == expected, file


def edited(tmp_path: Path, edit: Callable[[str], str]) -> Path:
    """The toy with another table_sources.csv."""
    folder = tmp_path / "toy"
    shutil.copytree(TOY, folder)
    path = folder / TABLE_SOURCES
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def problems(folder: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_region(folder)
    return [problem.of("en") for problem in caught.value.problems]


def test_a_region_without_the_table_is_read(tmp_path: Path):
    folder = tmp_path / "toy"
    shutil.copytree(TOY, folder)
    (folder / TABLE_SOURCES).unlink()
    assert read_region(folder).table_sources == ()


def test_all_problems_are_told_at_once(tmp_path: Path):
    def edit(text: str) -> str:
        text = text.replace("municipalities.csv,municipality;name_bg;", "municipalities.csv,municipality;nome_bg;")
        text = text.replace("surroundings.csv,ekatte", "sorroundings.csv,ekatte")
        return text.replace("services.csv,number,assumption,toy,точно: измислено,", "services.csv,number;kind,,toy,,")

    found = problems(edited(tmp_path, edit))
    expected = (
        ("toy/table_sources.csv, row 5, column columns", "nome_bg", "Did you mean “name_bg”"),
        ("toy/table_sources.csv: the column “name_bg” of municipalities.csv is not described", "status, source"),
        ("row 6, column table", "sorroundings.csv", "Did you mean “surroundings.csv”"),
        ("the column “ekatte” of surroundings.csv is not described",),
        ("row 13, column columns: the column “kind” of services.csv is described twice",),
        ("row 13, column range_bg, range_en: the range is given in one language only",),
        ("the column “number” of services.csv is described without: range, status",),
    )
    for words in expected:
        assert any(all(word in said for word in words) for said in found), (words, found)


def test_a_source_that_is_not_listed_is_told(tmp_path: Path):
    found = problems(
        edited(tmp_path, lambda text: text.replace("settlements,assumption,toy", "settlements,assumption,tony"))
    )
    assert any("unknown value “tony”" in said for said in found)
