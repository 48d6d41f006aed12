"""Where boxes go on the page: a pure function of their sizes, their anchors and what stands in the way.

Greedy over candidate positions round each anchor, larger boxes first; then each box is taken up and put
down again while that helps (Christensen, Marks and Shieber 1995, "An empirical study of algorithms for
point-feature label placement", ACM Transactions on Graphics 14(3), compare such searches); then all is laid
out anew with the boxes that ended badly first (squeaky wheel: Joslin and Clements 1999, Journal of Artificial
Intelligence Research 10). No chance is involved: the same boxes give the same page. Lengths are millimetres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mapping.publish.printed.rectangles import Floats, Rect, crossing, holds, overlaps, rows_of, through

DISTANCES = (
    1.8,
    3.0,
    5.0,
    7.5,
    10.5,
    14.0,
    18.0,
    23.0,
    29.0,
    36.0,
    44.0,
    54.0,
    66.0,
    80.0,
    100.0,
    125.0,
    160.0,
    200.0,
)
"""Gaps tried between an anchor and its box, mm."""
ANGLES = 32
GAP = 0.9
"""Free space kept round every box, mm."""
PASSES = 3
ROUNDS = 10
"""How often all boxes are laid out anew, those in trouble first."""
LOOKED_AT = 160
"""So many of the cheapest free positions of a box are compared."""

DOT_COST = 18.0
"""What hiding a point costs, in mm of leader."""
ANCHOR_COST = 60.0
"""What hiding the point of another box costs."""
CROSSING_COST = 30.0
"""What a leader over another leader costs."""
THROUGH_COST = 70.0
"""What a leader over or under another box costs."""
PAST_DOT_COST = 6.0
"""What a leader over a foreign point costs: it could be read as leading there."""
PAST_DOT = 1.0
"""A leader that comes nearer to a point than this, mm, runs over it."""
FOREIGN_COST = 14.0
"""What standing wholly on another zone's land costs."""
NO_ROOM_COST = 10_000.0
SHAPE_COST = 2.5
"""What each step away from the first of a box's sizes costs."""
SHORT_OF_DOT = 1.4
"""A box comes no nearer to a point than this, mm, without hiding it."""
SHORT_OF_ANCHOR = 2.3
"""The same for the point of another box, which may be a large dot."""


@dataclass(frozen=True, slots=True)
class Box:
    """Something to place: its anchor and the sizes (width, height) it may take, the best first."""

    key: str
    x: float
    y: float
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a box went, and which of its sizes it took."""

    key: str
    rect: Rect
    size: int


@dataclass(frozen=True, slots=True)
class Zones:
    """Whose land is where on the page: `values` (rows, columns) of squares of `step` mm from (`x0`, `y0`) on.

    0 is nobody's.
    """

    x0: float
    y0: float
    step: float
    values: NDArray[np.int64]

    def at(self, x: Floats, y: Floats) -> NDArray[np.int64]:
        """The zones at points inside the page; points outside take the zone of the nearest square."""
        rows, columns = self.values.shape
        column = np.clip(((x - self.x0) / self.step).astype(np.int64), 0, columns - 1)
        row = np.clip(((y - self.y0) / self.step).astype(np.int64), 0, rows - 1)
        return np.asarray(self.values[row, column], dtype=np.int64)


NO_ZONES = Zones(0.0, 0.0, 1.0, np.zeros((1, 1), dtype=np.int64))


def place(
    boxes: Sequence[Box], frame: Rect, obstacles: Sequence[Rect], points: Floats, zones: Zones = NO_ZONES
) -> dict[str, Placed | None]:
    """Place `boxes` inside `frame`, none over another nor over an obstacle.

    Points (n, 2) are hidden only where nothing better is possible. A box for which there is no room is None.
    """
    if not boxes:
        return {}
    hard = rows_of(obstacles)
    anchors = np.array([(box.x, box.y) for box in boxes], dtype=np.float64)
    items = [_Item(box, _candidates(box, frame, hard, points=points, anchors=anchors, zones=zones)) for box in boxes]
    items.sort(key=lambda item: (-min(w * h for w, h in item.box.sizes), item.box.key))
    best: _Layout | None = None
    trouble = dict.fromkeys((item.box.key for item in items), 0.0)
    for _ in range(ROUNDS):
        layout = _lay_out(items)
        if best is None or layout.total < best.total - 1e-6:
            best = layout
        for item in items:
            key = item.box.key
            trouble[key] = 0.6 * trouble[key] + layout.costs[key]
        items.sort(key=lambda item: (-trouble[item.box.key], item.box.key))
    assert best is not None
    return {box.key: best.placed[box.key] for box in boxes}


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Possible rectangles (n, 4) of a box, cheapest first: its size in each, leader's end, fixed cost."""

    rects: Floats
    size: NDArray[np.int64]
    ends: Floats
    cost: Floats


@dataclass(frozen=True, slots=True)
class _Item:
    box: Box
    candidates: _Candidates


@dataclass(frozen=True, slots=True)
class _Layout:
    placed: dict[str, Placed | None]
    costs: dict[str, float]

    @property
    def total(self) -> float:
        return sum(self.costs.values())


