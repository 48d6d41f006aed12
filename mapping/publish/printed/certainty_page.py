"""The map of certainty: the same plan, each new unit drawn as sure as the ensemble shows it; A3: PNG, SVG and PDF."""

from __future__ import annotations

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.certainty import CERTAINTY_WORDS, class_counts, missing_marks, wide_settlements
from mapping.publish.printed.assumption_panel import draw_assumptions
from mapping.publish.printed.certain_legend import draw_certainty_legend, draw_range_legend
from mapping.publish.printed.certain_sentences import certain_facts, certain_notes, headline
from mapping.publish.printed.certain_sites import (
    CERTAINTY_LOOKS,
    ServiceCertainty,
    certain_sites,
    service_certainties,
)
from mapping.publish.printed.field import arrange
from mapping.publish.printed.field_drawing import draw_field, shown_classes
from mapping.publish.printed.furniture import draw_facts, draw_proof, draw_title
from mapping.publish.printed.layout import A3
from mapping.publish.printed.page import (
    BANNER,
    NOTE_SIZE,
    draw_banner,
    left_out_words,
)
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.sentences import title
from mapping.publish.printed.sheet import page, save_page
from mapping.publish.printed.sites import Mark
from mapping.publish.printed.table import ServiceLine, draw_lines
from mapping.publish.printed.territories import share_classes, size_class
from mapping.publish.printed.text import height_mm, put_lines, wrap
from mapping.uncertainty.types import Certainties
from mapping.words import Language, Text

TABLE = Text("Услуги: номера и нови единици", "Services: numbers and new units")
HEADS = (
    (Text("", ""), Text("сигурни", "solid")),
    (Text("", ""), Text("вероятни", "likely")),
    (Text("под", ""), Text("въпрос", "open")),
    (Text("често", "often"), Text("тук", "here")),
)
COLUMN = 12.6
"""Distance of the columns of figures, mm."""


def write_certainty_map(
    case: Case, plan: Plan, certainties: Certainties, folder: Path, language: Language = "bg"
) -> None:
    """Write `folder`/map_certainty.png, .svg and .pdf."""
    save_page(draw_certainty_map(case, plan, certainties, language), folder, "map_certainty")


def draw_certainty_map(case: Case, plan: Plan, certainties: Certainties, language: Language = "bg") -> Figure:
    """Draw the page; what is on it can be read from the figure's artists."""
    with page(*A3.size) as (figure, axes):
        sites = certain_sites(case, plan, certainties)
        classes = share_classes(case, plan)
        unsure = wide_settlements(case, certainties)
        draw_title(axes, A3.title, title(case, language))
        draw_proof(axes, A3.proof, headline(plan, certainties, language), warning=plan.stopped_early)
        draw_facts(axes, A3.facts, certain_facts(plan, certainties, language))
        field = arrange(case, sites, A3.frame, language)
        draw_field(axes, case, field, classes, language, looks=CERTAINTY_LOOKS, unsure=unsure)
        room = Rect(A3.rest.x0, A3.rest.y0, A3.rest.x1, A3.rest.y1 - BANNER - 2.0)
        draw_banner(axes, A3.rest, language)
        y = draw_certainty_legend(
            axes,
            room,
            sites,
            counts=class_counts(plan, certainties),
            missing=len(missing_marks(plan, certainties)),
            language=language,
        )
        sizes = [size_class(case.region.settlements[i].population_2021) for i in field.members]
        room = Rect(A3.rest.x0, A3.rest.y0, A3.rest.x1, y)
        y = draw_range_legend(
            axes, room, classes=shown_classes(classes, field), sizes=sizes, unsure=bool(unsure), language=language
        )
        y = draw_assumptions(axes, Rect(A3.rest.x0, A3.rest.y0, A3.rest.x1, y), certainties, language)
        notes = certain_notes(case, plan, certainties, language)
        if field.left_out:
            notes.insert(0, left_out_words(field.left_out).of(language))
        _draw_rest(axes, notes, y=y, lines=_lines(case, plan, certainties), language=language)
    return figure


def _draw_rest(axes: Axes, notes: list[str], *, y: float, lines: list[ServiceLine], language: Language) -> None:
    """Draw the table of services between `y` and the notes at the foot."""
    wrapped = [wrap(text, NOTE_SIZE, A3.rest.width, 9) for text in notes]
    floor = A3.rest.y0 + sum(height_mm(NOTE_SIZE, len(part)) + 1.0 for part in wrapped)
    room = Rect(A3.rest.x0, floor + 1.0, A3.rest.x1, y)
    draw_lines(axes, room, TABLE, HEADS, lines=lines, language=language, looks=CERTAINTY_LOOKS, column=COLUMN)
    for part in wrapped:
        floor = put_lines(axes, A3.rest.x0, floor, part, NOTE_SIZE, color="#333333") - 1.0


def _lines(case: Case, plan: Plan, certainties: Certainties) -> list[ServiceLine]:
    return [_line(one) for one in service_certainties(case, plan, certainties)]


def _line(one: ServiceCertainty) -> ServiceLine:
    mark = Mark(one.service.number, one.service.kind, one.state, 1, 1)
    values = (*(one.counts[name] for name in CERTAINTY_WORDS), one.missing)
    return ServiceLine(one.service, mark, values, (True, True, True, False))
