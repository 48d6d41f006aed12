"""One project sheet: aim, target group, capacity, cost, time, staff, places served, evidence, assumptions."""

from __future__ import annotations

from mapping.plan import PlanUnit
from mapping.publish.report.counted import (
    MUNICIPALITY,
    SETTLEMENT,
    USER,
    agree,
    counted,
    joined,
    listed,
    persons,
    shown,
)
from mapping.publish.report.names import years
from mapping.publish.report.paper import Paper
from mapping.publish.report.sections.units import capacity_words
from mapping.publish.report.sheet_evidence import write_evidence
from mapping.publish.report.sheet_money import funds_of, write_money
from mapping.publish.report.sheet_time import start_words, write_time
from mapping.publish.report.story import Story
from mapping.publish.report.tables import Cell, Table, digits, words
from mapping.publish.strategy.services import planned_services
from mapping.words import Text

NOBODY = 50
"""Thousandths of a person that one decimal shows as nobody."""
SHORT = 10
"""A list of so few settlements is printed whole."""
VILLAGES = 30
"""So many settlements are listed at most; those with the fewest users are one line."""


def write_sheet(story: Story, unit: PlanUnit, number: int, paper: Paper, *, level: int) -> None:
    """Write the sheet of `unit`, the `number`-th in the order of the report, with headings of `level`."""
    paper.table(_basics(story, unit, number))
    paper.heading(Text("Цел и целева група", "Aim and target group"), level)
    _aim(story, unit, paper)
    paper.heading(Text("Разходи и финансиране", "Cost and funding"), level)
    write_money(story, unit, paper)
    paper.heading(Text("Време и персонал", "Time and staff"), level)
    write_time(story, unit, paper)
    visits = story.look.visits[unit.id]
    if visits:
        paper.heading(Text("Обслужвани населени места", "Settlements served"), level)
        paper.table(_served(story, unit))
    paper.heading(Text("Доказателства и допускания", "Evidence and assumptions"), level)
    write_evidence(story, unit, paper)


def _basics(story: Story, unit: PlanUnit, number: int) -> Table:
    look, names = story.look, story.names
    planned = next(one for one in planned_services(look) if one.unit.id == unit.id)
    municipality, users = names.municipality(unit.municipality), look.users.get((unit.id, look.last), 0)
    kind = {"residential": Text("резидентна", "residential"), "centre": Text("дневна или център", "day care or centre"),
            "mobile": Text("мобилна", "mobile")}[unit.kind]  # fmt: skip
    places = capacity_words(unit)
    many = counted(users / 1000, USER, 1)
    period = years(story.figures.period)
    funds = joined(funds_of(story, unit), "; ")
    rows: list[tuple[Cell, ...]] = [
        (Text("Номер в доклада", "Number in the report"), str(number)),
        (Text("Вид услуга", "Kind of service"), kind),
        (Text("Местоположение", "Location"),
         Text(f"{names.place(unit.settlement).bg}, община {municipality.bg} (код {unit.settlement})",
              f"{names.place(unit.settlement).en}, {municipality.en} municipality (code {unit.settlement})")),
        (Text("Възможен кандидат", "Possible applicant"),
         Text(f"община {municipality.bg} или партньорство с нейно участие (предложение)",
              f"{municipality.en} municipality, or a partnership with it (proposal)")),
        (Text("Териториален обхват", "Territorial reach"), planned.reach),
        (Text("Капацитет", "Capacity"), places),
        (Text("Очаквани потребители", "Expected users"),
         Text(f"{many.bg} през {period.bg} (оценка)", f"{many.en} in {period.en} (estimate)")),
        (Text("Начало", "Start"), start_words(story, unit)),
        (Text("Предвидени фондове", "Funds foreseen"), funds if funds.bg else Text("не са определени", "not decided")),
    ]  # fmt: skip
    return Table(
        Text("Основни данни", "Main data"),
        (words("Показател", "Item", 48), words("Съдържание", "Content", 122)),
        rows, headless=True,
    )  # fmt: skip


