"""What a map carries besides its content: title, key figures, frame, scale bar and north arrow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle
from shapely.geometry.base import BaseGeometry

from mapping.publish.printed.rectangles import Rect, rows_of, through
from mapping.publish.printed.sentences import Fact
from mapping.publish.printed.text import clip, put, put_lines, width_mm, wrap
from mapping.words import Language, Text, as_written, number

WARNING_RED = "#c00000"
PROOF_SIZE = 7.0
"""Least size of what is proven, points."""
TITLE_SIZES = (21.0, 20.0, 19.0, 17.0, 15.0, 13.0, 11.5)
FACT_SIZES = (13.0, 12.0, 11.0, 10.0, 9.0)
BAR_SIZE = (62.0, 21.0)
"""Width and height of the corner with the scale bar and the north arrow, mm."""
LONGEST_BAR = 46.0
INSET_SIZE = (36.0, 12.0)
"""Width and height of the corner of an inset with its scale bar, mm."""
INSET_BAR = 26.0


def draw_title(axes: Axes, room: Rect, text: str) -> None:
    """Draw the title in one line, as large as fits; a title longer than that is cut."""
    size = next(
        (s for s in TITLE_SIZES if width_mm(clip(text, s, 1e6, bold=True), s, bold=True) <= room.width),
        TITLE_SIZES[-1],
    )
    put(axes, room.x0, room.y0 + 1.2, clip(text, size, room.width, bold=True), size, bold=True)


def draw_proof(axes: Axes, room: Rect, text: str, *, warning: bool, most: int = 1) -> None:
    """Draw what is proven of the plan in at most `most` lines; a warning is red, and larger where it is one line."""
    color = WARNING_RED if warning else "#333333"
    if most > 1:
        lines = wrap(text, PROOF_SIZE, room.width, most, bold=warning)
        put_lines(axes, room.x0, room.y1, lines, PROOF_SIZE, bold=warning, color=color)
        return
    size = 9.5 if warning else 8.5
    while warning and size > PROOF_SIZE and width_mm(text, size, bold=True) > room.width:
        size -= 0.5
    line = clip(text, size, room.width, bold=warning)
    put(axes, room.x0, room.y0 + 1.0, line, size, bold=warning, color=color)


def draw_facts(axes: Axes, room: Rect, facts: Sequence[Fact]) -> None:
    """Draw the key figures side by side."""
    parts = [0.15, 0.21, 0.185, 0.195, 0.26] if len(facts) == 5 else [1 / len(facts)] * len(facts)
    x = room.x0
    rooms = [part * room.width - 6.0 for part in parts]
    fitting = (
        s for s in FACT_SIZES
        if all(width_mm(f.value, s, bold=True) <= w for f, w in zip(facts, rooms, strict=True))
    )  # fmt: skip
    size = next(fitting, FACT_SIZES[-1])
    for part, fact in zip(parts, facts, strict=True):
        width = part * room.width
        axes.add_patch(
            Rectangle((x, room.y0), width - 2.0, room.height, facecolor="#f1efea", edgecolor="none", zorder=1.0)
        )
        inner = width - 2.0 - 4.0
        put(axes, x + 2.0, room.y1 - 5.4, clip(fact.value, size, inner, bold=True), size, bold=True)
        put_lines(axes, x + 2.0, room.y1 - 6.9, wrap(fact.meaning, 6.5, inner, 2), 6.5, color="#333333")
        x += width


def draw_frame(axes: Axes, frame: Rect) -> None:
    """Draw the border of the map."""
    axes.add_patch(
        Rectangle(
            (frame.x0, frame.y0), frame.width, frame.height,
            facecolor="none", edgecolor="#3d362e", linewidth=0.8, zorder=20.0,
        )
    )  # fmt: skip


def corners_of(frame: Rect, width: float, height: float) -> list[Rect]:
    """Rectangles of this size in the corners of the frame, the lower ones first."""
    return [
        Rect(x, y, x + width, y + height)
        for y in (frame.y0 + 1.5, frame.y1 - height - 1.5)
        for x in (frame.x1 - width - 1.5, frame.x0 + 1.5)
    ]


def free_corner(frame: Rect, region: BaseGeometry) -> Rect:
    """The corner of the frame where the scale bar hides least of the region."""
    corners = corners_of(frame, *BAR_SIZE)
    hidden = [float(shapely.intersection(shapely.box(c.x0, c.y0, c.x1, c.y1), region).area) for c in corners]
    return corners[hidden.index(min(hidden))]


def bar_kilometres(denominator: int, longest: float = LONGEST_BAR) -> float:
    """The longest of 1, 2, 5, 10, … km (or parts of it) that a scale bar of at most `longest` mm may show."""
    most = longest * denominator / 1e6
    step = 0.001
    best = step
    while step <= most:
        best = max(best, *(step * k for k in (1, 2, 5) if step * k <= most))
        step *= 10
    return best


def draw_scale(axes: Axes, corner: Rect, denominator: int, paper: Text, language: Language) -> None:
    """Draw the scale bar in km, the scale on `paper` of that size, and the north arrow."""
    x, y = corner.x0 + 3.0, corner.y0 + 9.5
    _draw_bar(axes, x, y, bar_kilometres(denominator), denominator, language)
    scale = "1:" + number(denominator, language)
    said = Text(f"Мащаб {scale} при печат на {paper.bg}", f"Scale {scale} on {paper.en} paper").of(language)
    put(axes, x, y - 4.0, said, 7.0)
    _arrow(axes, corner.x1 - 5.0, corner.y0 + 4.0, Text("С", "N").of(language))


def draw_inset_scale(axes: Axes, corner: Rect, denominator: int, language: Language) -> None:
    """Draw the scale bar and the scale of an inset."""
    axes.add_patch(
        Rectangle((corner.x0, corner.y0), corner.width, corner.height, facecolor="white", edgecolor="none", zorder=7.5)
    )
    km = bar_kilometres(denominator, INSET_BAR)
    _draw_bar(axes, corner.x0 + 3.0, corner.y0 + 1.6, km, denominator, language, ticks=(0, 4))
    put(axes, corner.x0 + 3.0, corner.y0 + 8.0, "1:" + number(denominator, language), 7.0, bold=True)


def _draw_bar(
    axes: Axes,
    x: float,
    y: float,
    km: float,
    denominator: int,
    language: Language,
    *,
    ticks: tuple[int, ...] = (0, 2, 4),
) -> None:
    """Draw a bar of four fields from (`x`, `y`) on, with its kilometres over those of its ends that `ticks` names."""
    length = km * 1e6 / denominator
    for i in range(4):
        axes.add_patch(
            Rectangle(
                (x + i * length / 4, y), length / 4, 1.5, linewidth=0.6, zorder=8.0,
                facecolor="#1a1a1a" if i % 2 == 0 else "white", edgecolor="#1a1a1a",
            )
        )  # fmt: skip
    for i in ticks:
        shown = as_written(km * i / 4, language) + (" km" if i == 4 else "")
        put(axes, x + i * length / 4, y + 2.4, shown, 7.0, across="center")


def draw_window(axes: Axes, window: Rect, room: Rect) -> None:
    """Draw the frame of what an inset magnifies, the frame of the inset, and two lines from the one to the other."""
    for rect, width, order in ((window, 1.1, 5.9), (room, 1.1, 20.0)):
        axes.add_patch(
            Rectangle(
                (rect.x0, rect.y0), rect.width, rect.height, facecolor="none", edgecolor="#3d362e", linewidth=width,
                zorder=order,
            )
        )  # fmt: skip
    pairs = [
        ((a, b), (c, d))
        for a, c in ((window.x0, room.x0), (window.x1, room.x1))
        for b, d in ((window.y0, room.y0), (window.y1, room.y1))
    ]
    # The outer two of those that run outside both frames.
    rows = rows_of([window, room]) + np.array([0.1, 0.1, -0.1, -0.1])
    pairs = [(a, b) for a, b in pairs if not through(np.array(a), np.array([b]), rows).any()]
    step = np.array([room.x0 + room.x1 - window.x0 - window.x1, room.y0 + room.y1 - window.y0 - window.y1])
    aside = [float(step[0] * b[1] - step[1] * b[0]) for _, b in pairs]
    for index in (aside.index(min(aside)), aside.index(max(aside))):
        (x0, y0), (x1, y1) = pairs[index]
        axes.plot([x0, x1], [y0, y1], color="#6b6258", linewidth=0.5, linestyle=(0.0, (4.0, 2.5)), zorder=2.6)


def _arrow(axes: Axes, x: float, y: float, letter: str) -> None:
    tip, half = y + 11.0, 2.6
    axes.add_patch(
        Polygon(
            [(x, tip), (x - half, y), (x, y + 2.6)],
            facecolor="#1a1a1a",
            edgecolor="#1a1a1a",
            linewidth=0.5,
            zorder=8.0,
        )
    )
    axes.add_patch(
        Polygon(
            [(x, tip), (x + half, y), (x, y + 2.6)],
            facecolor="white",
            edgecolor="#1a1a1a",
            linewidth=0.5,
            zorder=8.0,
        )
    )
    put(axes, x, tip + 1.0, letter, 9.0, bold=True, across="center")
