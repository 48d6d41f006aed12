"""GeoJSON files: RFC 7946, exact values and types read back with GDAL, the same bytes, service areas."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas
import pandas as pd
import pytest
import shapely
from builders import NO_SIZE, case_of, tiny_case, tiny_plan, unit, visit
from geojson_pydantic import FeatureCollection
from geojson_validator import validate_geometries, validate_structure

from mapping.plan import Plan, PlanPeriod, PlanUnit, plan_from_json, plan_to_json
from mapping.publish.fields import GEOJSON_FILES, expand, field_table
from mapping.publish.geojson import write_geojson
from mapping.region import Region, read_region
from mapping.words import Text

ROOT = Path(__file__).parent.parent
NAMES = [file.name for file in GEOJSON_FILES]
PERIODS = ("2021_2023", "2024_2024")
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "quotes \" and ' and „bg“",
    "commas, semicolons; and\ttabs",
    "two\nlines\r\nof text",
    "[1, 2]",
    '{"type": "Point"}',
    "2024-01-01",
    "00123",
    "",
    " ",
    "я" * 70_000,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("geojson")
    write_geojson(tiny_case(), tiny_plan(), path)
    return path


@pytest.fixture(scope="module")
def haskovo() -> Region:
    return read_region(ROOT / "geodata" / "haskovo")


def records(folder: Path, name: str, key: str) -> dict[str, dict[str, Any]]:
    """Properties of the features of a file, by one of them."""
    content = json.loads((folder / name).read_text(encoding="utf-8"))
    return {feature["properties"][key]: feature["properties"] for feature in content["features"]}


def wide_plan(region: Region, left_out: str) -> Plan:
    """One unit in each municipality serves the municipality; one serves all settlements but `left_out`."""
    service = region.catalogue.services[0]

    def unit_of(code: str, ekatte: str) -> PlanUnit:
        new = unit(code, service.id, service.kind, ekatte, "new", places=(0,), in_service=(1,))
        return replace(new, municipality=region.settlement(ekatte).municipality)

    units, served = [], []
    for municipality in region.municipalities:
        units.append(unit_of(municipality.code, municipality.seat))
        served += [
            visit(settlement.ekatte, municipality.code, service.id, 0, 1)
            for settlement in region.settlements
            if settlement.municipality == municipality.code
        ]
    units.append(unit_of("all", region.municipalities[0].seat))
    served += [visit(s.ekatte, "all", service.id, 0, 1) for s in region.settlements if s.ekatte != left_out]
    return Plan("wide", region.id, (PlanPeriod(2021, 2023),), (), tuple(units), tuple(served), (), (), (), NO_SIZE, "")


def write_wide(region: Region, folder: Path) -> tuple[geopandas.GeoDataFrame, int]:
    """The service areas of `wide_plan` read back, and the index of the settlement left out, an inner one."""
    cells = region.territories.cells
    edge = region.territories.region.boundary
    inner = next(i for i, cell in enumerate(cells) if cell.distance(edge) > 0.01)
    case = case_of(region, tiny_case().scenario, region.catalogue.services[:1])
    write_geojson(case, wide_plan(region, region.settlements[inner].ekatte), folder)
    return geopandas.read_file(folder / "service_areas.geojson").set_index("unit"), inner


def test_same_plan_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Written again, over other files and from a plan that went through JSON, every file is the same."""
    plan = replace(tiny_plan(), stages=())  # an unproven bound is not JSON
    write_geojson(tiny_case(naming=lambda _: Text("x", "x")), plan, tmp_path)
    write_geojson(tiny_case(), plan_from_json(plan_to_json(plan)), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_files_follow_rfc_7946(folder: Path, name: str) -> None:
    """Every file is a valid collection in UTF-8, without `crs`, in degrees with at most six decimals."""
    text = (folder / name).read_bytes().decode("utf-8")
    content = json.loads(text)
    assert FeatureCollection.model_validate(content).features
    assert "crs" not in content
    assert not text.startswith("\ufeff")
    for feature in content["features"]:
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert feature["bbox"] == pytest.approx(shape.bounds, abs=1e-6)
        for lon, lat in shapely.get_coordinates(shape):
            assert 24.9 < lon < 25.3
            assert 41.9 < lat < 42.3
            assert (round(lon, 6), round(lat, 6)) == (lon, lat)


def assert_valid(content: dict[str, Any]) -> None:
    """Held by two programs that know nothing of each other: geojson-pydantic (the members of RFC 7946) and
    geojson-validator (members, closed rings, the right-hand rule, crossing rings, double corners, the antimeridian).
    """
    FeatureCollection.model_validate(content)
    assert validate_structure(content, check_crs=True) == {}
    found = validate_geometries(content)
    assert found["invalid"] == {}
    assert set(found["problematic"]) <= {"holes"}  # a village inside that another unit serves
    assert found["skipped_validation"] == []


@pytest.mark.parametrize("name", NAMES)
def test_two_validators_find_nothing(folder: Path, haskovo: Region, tmp_path: Path, name: str) -> None:
    """On the tiny plan, and on areas of the whole shipped region, with a hole."""
    assert_valid(json.loads((folder / name).read_text(encoding="utf-8")))
    write_wide(haskovo, tmp_path)
    assert_valid(json.loads((tmp_path / name).read_text(encoding="utf-8")))


def test_the_validators_see_what_is_wrong(folder: Path) -> None:
    """A ring the wrong way round, a ring left open, a crs."""
    content = json.loads((folder / "service_areas.geojson").read_text(encoding="utf-8"))
    ring = content["features"][0]["geometry"]["coordinates"][0][0]
    for wrong in (
        lambda c: c["features"][0]["geometry"]["coordinates"][0][0].reverse(),
        lambda c: c["features"][0]["geometry"]["coordinates"][0][0].__setitem__(-1, [25.01, 42.01]),
        lambda c: c.__setitem__("crs", {"type": "name", "properties": {"name": "EPSG:7801"}}),
    ):
        assert len(ring) > 4
        broken = json.loads(json.dumps(content))
        wrong(broken)
        with pytest.raises((AssertionError, ValueError)):
            assert_valid(broken)


def test_points_are_those_of_the_settlements(folder: Path) -> None:
    """A unit stands at the point of its settlement, longitude first."""
    content = json.loads((folder / "units.geojson").read_text(encoding="utf-8"))
    points = {f["properties"]["unit"]: f["geometry"]["coordinates"] for f in content["features"]}
    assert points["new.home.00021"] == [25.15, 42.05]
    assert points["old_asylum"] == points["new.home.00021"]


@pytest.mark.parametrize("file", GEOJSON_FILES, ids=NAMES)
def test_every_column_is_documented_and_has_its_type(folder: Path, file: Any) -> None:
    """The columns are those of docs/outputs.md, in order; GDAL reads text, numbers and flags as such."""
    columns = expand(file.fields, PERIODS, ("home", "visits"))
    for feature in json.loads((folder / file.name).read_text(encoding="utf-8"))["features"]:
        assert list(feature["properties"]) == list(columns)
    frame = geopandas.read_file(folder / file.name)
    assert frame.crs == "EPSG:4326"
    for name, field in columns.items():
        filled = frame[name].dropna()
        if field.type == "text":
            assert all(isinstance(value, str) for value in filled), name
        elif field.type == "flag":
            assert frame[name].dtype == bool
        elif len(filled):
            assert pd.api.types.is_numeric_dtype(filled), name
            assert field.type == "decimal" or (filled == filled.round()).all(), name
    assert f"## {file.name}\n\n{file.record}\n\n{field_table(file.fields)}" in (ROOT / "docs" / "outputs.md").read_text(
        encoding="utf-8"
    )


def test_unit_of_the_plan_reads_back(folder: Path) -> None:
    """A new unit of two sizes: places, users, contracts, money by fund and period, how places are known."""
    frame = geopandas.read_file(folder / "units.geojson").set_index("unit")
    row = frame.loc["new.home.00021"]
    assert row.ekatte == "00021"
    assert (row.service_bg, row.service_en, row.number) == ("име home", "name home", 1)
    assert (row.kind, row.state, row.catchment) == ("residential", "new", "region")
    assert (row.settlement_bg, row.municipality, row.municipality_en) == ("име 00021", "BBB02", "name BBB02")
    assert [row[f"places_{p}"] for p in PERIODS] == [0, 31]
    assert [row[f"units_{p}"] for p in PERIODS] == [0, 3]
    assert [row[f"users_{p}"] for p in PERIODS] == [0, 7.3]
    assert row.sizes_opened == "p15:1;p8:2"
    assert row.contract_periods == "2021-2023;2024-2024"
    assert row.service_periods == "2024-2024;2024-2024"
    assert row.staff == 19.5
    assert (row.capital_eur, row.running_eur_a_year) == (190_000.11, 30_000.21)
    assert [row[f"capital_paid_eur_{p}"] for p in PERIODS] == [100_000.10, 90_000.01]
    assert [row[f"running_paid_eur_{p}"] for p in PERIODS] == [0, 30_000.21]
    assert row.funds == "state:120000.32;budget:100000.00"
    assert row.settlements_served == 2
    assert row.mean_minutes == 2.91  # (7.1 x 2.5 + 0.2 x 17.3) / 7.3
    assert (row.places_status, row.places_source) == ("assumption", "us")
    assert (row.places_low, row.places_high) == (14 + 2 * 7, 17 + 2 * 10)
    assert row[["name_bg", "name_en", "source", "note"]].isna().all()


def test_existing_unit_and_team_read_back(folder: Path) -> None:
    """An existing unit has a name, source and range of places, no costs; a new team has no places."""
    frame = geopandas.read_file(folder / "units.geojson").set_index("unit")
    row = frame.loc["old_home"]
    assert (row.name_bg, row.source, row.catchment) == ("име old_home", "strategy", "municipality")
    assert (row.places_2024_2024, row.places_low, row.places_high) == (12, 10, 13)
    assert (row.places_status, row.users_2024_2024) == ("sourced", 2.002)
    assert pd.isna(row.capital_eur)
    assert pd.isna(row.sizes_opened)
    team = frame.loc["new.visits.00012"]
    assert pd.isna(team.places_2024_2024)
    assert pd.isna(team.places_low)
    assert (team.units_2024_2024, team.users_2024_2024) == (1, 0.3)


def test_settlements_hold_every_settlement_and_its_need(folder: Path) -> None:
    """Need, served and unmet by service and period, and their sums; no share where nobody is in need."""
    rows = records(folder, "settlements.geojson", "ekatte")
    assert list(rows) == ["00011", "00012", "00021", "00022"]
    assert rows["00011"]["need_2024_2024"] == 2.301
    assert rows["00011"]["unmet_visits_2024_2024"] == 0.1
    assert rows["00022"]["served_home_2024_2024"] == 6.199
    assert (rows["00022"]["need_2021_2023"], rows["00022"]["share_2021_2023"]) == (0, None)
    assert rows["00021"]["share_2024_2024"] == 0.788889
    for row in rows.values():
        for period in PERIODS:
            for part in ("", "home_", "visits_"):
                need, served, unmet = (
                    round(row[f"{name}_{part}{period}"] * 1000) for name in ("need", "served", "unmet")
                )
                assert need == served + unmet
            total = row[f"need_home_{period}"] + row[f"need_visits_{period}"]
            assert row[f"need_{period}"] == pytest.approx(total)


def test_service_areas_say_who_is_served_and_how_far(folder: Path) -> None:
    """Only units with users in the last period have an area; it holds just the villages they serve."""
    frame = geopandas.read_file(folder / "service_areas.geojson").set_index("unit")
    assert list(frame.index) == ["old_home", "next_home", "new.home.00021", "new.visits.00012"]
    row = frame.loc["new.home.00021"]
    assert (row.users, row.settlements, row.municipalities) == (7.3, 2, 1)
    assert (row.mean_minutes, row.farthest_minutes, row.farthest_km) == (2.91, 17.3, 12.7)
    assert row.period == "2024-2024"
    assert frame.loc["old_home"].users == 2.002  # of the last period alone
    assert row.approximate_boundaries
    assert row.estimated_travel
    points = {s.ekatte: shapely.Point(s.lon, s.lat) for s in tiny_case().region.settlements}
    assert {code for code, point in points.items() if row.geometry.contains(point)} == {"00021", "00022"}


def test_official_boundaries_are_not_called_approximate(tmp_path: Path) -> None:
    """The flag follows the cells of the region."""
    case = tiny_case()
    territories = replace(case.region.territories, cells_approximate=False)
    write_geojson(replace(case, region=replace(case.region, territories=territories)), tiny_plan(), tmp_path)
    assert not any(row["approximate_boundaries"] for row in records(tmp_path, "service_areas.geojson", "unit").values())


def test_a_plan_without_users_gives_empty_areas(tmp_path: Path) -> None:
    """With nobody served the file is an empty collection, and units and settlements are all there."""
    write_geojson(tiny_case(), replace(tiny_plan(), served=(), units=()), tmp_path)
    for name, count in (("service_areas.geojson", 0), ("units.geojson", 0), ("settlements.geojson", 4)):
        content = json.loads((tmp_path / name).read_text(encoding="utf-8"))
        assert len(FeatureCollection.model_validate(content).features) == count


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: repr(name[:12]))
def test_hostile_names_survive(tmp_path: Path, name: str) -> None:
    """Names are data: whatever they hold reads back as the same text, from JSON and from GDAL."""
    write_geojson(tiny_case(lambda code: Text(name, code), note=name), tiny_plan(), tmp_path)
    assert records(tmp_path, "settlements.geojson", "ekatte")["00011"]["name_bg"] == name
    row = records(tmp_path, "units.geojson", "unit")["old_home"]
    assert [row[column] for column in ("name_bg", "service_bg", "municipality_bg", "note")] == [name] * 4
    if name != "2024-01-01":  # a column of nothing but dates becomes one of dates in GDAL's reader
        frame = geopandas.read_file(tmp_path / "service_areas.geojson")
        assert frame["service_bg"].tolist() == [name] * 4


