"""Territories: Thiessen cells of the shipped region, official boundaries, and the problems of their files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from mapping.errors import InputError, Problem, ProblemLog
from mapping.region.rows import SettlementRow, SurroundingRow
from mapping.region.territories import (
    COUNTRY,
    MOST_ALIKE,
    NO_TERRITORIES,
    OFFICIAL_MUNICIPALITIES,
    OFFICIAL_SETTLEMENTS,
    OUTLINE_ALLOWANCE_M,
    OWN_PLACE_M,
    Territories,
    areas_km2,
    build_territories,
    metric_crs,
    read_territories,
    territories_of_municipalities,
    territories_of_settlements,
)
from mapping.tables import read_table

HASKOVO = Path(__file__).parent.parent / "geodata" / "haskovo"
OBLAST_KM2 = 5533.0
SQUARE_METRE = 1e-6  # km²
# A settlement table needs more columns than a territory does.
REST = {
    "name_en": "x", "kind": "village", "terrain": "plain", "altitude_class": 3, "population_2013": 10,
    "population_2021": 10, "age_0_14": 2, "age_15_29": 2, "age_30_44": 2, "age_45_64": 2, "age_65_plus": 2,
    "male": 5, "female": 5,
}  # fmt: skip


def settlement(ekatte: str, municipality: str, lon: float, lat: float, area: float = 90_000) -> SettlementRow:
    return SettlementRow.model_validate(
        REST
        | {"ekatte": ekatte, "name_bg": f"с. {ekatte}", "municipality": municipality}
        | {"lon": lon, "lat": lat, "area_decares": area}
    )


# Four villages in the middles of four squares of 0.1 degree; two municipalities, west and east.
VILLAGES = (
    settlement("00011", "AAA01", 25.05, 42.05),
    settlement("00012", "AAA01", 25.05, 42.15),
    settlement("00021", "BBB02", 25.15, 42.05),
    settlement("00022", "BBB02", 25.15, 42.15),
)
SQUARES = {row.ekatte: shapely.box(row.lon - 0.05, row.lat - 0.05, row.lon + 0.05, row.lat + 0.05) for row in VILLAGES}
HALVES = {"AAA01": shapely.box(25.0, 42.0, 25.1, 42.2), "BBB02": shapely.box(25.1, 42.0, 25.2, 42.2)}


def feature(properties: dict[str, object], geometry: object) -> dict[str, object]:
    if isinstance(geometry, shapely.Geometry):
        geometry = json.loads(shapely.to_geojson(geometry))
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write(path: Path, features: Sequence[dict[str, object]]) -> None:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def squares() -> list[dict[str, Any]]:
    return [feature({"ekatte": code}, square) for code, square in SQUARES.items()]


def problems_of(folder: Path, settlements: Sequence[SettlementRow] = VILLAGES) -> tuple[Problem, ...]:
    """All problems of a reading that must fail, after checking that it gave nothing but problems."""
    log = ProblemLog()
    assert read_territories(folder, settlements, (), log) is NO_TERRITORIES
    with pytest.raises(InputError) as caught:
        log.close()
    for problem in caught.value.problems:
        for words in (problem.what, problem.todo):
            assert words.bg and words.en and words.bg != words.en
    return caught.value.problems


def points_of(rows: Sequence[SettlementRow] | Sequence[SurroundingRow]) -> np.ndarray[Any, Any]:
    return np.array([(row.lon, row.lat) for row in rows])


def assert_partition(territories: Territories, slack: float = SQUARE_METRE) -> None:
    """Valid cells without overlap, whose union is the region, through the municipalities; `slack` in km²."""
    cells = list(territories.cells)
    assert shapely.is_valid(cells).all()
    assert not shapely.is_empty(cells).any()
    total = areas_km2(cells).sum()
    [region] = areas_km2([territories.region])
    [together] = areas_km2([shapely.union_all(cells)])
    assert together == pytest.approx(total, abs=slack), "cells overlap"
    assert region == pytest.approx(total, abs=slack)
    assert areas_km2(list(territories.municipalities.values())).sum() == pytest.approx(region, abs=slack)
    assert areas_km2([territories.region.symmetric_difference(shapely.union_all(cells))])[0] < slack


@pytest.fixture(scope="module")
def rows() -> tuple[SettlementRow, ...]:
    log = ProblemLog()
    table = read_table(HASKOVO, "settlements.csv", SettlementRow, log)
    log.close()
    return table.rows


@pytest.fixture(scope="module")
def surroundings() -> tuple[SurroundingRow, ...]:
    log = ProblemLog()
    table = read_table(HASKOVO, "surroundings.csv", SurroundingRow, log)
    log.close()
    return table.rows


@pytest.fixture(scope="module")
def haskovo(rows: tuple[SettlementRow, ...], surroundings: tuple[SurroundingRow, ...]) -> Territories:
    log = ProblemLog()
    territories = read_territories(HASKOVO, rows, surroundings, log)
    log.close()
    return territories


class TestHaskovo:
    """The region as shipped: cells cut with the country's outline."""

    def test_cells_partition_the_region(self, haskovo: Territories, rows: tuple[SettlementRow, ...]) -> None:
        """One valid cell per settlement, no overlap, no gap; borders are shared corner by corner."""
        assert len(haskovo.cells) == len(rows) == 261
        assert_partition(haskovo)
        assert shapely.coverage_is_valid(list(haskovo.cells))

    def test_each_cell_holds_its_own_point_only(
        self, haskovo: Territories, rows: tuple[SettlementRow, ...], surroundings: tuple[SurroundingRow, ...]
    ) -> None:
        """A cell holds its settlement and no other, neither of the region nor of the surroundings."""
        tree = shapely.STRtree(list(haskovo.cells))
        inside = tree.query(shapely.points(np.vstack([points_of(rows), points_of(surroundings)])), "intersects")
        assert inside.T.tolist() == [[i, i] for i in range(len(rows))]

    def test_municipalities_are_the_unions_of_their_cells(
        self, haskovo: Territories, rows: tuple[SettlementRow, ...]
    ) -> None:
        """Dissolving leaves no slivers: each municipality and the region is one polygon without holes."""
        assert sorted(haskovo.municipalities) == sorted({row.municipality for row in rows})
        for code, area in haskovo.municipalities.items():
            union = shapely.union_all(
                [cell for cell, row in zip(haskovo.cells, rows, strict=True) if row.municipality == code]
            )
            assert shapely.equals(area, union), code
        for area in (*haskovo.municipalities.values(), haskovo.region):
            assert area.geom_type == "Polygon"
            assert len(area.interiors) == 0

    def test_area_of_the_oblast(self, haskovo: Territories) -> None:
        """5,533 km² officially; the estimate is within 3 %."""
        assert areas_km2([haskovo.region])[0] == pytest.approx(OBLAST_KM2, rel=0.03)

    def test_areas_of_the_municipalities(self, haskovo: Territories, rows: tuple[SettlementRow, ...]) -> None:
        """Official areas (settlements.csv, decares) are met within 13 %, and within 5 % on average."""
        codes = sorted(haskovo.municipalities)
        official = np.array([sum(r.area_decares for r in rows if r.municipality == c) / 1000 for c in codes])
        off = np.abs(areas_km2([haskovo.municipalities[c] for c in codes]) / official - 1)
        assert off.max() < 0.13, dict(zip(codes, off.round(3), strict=True))
        assert off.mean() < 0.05

    def test_points_outside_the_outline(self, rows: tuple[SettlementRow, ...]) -> None:
        """Two villages at the Greek border lie outside the generalised outline; none is 1 km off."""
        [outline] = shapely.get_parts(shapely.from_geojson((HASKOVO / COUNTRY).read_text(encoding="utf-8")))
        outside = [row for row in rows if not outline.covers(shapely.Point(row.lon, row.lat))]
        assert {row.ekatte for row in outside} == {"66398", "66932"}
        for row in outside:
            assert shapely.Point(row.lon, row.lat).distance(outline) * 111_000 < OUTLINE_ALLOWANCE_M

    def test_surroundings_reach_far_enough(
        self, haskovo: Territories, rows: tuple[SettlementRow, ...], surroundings: tuple[SurroundingRow, ...]
    ) -> None:
        """No cell reaches 10 km from its point: no settlement beyond 20 km could shape it, all nearer are in.

        (A place x of the cell of p is nearer to q only if |pq| ≤ |px| + |xq| < 2 |px|.)
        """
        metres = np.array([np.cos(np.radians(41.8)), 1.0]) * 111_200
        for point, cell in zip(points_of(rows), haskovo.cells, strict=True):
            corners = shapely.get_coordinates(cell)
            assert np.linalg.norm((corners - point) * metres, axis=1).max() < 10_000
        apart = (points_of(surroundings)[:, None] - points_of(rows)[None]) * metres
        away = np.linalg.norm(apart, axis=2).min(axis=1)
        assert 19_000 < away.max() < 20_100

    def test_flags_crs_and_repetition(
        self, haskovo: Territories, rows: tuple[SettlementRow, ...], surroundings: tuple[SurroundingRow, ...]
    ) -> None:
        """Everything is approximate, UTM zone 35 north, and a second reading gives the same bytes."""
        assert haskovo.approximate and haskovo.cells_approximate and haskovo.municipalities_approximate
        assert haskovo.crs == "EPSG:32635"
        again = read_territories(HASKOVO, rows, surroundings, ProblemLog())
        assert shapely.to_wkb(list(again.cells)).tolist() == shapely.to_wkb(list(haskovo.cells)).tolist()
        assert again.region.wkb == haskovo.region.wkb

    def test_country_file_is_rfc_7946(self) -> None:
        """No crs member, degrees with at most five decimals, outer ring anticlockwise, source named."""
        document = json.loads((HASKOVO / COUNTRY).read_text(encoding="utf-8"))
        assert "crs" not in document
        [country] = document["features"]
        assert country["properties"]["name"] == "Bulgaria"
        assert country["properties"]["source"] == "natural_earth"
        [ring] = country["geometry"]["coordinates"]
        assert all(round(x, 5) == x for position in ring for x in position)
        assert shapely.is_ccw(shapely.LinearRing(ring))

    def test_official_settlements_replace_cells(
        self, tmp_path: Path, haskovo: Territories, rows: tuple[SettlementRow, ...]
    ) -> None:
        """Official polygons in the folder are used; villages without land of their own get a disc."""
        shutil.copy(HASKOVO / COUNTRY, tmp_path)
        landless = [i for i, row in enumerate(rows) if row.area_decares == 0]
        assert len(landless) == 7
        # the land of each landless village goes to a neighbour of its municipality
        land: dict[str, BaseGeometry] = dict(zip((row.ekatte for row in rows), haskovo.cells, strict=True))
        for i in landless:
            cell = land.pop(rows[i].ekatte)
            host = next(
                r.ekatte
                for r in rows
                if r.municipality == rows[i].municipality
                and r.ekatte in land
                and land[r.ekatte].intersection(cell).length
            )
            land[host] = land[host].union(cell)
        write(tmp_path / OFFICIAL_SETTLEMENTS, [feature({"ekatte": c, "n": 1}, g) for c, g in land.items()])

        log = ProblemLog()
        found = read_territories(tmp_path, rows, (), log)
        log.close()
        assert not found.approximate
        assert_partition(found)
        assert areas_km2([found.region])[0] == pytest.approx(areas_km2([haskovo.region])[0], abs=SQUARE_METRE)
        for i in landless:
            assert found.cells[i].covers(shapely.Point(rows[i].lon, rows[i].lat))
            assert areas_km2([found.cells[i]])[0] == pytest.approx(np.pi * (OWN_PLACE_M / 1000) ** 2, rel=0.02)

    def test_official_municipalities_bound_cells(
        self, tmp_path: Path, haskovo: Territories, rows: tuple[SettlementRow, ...]
    ) -> None:
        """Cells fill the official municipalities; only the borders inside them are approximate."""
        write(
            tmp_path / OFFICIAL_MUNICIPALITIES,
            [feature({"municipality": code}, area) for code, area in haskovo.municipalities.items()],
        )
        log = ProblemLog()
        found = read_territories(tmp_path, rows, (), log)
        log.close()
        assert found.cells_approximate and not found.municipalities_approximate and found.approximate
        assert_partition(found, slack=0.001)  # corners are rounded to 1 cm: under 1 mm of border
        for code, area in haskovo.municipalities.items():
            assert areas_km2([found.municipalities[code].symmetric_difference(area)])[0] < 0.01
        for row, cell in zip(rows, found.cells, strict=True):
            assert cell.covers(shapely.Point(row.lon, row.lat))


