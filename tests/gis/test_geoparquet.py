"""GeoParquet holds to its version and says what it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import case_of, tiny_case, tiny_plan, tiny_region
from geoparquet_validator import check, conformant
from pyarrow import parquet

from mapping.publish import products
from mapping.publish.gis.parquet import write_geoparquet
from mapping.region import Region


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
