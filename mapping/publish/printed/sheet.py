"""A blank page drawn in millimetres, and writing it as PNG, SVG and PDF: the same drawing gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from mapping.publish.printed.text import FAMILY

Format = Literal["png", "svg", "pdf"]
FORMATS: tuple[Format, ...] = ("png", "svg", "pdf")

PAGE = (420.0, 297.0)
"""A3 landscape, mm."""
DPI = 200
"""Of a page whose smallest letters are read on the screen; printers take the PDF."""
ATLAS_DPI = 150
"""Of the pages of an atlas, which are many."""

STYLE: dict[Any, Any] = {
    "font.family": FAMILY,
    "pdf.fonttype": 42,  # text that can be searched and copied
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

_NO_DATES: dict[Format, dict[str, None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
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


def save_page(figure: Figure, folder: Path, name: str, formats: Sequence[Format] = FORMATS, dpi: int = DPI) -> None:
    """Write `folder`/`name`.png, .svg and .pdf, or those of them that `formats` names; `dpi` is the PNG's."""
    with rc_context(STYLE):
        for form in formats:
            figure.savefig(folder / f"{name}.{form}", format=form, dpi=dpi, metadata=_NO_DATES[form])


def save_book(figures: Iterable[Figure], folder: Path, name: str) -> None:
    """Write all pages into one file, `folder`/`name`.pdf; one page is drawn at a time."""
    with rc_context(STYLE), PdfPages(folder / f"{name}.pdf", metadata=_NO_DATES["pdf"]) as book:
        for figure in figures:
            book.savefig(figure)
