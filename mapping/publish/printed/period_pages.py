"""A page for each period: what stands in it, what is new, what ends; A4 upright."""

from __future__ import annotations

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mapping.instance import Case
from mapping.plan import Plan, coverage
from mapping.publish.printed.field import Base, Field, arrange_on, base_of
from mapping.publish.printed.field_drawing import draw_field, shown_classes
from mapping.publish.printed.furniture import draw_facts, draw_proof, draw_title
from mapping.publish.printed.layout import upright
from mapping.publish.printed.legend import KIND_WORDS, draw_heading, flow, sample, share_entries, state_entries
from mapping.publish.printed.notes import data_words
from mapping.publish.printed.page import NOTE_SIZE, draw_banner, left_out_words
from mapping.publish.printed.phases import ServicePhase, services_in, sites_in
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.sentences import Fact, proof, served_words, title
from mapping.publish.printed.service_words import AREAS
from mapping.publish.printed.sheet import page, save_book
from mapping.publish.printed.sites import KINDS, MEDIUM_PLACES, Mark, Site, State
from mapping.publish.printed.table import ServiceLine, draw_lines
from mapping.publish.printed.territories import share_classes_of
from mapping.publish.printed.text import height_mm, put_lines, wrap
from mapping.words import Language, Text, number

NAME = "maps_periods"
"""The book, and the folder of its pages as pictures."""
LAYOUT = upright(84.0)
MIDDLE = 4.0
"""Free space between the column of the legend and the table, mm."""
SIZE = 7.0
GROUND = Text("Населени места: обслужен дял", "Settlements: served share of need")
MARKS = Text("Звена и екипи: номер на услугата", "Units and teams: number of the service")
TABLE = Text("Услуги през периода", "Services in the period")
HEADS = (
    (Text("места", "places"), Text("общо", "in all")),
    (Text("нови", "new"), Text("места", "places")),
    (Text("нови", "new"), Text("единици", "units")),
)


def write_period_maps(case: Case, plan: Plan, folder: Path, language: Language = "bg") -> None:
    """Write `folder`/maps_periods.pdf, a page a period, and the pages as `folder`/maps_periods/<years>.png."""
    base = base_of(case, LAYOUT.frame, language)
    save_book(
        ((f"{n}_{p.first_year}_{p.last_year}", draw_period_map(case, plan, n - 1, base, language))
         for n, p in enumerate(plan.periods, start=1)),
        folder, NAME,
    )  # fmt: skip


def draw_period_map(case: Case, plan: Plan, period: int, base: Base, language: Language = "bg") -> Figure:
    """Draw the page of one period on `base`; what is on it can be read from the figure's artists."""
    with page(*LAYOUT.size) as (figure, axes):
        years = plan.periods[period].name
        head = Text(f"Какво действа през {years} г.", f"What is in service in {years}")
        draw_title(axes, LAYOUT.title, head.of(language))
        said = f"{title(case, language).rstrip('.')}. {proof(plan, language)}"
        draw_proof(axes, LAYOUT.proof, said, warning=plan.stopped_early, most=2)
        sites = sites_in(case, plan, period)
        draw_facts(axes, LAYOUT.facts, _facts(plan, period, sites, language))
        classes = share_classes_of(case, [record for record in plan.needs if record.period == period])
        field = arrange_on(case, base, sites, language, captioned=False)
        draw_field(axes, case, field, classes, language, paper=LAYOUT.paper)
        table = services_in(case, plan, period)
        _draw_below(axes, case, sites, classes, table=table, field=field, language=language)
    return figure


def _facts(plan: Plan, period: int, sites: tuple[Site, ...], language: Language) -> list[Fact]:
    total = coverage([record for record in plan.needs if record.period == period])
    new = sum(mark.units for site in sites for mark in site.marks if mark.state == "new")
    started = sum(
        unit.change is not None and unit.change.first_service_period == period and unit.state == "existing"
        for unit in plan.units
    )
    facts = [
        (
            Text(number(total.need, "bg"), number(total.need, "en")),
            Text("потребители с потребност в края на периода (оценка)", "users in need at the period's end (estimate)"),
        ),
        (
            served_words(total),
            Text("от тях обслужени", "of them served"),
        ),
        (Text(number(new, "bg"), number(new, "en")),
         Text("нови единици и екипи започват през периода", "new units and teams begin in the period")),
        (Text(number(started, "bg"), number(started, "en")),
         Text("съществуващи звена се променят през периода", "existing units change in the period")),
    ]  # fmt: skip
    return [Fact(value.of(language), meaning.of(language)) for value, meaning in facts]


def _draw_below(
    axes: Axes,
    case: Case,
    sites: tuple[Site, ...],
    classes: tuple[int | None, ...],
    *,
    table: tuple[ServicePhase, ...],
    field: Field,
    language: Language,
) -> None:
    """Draw banner, legend, notes and the table of services below the map."""
    rest = LAYOUT.rest
    draw_banner(axes, rest, language)
    middle = (rest.x0 + rest.x1) / 2
    left = Rect(rest.x0, rest.y0, middle - MIDDLE / 2, rest.y1 - 9.0)
    y = draw_heading(axes, left, left.y1, GROUND.of(language))
    y = flow(axes, left, y, share_entries(axes, shown_classes(classes, field), language), line=4.4) - 1.2
    marks = [mark for site in sites for mark in site.marks]
    if marks:
        y = draw_heading(axes, left, y, MARKS.of(language))
        kinds = [kind for kind in KINDS if any(mark.kind == kind for mark in marks)]
        shapes = [sample(axes, Mark(0, k, "existing", 1, MEDIUM_PLACES), KIND_WORDS[k].of(language)) for k in kinds]
        y = flow(axes, left, y, shapes, line=6.8)
        y = flow(axes, left, y, state_entries(axes, marks, kinds[0], language), line=6.4) - 1.2
    notes = [case.travel.method.of(language)]
    notes += [left_out_words(field.left_out).of(language)] if field.left_out else []
    notes += [AREAS.of(language)] if case.region.territories.approximate else []
    notes.append(data_words(case).of(language))
    wrapped = [line for note in notes for line in wrap(note, NOTE_SIZE, left.width, 9)]
    fit = max(0, int((y - left.y0) / height_mm(NOTE_SIZE)))
    put_lines(axes, left.x0, left.y0 + height_mm(NOTE_SIZE, min(fit, len(wrapped))), wrapped[:fit], NOTE_SIZE,
              color="#333333")  # fmt: skip
    right = Rect(middle + MIDDLE / 2, rest.y0, rest.x1, rest.y1 - 9.0)
    lines = [_line(one) for one in table]
    draw_lines(axes, right, TABLE, HEADS, lines=lines, language=language)


def _line(one: ServicePhase) -> ServiceLine:
    state: State = "new" if one.new_units else "changed" if one.changed else "existing"
    mark = Mark(one.service.number, one.service.kind, state, 1, 1)
    return ServiceLine(one.service, mark, (one.places, one.new_places, one.new_units), (False, True, True))
