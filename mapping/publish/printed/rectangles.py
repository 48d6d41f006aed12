"""Rectangles, points and straight lines of the page, mm: which of many lie over which others.

Many rectangles are rows (n, 4) of x0, y0, x1, y1; points are rows (n, 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of the page, mm."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Width, mm."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height, mm."""
        return self.y1 - self.y0

    def overlaps(self, other: Rect) -> bool:
        """Whether the two share more than an edge."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """The point of the rectangle nearest to (`x`, `y`)."""
        return min(max(x, self.x0), self.x1), min(max(y, self.y0), self.y1)


def rows_of(rects: Sequence[Rect]) -> Floats:
    """The rectangles as rows (n, 4): x0, y0, x1, y1."""
    return np.array([(r.x0, r.y0, r.x1, r.y1) for r in rects], dtype=np.float64).reshape(-1, 4)


def overlaps(a: Floats, b: Floats, gap: float) -> NDArray[np.bool_]:
    """Which rectangles of `a` (n, 4) come nearer than `gap` to those of `b` (m, 4); shape (n, m)."""
    return np.asarray(
        (a[:, None, 0] < b[None, :, 2] + gap)
        & (b[None, :, 0] < a[:, None, 2] + gap)
        & (a[:, None, 1] < b[None, :, 3] + gap)
        & (b[None, :, 1] < a[:, None, 3] + gap)
    )


def holds(rects: Floats, points: Floats, margin: float) -> NDArray[np.bool_]:
    """Which rectangles, grown by `margin`, hold which points; shape (n, m)."""
    return np.asarray(
        (rects[:, None, 0] - margin < points[None, :, 0])
        & (points[None, :, 0] < rects[:, None, 2] + margin)
        & (rects[:, None, 1] - margin < points[None, :, 1])
        & (points[None, :, 1] < rects[:, None, 3] + margin)
    )


def gaps(rects: Floats, points: Floats) -> Floats:
    """Distances of points (m, 2) from rectangles (n, 4), 0 inside; shape (n, m)."""
    x = np.maximum(np.maximum(rects[:, None, 0] - points[None, :, 0], points[None, :, 0] - rects[:, None, 2]), 0.0)
    y = np.maximum(np.maximum(rects[:, None, 1] - points[None, :, 1], points[None, :, 1] - rects[:, None, 3]), 0.0)
    return np.asarray(np.hypot(x, y), dtype=np.float64)


def _side(a: Floats, b: Floats, c: Floats) -> Floats:
    return np.asarray(
        (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])
    )


def crossing(start: Floats, ends: Floats, starts: Floats, stops: Floats) -> NDArray[np.bool_]:
    """Which segments start-ends (n) cross which segments starts-stops (m); shape (n, m)."""
    p, q = np.broadcast_to(start, ends.shape)[:, None, :], ends[:, None, :]
    r, s = starts[None, :, :], stops[None, :, :]
    return np.asarray((_side(p, q, r) * _side(p, q, s) < 0) & (_side(r, s, p) * _side(r, s, q) < 0), dtype=np.bool_)


def through(start: Floats, ends: Floats, rects: Floats) -> NDArray[np.bool_]:
    """Which segments start-ends (n) pass through which rectangles (m), by Liang-Barsky; shape (n, m)."""
    begin = np.broadcast_to(start, ends.shape).reshape(-1, 1, 2)
    step = ends.reshape(-1, 1, 2) - begin
    step = np.where(np.abs(step) < 1e-9, 1e-9, step)
    low = (rects[None, :, :2] - begin) / step
    high = (rects[None, :, 2:] - begin) / step
    enter = np.minimum(low, high).max(axis=2)
    leave = np.maximum(low, high).min(axis=2)
    return np.asarray(np.maximum(enter, 0.0) < np.minimum(leave, 1.0), dtype=np.bool_)
