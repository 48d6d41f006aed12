"""Rows and shapes as a frame that GDAL and Arrow write: a column for each field, of the field's type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mapping.publish.crs import Crs
from mapping.publish.fields import Cell, Field, Row, expand
from mapping.publish.records import Lookup, column_periods
from mapping.region.territories import WGS84


def columns_of(look: Lookup, fields: Sequence[Field]) -> dict[str, Field]:
    """The columns of `fields` for the periods and services of the plan, in order."""
    return expand(fields, column_periods(look.plan), [service.id for service in look.services])


def frame_of(
    columns: dict[str, Field], rows: Sequence[Row], shapes: Sequence[BaseGeometry | None], crs: Crs = "EPSG:4326"
) -> Any:
    """A GeoDataFrame of `rows` and their `shapes` (WGS84 longitude and latitude, None for no place), brought to `crs`.

    x is longitude or easting, y latitude or northing, whatever order the system itself has: so GeoPackage and
    GeoParquet ask for it.
    """
    data = {name: _column(field, [row[name] for row in rows]) for name, field in columns.items()}
    geometry: NDArray[Any] = np.array([*shapes, None], dtype=object)[:-1]  # an array of objects, also of nothing
    frame = geopandas.GeoDataFrame(data, geometry=geometry, crs=WGS84)
    return frame if crs == WGS84 else frame.to_crs(crs)


def points_of(look: Lookup, rows: Sequence[Row]) -> list[BaseGeometry]:
    """The points of the settlements that `rows` name by `ekatte`."""
    settlements = [look.settlements[str(row["ekatte"])] for row in rows]
    return [shapely.Point(settlement.lon, settlement.lat) for settlement in settlements]


def service_area_shapes(look: Lookup, grid: float) -> list[BaseGeometry]:
    """For each unit with users in the last period, the joined cells of the settlements it serves, on a grid of so many
    degrees.
    """
    region = look.case.region
    position = {settlement.ekatte: i for i, settlement in enumerate(region.settlements)}
    areas: list[BaseGeometry] = []
    for unit in look.plan.units:
        served = sorted({position[visit.settlement] for visit in look.visits[unit.id]})
        if served:
            cells = [region.territories.cells[i] for i in served]
            # On the grid that is written: rounding afterwards could make a ring cross itself.
            area = shapely.union_all(cells, grid_size=grid)
            areas.append(shapely.MultiPolygon([part for part in shapely.get_parts([area]) if part.area > 0]))
    return areas


def _column(field: Field, cells: Sequence[Cell]) -> Any:
    """The values as a pandas column of the field's type; empty cells become null."""
    if field.type == "integer":
        return pd.Series(list(cells), dtype="Int64")
    if field.type == "decimal":
        return np.array([np.nan if cell is None else float(cell) for cell in cells], dtype=np.float64)
    if field.type == "flag":
        return np.array(cells, dtype=bool)
    return pd.Series(list(cells), dtype=object)
