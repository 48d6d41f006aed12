"""What is in the layers: fields, types, values; they say what tables and GeoJSON say."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import geopandas
import pyogrio
import pytest
import shapely
from builders import tiny_case, tiny_plan
from pyarrow import parquet

from gis.files import NAMES, columns, csv, layer, same, text_of, write_all
from mapping.publish.gis.definitions import LAYERS, LayerDefinition


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
