"""Layers as products: of a run, of a publication, of an ensemble with how sure it is; where there can be none."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import geopandas
import pandas as pd
import pyogrio
import pytest
from builders import tiny_case, tiny_plan, tiny_region
from ensembles import certainties_of
from line import LINE, write_question
from pyarrow import parquet
from runs import SilentListener

from gis.files import DATA, layer, rows_of, same
from mapping.cli.main import entry
from mapping.publish.certainty import CERTAINTY_WORDS
from mapping.publish.crs import outside
from mapping.publish.geojson import write_geojson
from mapping.publish.gis.definitions import CERTAIN
from mapping.publish.gis.geopackage import write_geopackage
from mapping.publish.gis.parquet import write_geoparquet
from mapping.publish.making import files_of
from mapping.run import EnsembleSize, execute, execute_ensemble


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
