"""The ground of the map: territories brought to the page, coloured by the served share of need."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.patches import Circle
from matplotlib.path import Path as Outline
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from mapping.instance import Case
from mapping.plan import NeedRecord, Plan, coverage_by, last_period
from mapping.publish.printed.rectangles import Floats, Rect

SHARES = (0.2, 0.4, 0.6, 0.8)
"""Upper limits of the classes of served share; a share on a limit belongs to the class above."""
SHARE_COLORS = ("#fbe27a", "#a6d9a8", "#48b0bd", "#2474b0", "#20307f")
"""From poorly to well served: light to dark, so that it holds in grey and for the colour-blind."""
SHARE_TINTS = ("#fffbe4", "#e9f5e6", "#d8eef0", "#c9def0", "#c3c8e6")
"""The same classes behind the dots."""
NONE_COLOR, NONE_TINT = "#333333", "#f4f4f2"
"""No need, or no inhabitants."""
PLAIN_COLOR = "white"
"""Dots where no share is judged."""

PERSONS = (500, 2000, 10_000)
"""Limits of the sizes of dots, inhabitants."""
RADII = (0.75, 1.0, 1.4, 1.9)
"""Radius of a dot, mm."""

HATCH_COLOR = "#a89c8e"
HATCH_STEP = 2.4
"""Hatching: colour, and distance of the lines across, mm."""

ROUND_DENOMINATOR = 5_000
"""The scale is 1 to a multiple of this."""
FAR = -1e6
"""Where on the page the points are that it does not show, mm."""
MARGIN = 2.0
"""Free space between the region and the frame, mm."""


_CIRCLE = Outline.unit_circle()


@dataclass(frozen=True, slots=True)
class Ground:
    """The region on the page, mm; `denominator` is that of the scale. `points` (n, 2) are the middles of the dots of
    the settlements, `radii` (n) their radii. `members` (indices) are the settlements that are drawn: where a scenario
    plans for some municipalities alone, theirs; the others have no land here, and their points are far off the page.
    """

    denominator: int
    cells: tuple[BaseGeometry, ...]
    municipalities: Mapping[str, BaseGeometry]
    region: BaseGeometry
    points: Floats
    radii: Floats
    members: frozenset[int]


def ground_of(case: Case, frame: Rect, *, whole: bool = False) -> Ground:
    """Project the territories of the case into `frame`, north up, at the largest round scale that fits: those of the
    municipalities that the scenario plans for, or those of the `whole` region."""
    territories, settlements = case.region.territories, case.region.settlements
    asked = {m.code for m in case.region.municipalities if whole or case.region.edits.plans_for(m.code)}
    members = frozenset(i for i, place in enumerate(settlements) if place.municipality in asked)
    held = {code: shape for code, shape in territories.municipalities.items() if code in asked}
    land = territories.region if len(members) == len(settlements) else shapely.union_all(list(held.values()))
    transformer = Transformer.from_crs("EPSG:4326", territories.crs, always_xy=True)

    def metres(xy: Floats) -> Floats:
        return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))

    lonlat = np.array([(s.lon, s.lat) for s in settlements], dtype=np.float64).reshape(-1, 2)
    points = metres(lonlat)
    region = shapely.transform(land, metres)
    west, south, east, north = shapely.union(region, shapely.MultiPoint(points[sorted(members)])).bounds
    room_x, room_y = frame.width - 2 * MARGIN, frame.height - 2 * MARGIN
    tightest = 1000 * max((east - west) / room_x, (north - south) / room_y)
    denominator = max(1, ceil(tightest / ROUND_DENOMINATOR)) * ROUND_DENOMINATOR
    mm = 1000 / denominator
    middle = np.array([(west + east) / 2, (south + north) / 2])
    centre = np.array([(frame.x0 + frame.x1) / 2, (frame.y0 + frame.y1) / 2])

    def page(xy: Floats) -> Floats:
        return np.asarray((xy - middle) * mm + centre, dtype=np.float64)

    def moved(shape: BaseGeometry) -> BaseGeometry:
        return shapely.transform(shape, lambda xy: page(metres(xy)))

    placed = page(points)
    placed[[i for i in range(len(settlements)) if i not in members]] = FAR
    return Ground(
        denominator,
        tuple(moved(cell) if i in members else shapely.Polygon() for i, cell in enumerate(territories.cells)),
        {code: moved(shape) for code, shape in held.items()},
        moved(land),
        placed,
        np.array([RADII[size_class(place.population_2021)] for place in settlements], dtype=np.float64),
        members,
    )


def share_classes(case: Case, plan: Plan) -> tuple[int | None, ...]:
    """The class of each settlement's served share in the last period; None without need or inhabitants."""
    return share_classes_of(case, last_period(plan))


def share_classes_of(case: Case, needs: Iterable[NeedRecord]) -> tuple[int | None, ...]:
    """The class of each settlement's served share of `needs` (of one period); None without need or inhabitants."""
    served = coverage_by(needs, lambda record: record.settlement)
    classes: list[int | None] = []
    for place in case.region.settlements:
        found = served.get(place.ekatte)
        if found is None or found.need_milli == 0 or place.population_2021 == 0:
            classes.append(None)
        else:
            classes.append(sum(found.share >= limit for limit in SHARES))
    return tuple(classes)


