"""The overview on two sheets of A4, for printers that have no A3: the map, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.printed.field import Field, arrange
from mapping.publish.printed.field_drawing import draw_field, shown_classes
from mapping.publish.printed.furniture import draw_facts, draw_proof, draw_title
from mapping.publish.printed.layout import A4_LEGEND, A4_MAP
from mapping.publish.printed.legend import draw_mark_legend, draw_share_legend
from mapping.publish.printed.notes import notes
from mapping.publish.printed.page import BANNER, NOTE_SIZE, draw_banner, left_out_words
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.sentences import INDICATIVE, facts, proof, title
from mapping.publish.printed.service_words import AREAS
from mapping.publish.printed.sheet import DPI, page, save_book
from mapping.publish.printed.sites import Site, service_totals, sites_of
from mapping.publish.printed.table import draw_service_table
from mapping.publish.printed.territories import share_classes, size_class
from mapping.publish.printed.text import clip, put, put_lines, wrap
from mapping.words import Language, Text

NAME = "map_a4"
"""The book, and the folder of its pages as pictures."""
LEFT = 118.0
"""Width of the column of the legend on the second sheet, mm."""
MIDDLE = 6.0
"""Free space between it and the table, mm."""
LEGEND_OF = Text("Легенда, услуги и бележки", "Legend, services and notes")
OVERLEAF = Text("Знаците са обяснени на втория лист.", "The marks are explained on the second sheet.")
YEARS = Text("Показан период: {} г.", "Period shown: {}.")
TRAVEL = Text("Пътуването е оценено.", "Travel is estimated.")


def write_a4_map(case: Case, plan: Plan, folder: Path, language: Language = "bg") -> None:
    """Write `folder`/map_a4.pdf, two pages, and the pages as `folder`/map_a4/1_map.png and 2_legend.png."""
    save_book(_pages(case, plan, language), folder, NAME, dpi=DPI)


def draw_a4_map(case: Case, plan: Plan, language: Language = "bg") -> tuple[Figure, Figure]:
    """The sheet of the map and the sheet of its legend; what is on them can be read from the figures' artists."""
    (_, first), (_, second) = _pages(case, plan, language)
    return first, second


def _pages(case: Case, plan: Plan, language: Language) -> Iterator[tuple[str, Figure]]:
    sites, classes = sites_of(case, plan, changes=True), share_classes(case, plan)
    field = arrange(case, sites, A4_MAP.frame, language)
    with page(*A4_MAP.size) as (figure, axes):
        draw_title(axes, A4_MAP.title, title(case, language))
        draw_proof(axes, A4_MAP.proof, proof(plan, language), warning=plan.stopped_early)
        draw_field(axes, case, field, classes, language, paper=A4_MAP.paper)
        _draw_foot(axes, case, plan, language)
    yield "1_map", figure
    with page(*A4_LEGEND.size) as (figure, axes):
        head = f"{title(case, language).rstrip('.')}. {LEGEND_OF.of(language)}"
        draw_title(axes, A4_LEGEND.title, head)
        draw_proof(axes, A4_LEGEND.proof, proof(plan, language), warning=plan.stopped_early)
        draw_facts(axes, A4_LEGEND.facts, facts(case, plan, language))
        _draw_legend(axes, case, plan, sites, classes, field=field, language=language)
    yield "2_legend", figure


def _draw_foot(axes: Axes, case: Case, plan: Plan, language: Language) -> None:
    """Draw what a reader must know who has only the sheet of the map."""
    said = [INDICATIVE.of(language) + ".", YEARS.of(language).format(plan.periods[-1].name)]
    said += [TRAVEL.of(language)] if case.travel.estimated else []
    said += [AREAS.of(language).split(":")[0] + "."] if case.region.territories.approximate else []
    said.append(OVERLEAF.of(language))
    room = A4_MAP.rest
    put(axes, room.x0, room.y0 + 0.8, clip(" ".join(said), NOTE_SIZE, room.width), NOTE_SIZE)


def _draw_legend(
    axes: Axes,
    case: Case,
    plan: Plan,
    sites: tuple[Site, ...],
    classes: tuple[int | None, ...],
    *,
    field: Field,
    language: Language,
) -> None:
    """Draw banner, legend and small print on the left, the table of services on the right."""
    rest = A4_LEGEND.rest
    draw_banner(axes, rest, language)
    top = rest.y1 - BANNER - 2.0
    left = Rect(rest.x0, rest.y0, rest.x0 + LEFT, top)
    sizes = [size_class(case.region.settlements[i].population_2021) for i in field.members]
    y = draw_share_legend(axes, left, classes=shown_classes(classes, field), sizes=sizes, language=language)
    y = draw_mark_legend(axes, Rect(left.x0, left.y0, left.x1, y), sites, language) - 1.0
    paragraphs = notes(case, language)
    if field.left_out:
        paragraphs.insert(0, left_out_words(field.left_out).of(language))
    for text in paragraphs:
        y = put_lines(axes, left.x0, y, wrap(text, NOTE_SIZE, left.width, 9), NOTE_SIZE, color="#333333") - 1.0
    room = Rect(left.x1 + MIDDLE, rest.y0, rest.x1, top)
    draw_service_table(axes, room, service_totals(case, plan), language)
