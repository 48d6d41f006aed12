"""One A3 page, drawn in millimetres, written as PNG and SVG; the same plan gives the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.printed.field import Field, arrange, draw_field
from mapping.publish.printed.furniture import draw_facts, draw_proof, draw_title
from mapping.publish.printed.legend import draw_mark_legend, draw_share_legend
from mapping.publish.printed.notes import notes
from mapping.publish.printed.placement import Rect
from mapping.publish.printed.sentences import INDICATIVE, facts, proof, title
from mapping.publish.printed.sites import Site, service_totals, sites_of
from mapping.publish.printed.table import draw_service_table
from mapping.publish.printed.territories import share_classes, size_class
from mapping.publish.printed.text import FAMILY, height_mm, put, put_lines, wrap
from mapping.words import Language, Text

PAGE = (420.0, 297.0)
"""A3 landscape, mm."""
DPI = 200
EDGE = 8.0
SIDE = Rect(299.0, EDGE, PAGE[0] - EDGE, PAGE[1] - EDGE)
"""The column of the legend."""
FRAME = Rect(EDGE, EDGE, 294.0, 257.0)
TITLE = Rect(EDGE, 280.5, 294.0, 289.0)
PROOF = Rect(EDGE, 274.8, 294.0, 279.5)
FACTS = Rect(EDGE, 259.5, 296.0, 273.2)
NOTE_SIZE = 6.8
BANNER = 7.0
"""Height of the line that says how binding the map is, mm."""

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


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What one page shows."""

    case: Case
    plan: Plan
    sites: tuple[Site, ...]
    classes: tuple[int | None, ...]
    language: Language


def write_map(case: Case, plan: Plan, folder: Path, language: Language = "bg") -> None:
    """Write `folder`/map.png and `folder`/map.svg."""
    with rc_context(STYLE):
        figure = draw_map(case, plan, language)
        figure.savefig(folder / "map.png", dpi=DPI, metadata={"Software": None})
        figure.savefig(folder / "map.svg", metadata={"Date": None, "Creator": None})


def draw_map(case: Case, plan: Plan, language: Language = "bg") -> Figure:
    """Draw the page; what is on it can be read from the figure's artists."""
    with rc_context(STYLE):
        figure = Figure(figsize=(PAGE[0] / 25.4, PAGE[1] / 25.4), dpi=DPI)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        axes.set(xlim=(0.0, PAGE[0]), ylim=(0.0, PAGE[1]), autoscale_on=False)
        sheet = _Sheet(case, plan, sites_of(case, plan), share_classes(case, plan), language)
        draw_title(axes, TITLE, title(case, language))
        draw_proof(axes, PROOF, proof(plan, language), warning=plan.stopped_early)
        draw_facts(axes, FACTS, facts(case, plan, language))
        field = arrange(case, sheet.sites, FRAME, language)
        draw_field(axes, case, field, sheet.classes, language)
        _draw_side(axes, sheet, field)
    return figure


def _draw_side(axes: Axes, sheet: _Sheet, field: Field) -> None:
    """Draw the column beside the map: status, legend, table of services, notes."""
    language, top = sheet.language, SIDE.y1
    axes.add_patch(
        Rectangle((SIDE.x0, top - BANNER), SIDE.width, BANNER, facecolor="#3d362e", edgecolor="none", zorder=1.0)
    )
    middle = (SIDE.x0 + SIDE.x1) / 2
    put(axes, middle, top - 4.6, INDICATIVE.of(language), 8.5, bold=True, color="white", across="center")
    sizes = [size_class(s.population_2021) for s in sheet.case.region.settlements]
    room = Rect(SIDE.x0, SIDE.y0, SIDE.x1, top - BANNER - 2.0)
    y = draw_share_legend(axes, room, classes=sheet.classes, sizes=sizes, language=language)
    y = draw_mark_legend(axes, Rect(SIDE.x0, SIDE.y0, SIDE.x1, y), sheet.sites, language)
    paragraphs = notes(sheet.case, language)
    if field.left_out:
        paragraphs.insert(0, _left_out(field.left_out).of(language))
    wrapped = [wrap(text, NOTE_SIZE, SIDE.width, 9) for text in paragraphs]
    floor = SIDE.y0 + sum(height_mm(NOTE_SIZE, len(lines)) + 1.0 for lines in wrapped)
    room = Rect(SIDE.x0, floor + 1.0, SIDE.x1, y)
    draw_service_table(axes, room, service_totals(sheet.case, sheet.plan), language)
    for lines in wrapped:
        floor = put_lines(axes, SIDE.x0, floor, lines, NOTE_SIZE, color="#333333") - 1.0


def _left_out(settlements: int) -> Text:
    return Text(
        f"За населени места с услуги, на брой {settlements}, няма място на картата; те са в таблиците.",
        f"For {settlements} settlements with services there is no room on the map; they are in its tables.",
    )


__all__ = ["draw_map", "write_map"]
