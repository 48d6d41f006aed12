"""Units, settlements and service areas as GeoJSON (RFC 7946), for QGIS and web maps.

WGS84 longitude and latitude with six decimals (about 10 cm), outer rings counter-clockwise, no `crs` member.
The same plan gives the same bytes with the same version of GDAL.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.certainty_records import with_certainty, with_ranges
from mapping.publish.fields import (
    CERTAIN_SETTLEMENTS_GEOJSON,
    CERTAIN_UNITS_GEOJSON,
    SERVICE_AREAS_GEOJSON,
    SETTLEMENTS_GEOJSON,
    UNITS_GEOJSON,
    OutputFile,
    Row,
)
from mapping.publish.gis.frames import columns_of, frame_of, points_of, service_area_shapes
from mapping.publish.records import Lookup, look_up, service_area_rows, settlement_rows, unit_rows
from mapping.uncertainty.types import Certainties

DECIMALS = 6
"""Decimals of a degree in the files."""


def write_geojson(case: Case, plan: Plan, folder: Path, certainties: Certainties | None = None) -> None:
    """Write `units.geojson`, `settlements.geojson` and `service_areas.geojson` of `plan` to `folder`; of a points
    region, which has no territories, the first two.

    The folder is made if need be, files of the same names are replaced. Every field is in docs/outputs.md. With
    `certainties` units say how sure they are, and settlements between which ends their served share lies.
    """
    look = look_up(case, plan)
    folder.mkdir(parents=True, exist_ok=True)
    units, settlements = unit_rows(look), settlement_rows(look)
    if certainties is None:
        files = (UNITS_GEOJSON, SETTLEMENTS_GEOJSON)
    else:
        files = (CERTAIN_UNITS_GEOJSON, CERTAIN_SETTLEMENTS_GEOJSON)
        units = with_certainty(plan, certainties, units)
        settlements = with_ranges(certainties, settlements)
    for file, rows in zip(files, (units, settlements), strict=True):
        _write(look, file, rows, points_of(look, rows), folder)
    if case.region.points is None:
        _write(look, SERVICE_AREAS_GEOJSON, service_area_rows(look), service_area_shapes(look, 10.0**-DECIMALS), folder)


def _write(look: Lookup, file: OutputFile, rows: Sequence[Row], geometry: Sequence[BaseGeometry], folder: Path) -> None:
    frame_of(columns_of(look, file.fields), rows, geometry).to_file(
        folder / file.name,
        driver="GeoJSON",
        engine="pyogrio",
        geometry_type="MultiPolygon" if file is SERVICE_AREAS_GEOJSON else "Point",
        RFC7946="YES",
        WRITE_BBOX="YES",
        COORDINATE_PRECISION=DECIMALS,
        AUTODETECT_JSON_STRINGS="NO",  # a name such as [1] is text
    )