class TestSmall:
    """Four villages in four squares."""

    def codes(self) -> tuple[list[str], list[str]]:
        return [row.ekatte for row in VILLAGES], [row.municipality for row in VILLAGES]

    def test_areas(self) -> None:
        """A square of 0.1 degree at 42.05° N is 91.9 km² (0.1° lat = 11.107 km, 0.1° lon = 8.279 km)."""
        assert areas_km2([SQUARES["00011"]])[0] == pytest.approx(11.107 * 8.279, rel=1e-3)
        assert areas_km2([]).tolist() == []
        assert areas_km2([shapely.Polygon()]).tolist() == [0.0]

    @pytest.mark.parametrize(
        ("lon", "lat", "code"),
        [(25.0, 42.0, 32635), (24.0, 42.0, 32635), (-70.0, -30.0, 32719), (180.0, 1.0, 32660)],
    )
    def test_metric_crs(self, lon: float, lat: float, code: int) -> None:
        """The UTM zone of the points' middle, north and south, the last zone at the date line."""
        assert metric_crs(np.array([[lon, lat]])) == f"EPSG:{code}"

    def test_cells_are_the_squares(self) -> None:
        """The points are the middles of the squares, so the cells are the squares."""
        found = build_territories(*self.codes(), points_of(VILLAGES), np.zeros((0, 2)), shapely.box(25, 42, 25.2, 42.2))
        assert_partition(found)
        for row, cell in zip(VILLAGES, found.cells, strict=True):
            assert areas_km2([cell.symmetric_difference(SQUARES[row.ekatte])])[0] < 0.5

    def test_point_outside_the_outline(self) -> None:
        """Land round a point that the outline misses: its cell holds it, and the others lose nothing."""
        lonlat = points_of(VILLAGES)
        outline = shapely.box(25, 42, 25.155, 42.1)  # misses the two northern villages
        found = build_territories(*self.codes(), lonlat, np.zeros((0, 2)), outline)
        assert_partition(found)
        for point, cell in zip(lonlat, found.cells, strict=True):
            assert cell.covers(shapely.Point(point))
        assert areas_km2([found.cells[1]])[0] == pytest.approx(np.pi * (OUTLINE_ALLOWANCE_M / 1000) ** 2, rel=0.02)

    def test_single_settlement(self) -> None:
        """One settlement alone has the whole outline."""
        found = build_territories(["00011"], ["AAA01"], points_of(VILLAGES[:1]), np.zeros((0, 2)), HALVES["AAA01"])
        assert shapely.equals(found.region, shapely.set_precision(HALVES["AAA01"], 1e-7))

    def test_identical_points_are_refused(self) -> None:
        """The pure functions name the settlements that share a point."""
        lonlat = points_of(VILLAGES)
        lonlat[3] = lonlat[0]
        with pytest.raises(ValueError, match="00011"):
            build_territories(*self.codes(), lonlat, np.zeros((0, 2)), shapely.box(25, 42, 25.2, 42.2))

    def test_landless_settlements_side_by_side(self) -> None:
        """Discs of two landless villages near each other do not overlap; the neighbour gives both."""
        near = (
            settlement("00013", "AAA01", 25.03, 42.03, area=0),
            settlement("00014", "BBB02", 25.032, 42.03, area=0),  # 166 m away
        )
        rows = (*VILLAGES, *near)
        found = territories_of_settlements(
            [r.ekatte for r in rows], [r.municipality for r in rows], points_of(rows), SQUARES
        )
        assert_partition(found)
        assert all(c.covers(shapely.Point(r.lon, r.lat)) for c, r in zip(found.cells, rows, strict=True))

    def test_settlement_outside_its_official_municipality(self) -> None:
        """A village just across the border of its municipality still gets a place that holds its point."""
        rows = (*VILLAGES, settlement("00013", "AAA01", 25.105, 42.1))
        found = territories_of_municipalities(
            [r.ekatte for r in rows], [r.municipality for r in rows], points_of(rows), HALVES
        )
        assert_partition(found)
        assert found.cells[-1].covers(shapely.Point(25.105, 42.1))

    def test_lines_and_points_are_no_area(self) -> None:
        """Of a collection only the areas count: one polygon, or several."""
        line = shapely.LineString([(24, 42), (25, 42)])
        far = shapely.box(26, 42, 26.1, 42.1)
        polygons = SQUARES | {
            "00011": shapely.GeometryCollection([SQUARES["00011"], line]),
            "00022": shapely.GeometryCollection([shapely.MultiPolygon([SQUARES["00022"], far]), line]),
        }
        found = territories_of_settlements(*self.codes(), points_of(VILLAGES), polygons)
        assert [cell.geom_type for cell in found.cells] == ["Polygon", "Polygon", "Polygon", "MultiPolygon"]
        assert_partition(found)

    def test_no_settlements(self, tmp_path: Path) -> None:
        """A region whose settlement table failed has no territories, and no further problem."""
        log = ProblemLog()
        assert read_territories(tmp_path, (), (), log) is NO_TERRITORIES
        assert len(log) == 0


