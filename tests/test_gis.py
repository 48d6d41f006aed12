"""GeoPackage and GeoParquet: what is in them is what the plan and the tables say, in every program that reads them.

`python tests/test_gis.py` writes the tables of docs/gis.md anew.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import textwrap
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from builders import case_of, tiny_case, tiny_plan, tiny_region
from ensembles import certainties_of
from geoparquet_validator import check, conformant
from line import LINE, write_question
from pyarrow import parquet
from pyproj import Transformer
from runs import SilentListener

from mapping.cli.main import entry
from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish import products
from mapping.publish.certainty import CERTAINTY_WORDS
from mapping.publish.crs import outside
from mapping.publish.fields import Field, expand
from mapping.publish.fields.words import FIELD_WORDS
from mapping.publish.geojson import write_geojson
from mapping.publish.gis.aliases import aliases, coded_values
from mapping.publish.gis.definitions import CERTAIN, LAYERS, LayerDefinition, with_certainty_fields
from mapping.publish.gis.geopackage import write_geopackage
from mapping.publish.gis.metadata import day_of_inputs
from mapping.publish.gis.parquet import write_geoparquet
from mapping.publish.products import files_of
from mapping.publish.records import look_up
from mapping.publish.tables import write_tables
from mapping.region import Region, read_region
from mapping.region.rows import SourceRow
from mapping.region.territories import areas_km2
from mapping.run import EnsembleSize, execute, execute_ensemble
from mapping.words import Text

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data"
PAGE = ROOT / "docs" / "gis.md"
PERIODS, SERVICES = ("2021_2023", "2024_2024"), ("home", "visits")
NAMES = [layer.name for layer in LAYERS]
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "quotes \" and ' and „bg“ ]]> &amp;",
    "'); DROP TABLE units; --",
    "%s {0} \\ \t",
    "two\nlines",
    "\x0b vertical tab",
    "[1, 2]",
    "00123",
    "2024-01-01",
    "",
    " ",
    "я" * 70_000,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny plan as GeoPackage, GeoParquet, GeoJSON and CSV."""
    path = tmp_path_factory.mktemp("gis")
    write_all(tiny_case(), tiny_plan(), path)
    return path


def write_all(case: Case, plan: Plan, path: Path) -> None:
    write_geopackage(case, plan, path)
    write_geoparquet(case, plan, path)
    write_geojson(case, plan, path)
    write_tables(case, plan, path)


@pytest.fixture(scope="module")
def haskovo() -> Region:
    return read_region(ROOT / "geodata" / "haskovo")


def layer(folder: Path, name: str) -> Any:
    return pyogrio.read_dataframe(folder / "needsmap.gpkg", layer=name)


def rows_of(folder: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "needsmap.gpkg")) as base:
        return base.execute(query).fetchall()


def csv(folder: Path, name: str) -> Any:
    return pd.read_csv(folder / name, dtype=str, keep_default_na=False)