def size_class(inhabitants: int) -> int:
    """The class of a dot's size."""
    return sum(inhabitants >= limit for limit in PERSONS)


def draw_ground(axes: Axes, ground: Ground, classes: tuple[int | None, ...]) -> None:
    """Draw cells tinted by served share, and the boundaries of settlements, municipalities and region."""
    draw_tinted(axes, ground, [NONE_TINT if number is None else SHARE_TINTS[number] for number in classes])


def draw_tinted(axes: Axes, ground: Ground, fills: Sequence[str]) -> None:
    """Draw cells, each with its filling, and the boundaries of settlements, municipalities and region."""
    outlines = [_outline(cell) for cell in ground.cells]
    axes.add_collection(
        PathCollection(outlines, facecolors=fills, edgecolors="#ffffff", linewidths=0.5, zorder=1.0),
        autolim=False,
    )
    for shapes, color, width, order in (
        (list(ground.municipalities.values()), "#ffffff", 2.6, 2.0),
        (list(ground.municipalities.values()), "#6b6258", 1.0, 2.1),
        ([ground.region], "#3d362e", 1.7, 2.2),
    ):
        axes.add_collection(
            PathCollection(
                [_outline(shape) for shape in shapes],
                facecolors="none",
                edgecolors=color,
                linewidths=width,
                zorder=order,
                joinstyle="round",
            ),
            autolim=False,
        )


def draw_hatching(axes: Axes, ground: Ground, settlements: Collection[int]) -> None:
    """Draw slanting lines over the territories of `settlements` (indices)."""
    area = shapely.union_all([ground.cells[i] for i in sorted(settlements)])
    draw_slant(axes, area)


def draw_slant(axes: Axes, area: BaseGeometry) -> None:
    """Draw slanting lines over `area` (of the page, mm); lines of different areas continue each other."""
    if area.is_empty:
        return
    x0, y0, x1, y1 = area.bounds
    # Lines x - y = k * step, so that they run on from one area into the next.
    first, last = floor((x0 - y1) / HATCH_STEP), ceil((x1 - y0) / HATCH_STEP)
    offsets = HATCH_STEP * np.arange(first, last + 1)
    lines = shapely.linestrings([[(y0 + k, y0), (y1 + k, y1)] for k in offsets.tolist()])
    parts = shapely.get_parts(shapely.intersection(lines, area))
    segments = [shapely.get_coordinates(part) for part in parts if part.geom_type == "LineString"]
    parts = shapely.get_parts([part for part in parts if part.geom_type == "MultiLineString"])
    segments += [shapely.get_coordinates(part) for part in parts]
    axes.add_collection(LineCollection(segments, colors=HATCH_COLOR, linewidths=0.5, zorder=1.5), autolim=False)


def draw_dots(
    axes: Axes,
    case: Case,
    ground: Ground,
    classes: tuple[int | None, ...],
    members: frozenset[int],
    *,
    judged: bool = True,
) -> None:
    """Draw the settlements among `members` (indices), coloured by their served share, sized by their inhabitants; all
    alike where no share is `judged`."""
    dots: list[Outline] = []
    colors: list[str] = []
    ring = np.asarray(_CIRCLE.vertices, dtype=np.float64)
    for i in sorted(members):
        x, y = ground.points[i].tolist()
        size, share = size_class(case.region.settlements[i].population_2021), classes[i]
        if share is None and judged:
            draw_dot(axes, x, y, None, size=size)
        else:
            dots.append(Outline(ring * RADII[size] + np.array([x, y]), _CIRCLE.codes))
            colors.append(PLAIN_COLOR if share is None else SHARE_COLORS[share])
    axes.add_collection(
        PathCollection(dots, facecolors=colors, edgecolors="#333333", linewidths=0.45, zorder=5.0, gid="settlements"),
        autolim=False,
    )


def draw_dot(axes: Axes, x: float, y: float, number: int | None, *, size: int, color: str | None = None) -> None:
    """Draw one settlement at (`x`, `y`) mm, in `color` if given, else in that of its class."""
    if number is None:  # a cross, so that it differs from the palest class without colour too
        r = RADII[size] * 0.8
        axes.plot([x - r, x + r], [y - r, y + r], color=NONE_COLOR, linewidth=0.9, zorder=5.0)
        axes.plot([x - r, x + r], [y + r, y - r], color=NONE_COLOR, linewidth=0.9, zorder=5.0)
        return
    axes.add_patch(
        Circle(
            (x, y),
            RADII[size],
            facecolor=color or SHARE_COLORS[number],
            edgecolor="#333333",
            linewidth=0.45,
            zorder=5.0,
        )
    )


def _outline(shape: BaseGeometry) -> Outline:
    """All rings of an area as one path."""
    corners: list[Floats] = []
    codes: list[int] = []
    for part in shapely.get_parts(shape):
        for ring in [part.exterior, *part.interiors] if part.geom_type == "Polygon" else []:
            xy = shapely.get_coordinates(ring)
            if len(xy) > 2:
                corners.append(xy)
                inner = [int(Outline.LINETO)] * (len(xy) - 2)
                codes += [int(Outline.MOVETO), *inner, int(Outline.CLOSEPOLY)]
    if not corners:
        return Outline(np.zeros((0, 2)))
    return Outline(np.vstack(corners), codes)
