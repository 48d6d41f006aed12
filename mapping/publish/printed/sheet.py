"""A blank page drawn in millimetres, and writing it as PNG and SVG: the same drawing gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from mapping.publish.printed.text import FAMILY

PAGE = (420.0, 297.0)
"""A3 landscape, mm."""
DPI = 200

STYLE: dict[Any, Any] = {
    "font.family": FAMILY,
    "svg.fonttype": "path",
    "svg.hashsalt": "needsmap",
    "text.usetex": False,
    "text.hinting": "no_hinting",  # so that text is as wide in the PNG as it was measured
    "axes.unicode_minus": True,
    "path.simplify": False,
    "savefig.bbox": None,
    "savefig.facecolor": "white",
    "figure.constrained_layout.use": False,
    "figure.autolayout": False,
}


@contextmanager
def page(width: float, height: float) -> Iterator[tuple[Figure, Axes]]:
    """An empty page of `width` x `height` mm, its axes in mm from the lower left corner; draw while it is open."""
    with rc_context(STYLE):
        figure = Figure(figsize=(width / 25.4, height / 25.4), dpi=DPI)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        axes.set(xlim=(0.0, width), ylim=(0.0, height), autoscale_on=False)
        yield figure, axes


def save_page(figure: Figure, folder: Path, name: str) -> None:
    """Write `folder`/`name`.png and `folder`/`name`.svg."""
    with rc_context(STYLE):
        figure.savefig(folder / f"{name}.png", dpi=DPI, metadata={"Software": None})
        figure.savefig(folder / f"{name}.svg", metadata={"Date": None, "Creator": None})
