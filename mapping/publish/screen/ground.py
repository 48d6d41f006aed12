"""The ground of the map: territories on a grid of whole numbers, east to the right, south down.

The grid spans `GRID` steps over the longer side of the region, so that a step is some metres in an oblast, and outlines
become short text. Cells keep their shared borders: they are simplified together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from mapping.instance import Case
from mapping.region.territories import WGS84, metric_crs

GRID = 16_000
"""Steps of the grid over the longer side of the region: twice what the largest screen shows."""
MOST_CORNERS = 40_000
"""Outlines with more corners are simplified, so that the file stays small enough to send."""

Floats = NDArray[np.float64]
Move = Callable[[Floats], Floats]
"""From metres to steps of the grid, shape (n, 2)."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Outlines as SVG path data (empty where there is none), and points (n, 2) of the settlements, in grid steps.

    `labels` are the largest circles inside the municipalities, by code: x, y and radius; their names stand there.
    `metres` is the length of a step.
    """

    width: int
    height: int
    metres: float
    points: NDArray[np.int64]
    cells: tuple[str, ...]
    municipalities: Mapping[str, str]
    labels: Mapping[str, tuple[int, int, int]]
    region: str


def has_ground(case: Case) -> bool:
    """Whether the settlements have a place on the earth: points of a plane, or without coordinates, have none."""
    return case.region.points is None or case.region.points.coordinates == "lonlat"


def ground_of(case: Case) -> Ground:
    """Bring the territories of `case` to the grid; a points region has points only.

    Raises:
        ValueError: the settlements have no place on the earth (`has_ground`).
    """
    if not has_ground(case):
        raise ValueError("a region without longitudes and latitudes cannot be drawn")
    region = case.region
    lonlat = np.array([(place.lon, place.lat) for place in region.settlements], dtype=np.float64)
    territories = region.territories
    to_metres = Transformer.from_crs(WGS84, territories.crs or metric_crs(lonlat), always_xy=True)

    def metres(xy: Floats) -> Floats:
        return np.column_stack(to_metres.transform(xy[:, 0], xy[:, 1]))

    points = metres(lonlat)
    cells = np.asarray([shapely.transform(cell, metres) for cell in territories.cells], dtype=object)
    shapes = shapely.union_all([*cells, shapely.MultiPoint(points)]) if len(cells) else shapely.MultiPoint(points)
    west, south, east, north = shapes.bounds
    step = max(east - west, north - south, 1.0) / GRID
    cells = _simplified(cells, step)

    def grid(xy: Floats) -> Floats:
        return np.column_stack([(xy[:, 0] - west) / step, (north - xy[:, 1]) / step])

    members: dict[str, list[BaseGeometry]] = {}
    for place, cell in zip(region.settlements, cells, strict=False):
        members.setdefault(place.municipality, []).append(cell)
    unions = {code: shapely.union_all(parts) for code, parts in members.items()}
    return Ground(
        width=round((east - west) / step),
        height=round((north - south) / step),
        metres=step,
        points=np.round(grid(points)).astype(np.int64),
        cells=tuple(_path(cell, grid) for cell in cells),
        municipalities={code: _path(shape, grid) for code, shape in unions.items()},
        labels={code: _middle(shape, grid) for code, shape in unions.items() if not shape.is_empty},
        region=_path(shapely.union_all(list(unions.values())), grid) if unions else "",
    )


def _simplified(cells: NDArray[np.object_], step: float) -> NDArray[np.object_]:
    """The cells with fewer corners if they have very many; neighbours keep their common border (Visvalingam-Whyatt).

    Where an official boundary holds thousands of corners a screen shows a few hundred. Cells that are no coverage
    (they overlap, or leave gaps) are simplified as well as they go.
    """
    tolerance = step
    while len(cells) and shapely.get_num_coordinates(cells).sum() > MOST_CORNERS and tolerance < GRID * step / 50:
        tolerance *= 2
        cells = shapely.coverage_simplify(cells, tolerance)
    return cells


def _middle(shape: Any, grid: Move) -> tuple[int, int, int]:
    """The widest place of an area: the centre and the radius of its largest inscribed circle."""
    radius = shapely.maximum_inscribed_circle(shape, tolerance=max(shape.length / 1000, 1e-9))
    (x, y), (x1, y1) = grid(shapely.get_coordinates(radius)).tolist()
    return round(x), round(y), round(math.hypot(x1 - x, y1 - y))


def _path(shape: BaseGeometry, grid: Move) -> str:
    """All rings of an area as SVG path data in whole steps: M start, then steps from corner to corner, then z."""
    parts = []
    for polygon in shapely.get_parts(shape):
        for ring in [polygon.exterior, *polygon.interiors] if polygon.geom_type == "Polygon" else []:
            corners = np.round(grid(shapely.get_coordinates(ring))).astype(np.int64)
            keep = np.ones(len(corners), dtype=bool)
            keep[1:] = np.any(np.diff(corners, axis=0) != 0, axis=1)
            corners = corners[keep][:-1]  # a ring ends where it began
            if len(corners) > 2:
                moves = np.diff(corners, axis=0)
                steps = "".join(_signed(dx) + _signed(dy) for dx, dy in moves.tolist())
                parts.append(f"M{corners[0, 0]} {corners[0, 1]}l{steps.strip()}z")
    return "".join(parts)


def _signed(value: int) -> str:
    """A number that needs no separator when it is negative."""
    return str(value) if value < 0 else f" {value}"
