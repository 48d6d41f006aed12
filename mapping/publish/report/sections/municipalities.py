"""Services by municipality: how well each is served, by which services, and what opens there."""

from __future__ import annotations

from mapping.plan import coverage_by, last_period
from mapping.publish.records import NOTHING
from mapping.publish.report.counted import TEAM_SHORT, UNIT, cents_shown, counted, euro, persons, share, shown
from mapping.publish.report.names import years
from mapping.publish.report.paper import Paper
from mapping.publish.report.pictures import add_chart
from mapping.publish.report.plain import plain
from mapping.publish.report.sections.units import new_short
from mapping.publish.report.story import Chapter, Story, always
from mapping.publish.report.tables import Cell, Column, Table, digits, words
from mapping.words import Text

ACROSS = 12
"""Municipalities side by side in one table."""
UPRIGHT = 20
"""Letters that a turned head has room for."""
MOST = 36
"""Where there are more municipalities, services by municipality are in municipalities.csv only."""


def write(story: Story, paper: Paper) -> None:
    """By municipality, by service, and both."""
    codes = _municipalities(story)
    several = len(codes) > 1
    paper.heading(Text("Услуги по общини", "Services by municipality") if several
                  else Text("Услуги и обслужване", "Services and who is served"))  # fmt: skip
    if several:
        period = years(story.figures.period)
        paper.paragraph(
            Text(f"Потребността е на жителите на общината, където и да ги обслужват; новите звена и разходите са на "
                 f"тези, които стоят в нея. Всичко е за {period.bg}, разходите – за целия план.",
                 f"Need is that of the municipality's residents, wherever they are served; new units and costs are of "
                 f"those that stand in it. All is of {period.en}, costs of the whole plan.")
        )  # fmt: skip
        paper.table(_by_municipality(story, codes))
        add_chart(story, paper, "served_by_municipality")
    paper.table(_by_service(story))
    paper.small(
        Text("Местата се менят и без ново звено: договорени и междувременно открити звена, промени в сегашните и "
             "стъпки, записани в таблиците на региона.",
             "Places change without a new unit too: units committed or opened meanwhile, changes of today's, and steps "
             "that the region's tables state.")
    )  # fmt: skip
    if several and len(codes) <= MOST:
        every = [*codes, None]
        for first in range(0, len(every), ACROSS + 1):
            paper.table(_both(story, every[first : first + ACROSS + 1]))
        paper.small(
            Text("Празна клетка: в общината няма потребност от услугата.",
                 "An empty cell: the municipality has no need for the service.")
        )  # fmt: skip
    elif several:
        paper.small(
            Text("Услугите във всяка община са в municipalities.csv.",
                 "The services in each municipality are in municipalities.csv.")
        )  # fmt: skip


def _municipalities(story: Story) -> list[str]:
    with_need = {record.municipality for record in story.look.plan.needs if record.need_milli}
    with_units = {unit.municipality for unit in story.look.plan.units}
    return [code for code in story.look.municipalities if code in with_need | with_units]


def _by_municipality(story: Story, codes: list[str]) -> Table:
    look = story.look
    by = coverage_by(last_period(look.plan), lambda record: record.municipality)
    rows: list[tuple[Cell, ...]] = []
    money = dict.fromkeys(codes, 0)
    new = {code: [0, 0] for code in codes}
    for unit in look.plan.units:
        money[unit.municipality] += unit.cents
        if unit.state == "new":
            new[unit.municipality][unit.kind == "mobile"] += unit.units_in_service[look.last]
    decimals = cents_shown(list(money.values()))
    people = dict.fromkeys(codes, 0)
    for place in look.settlements.values():
        if place.municipality in people:
            people[place.municipality] += place.population_2021
    for code in codes:
        cover = by.get(code, NOTHING)
        rows.append((
            story.names.municipality(code), shown(people[code]), persons(cover.need_milli),
            persons(cover.need_milli - cover.unmet_milli), share(cover.share) if cover.need_milli else None,
            persons(cover.unmet_milli), shown(new[code][0]), shown(new[code][1]), euro(money[code], decimals),
        ))  # fmt: skip
    whole = story.figures.cover
    rows.append((
        Text("Общо", "Total"), shown(sum(people.values())), persons(whole.need_milli),
        persons(whole.need_milli - whole.unmet_milli), share(whole.share) if whole.need_milli else None,
        persons(whole.unmet_milli), shown(sum(n[0] for n in new.values())), shown(sum(n[1] for n in new.values())),
        euro(sum(money.values()), decimals),
    ))  # fmt: skip
    census = look.case.region.census_date.year
    return Table(
        Text("Общини: потребност, обслужване, нови звена и средства", "Municipalities: need, service, new units, "
                                                                      "money"),
        (words("Община", "Municipality", 30), digits(f"Жители {census}\u00a0г.", f"Residents {census}", 20),
         digits("Потребност", "Need", 24), digits("Обслужени", "Served", 23),
         digits("Обслужен дял", "Served share", 21), digits("Непокрити", "Not served", 22),
         digits("Нови звена", "New units", 14), digits("Нови екипи", "New teams", 14),
         digits("Средства от фондовете (евро)", "Money of the funds (EUR)", 26)),
        rows, total=True,
    )  # fmt: skip


