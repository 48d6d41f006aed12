"""The styles that QGIS applies by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from changing import change, old_home_may
from toy import solve

from gis.files import NAMES, columns, layer, rows_of
from mapping.publish.gis.definitions import LAYERS, LayerDefinition
from mapping.publish.gis.geopackage import write_geopackage


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
        states = [
            "changed" if row.state == "existing" and isinstance(row.change_kind, str) else row.state
            for row in units.itertuples()
        ]
        assert {f"{kind} {state}" for kind, state in zip(units.kind, states, strict=True)} | {"none"} == values

    def test_an_existing_unit_that_the_plan_changes_has_a_mark_of_its_own(self, tmp_path: Path):
        """As on paper and on the screen; the expression that QGIS works out is worked out here by SQLite."""
        solved = solve(old_home_may(change("enlarge", places=8)))
        write_geopackage(solved.case, solved.plan, tmp_path, "bg", "EPSG:4326", None)
        [(qml,)] = rows_of(tmp_path, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'units'")
        [renderer] = [e for e in ElementTree.fromstring(qml).iter("renderer-v2") if e.get("attr")]
        said = dict(rows_of(tmp_path, f"SELECT unit, {renderer.get('attr')} FROM units"))
        labels = {e.get("value"): e.get("label") for e in renderer.iter("category")}
        [old] = [one.id for one in solved.case.region.units]
        assert labels[said[old]] == "резидентна услуга: съществуваща, променена"
        assert [
            change for _, change in rows_of(tmp_path, "SELECT unit, change_kind FROM units WHERE change_kind <> ''")
        ] == ["enlarge"]
        assert set(said.values()) <= set(labels)

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