def _aim(story: Story, unit: PlanUnit, paper: Paper) -> None:
    look, names = story.look, story.names
    contents = {row.service: Text(row.content_bg, row.content_en) for row in look.case.region.contents}
    service = names.service(unit.service)
    if unit.service in contents:
        paper.paragraph(Text(f"Какво прави услугата: {contents[unit.service].bg}",
                             f"What the service does: {contents[unit.service].en}"))  # fmt: skip
    visits = look.visits[unit.id]
    need = unmet = 0
    served = {visit.settlement for visit in visits}
    for record in look.plan.needs:
        if record.period == look.last and record.service == unit.service and record.settlement in served:
            need, unmet = need + record.need_milli, unmet + record.unmet_milli
    users = sum(visit.milli for visit in visits)
    period = years(story.figures.period)
    if users:
        many, where = counted(users / 1000, USER, 1), counted(len(served), SETTLEMENT)
        of = counted(len({look.settlements[code].municipality for code in served}), MUNICIPALITY)
        whole, left = persons(need, 1), persons(unmet, 1)
        rest = Text(
            f"{left.bg} от тях остават непокрити и с всички звена на плана.",
            f"{left.en} of them stay without the service under the whole plan.",
        )
        if unmet < NOBODY:
            rest = Text("всички звена на плана заедно я покриват.", "all units of the plan together cover it.")
        paper.paragraph(
            Text(
                f"Цел: през {period.bg} „{service.bg}“ да достигне {many.bg} от {where.bg} в {of.bg}. Потребността "
                f"там се оценява на {whole.bg} потребители; {rest.bg}",
                f"Aim: in {period.en} “{service.en}” reaches {many.en} of {where.en} in {of.en}. The need there is "
                f"estimated at {whole.en} users; {rest.en}",
            )
        )
    else:
        paper.paragraph(
            Text(f"Планът не насочва потребители към звеното през {period.bg}: проверете защо се открива.",
                 f"The plan directs no users to the unit in {period.en}: check why it opens.")
        )  # fmt: skip
    groups = _groups(story, unit)
    if groups:
        target = agree(len(groups), Text("Целева група", "Target group"), Text("Целеви групи", "Target groups"))
        told = listed(groups)
        paper.paragraph(Text(f"{target.bg}: {told.bg}.", f"{target.en}: {told.en}."))


def _groups(story: Story, unit: PlanUnit) -> list[Text]:
    """The risk groups of the service with their expected users here, by their part in each settlement's need."""
    look, needs = story.look, story.look.case.needs
    named = dict.fromkeys(rate.group for rate in look.case.region.catalogue.rates if rate.service == unit.service)
    index = {place.ekatte: i for i, place in enumerate(look.case.region.settlements)}
    s = next((n for n, service in enumerate(look.services) if service.id == unit.service), None)
    found = []
    for group in named:
        name = story.names.group(group)
        part = needs.part(group) if group in needs.groups and s is not None else None
        users = 0.0 if part is None else sum(
            visit.persons * float(part[index[visit.settlement], s, look.last]) for visit in look.visits[unit.id]
        )  # fmt: skip
        many = counted(users, USER, 1)
        found.append(Text(f"{name.bg} ({many.bg})", f"{name.en} ({many.en})") if users else name)
    return found


def _served(story: Story, unit: PlanUnit) -> Table:
    look, names = story.look, story.names
    visits = sorted(look.visits[unit.id], key=lambda visit: (-visit.milli, visit.settlement))
    listed_ones = [visit for visit in visits if visit.milli >= NOBODY][:VILLAGES]
    if len(visits) <= SHORT:
        listed_ones = visits
    rows: list[tuple[Cell, ...]] = [
        (names.place(visit.settlement), names.municipality(look.settlements[visit.settlement].municipality),
         persons(visit.milli, 1), shown(visit.minutes), shown(visit.km, 1))
        for visit in listed_ones
    ]  # fmt: skip
    rest = visits[len(listed_ones) :]
    if rest:
        more = counted(len(rest), SETTLEMENT)
        rows.append((Text(f"още {more.bg} (assignments.csv)", f"another {more.en} (assignments.csv)"), None,
                     persons(sum(visit.milli for visit in rest), 1), None, None))  # fmt: skip
    rows.append((Text("Общо", "Total"), None, persons(sum(visit.milli for visit in visits), 1), None, None))
    period = years(story.figures.period)
    travel = Text("оценено пътуване", "estimated travel") if look.case.travel.estimated else Text("пътуване", "travel")
    return Table(
        Text(f"Обслужвани населени места през {period.bg} и {travel.bg} в едната посока",
             f"Settlements served in {period.en}, and {travel.en} one way"),
        (words("Населено място", "Settlement", 56), words("Община", "Municipality", 44),
         digits("Потребители", "Users", 26), digits("Минути", "Minutes", 22), digits("Километри", "Kilometres", 22)),
        rows, total=True,
    )  # fmt: skip
