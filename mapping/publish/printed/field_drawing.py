"""Drawing what was arranged in the frame of the map, and in its inset."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from mapping.instance import Case
from mapping.publish.printed.field import Field
from mapping.publish.printed.furniture import draw_frame, draw_inset_scale, draw_scale, draw_window
from mapping.publish.printed.labels import draw_place_labels
from mapping.publish.printed.layout import A3_PAPER
from mapping.publish.printed.marks import PLAN_LOOKS, Looks, draw_block
from mapping.publish.printed.municipalities import draw_municipality_labels
from mapping.publish.printed.territories import draw_dots, draw_ground, draw_hatching
from mapping.words import Language, Text


def draw_framed(axes: Axes, field: Field, language: Language, paper: Text, draw: Callable[[Field], None]) -> None:
    """Draw a field and its inset by `draw`, with scales and frames; `paper` is the sheet that the scale is true on.

    What `draw` draws must stay above the order 0.9, and in an inset to the field's members.
    """
    draw(field)
    draw_scale(axes, field.corner, field.ground.denominator, paper, language)
    if field.inset is not None and field.within is not None:
        room = field.inset.room
        axes.add_patch(
            Rectangle((room.x0, room.y0), room.width, room.height, facecolor="white", edgecolor="none", zorder=0.9)
        )
        draw(field.within)
        draw_inset_scale(axes, field.within.corner, field.within.ground.denominator, language)
        draw_window(axes, field.inset.window, room)
    draw_frame(axes, field.frame)


def draw_field(
    axes: Axes,
    case: Case,
    field: Field,
    classes: tuple[int | None, ...],
    language: Language,
    *,
    looks: Looks = PLAN_LOOKS,
    unsure: frozenset[int] = frozenset(),
    paper: Text = A3_PAPER,
    judged: bool = True,
) -> None:
    """Draw all that was arranged, from the ground up; the territories of `unsure` settlements are hatched.

    `classes` are those of the served share, one a settlement; without `judged` nothing is said of shares.
    """

    def draw(part: Field) -> None:
        draw_ground(axes, part.ground, classes)
        if unsure:
            draw_hatching(axes, part.ground, unsure)
        draw_municipality_labels(axes, part.municipalities)
        draw_dots(axes, case, part.ground, classes, part.members, judged=judged)
        draw_place_labels(axes, part.settlements)
        draw_blocks(axes, case, part, looks, language)

    draw_framed(axes, field, language, paper, draw)


def shown_classes(classes: tuple[int | None, ...], field: Field) -> list[int | None]:
    """The classes of the settlements that the map shows, for its legend."""
    return [classes[i] for i in sorted(field.members)]


def draw_blocks(axes: Axes, case: Case, field: Field, looks: Looks, language: Language) -> None:
    """Draw the blocks of one frame."""
    for block in field.blocks:
        if block.placed and block.grid:
            x, y = field.ground.points[block.site.settlement].tolist()
            draw_block(
                axes,
                case.region.settlements[block.site.settlement].name.of(language),
                block.site.marks,
                block.grid,
                placed=block.placed,
                anchor=(x, y),
                scale=field.scale,
                looks=looks,
            )