def _candidates(box: Box, frame: Rect, hard: Floats, *, points: Floats, anchors: Floats, zones: Zones) -> _Candidates:
    angles = np.arange(ANGLES) * 2 * np.pi / ANGLES
    ux, uy = np.cos(angles), np.sin(angles)
    found, sizes = [], []
    for number, (w, h) in enumerate(box.sizes):
        edge = np.minimum(w / 2 / np.maximum(np.abs(ux), 1e-9), h / 2 / np.maximum(np.abs(uy), 1e-9))
        reach = edge[None, :] + np.array(DISTANCES)[:, None]
        cx, cy = (box.x + reach * ux).ravel(), (box.y + reach * uy).ravel()
        found.append(np.column_stack([cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2]))
        sizes.append(np.full(len(cx), number, dtype=np.int64))
    rects, size = np.vstack(found), np.concatenate(sizes)
    inside = (
        (rects[:, 0] >= frame.x0) & (rects[:, 1] >= frame.y0) & (rects[:, 2] <= frame.x1) & (rects[:, 3] <= frame.y1)
    )
    free = inside & ~overlaps(rects, hard, GAP).any(axis=1)
    rects, size = rects[free], size[free]
    start = np.array([box.x, box.y])
    ends = np.clip(start, rects[:, :2], rects[:, 2:])
    cost = np.hypot(*(ends - start).T) + SHAPE_COST * size
    cost += DOT_COST * holds(rects, points, SHORT_OF_DOT).sum(axis=1)
    cost += ANCHOR_COST * holds(rects, anchors, SHORT_OF_ANCHOR).sum(axis=1)
    cost += PAST_DOT_COST * _passed(start, ends, points)
    cost += 0.3 * THROUGH_COST * through(start, ends, hard).sum(axis=1)
    cost += FOREIGN_COST * _foreign_share(rects, start, zones)
    order = np.argsort(np.round(cost, 6), kind="stable")
    return _Candidates(rects[order], size[order], ends[order], cost[order])


def _passed(start: Floats, ends: Floats, points: Floats) -> NDArray[np.int64]:
    """How many of the points (m, 2), but the one at `start`, the segments from it to `ends` (n, 2) run over."""
    points = points[(np.abs(points - start) > 1e-6).any(axis=1)]
    along = ends - start
    squares = np.maximum((along**2).sum(axis=1), 1e-9)
    part = np.clip(((points[None] - start) * along[:, None]).sum(axis=2) / squares[:, None], 0.0, 1.0)
    away = np.hypot(*np.moveaxis(start + part[:, :, None] * along[:, None] - points[None], 2, 0))
    return np.asarray((away < PAST_DOT).sum(axis=1), dtype=np.int64)


def _foreign_share(rects: Floats, start: Floats, zones: Zones) -> Floats:
    """Which part of each rectangle lies on land of another zone than the anchor's."""
    home = zones.at(start[:1], start[1:])[0]
    steps = (np.arange(5) + 0.5) / 5
    x = rects[:, 0, None, None] + (rects[:, 2] - rects[:, 0])[:, None, None] * steps[None, :, None]
    y = rects[:, 1, None, None] + (rects[:, 3] - rects[:, 1])[:, None, None] * steps[None, None, :]
    there = zones.at(*np.broadcast_arrays(x, y))
    return np.asarray(((there != 0) & (there != home)).mean(axis=(1, 2)), dtype=np.float64)


def _lay_out(items: Sequence[_Item]) -> _Layout:
    """Put the boxes down in order, then take each up and put it down again while that helps."""
    placed: dict[str, Placed | None] = {item.box.key: None for item in items}
    costs: dict[str, float] = {}
    for _ in range(PASSES):
        before = dict(placed)
        for item in items:
            others = [(o.box, p) for o in items if o is not item and (p := placed[o.box.key]) is not None]
            placed[item.box.key], costs[item.box.key] = _best(item, others)
        if placed == before:
            break
    return _Layout(placed, costs)


def _best(item: _Item, others: Sequence[tuple[Box, Placed]]) -> tuple[Placed | None, float]:
    box, candidates = item.box, item.candidates
    taken = rows_of([p.rect for _, p in others])
    free = np.flatnonzero(~overlaps(candidates.rects, taken, GAP).any(axis=1))[:LOOKED_AT]
    if not len(free):
        return None, NO_ROOM_COST
    rects, ends, cost = candidates.rects[free], candidates.ends[free], candidates.cost[free].copy()
    if len(others):
        start = np.array([box.x, box.y])
        starts = np.array([(b.x, b.y) for b, _ in others])
        stops = np.array([p.rect.nearest(b.x, b.y) for b, p in others])
        cost += CROSSING_COST * crossing(start, ends, starts, stops).sum(axis=1)
        cost += THROUGH_COST * through(start, ends, taken).sum(axis=1)
        cost += THROUGH_COST * through(starts[:, None, :], stops[:, None, :], rects).sum(axis=0)
    best = int(np.argmin(np.round(cost, 6)))
    x0, y0, x1, y1 = (float(value) for value in rects[best])
    return Placed(box.key, Rect(x0, y0, x1, y1), int(candidates.size[free[best]])), float(cost[best])
