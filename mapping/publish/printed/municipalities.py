"""Names of municipalities in their territory: they hide as few dots and leaders as they can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import shapely
from matplotlib.axes import Axes
from shapely.geometry.base import BaseGeometry

from mapping.publish.printed.labels import CAP, Label
from mapping.publish.printed.rectangles import Floats, Rect, gaps, overlaps, rows_of
from mapping.publish.printed.territories import Ground
from mapping.publish.printed.text import MM_PER_POINT, THIN, clean, clip, put, width_mm

SIZES = (9.0, 8.0, 7.0)
"""Sizes of names in spaced capitals, points."""
TIGHT_SIZES = (7.0, 6.5)
"""Sizes of names in capitals that are not spaced: where they hide less."""
SMALLER_COST = 3.0
"""What each step to a smaller name costs."""
COLOR = "#5a5148"
MOST = 60.0
"""A longer name is cut, mm."""
STEPS = 30
"""Positions tried across and up the territory of a municipality."""
LOOKED_AT = 150
"""So many of those that hide least are compared."""
BAD_PLACE = 30.0
"""Cost from which a municipality's name is better given room before the blocks are placed."""
GAP = 1.2
"""Free space round a name, mm."""
CAPITAL = 0.73
"""Height of a capital in font sizes."""
DOT_GAP = 0.15
"""Letters that come nearer than this to the edge of a dot, mm, hide it."""
DOT_COST, LINE_COST, OUTSIDE_COST, AWAY_COST = 14.0, 8.0, 60.0, 0.15
"""What a name costs for each dot and each leader that it hides, for standing wholly outside its territory, and for each
mm off the middle of it."""


def spaced(name: str) -> str:
    """The name of a municipality in spaced capitals."""
    name = clean(name).upper()
    return THIN.join(name.replace(" ", THIN * 2)) if len(name) < 24 else name


def municipality_labels(
    names: Mapping[str, str], ground: Ground, taken: Sequence[Rect], leaders: Sequence[BaseGeometry] = ()
) -> dict[str, Label]:
    """A label by municipality, in its territory, hiding few points; left out where no place is good."""
    labels: dict[str, Label] = {}
    shapes = ground.municipalities
    for code in sorted(names, key=lambda c: (float(shapes[c].area), c)):
        blocked = [*taken, *(label.rect for label in labels.values())]
        best: tuple[float, Label] | None = None
        for smaller, (text, size) in enumerate(_ways(names[code])):
            if best is not None and best[0] <= SMALLER_COST * smaller:
                break
            rects = _positions(shapes[code], width_mm(text, size, bold=True), size * MM_PER_POINT * CAP)
            found = _cheapest(rects, shapes[code], ground, blocked, leaders)
            if found is not None:
                cost, rect = found[0] + SMALLER_COST * smaller, found[1]
                if best is None or cost < best[0] - 1e-9:
                    best = cost, Label(text, rect, size, True)
        if best is not None and best[0] <= BAD_PLACE:
            labels[code] = best[1]
    return labels


def _ways(name: str) -> Iterator[tuple[str, float]]:
    """How a name may be written, the best first: text and size, points."""
    tight = clean(name).upper()
    for text, sizes in ((spaced(name), SIZES), (tight, TIGHT_SIZES)):
        for size in sizes:
            yield clip(text, size, MOST, bold=True), size


def reserved_labels(names: Mapping[str, str], ground: Ground, taken: Sequence[Rect]) -> dict[str, Label]:
    """As above, but every municipality gets its label: at worst in the middle of its territory."""
    labels = municipality_labels(names, ground, taken)
    for code in sorted(set(names) - set(labels)):
        text, size = list(_ways(names[code]))[-1]
        width, height = width_mm(text, size, bold=True), size * MM_PER_POINT * CAP
        middle = ground.municipalities[code].representative_point()
        x, y = float(middle.x), float(middle.y)
        labels[code] = Label(text, Rect(x - width / 2, y - height / 2, x + width / 2, y + height / 2), size, True)
    return labels


def _positions(shape: BaseGeometry, width: float, height: float) -> Floats:
    """Rectangles (n, 4) of this size with their middles all over the territory."""
    x0, y0, x1, y1 = shape.bounds
    grid = np.meshgrid(np.linspace(x0, x1, STEPS + 2)[1:-1], np.linspace(y0, y1, STEPS + 2)[1:-1], indexing="ij")
    x, y = (axis.ravel() for axis in grid)
    return np.column_stack([x - width / 2, y - height / 2, x + width / 2, y + height / 2])


def _cheapest(
    rects: Floats, shape: BaseGeometry, ground: Ground, taken: Sequence[Rect], leaders: Sequence[BaseGeometry]
) -> tuple[float, Rect] | None:
    """The cheapest position that touches nothing taken, with its cost: out of the territory, over points and leaders,
    off its middle. None if nothing is free."""
    free = rects[~overlaps(rects, rows_of(taken), GAP).any(axis=1)]
    if not len(free):
        return None
    # What is read of a label are its capitals: lower than its rectangle.
    letters = free + np.array([0.0, 1.0, 0.0, -1.0]) * (free[:, 3] - free[:, 1])[:, None] * (1 - CAPITAL / CAP) / 2
    hidden = (gaps(letters, ground.points) < ground.radii + DOT_GAP).sum(axis=1)
    middle = shape.representative_point()
    away = np.hypot((free[:, 0] + free[:, 2]) / 2 - middle.x, (free[:, 1] + free[:, 3]) / 2 - middle.y)
    costs = DOT_COST * hidden + AWAY_COST * away
    order = np.argsort(np.round(costs, 6), kind="stable")[:LOOKED_AT]
    free, costs = free[order], costs[order]
    boxes = shapely.box(free[:, 0], free[:, 1], free[:, 2], free[:, 3])
    costs = costs + OUTSIDE_COST * shapely.area(shapely.difference(boxes, shape)) / shapely.area(boxes)
    lines = np.array(leaders, dtype=object).reshape(1, -1)
    costs = costs + LINE_COST * shapely.intersects(boxes[:, None], lines).sum(axis=1)
    best = int(np.argmin(np.round(costs, 6)))
    return float(costs[best]), Rect(*(float(value) for value in free[best]))


def draw_municipality_labels(axes: Axes, labels: Sequence[Label]) -> None:
    """Draw the names of municipalities."""
    for label in labels:
        x, y = (label.rect.x0 + label.rect.x1) / 2, (label.rect.y0 + label.rect.y1) / 2
        base = y - CAPITAL * label.size * MM_PER_POINT / 2
        put(axes, x, base, label.text, label.size, bold=True, color=COLOR,
            across="center", halo=2.4, order=4.0)  # fmt: skip
