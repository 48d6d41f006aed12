"""Names on the map: municipalities in their territory, settlements beside their dots, none over another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib.axes import Axes
from shapely.geometry.base import BaseGeometry

from mapping.publish.printed.placement import Floats, Rect, overlaps, rows_of
from mapping.publish.printed.territories import RADII
from mapping.publish.printed.text import MM_PER_POINT, THIN, Written, clean, clip, put, put_many, width_mm

MUNICIPALITY_SIZES = (9.0, 8.0, 7.0)
MUNICIPALITY_COLOR = "#5a5148"
MUNICIPALITY_MOST = 60.0
TOWN_SIZE, VILLAGE_SIZE = 7.0, 6.5
NAME_MOST = 34.0
"""A longer name is cut, mm."""
STEPS = 15
"""Positions tried across and up the territory of a municipality."""
BAD_PLACE = 30.0
"""Cost from which a municipality's name is better given room before the blocks are placed."""
LABEL_GAP, NAME_GAP = 1.2, 0.25
"""Free space round a municipality's name, and round a settlement's, mm."""
NEAR_POINT = 0.8
"""A municipality's name hides points that are no farther from it, mm."""
CAP = 0.95
"""Height of a label in font sizes."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name and where it is drawn, mm and points."""

    text: str
    rect: Rect
    size: float
    bold: bool


def spaced(name: str) -> str:
    """The name of a municipality in spaced capitals."""
    name = clean(name).upper()
    return THIN.join(name.replace(" ", THIN * 2)) if len(name) < 24 else name


def municipality_labels(
    names: Mapping[str, str],
    shapes: Mapping[str, BaseGeometry],
    points: Floats,
    taken: Sequence[Rect],
    leaders: Sequence[BaseGeometry] = (),
) -> dict[str, Label]:
    """A label by municipality, in its territory, hiding few points; left out where no place is good."""
    labels: dict[str, Label] = {}
    for code in sorted(names, key=lambda c: (float(shapes[c].area), c)):
        best: tuple[float, Label] | None = None
        for smaller, size in enumerate(MUNICIPALITY_SIZES):
            text = clip(spaced(names[code]), size, MUNICIPALITY_MOST, bold=True)
            rects = _positions(shapes[code], width_mm(text, size, bold=True), size * MM_PER_POINT * CAP)
            blocked = [*taken, *(label.rect for label in labels.values())]
            for rect, cost in _costs(rects, shapes[code], points, blocked, leaders):
                if best is None or cost + 3.0 * smaller < best[0] - 1e-9:
                    best = (cost + 3.0 * smaller, Label(text, rect, size, True))
        if best is not None and best[0] <= BAD_PLACE:
            labels[code] = best[1]
    return labels


def reserved_labels(
    names: Mapping[str, str], shapes: Mapping[str, BaseGeometry], points: Floats, taken: Sequence[Rect]
) -> dict[str, Label]:
    """As above, but every municipality gets its label: at worst in the middle of its territory."""
    labels = municipality_labels(names, shapes, points, taken)
    for code in sorted(set(names) - set(labels)):
        size = MUNICIPALITY_SIZES[-1]
        text = clip(spaced(names[code]), size, MUNICIPALITY_MOST, bold=True)
        width, height = width_mm(text, size, bold=True), size * MM_PER_POINT * CAP
        middle = shapes[code].representative_point()
        x, y = float(middle.x), float(middle.y)
        labels[code] = Label(text, Rect(x - width / 2, y - height / 2, x + width / 2, y + height / 2), size, True)
    return labels


def _touching(one: Floats, other: Floats, gap: float) -> list[bool]:
    """Which rectangles come nearer than `gap` to any of the others."""
    return [bool(touches.any()) for touches in overlaps(one, other, gap)]


def _positions(shape: BaseGeometry, width: float, height: float) -> list[Rect]:
    x0, y0, x1, y1 = shape.bounds
    rects = []
    for x in np.linspace(x0, x1, STEPS + 2)[1:-1].tolist():
        for y in np.linspace(y0, y1, STEPS + 2)[1:-1].tolist():
            rects.append(Rect(x - width / 2, y - height / 2, x + width / 2, y + height / 2))
    return rects


