"""From a region's folder, or a scenario, to what is odd in the region's tables."""

from __future__ import annotations

import json
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from mapping.errors import ProblemLog
from mapping.inspection.shelf import inspect
from mapping.inspection.types import Finding, Subject
from mapping.region import Region, read_region
from mapping.region.geojson import read_polygons
from mapping.region.tables import read_tables
from mapping.region.territories import COUNTRY, OFFICIAL_MUNICIPALITIES
from mapping.run.reading import read_inputs


def inspect_path(path: Path) -> tuple[Region, tuple[Finding, ...]]:
    """The region in the folder `path`, or of the scenario at `path`, and what is odd in its tables.

    Raises:
        InputError: the scenario or the tables have problems; odd things are looked for when there are none.
    """
    if path.is_dir():
        region, folder = read_region(path), path
    else:
        scenario, region = read_inputs(path)
        folder = scenario.region_folder
    return region, inspect_region(region, folder)


def inspect_region(region: Region, folder: Path) -> tuple[Finding, ...]:
    """What is odd in the tables of `region`, which was read from `folder`; nothing in a points region."""
    if region.points is not None:
        return ()
    # The log stays empty: the same files were read without a problem to get the region.
    log = ProblemLog()
    tables = read_tables(folder, log)
    outline, sources, borders = None, frozenset[str](), dict[str, BaseGeometry]()
    if (folder / COUNTRY).is_file():
        shapes = [feature.polygon for feature in read_polygons(folder, COUNTRY, None, log)]
        outline = shapes[0] if len(shapes) == 1 else None
        sources = _sources(folder / COUNTRY)
    if (folder / OFFICIAL_MUNICIPALITIES).is_file() and not region.territories.municipalities_approximate:
        features = read_polygons(folder, OFFICIAL_MUNICIPALITIES, "municipality", log)
        borders = {feature.name: feature.polygon for feature in features if feature.polygon is not None}
    return inspect(Subject(region, tables, outline, borders, sources))


def _sources(path: Path) -> frozenset[str]:
    """The sources that features of a GeoJSON file name."""
    features = json.loads(path.read_text(encoding="utf-8-sig")).get("features", [])
    return frozenset(str(feature.get("properties", {}).get("source", "")) for feature in features)