def test_areas_of_the_shipped_region_are_clean(haskovo: Region, tmp_path: Path) -> None:
    """Valid polygons, outer rings counter-clockwise, holes clockwise, which tile as the municipalities do."""
    areas, inner = write_wide(haskovo, tmp_path)
    assert areas.geometry.is_valid.all()
    for shape in areas.geometry:
        assert shape.geom_type == "MultiPolygon"
        for polygon in shape.geoms:
            assert polygon.exterior.is_ccw
            assert not any(ring.is_ccw for ring in polygon.interiors)
    for code, official in haskovo.territories.municipalities.items():
        assert areas.loc[code].geometry.symmetric_difference(official).area < 1e-6
    [hole] = [ring for polygon in areas.loc["all"].geometry.geoms for ring in polygon.interiors]
    cell = haskovo.territories.cells[inner]
    assert shapely.Polygon(hole).symmetric_difference(cell).area < 1e-7
    tiles = areas.geometry.drop("all").to_list()
    assert sum(tile.area for tile in tiles) == pytest.approx(shapely.union_all(tiles).area, abs=1e-9)


def test_shipped_region_has_a_point_for_each_of_its_settlements(haskovo: Region, tmp_path: Path) -> None:
    """261 settlements; codes keep their leading zeros."""
    write_wide(haskovo, tmp_path)
    frame = geopandas.read_file(tmp_path / "settlements.geojson")
    assert frame.ekatte.tolist() == [settlement.ekatte for settlement in haskovo.settlements]
    assert frame.ekatte.str.fullmatch(r"\d{5}").all()
    assert frame.ekatte.str.startswith("0").any()
