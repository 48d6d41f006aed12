"""The marks: kinds told apart by shape, states by filling and edge; the service's number stands inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyBboxPatch, Patch, Polygon, Rectangle

from mapping.catalogue.rows import Kind
from mapping.publish.printed.placement import Placed
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.sites import Mark, State
from mapping.publish.printed.text import INK, clip, height_mm, put, width_mm

NEW_RED = "#b3001b"
WIDTHS: Mapping[Kind, tuple[float, float, float]] = {
    "residential": (4.2, 4.9, 5.6),
    "centre": (4.8, 5.5, 6.2),
    "mobile": (6.2, 6.7, 7.3),
}
"""Side of the square, diameter of the circle, side of the triangle by size step, mm."""
NUMBER_SIZES = (6.5, 7.0, 8.0)
CAPTION_SIZE = 6.5
NAME_SIZE = 7.0
NAME_MOST = 34.0
"""A longer name above a block is cut, mm."""
TRIANGLE_HEIGHT = 0.88
"""Height of the triangle as a part of its side (equilateral: 0.87)."""
CELL = 6.8
"""Least width of a mark's cell in a block, mm."""
ROW = 9.5
"""Height of a row of marks with their captions, mm."""
MARK_ROOM = 6.5
"""Height of the row without its captions, mm."""
SHARE_LINE = 2.4
"""Height of the line with the shares of worlds, where a block has any, mm."""
PAD = 0.9


