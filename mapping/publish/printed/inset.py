"""Where a part of the map is drawn again, magnified: where blocks crowd, in the free land of the frame.

A part crowds if the blocks of its settlements would cover more than all of it. Of all windows on the map and all free
rooms beside the region, those are taken that free the map of most blocks. Nothing is drawn twice: the blocks stand in
the inset alone. No such part, or no free room: no inset.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mapping.publish.printed.rectangles import Floats, Rect, overlaps, rows_of
from mapping.publish.printed.territories import Ground

FACTORS = (2.0, 1.6)
"""How many times larger the inset is than its window."""
STEP = 4.0
"""Side of the squares by which free land is known, mm."""
LEAST, MOST = (48.0, 40.0), (152.0, 124.0)
"""Sizes of an inset, mm."""
CROWDED = 1.0
"""Area of the blocks as a part of their window, from which they crowd."""
FILLED = 0.42
"""Which part of the inset its blocks may cover."""
LEAST_BLOCKS = 3
LEADER = 200.0
"""What a block less on the map is worth beside its area, mm²: its leader and its search for room go too."""
EDGE = 3.0
"""A settlement nearer to the edge of the window than this, mm in the inset, does not belong to it."""


@dataclass(frozen=True, slots=True)
class Inset:
    """What is magnified (`window`) and where it is drawn (`room`), mm on the page; the settlements inside."""

    window: Rect
    room: Rect
    settlements: frozenset[int]

    @property
    def factor(self) -> float:
        """How many times larger."""
        return self.room.width / self.window.width


def find_inset(ground: Ground, frame: Rect, taken: Sequence[Rect], areas: Mapping[int, float]) -> Inset | None:
    """The inset that frees the map of most blocks; `areas` are those of the blocks, mm², by settlement (index)."""
    if len(areas) < LEAST_BLOCKS:
        return None
    settlements = sorted(areas)
    points = ground.points[settlements]
    sizes = np.array([areas[i] for i in settlements])
    centres = np.array([*points, *((a + b) / 2 for a, b in combinations(points, 2))])
    best: tuple[float, float, Inset] | None = None
    for width, height, places in _free_rooms(ground, frame, taken):
        for factor in FACTORS:
            w, h = width / factor, height / factor
            reach = np.array([w / 2, h / 2]) - EDGE / factor
            inside = (np.abs(points[None, :, :] - centres[:, None, :]) <= reach).all(axis=2)
            covered = inside @ sizes
            relief = covered - CROWDED * w * h
            count = inside.sum(axis=1)
            relief = np.where(relief > 0, relief + LEADER * count, 0.0)
            relief[(covered > FILLED * width * height) | (count < LEAST_BLOCKS)] = 0.0
            one = int(np.argmax(np.round(relief, 6)))
            if relief[one] <= 0 or (best is not None and (relief[one], -width * height) <= best[:2]):
                continue
            # The window is moved to the middle of what it holds.
            held = points[inside[one]]
            x, y = ((held.min(axis=0) + held.max(axis=0)) / 2).tolist()
            window = Rect(x - w / 2, y - h / 2, x + w / 2, y + h / 2)
            nearest = int(np.argmin(np.round(np.hypot(*(places + np.array([width / 2 - x, height / 2 - y])).T), 6)))
            x0, y0 = places[nearest].tolist()
            chosen = frozenset(i for i, yes in zip(settlements, inside[one].tolist(), strict=True) if yes)
            best = float(relief[one]), -width * height, Inset(window, Rect(x0, y0, x0 + width, y0 + height), chosen)
    return best[2] if best else None


def _free_rooms(ground: Ground, frame: Rect, taken: Sequence[Rect]) -> list[tuple[float, float, Floats]]:
    """Sizes for which there is a rectangle in the frame that holds nothing of the region nor of what is taken, with the
    lower left corners (n, 2) where it may stand."""
    columns, rows = int((frame.width - 3.0) // STEP), int((frame.height - 3.0) // STEP)
    x = frame.x0 + 1.5 + STEP * np.arange(columns)
    y = frame.y0 + 1.5 + STEP * np.arange(rows)
    xx, yy = np.meshgrid(x, y)
    squares = shapely.box(xx, yy, xx + STEP, yy + STEP)
    land = ground.region.buffer(1.5)
    shapely.prepare(land)
    full: NDArray[np.bool_] = shapely.intersects(land, squares)
    rects = np.column_stack([xx.ravel(), yy.ravel(), xx.ravel() + STEP, yy.ravel() + STEP])
    full |= overlaps(rects, rows_of(taken), 0.0).any(axis=1).reshape(xx.shape)
    sums = np.zeros((rows + 1, columns + 1), dtype=np.int64)
    sums[1:, 1:] = full.cumsum(axis=0).cumsum(axis=1)
    found = []
    for across in range(int(LEAST[0] // STEP), min(columns, int(MOST[0] // STEP)) + 1):
        for up in range(int(LEAST[1] // STEP), min(rows, int(MOST[1] // STEP)) + 1):
            if not 0.8 <= across / up <= 2.0:
                continue
            held = sums[up:, across:] - sums[:-up, across:] - sums[up:, :-across] + sums[:-up, :-across]
            row, column = np.nonzero(held == 0)
            if len(row):
                found.append((across * STEP, up * STEP, np.column_stack([x[column], y[row]])))
    return found


def magnified(ground: Ground, inset: Inset) -> Ground:
    """The ground of the inset: what lies in its window, cut at its edge, in its room."""
    window, room = inset.window, inset.room
    cut = shapely.box(window.x0, window.y0, window.x1, window.y1)
    start, end = np.array([window.x0, window.y0]), np.array([room.x0, room.y0])

    def larger(xy: Floats) -> Floats:
        return np.asarray((xy - start) * inset.factor + end, dtype=np.float64)

    def part(shape: BaseGeometry) -> BaseGeometry:
        return shapely.transform(shapely.intersection(shape, cut), larger)

    municipalities = {code: part(shape) for code, shape in ground.municipalities.items()}
    return Ground(
        round(ground.denominator / inset.factor),
        tuple(part(cell) for cell in ground.cells),
        {code: shape for code, shape in municipalities.items() if not shape.is_empty},
        part(ground.region),
        larger(ground.points),
        ground.radii,
        ground.members,
    )
