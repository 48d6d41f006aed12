"""The shipped region's tables agree with their description, their row types and the census."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from mapping.region import REGION_TABLES

FOLDER = Path(__file__).parents[1] / "geodata" / "haskovo"
BANDS = ("age_0_14", "age_15_29", "age_30_44", "age_45_64", "age_65_plus")


def rows(file: str) -> list[dict[str, str]]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def header(file: str) -> list[str]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))


def resources() -> dict[str, dict]:
    package = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["path"]: resource for resource in package["resources"]}


def test_frictionless_finds_no_error_in_the_package():
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(FOLDER / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])


def test_the_package_describes_every_table_and_no_other():
    assert set(resources()) == set(REGION_TABLES)


@pytest.mark.parametrize("file", sorted(REGION_TABLES))
def test_described_columns_are_the_columns_of_the_file(file: str):
    assert [field["name"] for field in resources()[file]["schema"]["fields"]] == header(file)


@pytest.mark.parametrize("file", sorted(REGION_TABLES))
def test_columns_of_the_file_are_the_fields_of_the_row_type(file: str):
    columns = header(file)
    assert len(columns) == len(set(columns))
    assert set(columns) == set(REGION_TABLES[file].model_fields)


@pytest.mark.parametrize("file", sorted(REGION_TABLES))
def test_every_column_has_a_type_a_title_and_a_meaning(file: str):
    for field in resources()[file]["schema"]["fields"]:
        assert field["type"]
        assert field["title"]
        assert len(field["description"]) > 4, field["name"]


@pytest.mark.parametrize("file", sorted(REGION_TABLES))
def test_files_are_utf8_without_mark_and_with_unix_line_ends(file: str):
    data = (FOLDER / file).read_bytes()
    data.decode("utf-8")
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")


def test_there_are_261_settlements_in_11_municipalities_and_37_of_them_in_haskovo():
    settlements = rows("settlements.csv")
    assert len({row["ekatte"] for row in settlements}) == len(settlements) == 261
    assert sum(row["municipality"] == "HKV34" for row in settlements) == 37
    codes = {row["municipality"] for row in rows("municipalities.csv")}
    assert len(codes) == 11
    assert {row["municipality"] for row in settlements} == codes


def test_settlements_are_in_the_order_of_municipality_and_code():
    keys = [(row["municipality"], row["ekatte"]) for row in rows("settlements.csv")]
    assert keys == sorted(keys)


def test_age_bands_and_sexes_of_every_settlement_add_up():
    for row in rows("settlements.csv"):
        assert sum(int(row[band]) for band in BANDS) == int(row["population_2021"]), row["ekatte"]
        assert int(row["male"]) + int(row["female"]) == int(row["population_2021"]), row["ekatte"]


def test_the_oblast_has_the_population_of_the_census():
    settlements = rows("settlements.csv")
    assert sum(int(row["population_2021"]) for row in settlements) == 211_565
    assert sum(int(row["age_65_plus"]) for row in settlements) == 53_283


def test_every_source_used_is_listed_and_every_source_listed_is_used():
    listed = [row["source"] for row in rows("sources.csv")]
    others = [file for file in REGION_TABLES if file != "sources.csv"]
    used = {row["source"] for file in others for row in rows(file) if row.get("source")}
    outline = json.loads((FOLDER / "country.geojson").read_text(encoding="utf-8"))
    used |= {feature["properties"]["source"] for feature in outline["features"]}
    assert len(listed) == len(set(listed))
    assert set(listed) == used


def test_every_estimate_has_its_range_in_order():
    for file in REGION_TABLES:
        for row in rows(file):
            if "central" in row:
                assert float(row["low"]) <= float(row["central"]) <= float(row["high"]), (file, row)


def test_every_planned_service_has_a_payer_of_both_kinds_in_every_year_of_the_programme():
    pays = rows("fund_pays.csv")
    for service in (row["service"] for row in rows("services.csv") if row["planned"] == "yes"):
        for kind in ("capital", "running"):
            years = {
                year
                for row in pays
                if row["service"] == service and row["kind"] == kind
                for year in range(int(row["first_year"]), int(row["last_year"]) + 1)
            }
            assert set(range(2022, 2028)) <= years, (service, kind)