def _costs(
    rects: Sequence[Rect],
    shape: BaseGeometry,
    points: Floats,
    taken: Sequence[Rect],
    leaders: Sequence[BaseGeometry],
) -> list[tuple[Rect, float]]:
    """Positions that touch nothing taken, with their cost: out of the territory, over points and leaders,
    off its middle."""
    touching = _touching(rows_of(rects), rows_of(taken), LABEL_GAP)
    free = [rect for rect, touches in zip(rects, touching, strict=True) if not touches]
    if not free:
        return []
    edges = rows_of(free)
    boxes = shapely.box(edges[:, 0], edges[:, 1], edges[:, 2], edges[:, 3])
    outside = shapely.area(shapely.difference(boxes, shape)) / shapely.area(boxes)
    gap_x = np.maximum(np.maximum(edges[:, None, 0] - points[:, 0], points[:, 0] - edges[:, None, 2]), 0.0)
    gap_y = np.maximum(np.maximum(edges[:, None, 1] - points[:, 1], points[:, 1] - edges[:, None, 3]), 0.0)
    hidden = (np.hypot(gap_x, gap_y) <= NEAR_POINT).sum(axis=1)
    middle = shape.representative_point()
    away = shapely.distance(shapely.centroid(boxes), middle)
    lines = np.array(leaders, dtype=object).reshape(1, -1)
    crossed = shapely.intersects(boxes[:, None], lines).sum(axis=1)
    costs = 60 * outside + 6.0 * hidden + 8.0 * crossed + 0.15 * away
    return list(zip(free, costs.tolist(), strict=True))


def draw_municipality_labels(axes: Axes, labels: Sequence[Label]) -> None:
    """Draw the names of municipalities."""
    for label in labels:
        x, y = (label.rect.x0 + label.rect.x1) / 2, (label.rect.y0 + label.rect.y1) / 2
        base = y - 0.73 * label.size * MM_PER_POINT / 2
        put(axes, x, base, label.text, label.size, bold=True, color=MUNICIPALITY_COLOR,
            across="center", halo=2.4, order=4.0)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A settlement to be named: its point, its size class, and whether its name must be on the map."""

    name: str
    x: float
    y: float
    size_class: int
    important: bool


def place_labels(
    places: Sequence[Place], frame: Rect, points: Floats, taken: Sequence[Rect], lines: Sequence[BaseGeometry]
) -> list[Label]:
    """Names beside their dots, in the order given; a name that finds no free place is left out.

    `points` (n, 2) are all dots of the map. An important name may stand on a dot or a leader.
    """
    labels: list[Label] = []
    leaders = np.array(lines, dtype=object)
    stand = np.vstack([rows_of(taken), np.zeros((len(places), 4))])
    for place in places:
        if not clean(place.name):
            continue
        size = TOWN_SIZE if place.important else VILLAGE_SIZE
        text = clip(place.name, size, NAME_MOST, bold=place.important)
        rects = _beside(place, width_mm(text, size, bold=place.important), size * MM_PER_POINT * CAP)
        blocked = _touching(rows_of(rects), stand[: len(taken) + len(labels)], NAME_GAP)
        costs = []
        for number, rect in enumerate(rects):
            outside = not (frame.x0 <= rect.x0 and rect.x1 <= frame.x1 and frame.y0 <= rect.y0 and rect.y1 <= frame.y1)
            if outside or blocked[number]:
                continue
            box = shapely.box(rect.x0, rect.y0, rect.x1, rect.y1)
            hidden = _dots_in(rect, points, place)
            crossed = int(shapely.intersects(box, leaders).sum()) if len(leaders) else 0
            if place.important or hidden + crossed == 0:
                costs.append((20 * hidden + 10 * crossed + number, number))
        if costs:
            best = rects[min(costs)[1]]
            stand[len(taken) + len(labels)] = best.x0, best.y0, best.x1, best.y1
            labels.append(Label(text, best, size, place.important))
    return labels


def _beside(place: Place, width: float, height: float) -> list[Rect]:
    """Right, left, above, below and between; the farther ones only for important names."""
    rects = []
    for extra in (0.0, 1.5, 3.5, 6.0) if place.important else (0.0,):
        r = RADII[place.size_class] + 0.5 + extra
        d = 0.75 * r
        for x, y in (
            (r, -height / 2), (-r - width, -height / 2), (-width / 2, r), (-width / 2, -r - height),
            (d, d - 0.3), (d, -d - height + 0.3), (-d - width, d - 0.3), (-d - width, -d - height + 0.3),
        ):  # fmt: skip
            rects.append(Rect(place.x + x, place.y + y, place.x + x + width, place.y + y + height))
    return rects


def _dots_in(rect: Rect, points: Floats, place: Place) -> int:
    reach = 0.85
    near = (
        (points[:, 0] > rect.x0 - reach)
        & (points[:, 0] < rect.x1 + reach)
        & (points[:, 1] > rect.y0 - reach)
        & (points[:, 1] < rect.y1 + reach)
    )
    own = (points[:, 0] == place.x) & (points[:, 1] == place.y)
    return int((near & ~own).sum())


def draw_place_labels(axes: Axes, labels: Sequence[Label]) -> None:
    """Draw the names of settlements."""
    for bold, color in ((False, "#3a3a3a"), (True, "#1a1a1a")):
        written = [
            Written(label.rect.x0, label.rect.y0 + 0.2 * label.size * MM_PER_POINT, label.text, label.size, bold)
            for label in labels
            if label.bold is bold
        ]
        put_many(axes, written, color=color, order=5.2)