def columns(definition: LayerDefinition) -> dict[str, Field]:
    return expand(definition.fields, PERIODS, SERVICES)


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same: nothing is nothing, numbers are numbers, text is text."""
    if one is None or one != one or other is None or other != other:  # noqa: PLR0124 - nan
        return (one is None or one != one) and (other is None or other != other)  # noqa: PLR0124
    return type(one) is type(other) and one == other if isinstance(one, str) else float(one) == float(other)


def text_of(value: Any, field: Field) -> str:
    """A value as the CSV tables write it."""
    if value is None or value != value:  # noqa: PLR0124
        return ""
    return str(int(value)) if field.type == "integer" else str(value)


class TestContent:
    def test_every_layer_is_there_in_the_order_of_drawing(self, folder: Path):
        found = pyogrio.list_layers(folder / "needsmap.gpkg")
        assert [tuple(row) for row in found] == [*((d.name, d.geometry) for d in LAYERS), ("layer_styles", None)]
        assert sorted(p.stem for p in folder.glob("*.parquet")) == sorted(NAMES)

    @pytest.mark.parametrize("definition", LAYERS, ids=NAMES)
    def test_every_field_is_there_with_its_type(self, folder: Path, definition: LayerDefinition):
        """Text, integers, decimals and flags are that in the file itself, not only as they happen to be read."""
        info = pyogrio.read_info(folder / "needsmap.gpkg", layer=definition.name)
        assert info["encoding"] == "UTF-8"
        kinds = {"text": "OFTString", "integer": "OFTInteger64", "decimal": "OFTReal", "flag": "OFTInteger"}
        assert dict(zip(info["fields"], info["ogr_types"], strict=True)) == {
            name: kinds[field.type] for name, field in columns(definition).items()
        }
        arrow = {"text": "string", "integer": "int64", "decimal": "double", "flag": "bool"}
        schema = parquet.read_schema(folder / f"{definition.name}.parquet")
        assert {name: str(schema.field(name).type) for name in columns(definition)} == {
            name: arrow[field.type] for name, field in columns(definition).items()
        }

    @pytest.mark.parametrize("definition", LAYERS, ids=NAMES)
    def test_geoparquet_says_the_same_as_the_geopackage(self, folder: Path, definition: LayerDefinition):
        one, other = layer(folder, definition.name), geopandas.read_parquet(folder / f"{definition.name}.parquet")
        assert len(one) == len(other) > 0
        for name in columns(definition):
            assert all(same(a, b) for a, b in zip(one[name], other[name], strict=True)), name
        pairs = list(zip(one.geometry, other.geometry, strict=True))
        assert all((a is None and b is None) or a.equals_exact(b, 0) for a, b in pairs)
        assert one.crs == other.crs == "EPSG:4326"

    @pytest.mark.parametrize(("name", "file"), [
        ("units", "units.csv"), ("assignments", "assignments.csv"), ("mobile_rounds", "teams.csv"),
    ])  # fmt: skip
    def test_layers_say_the_same_as_the_tables(self, folder: Path, name: str, file: str):
        """Every cell that both have, codes with their leading zeros too."""
        one, other = layer(folder, name), csv(folder, file)
        [definition] = [d for d in LAYERS if d.name == name]
        shared = [column for column in other.columns if column in columns(definition)]
        assert len(shared) >= len(other.columns) - 2  # but for lon and lat
        assert len(one) == len(other) > 0
        for column in shared:
            field = columns(definition)[column]
            for value, cell in zip(one[column], other[column], strict=True):
                if field.type == "decimal" and cell:
                    assert float(cell) == value, column
                else:
                    assert text_of(value, field) == cell, column

    @pytest.mark.parametrize("name", ["units", "settlements", "service_areas"])
    def test_layers_say_the_same_as_geojson(self, folder: Path, name: str):
        content = json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))
        frame = layer(folder, name)
        assert len(content["features"]) == len(frame)
        for feature, (_, row) in zip(content["features"], frame.iterrows(), strict=True):
            assert list(feature["properties"]) == [column for column in frame.columns if column != "geometry"]
            assert all(same(value, row[key]) for key, value in feature["properties"].items())
            shape = shapely.from_geojson(json.dumps(feature["geometry"]))
            assert shape.symmetric_difference(row.geometry).area < 1e-7  # six decimals

    def test_codes_keep_their_leading_zeros(self, folder: Path):
        assert layer(folder, "settlements").ekatte.tolist() == ["00011", "00012", "00021", "00022"]
        assert layer(folder, "municipalities").seat.tolist() == ["00011", "00021"]
        assert set(layer(folder, "assignments").unit_ekatte) == {"00011", "00012", "00021", "00022"}

    def test_municipalities_are_the_sums_of_their_settlements(self, folder: Path):
        towns, villages = layer(folder, "municipalities").set_index("municipality"), layer(folder, "settlements")
        assert towns.settlements.tolist() == [2, 2]
        assert towns.population_2021.tolist() == [200, 200]
        wanted = [c for c in towns.columns if re.match("(need|served|unmet)_", c)]
        assert len(wanted) == 3 * 2 * 3
        sums = villages.groupby("municipality")[wanted].sum()
        for column in wanted:
            assert towns[column].tolist() == pytest.approx(sums[column].tolist()), column
        # 9.000 + 6.200 need home in the last period, 1.900 + 0.001 of it unmet: by hand from the plan's records
        assert towns.loc["BBB02", "need_2024_2024"] == pytest.approx(15.2)
        assert towns.loc["BBB02", "share_2024_2024"] == pytest.approx(1 - 1.901 / 15.2, abs=1e-6)

    def test_lines_lead_from_the_village_to_the_unit_and_are_left_out_at_home(self, folder: Path):
        frame = layer(folder, "assignments")
        points = {s.ekatte: (s.lon, s.lat) for s in tiny_case().region.settlements}
        for _, row in frame.iterrows():
            if row.ekatte == row.unit_ekatte:
                assert row.geometry is None
            else:
                assert list(row.geometry.coords) == [points[row.ekatte], points[row.unit_ekatte]]
        assert frame.persons.sum() == pytest.approx(sum(v.persons for v in tiny_plan().served))
        assert set(frame.kind) == {"residential", "mobile"}

    def test_rounds_go_to_each_village_that_a_base_visits(self, folder: Path):
        """The team of 00012 visits its own village in both periods, and 00011 in the last."""
        frame = layer(folder, "mobile_rounds").set_index("period")
        assert frame.settlements.to_dict() == {"2021-2023": 1, "2024-2024": 2}
        assert frame.persons.to_dict() == {"2021-2023": 0.1, "2024-2024": 0.3}
        assert frame.loc["2021-2023"].geometry is None
        [way] = frame.loc["2024-2024"].geometry.geoms
        assert list(way.coords) == [(25.05, 42.05), (25.05, 42.15)]
        assert frame.loc["2024-2024"].farthest_minutes == 12.0

    def test_a_plan_without_units_gives_empty_layers(self, tmp_path: Path):
        write_all(tiny_case(), replace(tiny_plan(), served=(), units=(), moved=()), tmp_path)
        counts = {name: len(layer(tmp_path, name)) for name in NAMES}
        assert counts == {
            "municipalities": 2, "territories": 4, "service_areas": 0, "assignments": 0, "mobile_rounds": 0,
            "settlements": 4, "units": 0,
        }  # fmt: skip
        for definition in LAYERS:
            table = parquet.read_table(tmp_path / f"{definition.name}.parquet")
            assert table.num_rows == counts[definition.name]
            assert set(columns(definition)) < set(table.column_names)


class TestGeoPackage:
    def test_is_a_sound_geopackage(self, folder: Path):
        """The marks of the format, the keys between its tables, every table and column where the standard wants it."""
        assert (folder / "needsmap.gpkg").read_bytes()[68:72] == b"GPKG"
        assert rows_of(folder, "PRAGMA user_version") == [(10200,)]
        assert rows_of(folder, "PRAGMA integrity_check") == [("ok",)]
        assert rows_of(folder, "PRAGMA foreign_key_check") == []
        tables = {name for (name,) in rows_of(folder, "SELECT name FROM sqlite_master WHERE type = 'table'")}
        used = "SELECT table_name FROM gpkg_contents UNION SELECT table_name FROM gpkg_extensions"
        assert {name for (name,) in rows_of(folder, used) if name} <= tables
        assert {name for (name,) in rows_of(folder, "SELECT extension_name FROM gpkg_extensions")} == {
            "gpkg_rtree_index", "gpkg_schema", "gpkg_metadata"
        }  # fmt: skip
        for table, column in rows_of(folder, "SELECT table_name, column_name FROM gpkg_data_columns"):
            assert column in {row[1] for row in rows_of(folder, f"PRAGMA table_info({table})")}

    def test_same_plan_gives_the_same_bytes(self, folder: Path, tmp_path: Path):
        write_all(tiny_case(), tiny_plan(), tmp_path)
        for path in [folder / "needsmap.gpkg", *folder.glob("*.parquet")]:
            assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name

    def test_every_time_in_the_file_is_the_day_of_the_inputs(self, folder: Path):
        day = (f"{day_of_inputs(tiny_case().region)}T00:00:00.000Z",)
        times = [
            *rows_of(folder, "SELECT DISTINCT last_change FROM gpkg_contents"),
            *rows_of(folder, "SELECT DISTINCT timestamp FROM gpkg_metadata_reference"),
            *rows_of(folder, "SELECT DISTINCT update_time FROM layer_styles"),
        ]
        assert times == [day, day, day] == [("2021-09-07T00:00:00.000Z",)] * 3

    def test_the_clock_of_other_writers_is_left_alone(self, tmp_path: Path):
        write_geopackage(tiny_case(), tiny_plan(), tmp_path)
        assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None

    def test_columns_are_named_in_bulgarian(self, folder: Path):
        words = {
            (t, c): n for t, c, n in rows_of(folder, "SELECT table_name, column_name, name FROM gpkg_data_columns")
        }
        assert set(words) == {(d.name, column) for d in LAYERS for column in columns(d)}
        assert words["units", "ekatte"] == "ЕКАТТЕ"
        assert words["settlements", "need_home_2021_2023"] == "потребност 2021–2023: име home"
        assert words["settlements", "share_2024_2024"] == "обслужен дял 2024"
        assert words["settlements", "kind"] != words["units", "kind"]
        assert all(re.search("[а-яА-Я]", name) for name in words.values())

    def test_codes_have_words(self, folder: Path):
        """Every code that a record has is one of its list; so programs can show the words for it."""
        found = rows_of(folder, "SELECT constraint_name, value, description FROM gpkg_data_column_constraints")
        words = {(name, code): said for name, code, said in found}
        assert words["service_kind", "mobile"] == "мобилна услуга"
        lists = rows_of(
            folder, "SELECT table_name, column_name, constraint_name FROM gpkg_data_columns WHERE constraint_name != ''"
        )
        assert {(t, c) for t, c, _ in lists} == {(d.name, c) for d in LAYERS for c in coded_values(d)}
        for table, column, name in lists:
            assert {(name, code) for code in layer(folder, table)[column].dropna()} <= set(words), (table, column)

    def test_says_what_it_is_from_which_sources_and_on_what_terms(self, tmp_path: Path):
        sources = (
            SourceRow(
                source="a", title="Преброяване <2021>", publisher="НСИ", date="2022-03-04", address="", licence="&"
            ),
            SourceRow(
                source="b", title="Карта", publisher="x", date=date(2023, 5, 6), address="https://x", licence="CC"
            ),
            SourceRow(source="c", title="Година", publisher="y", date="2025", licence="CC"),
        )
        case = tiny_case()
        case = replace(case, region=replace(case.region, sources=sources))
        write_geopackage(case, tiny_plan(), tmp_path)
        [(whole,)] = rows_of(
            tmp_path, "SELECT metadata FROM gpkg_metadata JOIN gpkg_metadata_reference ON id = md_file_id"
            " WHERE reference_scope = 'geopackage'"
        )  # fmt: skip
        terms: dict[str, list[str]] = {}
        for element in ElementTree.fromstring(whole):
            terms.setdefault(element.tag.removeprefix("{http://purl.org/dc/terms/}"), []).append(element.text or "")
        assert terms["date"] == ["2023-05-06"]
        assert terms["title"] == ["т"]
        assert terms["source"] == [
            "Преброяване <2021> (НСИ, 2022-03-04). &", "Карта (x, 2023-05-06). https://x. CC", "Година (y, 2025). CC"
        ]  # fmt: skip
        assert "оценка" in terms["description"][0]
        assert "MIT" in terms["license"][0]
        layers = rows_of(tmp_path, "SELECT table_name FROM gpkg_metadata_reference WHERE reference_scope = 'table'")
        assert [name for (name,) in layers] == NAMES
        titles = rows_of(tmp_path, "SELECT identifier FROM gpkg_contents WHERE data_type = 'features'")
        assert [name for (name,) in titles] == [d.title.bg for d in LAYERS]

    def test_in_english_titles_legends_and_columns_are_english(self, tmp_path: Path):
        write_geopackage(tiny_case(lambda code: Text(code, code)), tiny_plan(), tmp_path, "en")
        said = [
            *rows_of(tmp_path, "SELECT styleQML, description FROM layer_styles"),
            *rows_of(tmp_path, "SELECT name, description FROM gpkg_data_columns"),
            *rows_of(tmp_path, "SELECT value, description FROM gpkg_data_column_constraints"),
            *rows_of(tmp_path, "SELECT identifier, description FROM gpkg_contents"),
        ]
        assert not re.search("[а-яА-Я]", "".join(str(row) for row in said))


class TestStyles:
    @pytest.mark.parametrize("definition", LAYERS, ids=NAMES)
    def test_each_layer_has_one_that_qgis_applies(self, folder: Path, definition: LayerDefinition):
        [(qml, default, geometry)] = rows_of(
            folder, f"SELECT styleQML, useAsDefault, f_geometry_column FROM layer_styles"
            f" WHERE f_table_name = '{definition.name}'"
        )  # fmt: skip
        [(column,)] = rows_of(
            folder, f"SELECT column_name FROM gpkg_geometry_columns WHERE table_name = '{definition.name}'"
        )
        assert (default, geometry) == (1, column)
        root = ElementTree.fromstring(qml)
        assert root.tag == "qgis"
        renderers = list(root.iter("renderer-v2"))
        for renderer in renderers:
            symbols = {symbol.get("name") for symbol in renderer.findall("symbols/symbol")}
            used = {
                e.get("symbol") for e in (*renderer.findall("rules/rule"), *renderer.findall("categories/category"))
            }
            assert used <= symbols
            assert symbols or renderer.get("type") == "pointDisplacement"
        assert {e.get("type") for e in root.iter("symbol")} <= {
            "Point": {"marker"}, "LineString": {"line"}, "MultiLineString": {"line"}, "MultiPolygon": {"fill"}
        }[definition.geometry]  # fmt: skip

    @pytest.mark.parametrize("definition", LAYERS, ids=NAMES)
    def test_columns_that_a_style_names_are_there(self, folder: Path, definition: LayerDefinition):
        [(qml,)] = rows_of(folder, f"SELECT styleQML FROM layer_styles WHERE f_table_name = '{definition.name}'")
        root = ElementTree.fromstring(qml)
        said = [e.get(key, "") for e in root.iter() for key in ("attr", "filter", "fieldName", "value")]
        named = {name for text in said for name in re.findall(r'"(\w+)"', text)}
        assert named
        assert named <= set(columns(definition))
        assert [e.get("field") for e in root.iter("alias")] == list(columns(definition))

    def test_every_unit_of_the_plan_has_a_mark(self, folder: Path):
        [(qml,)] = rows_of(folder, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'units'")
        values = {e.get("value") for e in ElementTree.fromstring(qml).iter("category")}
        units = layer(folder, "units")
        assert {f"{row.kind} {row.state}" for _, row in units.iterrows()} | {"none"} == values

    def test_shares_fall_into_one_class_each(self, folder: Path):
        """The rules of QGIS, worked by hand on shares at and beside the limits."""
        [(qml,)] = rows_of(folder, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'territories'")
        rules = [e.get("filter", "") for e in ElementTree.fromstring(qml).iter("rule")]
        assert rules.pop() == "ELSE"
        for share, wanted in ((0.0, 0), (0.199999, 0), (0.2, 1), (0.5, 2), (0.6, 3), (0.8, 4), (1.0, 4)):
            held = [n for n, rule in enumerate(rules) if holds(rule, share)]
            assert held == [wanted], share


def holds(rule: str, share: float) -> bool:
    """Whether a rule like `"share_x" >= 0.2 AND "share_x" < 0.4 AND "population_2021" > 0` holds."""
    for part in rule.split(" AND "):
        column, sign, limit = re.fullmatch(r'"(\w+)" (>=|<=|<|>) ([\d.]+)', part).groups()  # type: ignore[union-attr]
        value = share if column.startswith("share") else 100
        tests: dict[str, Callable[[float, float], bool]] = {
            ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b, "<": lambda a, b: a < b, ">": lambda a, b: a > b
        }  # fmt: skip
        if not tests[sign](value, float(limit)):
            return False
    return True


class TestGeoParquet:
    @pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:7801"])
    def test_holds_to_version_1_1(self, tmp_path: Path, haskovo: Region, crs: Any):
        """Judged by geoparquet-validator: metadata, PROJJSON, WKB, boxes, covering."""
        case = case_of(haskovo, tiny_case().scenario, haskovo.catalogue.services[:1])
        write_geoparquet(tiny_case(), tiny_plan(), tmp_path, crs=crs)
        territories = tmp_path / "haskovo"
        territories.mkdir()
        write_geoparquet(case, replace(tiny_plan(), units=(), served=(), needs=(), moved=()), territories, crs=crs)
        for path in (*tmp_path.glob("*.parquet"), territories / "territories.parquet"):
            report = check(str(path))
            assert report["version"] == "1.1.0"
            assert [outcome for outcome in report["outcomes"] if outcome["status"] == "fail"] == []
            assert conformant(report, "core")

    def test_says_what_it_and_its_columns_are(self, folder: Path):
        schema = parquet.read_schema(folder / "units.parquet")
        assert schema.metadata[b"title"].decode() == "Звена"
        assert b"purl.org/dc" in schema.metadata[b"metadata"]
        assert schema.field("ekatte").metadata[b"alias"].decode() == "ЕКАТТЕ"
        assert schema.field("ekatte").metadata[b"description"]

    def test_without_arrow_says_how_to_get_it(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(products, "find_spec", lambda _: None)
        reason = products.BY_NAME["parquet"].missing(tiny_region())
        assert reason is not None
        assert "needsmap[parquet]" in reason.bg
        assert products.BY_NAME["gpkg"].missing(tiny_region()) is None


class TestBgs2005:
    def test_layers_come_in_the_system_asked_for_and_go_back(self, folder: Path, tmp_path: Path):
        """Easting is x; PROJ brings every corner back to less than 0.1 mm."""
        write_geopackage(tiny_case(), tiny_plan(), tmp_path, crs="EPSG:7801")
        write_geoparquet(tiny_case(), tiny_plan(), tmp_path, crs="EPSG:7801")
        back = Transformer.from_crs("EPSG:7801", "EPSG:4326", always_xy=True)
        for name in NAMES:
            frame, degrees = layer(tmp_path, name), layer(folder, name)
            assert frame.crs.to_epsg() == 7801
            assert geopandas.read_parquet(tmp_path / f"{name}.parquet").crs.to_epsg() == 7801
            metres = shapely.get_coordinates(frame.geometry)
            assert (metres[:, 0] < 1e6).all()
            assert (metres[:, 1] > 4e6).all()
            returned = np.column_stack(back.transform(metres[:, 0], metres[:, 1]))
            assert np.abs(returned - shapely.get_coordinates(degrees.geometry)).max() < 1e-9
        assert rows_of(tmp_path, "SELECT organization, organization_coordsys_id FROM gpkg_spatial_ref_sys"
                       " WHERE srs_id = 7801") == [("EPSG", 7801)]  # fmt: skip

    def test_a_known_point_is_where_the_projection_puts_it(self):
        """Worked from the definition: the central meridian, 25° 30' E, has easting 500 000 m; places east of it more;
        a degree of latitude is 111 km."""
        project = Transformer.from_crs("EPSG:4326", "EPSG:7801", always_xy=True)
        x, y = project.transform(25.5, 42.0)
        assert x == pytest.approx(500_000, abs=0.001)
        assert project.transform(25.6, 42.0)[0] - x == pytest.approx(8_284, abs=10)  # 0.1° x 111.3 km x cos 42°
        assert project.transform(25.5, 43.0)[1] - y == pytest.approx(111_000, rel=0.002)

    def test_areas_of_the_shipped_region_agree_with_an_equal_area_projection(self, haskovo: Region):
        """The projection is conformal: areas are 0.03 % off at most over the oblast; and the land of each municipality
        by the table (its settlements' decares) is within 13 % of that of its approximate boundaries."""
        shapes = list(haskovo.territories.municipalities.values())
        metres = geopandas.GeoSeries(shapes, crs="EPSG:4326").to_crs("EPSG:7801").area.to_numpy() / 1e6
        true = areas_km2(shapes)
        assert np.abs(metres / true - 1).max() < 0.0004
        decares = [
            sum(place.area_decares for place in haskovo.settlements if place.municipality == code)
            for code in haskovo.territories.municipalities
        ]
        assert np.abs(true / (np.array(decares) / 1000) - 1).max() < 0.13
        assert true.sum() / (sum(decares) / 1000) == pytest.approx(1, abs=0.02)


class TestHostileNames:
    @pytest.mark.parametrize("name", HOSTILE, ids=lambda name: repr(name[:12]))
    def test_read_back_as_they_were(self, tmp_path: Path, name: str):
        """Names are data: not SQL, not XML, not an expression of QGIS, not a date."""
        case = tiny_case(lambda code: Text(name, code), note=name)
        source = SourceRow(source="s", title=name or "x", publisher=name or "x", date="2020", address=name, licence="x")
        case = replace(case, region=replace(case.region, sources=(source,)))
        write_geopackage(case, tiny_plan(), tmp_path)
        write_geoparquet(case, tiny_plan(), tmp_path)
        assert rows_of(tmp_path, "SELECT DISTINCT name_bg FROM settlements") == [(name,)]
        assert rows_of(tmp_path, "SELECT name_bg, note FROM units WHERE unit = 'old_home'") == [(name, name)]
        frame = layer(tmp_path, "settlements")
        assert frame.name_bg.astype(str).tolist() == [name] * 4
        assert parquet.read_table(tmp_path / "settlements.parquet")["name_bg"].to_pylist() == [name] * 4
        for (qml,) in rows_of(tmp_path, "SELECT styleQML FROM layer_styles"):
            ElementTree.fromstring(qml)
        for (whole,) in rows_of(tmp_path, "SELECT metadata FROM gpkg_metadata WHERE mime_type = 'text/xml'"):
            ElementTree.fromstring(whole)
        assert len(set(rows_of(tmp_path, "SELECT table_name, name FROM gpkg_data_columns"))) == sum(
            len(columns(d)) for d in LAYERS
        )

    def test_services_of_one_name_are_told_apart(self):
        look = look_up(tiny_case(lambda _: Text("едно", "one")), tiny_plan())
        for definition in LAYERS:
            words = aliases(look, definition)
            assert len(set(words.values())) == len(words)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of the toy whose scenario asks for layers."""
    place = tmp_path_factory.mktemp("toy")
    shutil.copytree(DATA / "toy", place / "toy")
    text = (DATA / "toy.toml").read_text(encoding="utf-8")
    (place / "toy.toml").write_text(f'outputs = ["gpkg", "geojson", "parquet"]\n{text}', encoding="utf-8")
    return execute(place / "toy.toml", place / "outputs", SilentListener()).folder


class Watcher(SilentListener):
    """Watches the worlds of an ensemble too, and says nothing."""

    def world(self, done: int, worlds: int) -> None:
        pass


class TestAsked:
    def test_a_run_makes_them_and_publish_the_same_bytes(self, run: Path):
        files = {name: (run / name).read_bytes() for name in files_of(run) if name != "run.json"}
        assert {"needsmap.gpkg", "units.parquet", "territories.parquet", "units.geojson"} <= set(files)
        assert entry(["publish", str(run)]) == 0
        assert {name: (run / name).read_bytes() for name in files_of(run) if name != "run.json"} == files
        assert entry(["verify", str(run)]) == 0

    def test_bgs2005_is_for_those_who_ask_and_never_for_geojson(self, run: Path, capsys: pytest.CaptureFixture[str]):
        before = (run / "units.geojson").read_bytes()
        assert entry(["publish", str(run), "--crs", "7801"]) == 0
        assert pyogrio.read_info(run / "needsmap.gpkg", layer="units")["crs"] == "EPSG:7801"
        assert geopandas.read_parquet(run / "units.parquet").crs.to_epsg() == 7801
        assert (run / "units.geojson").read_bytes() == before
        assert json.loads((run / "run.json").read_text(encoding="utf-8"))["publications"][-1]["crs"] == "EPSG:7801"
        assert entry(["verify", str(run)]) == 0
        capsys.readouterr()
        assert entry(["publish", str(run), "geojson", "--crs=EPSG:7801", "--lang=en"]) == 2
        assert "always WGS84" in capsys.readouterr().err
        assert entry(["publish", str(run), "gpkg", "--crs", "32635", "--lang", "en"]) == 2
        assert "4326, 7801" in capsys.readouterr().err

    def test_an_ensemble_has_the_layers_that_its_scenario_asks_for(self, run: Path):
        """With how sure each unit is; GeoJSON of its own it has anyway."""
        done = execute_ensemble(run.parents[1] / "toy.toml", run.parent, EnsembleSize(2, 1, 1), Watcher())
        assert "certainty" in pyogrio.read_info(done.folder / "needsmap.gpkg", layer="units")["fields"]
        assert "certainty" in parquet.read_schema(done.folder / "units.parquet").names
        assert {"needsmap.gpkg", "units.parquet"} <= set(done.record.outputs)

    def test_a_region_outside_bulgaria_has_no_bgs2005(self):
        region = tiny_region()
        assert outside(region, "EPSG:7801") is None
        there = replace(
            region, settlements=(replace(region.settlements[0], lon=2.35, lat=48.86), *region.settlements[1:])
        )
        reason = outside(there, "EPSG:7801")
        assert reason is not None
        assert "outside the area" in reason.en

    def test_mere_points_without_coordinates_have_no_layers(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        question = 'stages = [{ objective = "unmet", gap = 0.0 }]\n'
        done = execute(write_question(tmp_path, question, LINE), tmp_path / "outputs", SilentListener())
        assert entry(["publish", str(done.folder), "gpkg", "--lang", "en"]) == 2
        assert "the region's points have no lat and lon" in capsys.readouterr().err
        assert entry(["publish", str(done.folder), "--all", "--lang", "en"]) == 0
        assert "Without gpkg" in capsys.readouterr().out


class TestCertainty:
    def test_layers_of_an_ensemble_say_what_its_geojson_says(self, tmp_path: Path):
        case, plan = tiny_case(), tiny_plan()
        certainties = certainties_of(case, plan, worlds=20, missing=1)
        write_geopackage(case, plan, tmp_path, certainties=certainties)
        write_geoparquet(case, plan, tmp_path, certainties=certainties)
        write_geojson(case, plan, tmp_path, certainties)
        for name in ("units", "settlements"):
            content = json.loads((tmp_path / f"{name}.geojson").read_text(encoding="utf-8"))
            frame = layer(tmp_path, name)
            other = geopandas.read_parquet(tmp_path / f"{name}.parquet")
            assert {field.name for field in CERTAIN[name]} <= set(frame.columns)
            for number, feature in enumerate(content["features"]):
                for key, value in feature["properties"].items():
                    assert same(value, frame[key].iloc[number]), key
                    assert same(value, other[key].iloc[number]), key
        sure = layer(tmp_path, "units").set_index("unit").certainty
        assert sure.loc["new.home.00021"] in CERTAINTY_WORDS
        assert pd.isna(sure.loc["old_home"])
        [(qml,)] = rows_of(tmp_path, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'units'")
        values = {e.get("value") for e in ElementTree.fromstring(qml).iter("category")}
        assert {f"residential {sure.loc['new.home.00021']}", "residential existing", "none"} <= values
        assert "residential new" not in values


def test_every_field_has_words_in_bulgarian():
    used = {field.name for definition in LAYERS for field in with_certainty_fields(definition).fields}
    assert used == set(FIELD_WORDS)


def layers_section() -> str:
    """The tables of docs/gis.md: every layer and field, from the definitions the files are written by."""
    parts = []
    for definition in LAYERS:
        said = f"**{definition.title.bg}** ({definition.title.en}). {definition.record.en} {definition.geometry}."
        parts.append(f"### {definition.name}\n\n{said}\n\n{field_rows(definition, definition.fields)}")
        if definition.name in CERTAIN:
            more = field_rows(definition, CERTAIN[definition.name])
            parts.append(f"Where it is known how sure the plan is, also:\n\n{more}")
    return "## Layers and fields\n\n" + "\n".join(parts)


def field_rows(definition: LayerDefinition, shown: tuple[Field, ...]) -> str:
    words = {field.name: FIELD_WORDS[field.name] for field in shown}
    if definition.name in ("settlements", "territories") and "kind" in words:
        words["kind"] = "вид (град, село)"
    rows = [f"| `{f.name}` | {words[f.name]} | {f.type} | {f.unit} | {f.meaning} |" for f in shown]
    return "\n".join(["| field | in Bulgarian | type | unit | meaning |", "|---|---|---|---|---|", *rows]) + "\n"


def test_the_page_says_what_is_in_the_files():
    page = PAGE.read_text(encoding="utf-8")
    assert page.endswith(layers_section()), "run: python tests/test_gis.py"


QGIS = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
try:
    from qgis.core import QgsApplication, QgsVectorLayer
except ImportError:
    print("no QGIS")
    os._exit(0)
app = QgsApplication([], False)
app.initQgis()
for name in sys.argv[2].split(","):
    layer = QgsVectorLayer(f"{sys.argv[1]}|layername={name}", name, "ogr")
    words = layer.attributeAlias(layer.fields().indexOf("municipality_bg" if name != "assignments" else "service_bg"))
    print(name, layer.isValid(), layer.featureCount(), type(layer.renderer()).__name__, words, sep="|")
sys.stdout.flush()
os._exit(0)  # its own end is not always clean without a screen
"""


def test_qgis_opens_every_layer_with_its_style(folder: Path, tmp_path: Path):
    """With the libraries of QGIS, where the machine has them (Debian: python3-qgis)."""
    system = Path("/usr/bin/python3")
    if not system.exists():
        pytest.skip("no Python of the system")
    script = tmp_path / "look.py"
    script.write_text(textwrap.dedent(QGIS), encoding="utf-8")
    done = subprocess.run(
        [system, script, folder / "needsmap.gpkg", ",".join(NAMES)], capture_output=True, encoding="utf-8", check=False,
        env={"XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    if done.stdout.startswith("no QGIS"):
        pytest.skip("QGIS is not installed")
    found = {row[0]: row[1:] for row in (line.split("|") for line in done.stdout.splitlines())}
    assert found == {
        "municipalities": ["True", "2", "QgsSingleSymbolRenderer", "община"],
        "territories": ["True", "4", "QgsRuleBasedRenderer", "община"],
        "service_areas": ["True", "4", "QgsCategorizedSymbolRenderer", "община"],
        "assignments": ["True", "9", "QgsRuleBasedRenderer", "услуга"],
        "mobile_rounds": ["True", "2", "QgsRuleBasedRenderer", "община"],
        "settlements": ["True", "4", "QgsRuleBasedRenderer", "община"],
        "units": ["True", "5", "QgsPointDisplacementRenderer", "община"],
    }


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8").split("## Layers and fields")[0]
    PAGE.write_text(text + layers_section(), encoding="utf-8", newline="\n")
