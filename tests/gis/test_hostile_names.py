"""Names that layers might take for something else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from builders import tiny_case, tiny_plan
from pyarrow import parquet

from gis.files import columns, layer, rows_of
from mapping.publish.gis.aliases import aliases
from mapping.publish.gis.definitions import LAYERS
from mapping.publish.gis.geopackage import write_geopackage
from mapping.publish.gis.parquet import write_geoparquet
from mapping.publish.records import look_up
from mapping.region.rows import SourceRow
from mapping.words import Text

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
