"""Units, settlements and service areas as GeoJSON (RFC 7946), for QGIS and web maps.

WGS84 longitude and latitude with six decimals (about 10 cm), outer rings counter-clockwise, no `crs` member.
The same plan gives the same bytes with the same version of GDAL.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
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
    Cell,
    Field,
    OutputFile,
    Row,
    expand,
)
from mapping.publish.records import (
    Lookup,
    column_periods,
    look_up,
    service_area_rows,
    settlement_rows,
    unit_rows,
)
from mapping.region.territories import WGS84
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
        _write(look, file, rows, _points(look, rows), folder)
    if case.region.points is None:
        _write(look, SERVICE_AREAS_GEOJSON, service_area_rows(look), _areas(look), folder)


def _points(look: Lookup, rows: Sequence[Row]) -> list[BaseGeometry]:
    settlements = [look.settlements[str(row["ekatte"])] for row in rows]
    return [shapely.Point(settlement.lon, settlement.lat) for settlement in settlements]


def _areas(look: Lookup) -> list[BaseGeometry]:
    """For each unit with users in the last period, the joined cells of the settlements it serves."""
    region = look.case.region
    position = {settlement.ekatte: i for i, settlement in enumerate(region.settlements)}
    areas: list[BaseGeometry] = []
    for unit in look.plan.units:
        served = sorted({position[visit.settlement] for visit in look.visits[unit.id]})
        if served:
            cells = [region.territories.cells[i] for i in served]
            # On the grid that is written: rounding afterwards could make a ring cross itself.
            area = shapely.union_all(cells, grid_size=10.0**-DECIMALS)
            areas.append(shapely.MultiPolygon([part for part in shapely.get_parts([area]) if part.area > 0]))
    return areas


def _write(look: Lookup, file: OutputFile, rows: Sequence[Row], geometry: Sequence[BaseGeometry], folder: Path) -> None:
    columns = expand(file.fields, column_periods(look.plan), [service.id for service in look.services])
    data = {name: _column(field, [row[name] for row in rows]) for name, field in columns.items()}
    shapes: NDArray[Any] = np.array(geometry, dtype=object)
    frame = geopandas.GeoDataFrame(data, geometry=shapes, crs=WGS84)
    frame.to_file(
        folder / file.name,
        driver="GeoJSON",
        engine="pyogrio",
        geometry_type="MultiPolygon" if file is SERVICE_AREAS_GEOJSON else "Point",
        RFC7946="YES",
        COORDINATE_PRECISION=DECIMALS,
        AUTODETECT_JSON_STRINGS="NO",  # a name such as [1] is text
    )


def _column(field: Field, cells: Sequence[Cell]) -> Any:
    """The values as a pandas column of the field's type; empty cells become null."""
    if field.type == "integer":
        return pd.Series(list(cells), dtype="Int64")
    if field.type == "decimal":
        return np.array([np.nan if cell is None else float(cell) for cell in cells], dtype=np.float64)
    if field.type == "flag":
        return np.array(cells, dtype=bool)
    return pd.Series(list(cells), dtype=object)
