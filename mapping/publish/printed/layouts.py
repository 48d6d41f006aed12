"""Sheets of paper and what stands where on them: every page of the printed maps is laid out by one of these.

All lengths are millimetres from the lower left corner of the sheet. Type sizes do not shrink with the paper: on A4 less
stands on a page, and what has no room there stands on a page of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from mapping.publish.printed.placement import Rect


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet: its size, the frame of the map, the column (`side`) of the legend, and the three lines of the head.

    `title`, `line` (what is proven, or what the page is about) and `facts` stand above one another. `paper` is the name
    of its size. A sheet without a map has an empty `frame`, one without a legend an empty `side`.
    """

    paper: str
    width: float
    height: float
    frame: Rect
    side: Rect
    title: Rect
    line: Rect
    facts: Rect

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, mm."""
        return self.width, self.height


NOWHERE = Rect(0.0, 0.0, 0.0, 0.0)

A3 = Layout(
    paper="A3",
    width=420.0,
    height=297.0,
    frame=Rect(8.0, 8.0, 294.0, 257.0),
    side=Rect(299.0, 8.0, 412.0, 289.0),
    title=Rect(8.0, 280.5, 294.0, 289.0),
    line=Rect(8.0, 274.8, 294.0, 279.5),
    facts=Rect(8.0, 259.5, 296.0, 273.2),
)
"""The overview: map and legend side by side."""

A4 = Layout(
    paper="A4",
    width=297.0,
    height=210.0,
    frame=Rect(8.0, 8.0, 204.0, 174.5),
    side=Rect(208.0, 8.0, 289.0, 202.0),
    title=Rect(8.0, 194.5, 204.0, 202.0),
    line=Rect(8.0, 189.6, 204.0, 193.6),
    facts=Rect(8.0, 176.5, 206.0, 188.4),
)
"""A page of an atlas: a map with few marks and its legend."""

A4_MAP = Layout(
    paper="A4",
    width=297.0,
    height=210.0,
    frame=Rect(8.0, 8.0, 289.0, 186.5),
    side=NOWHERE,
    title=Rect(8.0, 194.5, 222.0, 202.0),
    line=Rect(8.0, 189.0, 289.0, 193.2),
    facts=NOWHERE,
)
"""The overview's map alone, with free land at both sides for what crowds."""

A4_LEGEND = Layout(
    paper="A4",
    width=297.0,
    height=210.0,
    frame=NOWHERE,
    side=Rect(8.0, 8.0, 289.0, 202.0),
    title=Rect(8.0, 194.5, 222.0, 202.0),
    line=Rect(8.0, 189.0, 289.0, 193.2),
    facts=Rect(8.0, 175.0, 291.0, 187.4),
)
"""What belongs to the map alone: figures, legend, table, small print."""
