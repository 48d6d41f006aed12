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
from mapping.publish.fields import SERVICE_AREAS_GEOJSON, SETTLEMENTS_GEOJSON, UNITS_GEOJSON, OutputFile, Row
from mapping.publish.gis.frames import columns_of, frame_of, points_of, service_area_shapes
from mapping.publish.records import Lookup, look_up, service_area_rows, settlement_rows, unit_rows

DECIMALS = 6
"""Decimals of a degree in the files."""


def write_geojson(case: Case, plan: Plan, folder: Path) -> None:
    """Write `units.geojson`, `settlements.geojson` and `service_areas.geojson` of `plan` to `folder`; of a points
    region, which has no territories, the first two.

    The folder is made if need be, files of the same names are replaced. Every field is in docs/outputs.md.
    """
    look = look_up(case, plan)
    folder.mkdir(parents=True, exist_ok=True)
    units = unit_rows(look)
    _write(look, UNITS_GEOJSON, units, points_of(look, units), folder)
    settlements = settlement_rows(look)
    _write(look, SETTLEMENTS_GEOJSON, settlements, points_of(look, settlements), folder)
    if case.region.points is None:
        _write(look, SERVICE_AREAS_GEOJSON, service_area_rows(look), service_area_shapes(look, 10.0**-DECIMALS), folder)


def _write(look: Lookup, file: OutputFile, rows: Sequence[Row], geometry: Sequence[BaseGeometry], folder: Path) -> None:
    frame_of(columns_of(look, file.fields), rows, geometry).to_file(
        folder / file.name,
        driver="GeoJSON",
        engine="pyogrio",
        geometry_type="MultiPolygon" if file is SERVICE_AREAS_GEOJSON else "Point",
        RFC7946="YES",
        COORDINATE_PRECISION=DECIMALS,
        AUTODETECT_JSON_STRINGS="NO",  # a name such as [1] is text
    )
