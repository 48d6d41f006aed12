"""Where the parts of a page stand: A3 lying, for the overview, or two sheets of A4 lying; A4 upright, for pages of one
service or period.

Type does not shrink with the paper: what has no room on A4 stands on a sheet of its own. For other pages on the same
furniture: `sheet.page` opens a sheet, `furniture` draws title, proof, facts, scale and frame, `field.arrange` finds a
place for blocks and names in a frame, `field_drawing.draw_framed` draws it with its inset, `legend` and `table` fill
the rest, `sheet.save_page` and `sheet.save_book` write it.
"""

from __future__ import annotations

from dataclasses import dataclass

from mapping.publish.printed.rectangles import Rect
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a page, mm from its lower left corner; `rest` is for legend, tables and notes.

    A sheet without one of them has `NOWHERE` for it.
    """

    paper: Text
    size: tuple[float, float]
    title: Rect
    proof: Rect
    facts: Rect
    frame: Rect
    rest: Rect


EDGE = 8.0
A3_PAPER, A4_PAPER = Text("А3", "A3"), Text("А4", "A4")

NOWHERE = Rect(0.0, 0.0, 0.0, 0.0)

A3 = Layout(
    A3_PAPER,
    (420.0, 297.0),
    title=Rect(EDGE, 280.5, 294.0, 289.0),
    proof=Rect(EDGE, 274.8, 294.0, 279.5),
    facts=Rect(EDGE, 259.5, 296.0, 273.2),
    frame=Rect(EDGE, EDGE, 294.0, 257.0),
    rest=Rect(299.0, EDGE, 420.0 - EDGE, 297.0 - EDGE),
)
"""The map on the left, the column of the legend on the right."""


A4_MAP = Layout(
    A4_PAPER,
    (297.0, 210.0),
    title=Rect(EDGE, 195.0, 289.0, 202.5),
    proof=Rect(EDGE, 189.8, 289.0, 194.2),
    facts=NOWHERE,
    frame=Rect(EDGE, 13.0, 289.0, 188.0),
    rest=Rect(EDGE, EDGE, 289.0, 12.0),
)
"""The first sheet of the overview: the map, as large as the paper allows; what crowds stands beside the region. `rest`
is for the line below it."""

A4_LEGEND = Layout(
    A4_PAPER,
    (297.0, 210.0),
    title=Rect(EDGE, 195.0, 289.0, 202.5),
    proof=Rect(EDGE, 189.8, 289.0, 194.2),
    facts=Rect(EDGE, 174.8, 291.0, 188.6),
    frame=NOWHERE,
    rest=Rect(EDGE, EDGE, 289.0, 173.0),
)
"""The second: figures, legend, table, small print."""


def upright(rest: float) -> Layout:
    """A4 upright with `rest` mm below the map."""
    right = 210.0 - EDGE
    return Layout(
        A4_PAPER,
        (210.0, 297.0),
        title=Rect(EDGE, 280.5, right, 289.0),
        proof=Rect(EDGE, 271.6, right, 280.0),
        facts=Rect(EDGE, 256.5, right + 2.0, 270.6),
        frame=Rect(EDGE, EDGE + rest + 2.0, right, 254.5),
        rest=Rect(EDGE, EDGE, right, EDGE + rest),
    )
