"""The overview on one A3 page, written as PNG, SVG and PDF; the same plan gives the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.printed.field import Field, arrange
from mapping.publish.printed.field_drawing import draw_field, shown_classes
from mapping.publish.printed.furniture import draw_facts, draw_proof, draw_title
from mapping.publish.printed.layout import A3
from mapping.publish.printed.legend import draw_mark_legend, draw_share_legend
from mapping.publish.printed.notes import notes
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.sentences import INDICATIVE, facts, proof, title
from mapping.publish.printed.sheet import page, save_page
from mapping.publish.printed.sites import Site, service_totals, sites_of
from mapping.publish.printed.table import draw_service_table
from mapping.publish.printed.territories import share_classes, size_class
from mapping.publish.printed.text import height_mm, put, put_lines, wrap
from mapping.words import Language, Text

NOTE_SIZE = 6.8
BANNER = 7.0
"""Height of the line that says how binding the map is, mm."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What one page shows."""

    case: Case
    plan: Plan
    sites: tuple[Site, ...]
    classes: tuple[int | None, ...]
    language: Language


def write_map(case: Case, plan: Plan, folder: Path, language: Language = "bg") -> None:
    """Write `folder`/map.png, map.svg and map.pdf."""
    save_page(draw_map(case, plan, language), folder, "map")


def draw_map(case: Case, plan: Plan, language: Language = "bg") -> Figure:
    """Draw the page; what is on it can be read from the figure's artists."""
    with page(*A3.size) as (figure, axes):
        sheet = _Sheet(case, plan, sites_of(case, plan, changes=True), share_classes(case, plan), language)
        draw_title(axes, A3.title, title(case, language))
        draw_proof(axes, A3.proof, proof(plan, language), warning=plan.stopped_early)
        draw_facts(axes, A3.facts, facts(case, plan, language))
        field = arrange(case, sheet.sites, A3.frame, language)
        draw_field(axes, case, field, sheet.classes, language)
        _draw_side(axes, sheet, field)
    return figure


def _draw_side(axes: Axes, sheet: _Sheet, field: Field) -> None:
    """Draw the column beside the map: status, legend, table of services, notes."""
    language, top = sheet.language, A3.rest.y1
    draw_banner(axes, A3.rest, language)
    sizes = [size_class(sheet.case.region.settlements[i].population_2021) for i in field.members]
    room = Rect(A3.rest.x0, A3.rest.y0, A3.rest.x1, top - BANNER - 2.0)
    y = draw_share_legend(axes, room, classes=shown_classes(sheet.classes, field), sizes=sizes, language=language)
    y = draw_mark_legend(axes, Rect(A3.rest.x0, A3.rest.y0, A3.rest.x1, y), sheet.sites, language)
    paragraphs = notes(sheet.case, language)
    if field.left_out:
        paragraphs.insert(0, left_out_words(field.left_out).of(language))
    wrapped = [wrap(text, NOTE_SIZE, A3.rest.width, 9) for text in paragraphs]
    floor = A3.rest.y0 + sum(height_mm(NOTE_SIZE, len(lines)) + 1.0 for lines in wrapped)
    room = Rect(A3.rest.x0, floor + 1.0, A3.rest.x1, y)
    draw_service_table(axes, room, service_totals(sheet.case, sheet.plan), language)
    for lines in wrapped:
        floor = put_lines(axes, A3.rest.x0, floor, lines, NOTE_SIZE, color="#333333") - 1.0


def draw_banner(axes: Axes, side: Rect, language: Language) -> None:
    """Draw the line that says how binding the map is, at the top of `side`."""
    axes.add_patch(
        Rectangle((side.x0, side.y1 - BANNER), side.width, BANNER, facecolor="#3d362e", edgecolor="none", zorder=1.0)
    )
    middle = (side.x0 + side.x1) / 2
    put(axes, middle, side.y1 - 4.6, INDICATIVE.of(language), 8.5, bold=True, color="white", across="center")


def left_out_words(settlements: int) -> Text:
    return Text(
        f"За населени места с услуги, на брой {settlements}, няма място на картата; те са в таблиците.",
        f"For {settlements} settlements with services there is no room on the map; they are in its tables.",
    )


__all__ = ["draw_map", "write_map"]
