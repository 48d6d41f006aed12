"""What looks odd in a region's tables: nothing in a clean region, each planted fault by its own check, and the shipped
region's."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from clean_region import write_clean_region
from runs import HASKOVO, write_small
from test_bad_input import read_rows, set_cell, write_rows

from mapping.cli.main import entry
from mapping.inspection.shelf import CHECKS
from mapping.inspection.types import Finding
from mapping.run import inspect_path

Plant = Callable[[Path], object]


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return write_clean_region(tmp_path / "clean")


def findings(folder: Path) -> tuple[Finding, ...]:
    return inspect_path(folder)[1]


def cells(file: str, row: int, **values: object) -> Plant:
    """A plant that writes cells of a row (line of the file)."""

    def plant(folder: Path) -> None:
        for column, value in values.items():
            set_cell(folder, file, row, column, str(value))

    return plant


def take(folder: Path, file: str, **wanted: str) -> None:
    """Remove the rows in which all `wanted` columns are so."""
    rows = read_rows(folder, file)
    kept = [row for row in rows if any(row[column] != value for column, value in wanted.items())]
    assert len(kept) < len(rows)
    write_rows(folder, file, kept)


def add(folder: Path, file: str, like: int, **values: object) -> None:
    """Add a copy of the row `like` (line of the file) with other values."""
    rows = read_rows(folder, file)
    rows.append(rows[like - 2] | {column: str(value) for column, value in values.items()})
    write_rows(folder, file, rows)


def turn(folder: Path, row: int, more: str, less: str, persons: int) -> None:
    """Move persons of a settlement from one column to another."""
    there = read_rows(folder, "settlements.csv")[row - 2]
    set_cell(folder, "settlements.csv", row, more, str(int(there[more]) + persons))
    set_cell(folder, "settlements.csv", row, less, str(int(there[less]) - persons))


def crowd(folder: Path, row: int) -> None:
    """Fifteen persons of each other age band of a settlement are aged 15 to 29 instead."""
    for band in ("age_0_14", "age_30_44", "age_45_64", "age_65_plus"):
        turn(folder, row, "age_15_29", band, 15)


def copy_village(folder: Path) -> None:
    """The third village gets the figures of the second, and the totals of the municipality with them."""
    rows = read_rows(folder, "settlements.csv")
    rows[1] |= {c: rows[2][c] for c in rows[2] if c.startswith(("age_", "pop", "male", "female"))}
    write_rows(folder, "settlements.csv", rows)
    total = sum(int(row["population_2021"]) for row in rows if row["municipality"] == "AAA01")
    set_cell(folder, "municipalities.csv", 2, "population_2021", str(total))


def official(folder: Path) -> None:
    """Official municipalities, and the fourth village (the easternmost of A) 400 m on the other side of the border."""
    set_cell(folder, "settlements.csv", 5, "lon", "25.325")
    middle, features = 25.32, []
    for name, west, east in (("AAA01", 25.0, middle), ("BBB02", middle, 25.64)):
        ring = [[west, 42.0], [east, 42.0], [east, 42.36], [west, 42.36], [west, 42.0]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"municipality": name}, "geometry": geometry})
    content = {"type": "FeatureCollection", "features": features}
    (folder / "official_municipalities.geojson").write_text(json.dumps(content), encoding="utf-8")


PLANTED: list[tuple[str, Plant, str, str]] = [
    # check, what is planted, file and row, column
    ("age_outlier", lambda f: crowd(f, 9), "settlements.csv 9", "age_15_29"),
    ("sex_outlier", lambda f: turn(f, 9, "male", "female", 70), "settlements.csv 9", "male"),
    ("population_change", cells("settlements.csv", 12, population_2013=40), "settlements.csv 12", "population_2013"),
    ("municipal_totals", cells("municipalities.csv", 3, population_2021=1), "municipalities.csv 3", "population_2021"),
    ("municipal_totals", cells("municipalities.csv", 2, area_decares=9), "municipalities.csv 2", "area_decares"),
    ("fund_without_money", lambda f: take(f, "envelopes.csv", fund="state", kind="running"), "fund_pays.csv 3", "kind"),
    ("fund_without_money", lambda f: take(f, "envelopes.csv", municipality="BBB02", kind="capital"), "envelopes.csv 4",
     "municipality"),
    ("same_name", cells("settlements.csv", 4, name_bg="село 2"), "settlements.csv 4", "name_bg"),
    ("near_points", cells("settlements.csv", 3, lon=25.043, lat=42.03), "settlements.csv 3", "lat, lon"),
    ("same_figures", copy_village, "settlements.csv 4", "age_*, male"),
    ("similar_units", cells("units.csv", 3, name_bg="Стария дом 1"), "units.csv 3", "name_bg"),
    ("no_population", cells("settlements.csv", 7, population_2013=0), "settlements.csv 7", "population_2013"),
    ("no_area", cells("settlements.csv", 5, area_decares=0), "settlements.csv 5", "area_decares"),
    ("no_staff", cells("units.csv", 2, staff=""), "units.csv 2", "staff"),
    ("assumed_places", cells("unit_places.csv", 3, status="assumption"), "unit_places.csv 3", "places"),
    ("group_without_rate", lambda f: (add(f, "groups.csv", 2, group="idle"), add(f, "prevalence.csv", 2, group="idle")),
     "groups.csv 3", "group"),
    ("size_without_cost", cells("size_values.csv", 2, low=0, central=0), "size_values.csv 2", "central"),
    ("sources", lambda f: add(f, "sources.csv", 2, source="idle"), "sources.csv 4", "source"),
    ("sources", cells("sources.csv", 2, date="n.d."), "sources.csv 2", "date"),
    ("point_outside", cells("settlements.csv", 2, lon=24.99), "settlements.csv 2", "lat, lon"),
    ("point_outside", official, "settlements.csv 5", "lat, lon"),
    ("far_from_own", cells("settlements.csv", 8, municipality="AAA01"), "settlements.csv 8", "municipality, lat, lon"),
    ("cell_area", cells("settlements.csv", 6, area_decares=4400), "settlements.csv 6", "area_decares"),
    ("road_ratio", cells("road_distances.csv", 2, road_km=47), "road_distances.csv 2", "road_km"),
    ("straight_line", cells("road_distances.csv", 2, straight_km=50), "road_distances.csv 2", "straight_km"),
    ("straight_line", cells("travel_overrides.csv", 2, km=5), "travel_overrides.csv 2", "km"),
    ("scale_reversed", cells("size_values.csv", 6, central=400_000), "size_values.csv 6", "central"),
    ("cost_per_place", cells("size_values.csv", 2, high=2_000_000, central=1_900_000), "size_values.csv 2", "central"),
    ("range_width", cells("service_values.csv", 6, low=24, high=24), "service_values.csv 6", "low, high"),
    ("range_width", cells("service_rates.csv", 2, status="sourced", low=5), "service_rates.csv 2", "low, high"),
    ("staff_per_place", cells("units.csv", 2, staff=0.5), "units.csv 2", "staff"),
    ("users_above_need", cells("unit_places.csv", 2, places=400, high=400), "units.csv 2", "unit"),
]  # fmt: skip

ALSO: dict[str, set[str]] = {
    "near_points": {"cell_area", "straight_line"},
    "no_population": {"population_change"},
    "no_area": {"municipal_totals"},
    "point_outside": {"straight_line", "cell_area"},
    "far_from_own": {"municipal_totals", "fund_without_money"},
    "cell_area": {"municipal_totals"},
    "straight_line": {"road_ratio"},
    "cost_per_place": {"scale_reversed"},
    "users_above_need": {"staff_per_place"},
}
"""Other checks that the same fault rightly alarms."""


def test_a_clean_region_is_silent(clean: Path):
    assert [f"{f.check.id} {f.of('en')}" for f in findings(clean)] == []


def test_every_check_has_a_planted_fault():
    assert {check for check, *_ in PLANTED} == {check.id for check in CHECKS}
    assert len({check.id for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize(("check", "plant", "place", "column"), PLANTED, ids=[f"{p[0]}-{p[2]}" for p in PLANTED])
def test_a_planted_fault_is_found_where_it_is(clean: Path, check: str, plant: Plant, place: str, column: str):
    plant(clean)
    found = findings(clean)
    mine = [f for f in found if f.check.id == check]
    file, row = place.split()
    assert [(f.where.file, f.where.row) for f in mine] == [(f"clean/{file}", int(row))], [f.of("en") for f in found]
    assert column in str(mine[0].where.column)
    assert mine[0].open
    assert {f.check.id for f in found} - {check} <= ALSO.get(check, set()), [f.of("en") for f in found]


def test_a_note_that_names_the_check_explains_its_finding_and_no_other(clean: Path):
    turn(clean, 9, "male", "female", 70)
    for note, is_open in (("A barracks [sex_outlier].", False), ("A barracks [age_outlier].", True), ("", True)):
        set_cell(clean, "settlements.csv", 9, "note", note)
        [found] = findings(clean)
        assert found.open == is_open
        assert is_open or (found.explained is not None and found.explained.en == note)


def test_explained_rows_leave_a_finding_of_many_rows_and_stand_apart(clean: Path):
    for row in (2, 3):
        set_cell(clean, "units.csv", row, "staff", "")
    set_cell(clean, "units.csv", 3, "note", "Shared with the old home [no_staff].")
    still, known = findings(clean)
    assert (still.where.row, still.open, known.where.row, known.open) == (2, True, 3, False)
    assert "new_home" not in still.what.en


def test_a_census_correction_explains_an_odd_settlement(clean: Path):
    crowd(clean, 9)
    ekatte = read_rows(clean, "settlements.csv")[7]["ekatte"]
    with (clean / "census_corrections.csv").open("a", encoding="utf-8") as stream:
        stream.write(f"{ekatte},age_15_29,60,assumption,made_up,A barracks.\n")
    assert [(f.check.id, f.open) for f in findings(clean) if f.check.id == "age_outlier"] == [("age_outlier", False)]


def test_pastrogor_is_found_by_age_by_sex_and_by_its_growth_and_is_explained():
    pastrogor = [f for f in findings(HASKOVO) if "59183" in f.what.en]
    assert [f.check.id for f in pastrogor] == ["age_outlier", "sex_outlier", "population_change"]
    assert "185 of 309 residents (60%) are aged 15–29" in pastrogor[0].what.en
    assert "249 men and 60 women" in pastrogor[1].what.en
    assert not any(f.open for f in pastrogor)


def test_without_the_correction_pastrogor_is_open(tmp_path: Path):
    folder = Path(shutil.copytree(HASKOVO, tmp_path / "haskovo"))
    header = (folder / "census_corrections.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "census_corrections.csv").write_text(header + "\n", encoding="utf-8")
    assert [f.open for f in findings(folder) if "59183" in f.what.en] == [True, True, True]


def test_the_shipped_region_does_not_drown_its_reader():
    found = findings(HASKOVO)
    assert sum(f.open for f in found) <= 15
    assert sum(f.check.id in ("age_outlier", "sex_outlier", "population_change") for f in found) <= 8


def test_every_finding_says_where_in_both_languages():
    for finding in findings(HASKOVO):
        assert finding.where.row is not None
        assert finding.what.bg != finding.what.en or finding.check.id == "point_outside"
        with (HASKOVO / finding.where.file.split("/")[1]).open(encoding="utf-8", newline="") as stream:
            columns = next(csv.reader(stream))
        named = [word.strip() for word in str(finding.where.column).split(",") if "*" not in word]
        assert set(named) <= set(columns), finding.where


def test_the_command_prints_what_why_and_what_to_do_and_ends_well(clean: Path, capsys: pytest.CaptureFixture[str]):
    turn(clean, 9, "male", "female", 70)
    assert entry(["inspect", str(clean), "--lang=en"]) == 0
    said = capsys.readouterr().out
    for words in ("1 open, 0 explained", "[sex_outlier]", "clean/settlements.csv, row 9, column male", "→ See whether"):
        assert words in said
    assert entry(["inspect", str(clean)]) == 0
    assert "Мъже и жени извън обичайното" in capsys.readouterr().out


def test_a_scenario_leads_to_its_region_and_check_says_how_many(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = write_small(tmp_path)
    assert entry(["inspect", str(path), "--lang=en"]) == 0
    first = capsys.readouterr().out.splitlines()[1]
    assert entry(["check", str(path), "--lang=en"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == f"{first} See them with: needsmap inspect {path}"


def test_a_points_region_has_nothing_to_inspect(capsys: pytest.CaptureFixture[str]):
    line = Path(__file__).parent / "data" / "line"
    assert findings(line) == ()
    assert entry(["inspect", str(line), "--lang=en"]) == 0
    assert "no tables of people" in capsys.readouterr().out


def test_a_region_with_problems_is_refused_as_by_check(clean: Path, capsys: pytest.CaptureFixture[str]):
    set_cell(clean, "settlements.csv", 2, "male", "9999")
    assert entry(["inspect", str(clean), "--lang=en"]) == 2
    assert "they add up to" in capsys.readouterr().err
