"""The styles that QGIS applies by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gis.files import NAMES, columns, layer, rows_of
from mapping.publish.gis.definitions import LAYERS, LayerDefinition


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
