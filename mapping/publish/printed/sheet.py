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

DPI = 200
BOOK_DPI = 110
"""Of the pages of a book as pictures: for a screen; what is printed is its PDF."""
Format = Literal["png", "svg", "pdf"]
FORMATS: tuple[Format, ...] = ("png", "svg", "pdf")
NO_DATES: dict[str, None] = {"CreationDate": None, "ModDate": None, "Creator": None, "Producer": None}

METADATA: dict[Format, dict[str, None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": NO_DATES,
}

STYLE: dict[Any, Any] = {
    "font.family": FAMILY,
    "svg.fonttype": "path",
    "svg.hashsalt": "needsmap",
    "pdf.fonttype": 42,  # text stays text: it can be searched and read aloud
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


def save_page(figure: Figure, folder: Path, name: str, formats: Sequence[Format] = FORMATS) -> None:
    """Write `folder`/`name`.png, `folder`/`name`.svg and `folder`/`name`.pdf, or those that `formats` names."""
    with rc_context(STYLE):
        for form in formats:
            figure.savefig(folder / f"{name}.{form}", format=form, dpi=DPI, metadata=METADATA[form])


def save_book(pages: Iterable[tuple[str, Figure]], folder: Path, name: str, *, dpi: int = BOOK_DPI) -> None:
    """Write all pages into `folder`/`name`.pdf, and each as `folder`/`name`/<its name>.png; `pages` is gone through
    once, so that one page at a time is held. Nothing is written where there are none. `dpi` is the pictures'."""
    with rc_context(STYLE), PdfPages(folder / f"{name}.pdf", metadata=NO_DATES) as book:
        for page_name, figure in pages:
            (folder / name).mkdir(exist_ok=True)
            book.savefig(figure)
            figure.savefig(folder / name / f"{page_name}.png", dpi=dpi, metadata={"Software": None})
