"""The new units one by one, and the staff that they take."""

from __future__ import annotations

from mapping.plan import Opening, PlanUnit
from mapping.publish.certainty import CERTAINTY_WORDS, unit_certainties
from mapping.publish.records import Lookup
from mapping.publish.report.counted import (
    PLACE,
    TEAM_SHORT,
    UNIT,
    cents_shown,
    counted,
    euro,
    joined,
    persons,
    share,
    shown,
)
from mapping.publish.report.figures import new_units
from mapping.publish.report.names import years
from mapping.publish.report.paper import Paper
from mapping.publish.report.sections.summary import new_words
from mapping.publish.report.story import Chapter, Story, always
from mapping.publish.report.tables import Cell, Column, Table, digits, words
from mapping.publish.strategy.staff import staff_lines
from mapping.words import Text

KIND_WORDS = {
    "residential": Text("Резидентни услуги", "Residential services"),
    "centre": Text("Дневни услуги и центрове", "Day services and centres"),
    "mobile": Text("Мобилни услуги", "Mobile services"),
}


def write(story: Story, paper: Paper) -> None:
    """The table of new units."""
    paper.heading(Text("Нови звена и екипи", "New units and teams"))
    if new_units(story.look):
        words_of = new_words(story)
        paper.paragraph(
            Text(f"Планът предлага {words_of.bg}. Номерът е и този на проектния фиш; периодът на договора е този, в "
                 "който се подписва, а началото – този, в който звеното започва да обслужва.",
                 f"The plan proposes {words_of.en}. The number is also that of the project sheet; the contract is "
                 f"signed "
                 "in its period, and the unit serves from the period of the start.")
        )  # fmt: skip
        paper.table(_units(story))
    else:
        paper.paragraph(Text("Планът не предлага нови звена.", "The plan proposes no new units."))


def write_staff(story: Story, paper: Paper) -> None:
    """Capacity and staff by kind of service, before the plan and at its end."""
    paper.heading(Text("Персонал", "Staff"), 2)
    paper.table(_staff(story))
    paper.small(
        Text("Сборовете са от известните щатни бройки; при колко звена те не са известни, казва последната колона. "
             "При мобилните услуги капацитетът е в потребители. Броят се всички звена в таблиците на региона: освен "
             "новите и променените, и тези на услуги, които не се планират, договорените и откритите междувременно; "
             "затова планираните щатни бройки растат с повече, отколкото иска самият план.",
             "Totals add the posts that are known; the last column says of how many units they are not. The capacity "
             "of mobile services is in users. All units of the region's tables count: besides the new and the changed "
             "ones also those of services that are not planned, committed ones and those that opened meanwhile; so "
             "the posts planned grow by more than the plan itself asks for.")
    )  # fmt: skip


def capacity_words(unit: PlanUnit) -> Text:
    """What is opened: 20 места, 2 × 20 места, 3 екипа; sizes side by side with a plus."""
    if unit.kind == "mobile":
        return counted(sum(opening.units for opening in unit.openings), TEAM_SHORT)
    return joined([size_words(opening) for opening in unit.openings], " + ")


