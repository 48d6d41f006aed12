"""Names of settlements beside their dots, none over another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib.axes import Axes
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mapping.publish.printed.rectangles import Floats, Rect, gaps, overlaps, rows_of
from mapping.publish.printed.territories import RADII, Ground
from mapping.publish.printed.text import MM_PER_POINT, Written, clean, clip, put_many, width_mm

TOWN_SIZE, VILLAGE_SIZE = 7.0, 6.5
NAME_MOST = 34.0
"""A longer name is cut, mm."""
NAME_GAP = 0.25
"""Free space round a settlement's name, mm."""
CAP = 0.95
"""Height of a label in font sizes."""
DOT_GAP = 0.1
"""A name that comes nearer than this to the edge of a foreign dot, mm, hides it."""
CLEAR = 0.8
"""A name that comes nearer than this to the edge of a larger dot, mm, could be read as that one's."""
HIDDEN_COST, UNCLEAR_COST, CROSSED_COST = 20.0, 25.0, 10.0
"""What an important name costs for each dot that it hides, each that it could be read as the name of, and each leader
that it stands on, in steps to a less usual position."""
SMALLER_COST = 6.0
"""What the smaller size of an important name costs."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name and where it is drawn, mm and points."""

    text: str
    rect: Rect
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A settlement to be named: its point, its size class, and whether its name must be on the map."""

    name: str
    x: float
    y: float
    size_class: int
    important: bool


def place_labels(
    places: Sequence[Place], frame: Rect, ground: Ground, taken: Sequence[Rect], lines: Sequence[BaseGeometry]
) -> list[Label]:
    """Names beside their dots, in the order given; a name that finds no free place is left out.

    An important name may stand on a dot of the ground or on a leader, and so near to a larger dot that it could be
    taken for that one's name, where nothing better is free.
    """
    labels: list[Label] = []
    leaders = np.array(lines, dtype=object)
    stand = np.vstack([rows_of(taken), np.zeros((len(places), 4))])
    for place in places:
        if clean(place.name):
            best = _cheapest(place, frame, ground, stand[: len(taken) + len(labels)], leaders)
            if best is not None:
                stand[len(taken) + len(labels)] = rows_of([best.rect])
                labels.append(best)
    return labels


def _cheapest(place: Place, frame: Rect, ground: Ground, taken: Floats, leaders: NDArray[np.object_]) -> Label | None:
    """The name where it stands best, clear of what is `taken` (n, 4); None where it must be left out."""
    found: list[tuple[float, int, Label]] = []
    for smaller, size in enumerate((TOWN_SIZE, VILLAGE_SIZE) if place.important else (VILLAGE_SIZE,)):
        text = clip(place.name, size, NAME_MOST, bold=place.important)
        rects = rows_of(_beside(place, width_mm(text, size, bold=place.important), size * MM_PER_POINT * CAP))
        free = (rects[:, :2] >= (frame.x0, frame.y0)).all(axis=1) & (rects[:, 2:] <= (frame.x1, frame.y1)).all(axis=1)
        free &= ~overlaps(rects, taken, NAME_GAP).any(axis=1)
        boxes = shapely.box(rects[:, 0], rects[:, 1], rects[:, 2], rects[:, 3])
        crossed = shapely.intersects(boxes[:, None], leaders.reshape(1, -1)).sum(axis=1)
        hidden, unclear = _foreign_dots(rects, ground, place)
        for number in np.flatnonzero(free).tolist():
            cost = HIDDEN_COST * hidden[number] + UNCLEAR_COST * unclear[number] + CROSSED_COST * crossed[number]
            if place.important or cost == 0:
                label = Label(text, Rect(*rects[number].tolist()), size, place.important)
                found.append((cost + number + SMALLER_COST * smaller, number, label))
    return min(found, key=lambda one: one[:2])[2] if found else None


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


def _foreign_dots(rects: Floats, ground: Ground, place: Place) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many dots of others each rectangle (n, 4) hides, and to how many larger ones it comes too near."""
    foreign = (ground.points[:, 0] != place.x) | (ground.points[:, 1] != place.y)
    away = gaps(rects, ground.points) - ground.radii
    hides = foreign & (away < DOT_GAP)
    larger = foreign & (ground.radii > RADII[place.size_class])
    return hides.sum(axis=1), (larger & ~hides & (away < CLEAR)).sum(axis=1)


def draw_place_labels(axes: Axes, labels: Sequence[Label]) -> None:
    """Draw the names of settlements."""
    for bold, color in ((False, "#3a3a3a"), (True, "#1a1a1a")):
        written = [
            Written(label.rect.x0, label.rect.y0 + 0.2 * label.size * MM_PER_POINT, label.text, label.size, bold)
            for label in labels
            if label.bold is bold
        ]
        put_many(axes, written, color=color, order=5.2)
