"""The benchmarks' own parts: tables as they are printed, variations that a seed repeats. Nothing is timed here."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from runs import SilentListener

from benchmarks.country import apportion, write_country
from benchmarks.one import measure
from benchmarks.publishing import publishing
from benchmarks.table import Table, shown, write
from benchmarks.variations import SPREAD, write_variation
from mapping.publish.making import files_of
from mapping.publish.products import PRODUCTS
from mapping.region import Region
from mapping.run import execute
from mapping.run.reading import read_inputs

ROOT = Path(__file__).parents[1]
TOY = Path(__file__).parent / "data" / "toy.toml"
HASKOVO = ROOT / "scenarios" / "haskovo.toml"


def test_a_table_is_printed_and_written_in_full_precision(tmp_path: Path):
    table = Table("t", "Sizes", [{"name": "a", "columns": 12345, "s": 0.123456}, {"name": "b", "columns": 7}])
    assert table.markdown().splitlines() == [
        "## Sizes",
        "",
        "| name | columns |      s |",
        "|------|--------:|-------:|",
        "| a    |  12 345 | 0.1235 |",
        "| b    |       7 |        |",
    ]
    write([table], "a machine", tmp_path / "out")
    assert (tmp_path / "out" / "t.csv").read_text().splitlines() == ["name,columns,s", "a,12345,0.123456", "b,7,"]
    assert (tmp_path / "out" / "results.md").read_text().splitlines()[:4] == ["# Benchmarks", "", "a machine", ""]


def test_cells_have_four_figures_or_two_decimals():
    assert [shown(value) for value in (None, "x", 0.00012345, 1.5, 123.456, 1234.5, 10)] == [
        "", "x", "0.0001234", "1.50", "123.5", "1 234", "10",
    ]  # fmt: skip


def test_a_seed_repeats_its_variation_and_another_differs(tmp_path: Path):
    for name in ("one", "two"):
        write_variation(HASKOVO, 1, tmp_path / name)
        write_variation(HASKOVO, 2, tmp_path / name)
    for table in SPREAD:
        first, again, other = (
            (tmp_path / folder / "geodata" / region / table).read_bytes()
            for folder, region in (("one", "haskovo_1"), ("two", "haskovo_1"), ("one", "haskovo_2"))
        )
        assert first == again
        assert first != other


def test_a_variation_can_be_read_and_stays_inside_its_spread(tmp_path: Path):
    path = write_variation(HASKOVO, 3, tmp_path)
    scenario, region = read_inputs(path)
    assert scenario.region_folder == tmp_path / "geodata" / "haskovo_3"
    assert len(region.settlements) == 261
    for table, spread in SPREAD.items():
        changed = 0
        for before, after in zip(
            rows(ROOT / "geodata" / "haskovo" / table), rows(scenario.region_folder / table), strict=True
        ):
            if float(before["central"]) > 0:
                ratio = float(after["central"]) / float(before["central"])
                assert 1 / spread - 1e-4 <= ratio <= spread + 1e-4
                changed += ratio != 1
            if before.get("quantity") in ("places", "staff"):
                assert after == before
        assert changed


def test_a_measurement_says_sizes_stages_and_that_no_rule_is_broken():
    result = measure(TOY, solve=True, first_gap=None, seconds=None)
    assert (result.settlements, result.services, result.breaches) == (5, 3, 0)
    assert [stage.found for stage in result.stages][:1] == [108.0]
    assert set(result.seconds) == {"read", "need", "instance", "model", "statement", "solve", "check"}
    assert result.stages[0].reached["0.2 %"] is not None
    assert result.peak_memory >= result.built_memory > 0


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


TOWNS = """ekatte,name_bg,name_en,kind,oblast_code,municipality_code,municipality_bg,lat,lon,pop_grao_current_2026
77195,Хасково,Haskovo,town,HKV,HKV34,Хасково,41.934,25.555,1000
00093,Аврен,Avren,village,KRZ,KRZ15,Крумовград,41.345,25.709,3000
00062,Аврамово,Avramovo,village,KRZ,KRZ15,Крумовград,41.696,25.169,
"""


def test_the_country_is_haskovos_catalogue_scaled_to_its_people(tmp_path: Path):
    table = tmp_path / "towns.csv"
    table.write_text(TOWNS, encoding="utf-8")
    haskovo = tmp_path / "haskovo"
    shutil.copytree(ROOT / "geodata" / "haskovo", haskovo)
    for name in ("road_distances.csv", "travel_overrides.csv"):
        head = (haskovo / name).read_text(encoding="utf-8").splitlines()[0]
        (haskovo / name).write_text(head + "\n", encoding="utf-8")
    scenario, region = read_inputs(write_country(table, haskovo, HASKOVO, tmp_path / "out"))
    assert [(m.code, m.seat) for m in region.municipalities] == [("HKV34", "77195"), ("KRZ15", "00093")]
    assert [sum(s.persons.values()) for s in region.settlements] == [1000, 3000, 0]
    assert region.units == ()
    assert [stage.objective for stage in scenario.keys.stages] == ["unmet"]
    # The regional envelopes grow with the people (4000 of 1000), the municipal ones follow each municipality's.
    assert sum_of(region, "recovery_plan", None) == pytest.approx(4 * 5_883_000)
    everywhere = sum(float(r["central"]) for r in rows(haskovo / "envelopes.csv") if r["fund"] == "municipal_budget")
    assert sum_of(region, "municipal_budget", "HKV34") == pytest.approx(everywhere, abs=1)
    assert sum_of(region, "municipal_budget", "KRZ15") == pytest.approx(3 * everywhere, abs=2)


def test_people_are_divided_into_whole_persons_that_add_up():
    assert apportion(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}
    assert apportion(0, {"a": 1, "b": 2}) == {"a": 0, "b": 0}
    assert apportion(7, {"a": 5, "b": 5, "c": 4}) == {"a": 3, "b": 2, "c": 2}


def sum_of(region: Region, fund: str, municipality: str | None) -> float:
    [found] = [f for f in region.funds if f.id == fund]
    return sum(e.amount.central for e in found.envelopes if e.municipality == municipality)


def test_the_full_package_of_a_run_is_measured_product_by_product(tmp_path: Path):
    """A row for reading, one for each product with its files, one for all, one for all side by side; the run stays."""
    shutil.copytree(TOY.parent, tmp_path / "data")
    run = execute(tmp_path / "data" / "toy.toml", tmp_path / "outputs", SilentListener()).folder
    before = {path.name: path.read_bytes() for path in run.iterdir()}
    (tmp_path / "made").mkdir()
    [table] = publishing(run, tmp_path / "made")
    first, *single, all_of_them, beside = table.rows
    assert first["product"] == "read and check"
    assert [row["product"] for row in single] == [product.name for product in PRODUCTS]
    assert all(row["files"] for row in single)
    assert all_of_them["product"] == "all, one process"
    assert all_of_them["files"] == sum(row["files"] for row in single)
    assert "side by side" in beside["product"]
    assert len(files_of(tmp_path / "made" / "side_by_side")) == all_of_them["files"]
    assert {path.name: path.read_bytes() for path in run.iterdir()} == before