def _by_service(story: Story) -> Table:
    look = story.look
    by = coverage_by(last_period(look.plan), lambda record: record.service)
    year = look.plan.periods[0].first_year - 1
    rows: list[tuple[Cell, ...]] = []
    totals = [0, 0]
    for service in look.services:
        units = [unit for unit in look.plan.units if unit.service == service.id]
        cover = by.get(service.id, NOTHING)
        now = sum(known.places_in(year) for known in look.existing.values() if known.service == service.id)
        later = sum(unit.places[look.last] for unit in units)
        new = sum(unit.units_in_service[look.last] for unit in units if unit.state == "new")
        totals = [totals[0] + now, totals[1] + later]
        rows.append((
            story.names.service(service.id), persons(cover.need_milli, 1),
            persons(cover.need_milli - cover.unmet_milli, 1), share(cover.share) if cover.need_milli else None,
            shown(now), shown(later), counted(new, TEAM_SHORT if service.kind == "mobile" else UNIT) if new else None,
        ))  # fmt: skip
    whole = story.figures.cover
    rows.append((
        Text("Общо", "Total"), persons(whole.need_milli, 1), persons(whole.need_milli - whole.unmet_milli, 1),
        share(whole.share) if whole.need_milli else None, shown(totals[0]), shown(totals[1]), new_short(story),
    ))  # fmt: skip
    period = years(story.figures.period)
    return Table(
        Text(f"Услуги, {period.bg} (места: при мобилните – потребители на сегашните звена)",
             f"Services, {period.en} (places: of mobile ones, clients of today's units)"),
        (words("Услуга", "Service", 68), digits("Потребност", "Need", 24), digits("Обслужени", "Served", 23),
         digits("Обслужен дял", "Served share", 22), digits(f"Места {year}\u00a0г.", f"Places {year}", 17),
         digits(f"Места {period.bg}", f"Places {period.en}", 26), digits("Ново", "New", 22)),
        rows, total=True,
    )  # fmt: skip


def _both(story: Story, codes: list[str | None]) -> Table:
    """The served share of every service in some municipalities (None: in all)."""
    look, names = story.look, story.names
    one = coverage_by(last_period(look.plan), lambda record: (record.service, record.municipality))
    every = coverage_by(last_period(look.plan), lambda record: record.service)
    rows: list[tuple[Cell, ...]] = []
    for service in look.services:
        cells: list[Cell] = [names.short(service.id)]
        for code in codes:
            cover = every.get(service.id, NOTHING) if code is None else one.get((service.id, code), NOTHING)
            cells.append(share(cover.share, 0) if cover.need_milli else None)
        rows.append(tuple(cells))
    period = years(story.figures.period)
    heads = [Text("Общо", "Total") if code is None else names.municipality(code) for code in codes]
    return Table(
        Text(f"Обслужен дял от потребността по услуга и община, {period.bg}",
             f"Served share of the need by service and municipality, {period.en}"),
        (words("Услуга", "Service", 38), *(Column(_cut(head), "number", 11, upright=True) for head in heads)),
        rows, dense=True,
    )  # fmt: skip


def _cut(head: Text) -> Text:
    return Text(plain(head.bg, UPRIGHT), plain(head.en, UPRIGHT))


MUNICIPALITIES = Chapter(always, write)
