"""The map field of the differences between two plans: villages that gain and lose, marks of what changes, moves."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch, Polygon

from mapping.instance import Case
from mapping.publish.printed.change_sites import CHANGE_LOOKS, GAIN, LOSS, Shift
from mapping.publish.printed.field import Field
from mapping.publish.printed.field_drawing import draw_blocks, draw_framed
from mapping.publish.printed.labels import draw_place_labels
from mapping.publish.printed.layout import A3_PAPER
from mapping.publish.printed.municipalities import draw_municipality_labels
from mapping.publish.printed.territories import NONE_TINT, draw_dot, draw_tinted
from mapping.words import Language

COLORS = {-2: LOSS, -1: "#f1b36c", 0: "white", 1: "#9fb3e3", 2: GAIN}
TINTS = {-2: "#f6d5ae", -1: "#fcebd5", 0: "#fbfaf7", 1: "#e6ebf8", 2: "#ccd6f0"}
RADII = (0.85, 1.3, 1.9)
"""Of the sign of a settlement, mm."""
SAME_RADIUS = 0.6
MOVE_COLOR = "#17307f"


def draw_change_field(
    axes: Axes,
    case: Case,
    field: Field,
    shifts: Sequence[Shift | None],
    moves: Sequence[tuple[int, int]],
    language: Language,
) -> None:
    """Draw all that was arranged, from the ground up."""

    def draw(part: Field) -> None:
        points = part.ground.points.tolist()
        draw_tinted(axes, part.ground, [NONE_TINT if shift is None else TINTS[shift.step] for shift in shifts])
        draw_municipality_labels(axes, part.municipalities)
        for i in sorted(part.members):
            x, y = points[i]
            draw_shift(axes, x, y, shifts[i])
        draw_place_labels(axes, part.settlements)
        for here, there in moves:
            if {here, there} <= part.members:
                draw_move(axes, points[here], points[there])
        draw_blocks(axes, case, part, CHANGE_LOOKS, language)

    draw_framed(axes, field, language, A3_PAPER, draw)


def draw_shift(axes: Axes, x: float, y: float, shift: Shift | None) -> None:
    """Draw one settlement: a triangle up where more are served, down where fewer, a ring where nothing changes."""
    if shift is None:
        draw_dot(axes, x, y, None, size=0)
        return
    color = COLORS[shift.step]
    if shift.step == 0:
        axes.add_patch(
            Circle((x, y), SAME_RADIUS, facecolor=color, edgecolor="#333333", linewidth=0.45, zorder=5.0, gid="shift.0")
        )
        return
    r = RADII[shift.size]
    up = 1 if shift.step > 0 else -1
    corners = [(x - r, y - up * 0.6 * r), (x + r, y - up * 0.6 * r), (x, y + up * 1.1 * r)]
    axes.add_patch(
        Polygon(corners, facecolor=color, edgecolor="#1a1a1a", linewidth=0.5, zorder=5.0, gid=f"shift.{shift.step}")
    )


def draw_move(axes: Axes, here: Sequence[float], there: Sequence[float]) -> None:
    """Draw an arrow from one settlement to another, on white."""
    for color, width, order in (("white", 3.0, 5.3), (MOVE_COLOR, 1.3, 5.4)):
        axes.add_patch(
            FancyArrowPatch(
                (here[0], here[1]),
                (there[0], there[1]),
                arrowstyle="-|>",
                mutation_scale=9.0,
                shrinkA=3.0,
                shrinkB=3.0,
                connectionstyle="arc3,rad=0.12",
                color=color,
                linewidth=width,
                zorder=order,
                gid="move",
            )
        )