def size_words(opening: Opening) -> Text:
    """What one opening is: 20 места, 2 × 20 места."""
    each = counted(opening.places // max(1, opening.units), PLACE)
    if opening.units == 1:
        return each
    return Text(f"{opening.units}\u00a0×\u00a0{each.bg}", f"{opening.units}\u00a0×\u00a0{each.en}")


def _units(story: Story) -> Table:
    look, names = story.look, story.names
    units = new_units(look)
    marks = {} if story.certainties is None else unit_certainties(look.plan, story.certainties)
    capital = [sum(o.capital_cents for o in unit.openings) for unit in units]
    running = [sum(o.running_cents_a_year for o in unit.openings) for unit in units]
    decimals = cents_shown([*capital, *running])
    users = [look.users.get((unit.id, look.last), 0) for unit in units]
    columns: list[Column] = [
        digits("№", "No", 9), words("Услуга", "Service", 52), words("Населено място", "Settlement", 33),
        words("Община", "Municipality", 30), words("Капацитет", "Capacity", 26),
        digits("Потребители", "Users", 25), words("Договор", "Contract", 26), words("Начало", "Start", 26),
        digits("Капиталов разход (евро)", "Capital cost (EUR)", 23),
        digits("Издръжка за година (евро)", "Running cost a year (EUR)", 23), digits("Щат", "Posts", 12),
    ]  # fmt: skip
    if marks:
        columns.append(words("Сигурност", "Certainty", 28))
    rows: list[list[Cell]] = []
    for n, unit in enumerate(units):
        row: list[Cell] = [
            str(n + 1), names.service(unit.service), names.place(unit.settlement),
            names.municipality(unit.municipality),
            capacity_words(unit), persons(users[n], 1),
            _periods(look, {o.period for o in unit.openings}),
            _periods(look, {o.first_service_period for o in unit.openings}),
            euro(capital[n], decimals), euro(running[n], decimals), shown(sum(o.staff for o in unit.openings), 1),
        ]  # fmt: skip
        if marks:
            row.append(joined([
                Text(f"{CERTAINTY_WORDS[mark.certainty].bg} {share(mark.share, 0).bg}",
                     f"{CERTAINTY_WORDS[mark.certainty].en} {share(mark.share, 0).en}")
                for mark in marks.get(unit.id, ())[-1:]
            ]))  # fmt: skip
        rows.append(row)
    total: list[Cell] = [
        None, Text("Общо", "Total"), None, None, new_short(story), persons(sum(users), 1), None, None,
        euro(sum(capital), decimals), euro(sum(running), decimals),
        shown(sum(o.staff for unit in units for o in unit.openings), 1),
    ]  # fmt: skip
    rows.append(total + [None] * (len(columns) - len(total)))
    period = years(story.figures.period)
    return Table(
        Text(f"Нови звена и екипи; потребители през {period.bg}", f"New units and teams; users in {period.en}"),
        tuple(columns), rows, total=True, dense=bool(marks),
    )  # fmt: skip


def new_short(story: Story) -> Text:
    """Units and teams of the total row."""
    figures = story.figures
    parts = []
    if figures.units:
        parts.append(counted(figures.units, UNIT))
    if figures.new["mobile"]:
        parts.append(counted(figures.new["mobile"], TEAM_SHORT))
    return joined(parts, ", ")


def _periods(look: Lookup, periods: set[int]) -> Text:
    return joined([years(look.plan.periods[t]) for t in sorted(periods) if t < len(look.plan.periods)], "; ")


def _staff(story: Story) -> Table:
    lines = [line for line in staff_lines(story.look) if line.is_total]
    year = story.look.plan.periods[0].first_year - 1
    rows: list[tuple[Cell, ...]] = [
        (Text("Всички услуги", "All services") if line.kind is None else KIND_WORDS[line.kind],
         shown(line.places_now), shown(line.places_planned),
         None if line.staff_now is None else shown(float(line.staff_now), 1),
         None if line.staff_planned is None else shown(float(line.staff_planned), 1), shown(line.unknown_planned))
        for line in lines
    ]  # fmt: skip
    period = years(story.figures.period)
    return Table(
        Text(f"Капацитет и персонал, {year}\u00a0г. и {period.bg}", f"Capacity and staff, {year} and {period.en}"),
        (words("Вид услуги", "Kind of service", 48), digits(f"Капацитет {year}\u00a0г.", f"Capacity {year}", 24),
         digits(f"Планиран капацитет {period.bg}", f"Planned capacity {period.en}", 30),
         digits(f"Щатни бройки {year}\u00a0г.", f"Posts {year}", 22),
         digits("Планирани щатни бройки", "Posts planned", 24),
         digits("Звена без данни", "Units without figures", 22)),
        rows, total=True,
    )  # fmt: skip


UNITS = Chapter(always, write, lies=True)
STAFF = Chapter(lambda story: len(staff_lines(story.look)) > 1, write_staff)