Dashes = str | tuple[float, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Look:
    """How marks of a state are drawn: filling, edge, its width in points and dashes, colour of the number."""

    fill: str
    edge: str
    line: float
    dashes: Dashes
    ink: str


Looks = Mapping[State, Look]

PLAN_LOOKS: Looks = {
    "new": Look(NEW_RED, NEW_RED, 0.8, "solid", "white"),
    "transformed": Look("#fbe3d6", NEW_RED, 1.3, "solid", INK),
    "committed": Look("#fbe3d6", NEW_RED, 1.3, (0.0, (1.9, 1.1)), INK),
    "existing": Look("white", INK, 0.9, "solid", INK),
    "changed": Look("white", NEW_RED, 1.8, "solid", INK),
    "earlier": Look("#dd8f99", NEW_RED, 0.8, "solid", INK),
    "closed": Look("#e9e9e9", "#8a8a8a", 0.9, (0.0, (1.0, 1.2)), "#8a8a8a"),
}
"""The map of a plan: what is new stands out."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A block's inner layout: columns, cell width, and the heights of the rows, before scaling, mm."""

    columns: int
    cell: float
    rows: tuple[float, ...]
    width: float
    height: float
    captioned: bool = True


def grids(name: str, marks: tuple[Mark, ...], *, captioned: bool = True) -> tuple[Grid, ...]:
    """The layouts a block may take, the one nearest to a lying rectangle first; marks without captions take less."""
    captions = [width_mm(mark.caption, CAPTION_SIZE) + 1.0 for mark in marks if captioned]
    captions += [width_mm(mark.share_words, CAPTION_SIZE, bold=True) + 1.0 for mark in marks]
    cell = max(CELL, *captions, *(WIDTHS[mark.kind][mark.step] + 0.6 for mark in marks))
    head = width_mm(clip(name, NAME_SIZE, NAME_MOST, bold=True), NAME_SIZE, bold=True)
    found = []
    for rows in range(1, len(marks) + 1):
        columns = ceil(len(marks) / rows)
        if ceil(len(marks) / columns) != rows:
            continue
        width = max(columns * cell, head) + 2 * PAD
        heights = tuple(_row_height(marks[i : i + columns], captioned) for i in range(0, len(marks), columns))
        height = sum(heights) + height_mm(NAME_SIZE) + PAD
        found.append(Grid(columns, cell, heights, width, height, captioned))
    found.sort(key=lambda g: (abs(g.width / g.height - 1.4) + 0.15 * (g.columns * len(g.rows) - len(marks)), g.columns))
    return tuple(found[:4])


def _row_height(marks: Sequence[Mark], captioned: bool) -> float:
    return (ROW if captioned else MARK_ROOM) + (SHARE_LINE if any(mark.shares for mark in marks) else 0.0)


def draw_mark(
    axes: Axes,
    x: float,
    y: float,
    mark: Mark,
    *,
    scale: float = 1.0,
    order: float = 9.0,
    blank: bool = False,
    looks: Looks = PLAN_LOOKS,
) -> None:
    """Draw `mark` with its middle at (`x`, `y`) mm; `blank` leaves its number out."""
    side = WIDTHS[mark.kind][mark.step] * scale
    look = looks[mark.state]
    shape: Patch
    lower = 0.0
    if mark.kind == "residential":
        shape = Rectangle((x - side / 2, y - side / 2), side, side)
    elif mark.kind == "centre":
        shape = Circle((x, y), side / 2)
    else:
        half, tall = side / 2, side * TRIANGLE_HEIGHT
        shape = Polygon([(x - half, y - tall / 2), (x + half, y - tall / 2), (x, y + tall / 2)])
        lower = 0.17 * tall
    shape.set(
        facecolor=look.fill, edgecolor=look.edge, linewidth=look.line, linestyle=look.dashes,
        zorder=order, joinstyle="miter",
    )  # fmt: skip
    axes.add_patch(shape)
    if not blank:
        size = NUMBER_SIZES[mark.step] * scale
        # Digits are 0.73 of the font size high.
        base = y - lower - 0.73 * size * 25.4 / 72 / 2
        put(axes, x, base, mark.inside, size, bold=True, color=look.ink, across="center", order=order + 0.1)


def draw_block(
    axes: Axes,
    name: str,
    marks: tuple[Mark, ...],
    grid: Grid,
    *,
    placed: Placed,
    anchor: tuple[float, float],
    scale: float,
    looks: Looks = PLAN_LOOKS,
) -> None:
    """Draw a settlement's block: leader, white card, name, marks with their captions."""
    rect = placed.rect
    end = rect.nearest(*anchor)
    for color, width, order in (("white", 2.0, 4.7), (INK, 0.8, 4.8)):
        axes.plot([anchor[0], end[0]], [anchor[1], end[1]], color=color, linewidth=width, zorder=order)
    _card(axes, rect)
    middle = (rect.x0 + rect.x1) / 2
    top = rect.y1 - 0.3 * scale
    put(
        axes, middle, top - NAME_SIZE * 25.4 / 72 * 0.95 * scale,
        clip(name, NAME_SIZE, NAME_MOST, bold=True), NAME_SIZE * scale, bold=True, across="center",
    )  # fmt: skip
    top -= height_mm(NAME_SIZE) * scale
    cell = grid.cell * scale
    for i, mark in enumerate(marks):
        line, column = divmod(i, grid.columns)
        in_line = min(grid.columns, len(marks) - line * grid.columns)
        x = middle + (column - (in_line - 1) / 2 if len(grid.rows) == 1 else column - (grid.columns - 1) / 2) * cell
        y = top - sum(grid.rows[:line]) * scale - MARK_ROOM * scale / 2 - 0.3 * scale
        draw_mark(axes, x, y, mark, scale=scale, looks=looks)
        under = y - MARK_ROOM * scale / 2 - 2.05 * scale
        if grid.captioned:
            put(axes, x, under, mark.caption, CAPTION_SIZE * scale, across="center")
        put(axes, x, under - SHARE_LINE * scale, mark.share_words, CAPTION_SIZE * scale, bold=True, across="center")


def _card(axes: Axes, rect: Rect) -> None:
    axes.add_patch(
        FancyBboxPatch(
            (rect.x0 + 0.6, rect.y0 + 0.6),
            rect.width - 1.2,
            rect.height - 1.2,
            boxstyle="round,pad=0.6",
            facecolor="white",
            edgecolor="#707070",
            linewidth=0.5,
            zorder=6.0,
        )
    )
