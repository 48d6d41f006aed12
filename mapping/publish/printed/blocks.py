"""The blocks of marks in the map field: what each looks like, and where it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from mapping.instance import Case
from mapping.publish.printed.marks import Grid, grids
from mapping.publish.printed.placement import Box, Placed, Zones, place
from mapping.publish.printed.rectangles import Floats, Rect
from mapping.publish.printed.sites import Site
from mapping.publish.printed.territories import Ground
from mapping.words import Language

SCALES = (1.0, 0.9, 0.8, 0.7, 0.6)
"""Blocks are drawn smaller where they do not fit."""
ZONE_STEP = 2.0
"""Side of the squares by which the land of municipalities is known to the placing of blocks, mm."""


@dataclass(frozen=True, slots=True)
class Block:
    """A settlement's block: its layout, and where it went (None where there was no room)."""

    site: Site
    grid: Grid | None
    placed: Placed | None


def place_blocks(
    case: Case,
    *,
    sites: Sequence[Site],
    ground: Ground,
    obstacles: Sequence[Rect],
    frame: Rect,
    language: Language,
    captioned: bool,
) -> tuple[tuple[Block, ...], float]:
    """Place the blocks at the largest scale at which all find room."""
    settlements = case.region.settlements
    layouts: Mapping[int, tuple[Grid, ...]] = {
        site.settlement: grids(settlements[site.settlement].name.of(language), site.marks, captioned=captioned)
        for site in sites
    }
    inner = Rect(frame.x0 + 1.0, frame.y0 + 1.0, frame.x1 - 1.0, frame.y1 - 1.0)
    zones = zones_of(ground, frame)
    scale, placed = SCALES[0], dict[str, Placed | None]()
    for scale in SCALES:
        boxes = []
        for site in sites:
            x, y = ground.points[site.settlement].tolist()
            sizes = tuple((grid.width * scale, grid.height * scale) for grid in layouts[site.settlement])
            boxes.append(Box(settlements[site.settlement].ekatte, x, y, sizes))
        placed = place(boxes, inner, obstacles, ground.points, zones)
        if all(placed.values()):
            break
    blocks = []
    for site in sites:
        spot = placed[settlements[site.settlement].ekatte]
        blocks.append(Block(site, layouts[site.settlement][spot.size] if spot else None, spot))
    return tuple(blocks), scale


def leaders_of(blocks: Sequence[Block], points: Floats) -> list[shapely.LineString]:
    """The lines from settlements to their blocks."""
    leaders = []
    for block in blocks:
        if block.placed:
            x, y = points[block.site.settlement].tolist()
            leaders.append(shapely.LineString([(x, y), block.placed.rect.nearest(x, y)]))
    return leaders


def zones_of(ground: Ground, frame: Rect) -> Zones:
    """The municipalities on the page as numbers of small squares; 0 is outside the region."""
    x = np.arange(frame.x0 + ZONE_STEP / 2, frame.x1, ZONE_STEP)
    y = np.arange(frame.y0 + ZONE_STEP / 2, frame.y1, ZONE_STEP)
    xx, yy = np.meshgrid(x, y)
    values = np.zeros(xx.shape, dtype=np.int64)
    for number, (_, shape) in enumerate(sorted(ground.municipalities.items()), start=1):
        shapely.prepare(shape)
        values[shapely.contains_xy(shape, xx, yy)] = number
    return Zones(frame.x0, frame.y0, ZONE_STEP, values)
