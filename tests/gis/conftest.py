"""The layers that the tests of layers read."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import tiny_case, tiny_plan

from gis.files import ROOT, write_all
from mapping.region import Region, read_region


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny plan as GeoPackage, GeoParquet, GeoJSON and CSV."""
    path = tmp_path_factory.mktemp("gis")
    write_all(tiny_case(), tiny_plan(), path)
    return path


@pytest.fixture(scope="module")
def haskovo() -> Region:
    return read_region(ROOT / "geodata" / "haskovo")
