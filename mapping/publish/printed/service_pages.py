"""A page for each service: its units, who is served from where, and how well each settlement is served; A4 upright."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mapping.catalogue.types import Service
from mapping.instance import Case
from mapping.plan import NeedRecord, Plan, Served, coverage, last_period
from mapping.publish.charts.figures import Capacity
from mapping.publish.printed.field import Base, Field, arrange_on, base_of
from mapping.publish.printed.field_drawing import draw_field, shown_classes
from mapping.publish.printed.furniture import draw_facts, draw_proof, draw_title
from mapping.publish.printed.layout import upright
from mapping.publish.printed.legend import draw_heading, flow, plain_entry, share_entries, state_entries
from mapping.publish.printed.notes import data_words
from mapping.publish.printed.page import NOTE_SIZE, draw_banner, left_out_words
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.sentences import Fact, proof, served_words, title
from mapping.publish.printed.service_words import (
    AREAS,
    ESTIMATED,
    FIGURES,
    LINES,
    PLACE_NOTE,
    UNESTIMATED,
    UNPLANNED,
    new_words,
    range_words,
    ranges_of,
    travel_words,
)
from mapping.publish.printed.sheet import page, save_book
from mapping.publish.printed.sites import Site, sites_of
from mapping.publish.printed.spokes import Spoke, draw_spokes, spoke_entries, spokes_of
from mapping.publish.printed.territories import share_classes_of
from mapping.publish.printed.text import height_mm, put_lines, wrap
from mapping.publish.printed.unit_table import UnitLine, draw_unit_table, unit_lines
from mapping.words import Language, Text, number

NAME = "maps_services"
"""The book, and the folder of its pages as pictures."""
LAYOUT = upright(84.0)
MIDDLE = 4.0
"""Free space between the column of the legend and that of the units, mm."""
SIZE = 7.0
GROUND = Text("Населени места: обслужен дял", "Settlements: served share of need")
MARKS = Text("Звена и екипи", "Units and teams")
SPOKES = Text("Линии: кой къде се обслужва", "Lines: who is served where")


@dataclass(frozen=True, slots=True)
class ServiceSheet:
    """What the page of one service shows."""

    service: Service
    needs: tuple[NeedRecord, ...]
    estimate: Capacity | None
    visits: tuple[Served, ...]
    sites: tuple[Site, ...]
    spokes: tuple[Spoke, ...]
    units: tuple[UnitLine, ...]


def service_sheets(case: Case, plan: Plan) -> Iterator[ServiceSheet]:
    """The services that have need or units in the last period, by number."""
    every, estimates, last = sites_of(case, plan, changes=True), ranges_of(case, plan), len(plan.periods) - 1
    for service in sorted(case.region.catalogue.services, key=lambda s: s.number):
        needs = tuple(record for record in last_period(plan) if record.service == service.id)
        sites = tuple(
            Site(site.settlement, marks)
            for site in every
            if (marks := tuple(mark for mark in site.marks if mark.number == service.number))
        )
        if sites or any(record.need_milli for record in needs):
            yield ServiceSheet(
                service,
                needs,
                estimates.get(service.id),
                tuple(v for v in plan.served if v.service == service.id and v.period == last),
                sites,
                spokes_of(case, plan, service.id),
                unit_lines(case, plan, service.id),
            )


def write_service_maps(case: Case, plan: Plan, folder: Path, language: Language = "bg") -> None:
    """Write `folder`/maps_services.pdf, a page a service, and the pages as `folder`/maps_services/<service>.png."""
    base = base_of(case, LAYOUT.frame, language)
    save_book(
        ((f"{one.service.number:02d}_{one.service.id}", draw_service_map(case, plan, one, base, language))
         for one in service_sheets(case, plan)),
        folder, NAME,
    )  # fmt: skip


def draw_service_map(case: Case, plan: Plan, shown: ServiceSheet, base: Base, language: Language = "bg") -> Figure:
    """Draw the page of one service on `base`; what is on it can be read from the figure's artists."""
    with page(*LAYOUT.size) as (figure, axes):
        name = f"{shown.service.number}. {shown.service.name.of(language)}"
        draw_title(axes, LAYOUT.title, name)
        head = f"{title(case, language).rstrip('.')}. {proof(plan, language)}"
        draw_proof(axes, LAYOUT.proof, head, warning=plan.stopped_early, most=2)
        draw_facts(axes, LAYOUT.facts, _facts(plan, shown, language))
        classes = share_classes_of(case, shown.needs)
        field = arrange_on(case, base, shown.sites, language)
        draw_field(axes, case, field, classes, language, paper=LAYOUT.paper, judged=shown.estimate is not None)
        draw_spokes(axes, shown.spokes, field.ground.points)
        _draw_below(axes, case, shown, classes, field, language)
    return figure


