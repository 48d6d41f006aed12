"""Drawing what was arranged in the frame of the map, and in its inset."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from mapping.instance import Case
from mapping.publish.printed.field import Field
from mapping.publish.printed.furniture import draw_frame, draw_inset_scale, draw_scale, draw_window
from mapping.publish.printed.labels import draw_municipality_labels, draw_place_labels
from mapping.publish.printed.marks import PLAN_LOOKS, Looks, draw_block
from mapping.publish.printed.territories import draw_dots, draw_ground, draw_hatching
from mapping.words import Language


def draw_field(
    axes: Axes,
    case: Case,
    field: Field,
    classes: tuple[int | None, ...],
    language: Language,
    *,
    looks: Looks = PLAN_LOOKS,
    unsure: frozenset[int] = frozenset(),
    paper: str = "A3",
) -> None:
    """Draw all that was arranged, from the ground up; the territories of `unsure` settlements are hatched.

    `classes` are those of the served share, one a settlement; `paper` is the sheet that the scale is true on.
    """
    _draw_inner(axes, case, field, classes, language, looks, unsure)
    draw_scale(axes, field.corner, field.ground.denominator, language, paper)
    if field.inset is not None and field.within is not None:
        room = field.inset.room
        axes.add_patch(
            Rectangle((room.x0, room.y0), room.width, room.height, facecolor="white", edgecolor="none", zorder=0.9)
        )
        _draw_inner(axes, case, field.within, classes, language, looks, unsure)
        draw_inset_scale(axes, field.within.corner, field.within.ground.denominator, language)
        draw_window(axes, field.inset.window, room)
    draw_frame(axes, field.frame)


def _draw_inner(
    axes: Axes,
    case: Case,
    field: Field,
    classes: tuple[int | None, ...],
    language: Language,
    looks: Looks,
    unsure: frozenset[int],
) -> None:
    """Draw ground, names, dots and blocks of one frame."""
    draw_ground(axes, field.ground, classes)
    if unsure:
        draw_hatching(axes, field.ground, unsure)
    draw_municipality_labels(axes, field.municipalities)
    draw_dots(axes, case, field.ground, classes, field.members)
    draw_place_labels(axes, field.settlements)
    for block in field.blocks:
        if block.placed and block.grid:
            x, y = field.ground.points[block.site.settlement].tolist()
            name = case.region.settlements[block.site.settlement].name.of(language)
            draw_block(
                axes,
                name,
                block.site.marks,
                block.grid,
                placed=block.placed,
                anchor=(x, y),
                scale=field.scale,
                looks=looks,
            )