def _edit(change: Callable[[list[dict[str, Any]]], object]) -> list[dict[str, Any]]:
    features = squares()
    change(features)
    return features


BOW = {"type": "Polygon", "coordinates": [[[25, 42], [25.1, 42.1], [25.1, 42], [25, 42.1], [25, 42]]]}
OPEN = {"type": "Polygon", "coordinates": [[[25, 42], [25.1, 42.1], [25.1, 42]]]}
METRES = {
    "type": "Polygon",
    "coordinates": [[[334000, 4651000], [342000, 4651000], [342000, 4662000], [334000, 4651000]]],
}


class TestProblems:
    """Every fault of a boundary file is reported with its feature and property, none as a traceback."""

    @pytest.mark.parametrize(
        ("features", "row", "column", "words"),
        [
            pytest.param(_edit(lambda f: f[1].update(geometry=None)), 2, "geometry", "no geo", id="none"),
            pytest.param(_edit(lambda f: f[1].update(geometry=BOW)), 2, "geometry", "invalid", id="bow"),
            pytest.param(_edit(lambda f: f[1].update(geometry=OPEN)), 2, "geometry", "not valid", id="open"),
            pytest.param(
                _edit(lambda f: f[1].update(geometry={"type": "Polygon", "coordinates": []})),
                2, "geometry", "empty", id="empty",
            ),
            pytest.param(
                _edit(lambda f: f[1].update(geometry={"type": "Point", "coordinates": [25.0, 42.0]})),
                2, "geometry", "a Point, not an area", id="point",
            ),
            pytest.param(
                _edit(lambda f: f[1].update(geometry=METRES)), None, "geometry", "1 of 4", id="metres"
            ),
            pytest.param(_edit(lambda f: f.pop(3)), None, "ekatte", "no feature for 00022", id="missing"),
            pytest.param(
                _edit(lambda f: f.append(feature({"ekatte": "99999"}, shapely.box(26, 42, 26.1, 42.1)))),
                5, "ekatte", "“99999” is not in settlements.csv", id="unknown",
            ),
            pytest.param(
                _edit(lambda f: f.append(feature({"ekatte": "00011"}, shapely.box(26, 42, 26.1, 42.1)))),
                5, "ekatte", "repeats feature 1", id="repeated",
            ),
            pytest.param(
                _edit(lambda f: f.append(feature({}, shapely.box(26, 42, 26.1, 42.1)))),
                5, "ekatte", "missing or blank", id="no property",
            ),
            pytest.param(
                _edit(lambda f: f[2].update(feature({"ekatte": "00021"}, shapely.box(25, 42, 25.2, 42.1)))),
                3, "geometry", "overlaps feature 1 (00011)", id="overlap",
            ),
        ],
    )  # fmt: skip
    def test_one_fault(
        self, tmp_path: Path, features: list[dict[str, Any]], row: int | None, column: str, words: str
    ) -> None:
        """One fault gives one problem at the right place."""
        write(tmp_path / OFFICIAL_SETTLEMENTS, features)
        [problem] = problems_of(tmp_path)
        assert problem.where.file == f"{tmp_path.name}/{OFFICIAL_SETTLEMENTS}"
        assert (problem.where.row, problem.where.column) == (row, column)
        assert words in problem.what.en

    def test_faults_come_all_at_once(self, tmp_path: Path) -> None:
        """Several faults of one file are one report."""
        features = squares()
        features[0]["geometry"] = BOW
        features[1]["properties"]["ekatte"] = 12  # a number: the leading zeros are gone
        features[2]["geometry"] = None
        features[3]["properties"]["ekatte"] = "22"
        write(tmp_path / OFFICIAL_SETTLEMENTS, features)
        found = problems_of(tmp_path)
        said = [(p.where.row, p.where.column, p.what.en) for p in found]
        assert [(row, column) for row, column, _ in said[:4]] == [
            (1, "geometry"), (2, "ekatte"), (3, "geometry"), (4, "ekatte"),
        ]  # fmt: skip
        assert "is not text" in said[1][2]
        assert "00022" in found[3].todo.en
        assert [what for *_, what in said[4:]] == [
            "there is no feature for 00012",
            "there is no feature for 00022",
        ]

    def test_swapped_codes(self, tmp_path: Path) -> None:
        """Polygons with each other's code are found by the points that lie far outside them."""
        features = squares()
        features[0]["properties"], features[3]["properties"] = (
            features[3]["properties"],
            features[0]["properties"],
        )
        write(tmp_path / OFFICIAL_SETTLEMENTS, features)
        found = problems_of(tmp_path)
        assert [p.where.row for p in found] == [4, 1]
        assert all("km outside the area of" in p.what.en for p in found)

    def test_latitude_before_longitude(self, tmp_path: Path) -> None:
        """Swapped coordinates are degrees too; the settlements then lie far outside."""
        swapped = [feature({"ekatte": c}, shapely.transform(s, lambda xy: xy[:, ::-1])) for c, s in SQUARES.items()]
        write(tmp_path / OFFICIAL_SETTLEMENTS, swapped)
        found = problems_of(tmp_path)
        assert len(found) == len(VILLAGES)
        assert "longitude, latitude" in found[0].todo.en

    def test_property_of_another_name(self, tmp_path: Path) -> None:
        """A property missing everywhere is one problem, and a likely name is suggested."""
        write(tmp_path / OFFICIAL_SETTLEMENTS, [feature({"EKATTE": c}, s) for c, s in SQUARES.items()])
        [problem] = problems_of(tmp_path)
        assert (problem.where.row, problem.where.column) == (None, "ekatte")
        assert problem.todo.en == "Rename “EKATTE” to “ekatte”."

    def test_file_of_another_region(self, tmp_path: Path) -> None:
        """Hundreds of unknown codes are not listed one by one."""
        far = [feature({"ekatte": f"9{i:04d}"}, shapely.box(27, 42, 27.1, 42.1)) for i in range(300)]
        write(tmp_path / OFFICIAL_SETTLEMENTS, squares() + far)
        found = problems_of(tmp_path)
        assert len(found) == MOST_ALIKE + 1
        assert found[-1].what.en == f"and {300 - MOST_ALIKE} more problems like these"

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "not JSON"),
            (b"{", "not JSON"),
            (b'{"type": "FeatureCollection", "features": [NaN]}', "not JSON"),
            (b"\xff\xfe\x00", "not JSON"),
            (b"[]", "not a GeoJSON"),
            (b'{"type": "Topology", "objects": {}}', "not a GeoJSON"),
            (b'{"type": "FeatureCollection", "features": []}', "no feature"),
        ],
    )
    @pytest.mark.parametrize("name", [COUNTRY, OFFICIAL_SETTLEMENTS, OFFICIAL_MUNICIPALITIES])
    def test_unreadable_file(self, tmp_path: Path, name: str, content: bytes, words: str) -> None:
        """Any of the files may be unreadable; that is one problem and no traceback."""
        (tmp_path / name).write_bytes(content)
        [problem] = problems_of(tmp_path)
        assert problem.where.file == f"{tmp_path.name}/{name}"
        assert words in problem.what.en

    def test_features_that_are_no_features(self, tmp_path: Path) -> None:
        """A list of anything is read without a traceback."""
        (tmp_path / COUNTRY).write_text('{"type": "FeatureCollection", "features": [1, null, {"geometry": 5}]}')
        assert [p.where.row for p in problems_of(tmp_path)] == [1, 2, 3]

    def test_directory_in_place_of_the_file(self, tmp_path: Path) -> None:
        """A folder of that name cannot be read as a file."""
        (tmp_path / OFFICIAL_SETTLEMENTS).mkdir()
        [problem] = problems_of(tmp_path)
        assert "cannot be read" in problem.what.en

    def test_no_boundaries_at_all(self, tmp_path: Path) -> None:
        """Without any file of boundaries the country's outline is asked for."""
        [problem] = problems_of(tmp_path)
        assert problem.where.file == f"{tmp_path.name}/{COUNTRY}"
        assert problem.what.en == "the file is missing"

    def test_settlement_far_outside_the_country(self, tmp_path: Path) -> None:
        """A point kilometres outside the outline is a mistake of the point or of the outline."""
        write(tmp_path / COUNTRY, [feature({}, shapely.box(25, 42, 25.2, 42.1))])
        found = problems_of(tmp_path)
        assert ["00012" in found[0].what.bg, "00022" in found[1].what.bg] == [True, True]
        assert "5.6 km outside" in found[0].what.en
        assert "5,6 km извън" in found[0].what.bg

    def test_identical_points(self, tmp_path: Path) -> None:
        """Two settlements on one point are reported, with both codes."""
        write(tmp_path / COUNTRY, [feature({}, shapely.box(25, 42, 25.2, 42.2))])
        [problem] = problems_of(tmp_path, (*VILLAGES, settlement("00031", "BBB02", 25.15, 42.15)))
        assert problem.where.key == "00022"
        assert "00031" in problem.what.en

    def test_unknown_and_missing_municipality(self, tmp_path: Path) -> None:
        """Municipality codes are checked as settlement codes are."""
        write(tmp_path / OFFICIAL_MUNICIPALITIES, [
            feature({"municipality": "AAA01"}, HALVES["AAA01"]),
            feature({"municipality": "BBB2"}, HALVES["BBB02"]),
        ])  # fmt: skip
        unknown, missing = problems_of(tmp_path)
        assert (unknown.where.row, unknown.where.column) == (2, "municipality")
        assert "BBB02" in unknown.todo.en
        assert "BBB02" in missing.what.en