def _facts(plan: Plan, shown: ServiceSheet, language: Language) -> list[Fact]:
    total, known = coverage(shown.needs), shown.estimate is not None
    new = sum(mark.units for site in shown.sites for mark in site.marks if mark.state == "new")
    places = sum(mark.places for site in shown.sites for mark in site.marks)
    period = plan.periods[-1].name
    need = Text(number(total.need, "bg"), number(total.need, "en")) if known else Text("–", "–")
    facts = [
        (Text(f"{period} г.", period), Text("последен период на плана", "last period of the plan")),
        (need, ESTIMATED if known else UNESTIMATED),
    ]
    if known:
        facts.append((served_words(total), Text("от тях обслужени", "of them served")))
    if new or known:
        facts.append((Text(number(new, "bg"), number(new, "en")), new_words(shown.service.kind, new)))
    if places:
        facts.append((Text(number(places, "bg"), number(places, "en")), PLACE_NOTE[shown.service.kind]))
    return [Fact(value.of(language), meaning.of(language)) for value, meaning in facts]


def _draw_below(
    axes: Axes, case: Case, shown: ServiceSheet, classes: tuple[int | None, ...], field: Field, language: Language
) -> None:
    """Draw banner, legend, units and notes below the map."""
    rest = LAYOUT.rest
    draw_banner(axes, rest, language)
    middle = (rest.x0 + rest.x1) / 2
    notes = [*_notes(case, shown, language)]
    if field.left_out:
        notes.insert(0, left_out_words(field.left_out).of(language))
    wrapped = [line for note in notes for line in wrap(note, NOTE_SIZE, rest.width, 4)]
    floor = rest.y0 + height_mm(NOTE_SIZE, len(wrapped))
    put_lines(axes, rest.x0, floor, wrapped, NOTE_SIZE, color="#333333")
    top = rest.y1 - 9.0
    left = Rect(rest.x0, floor + 1.5, middle - MIDDLE / 2, top)
    y = draw_heading(axes, left, left.y1, GROUND.of(language))
    planned = shown.estimate is not None
    entries = (
        share_entries(axes, shown_classes(classes, field), language)
        if planned
        else [plain_entry(axes, UNPLANNED, language)]
    )
    y = flow(axes, left, y, entries, line=4.4) - 1.2
    marks = [mark for site in shown.sites for mark in site.marks]
    if marks:
        y = draw_heading(axes, left, y, MARKS.of(language))
        y = flow(axes, left, y, state_entries(axes, marks, shown.service.kind, language), line=6.4)
        under = wrap(FIGURES[shown.service.kind].of(language), SIZE, left.width, 2)
        y = put_lines(axes, left.x0, y - 0.4, under, SIZE, color="#333333") - 1.6
    if shown.spokes:
        y = draw_heading(axes, left, y, SPOKES.of(language))
        flow(axes, left, y, spoke_entries(axes, shown.spokes, field.ground.points, language), line=4.4)
    right = Rect(middle + MIDDLE / 2, floor + 1.5, rest.x1, top)
    mobile = shown.service.kind == "mobile"
    draw_unit_table(axes, right, shown.units, mobile=mobile, counted=planned, language=language)


def _notes(case: Case, shown: ServiceSheet, language: Language) -> Iterator[str]:
    """Range of the need, standard of travel, how travel and boundaries are known."""
    said = [range_words(shown.estimate), travel_words(case, shown.service, shown.visits)]
    said += [LINES] if shown.spokes else []
    yield " ".join(words.of(language) for words in said if words.bg)
    if shown.visits:
        yield case.travel.method.of(language)
    if case.region.territories.approximate:
        yield AREAS.of(language)
    yield data_words(case).of(language)
