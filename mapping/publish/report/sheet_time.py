"""When a sheet's units are contracted and begin, and the staff that they take."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from mapping.instance import planning_of
from mapping.instance.timing import service_start
from mapping.plan import Opening, PlanUnit
from mapping.publish.report.counted import MONTH, POST, TEAM_SHORT, counted, joined, shown
from mapping.publish.report.names import years
from mapping.publish.report.paper import Paper
from mapping.publish.report.sections.summary import between
from mapping.publish.report.sections.units import size_words
from mapping.publish.report.story import Story
from mapping.publish.report.tables import Cell, Table, digits, words
from mapping.words import Text


def month_words(year: float) -> Text:
    """The month of a year with a fraction: 2024.5 is July 2024."""
    months = round(year * 12)
    first = date(months // 12, months % 12 + 1, 1)
    return Text(f"{format_date(first, 'LLLL y', locale='bg')}\u00a0г.", format_date(first, "LLLL y", locale="en"))


def start_words(story: Story, unit: PlanUnit) -> Text:
    """In which periods the units begin to serve."""
    periods = sorted(
        {o.first_service_period for o in unit.openings if o.first_service_period < len(story.look.plan.periods)}
    )
    return joined([years(story.look.plan.periods[t]) for t in periods], "; ")


def write_time(story: Story, unit: PlanUnit, paper: Paper) -> None:
    """A row an opening, then months and posts with their ranges."""
    planning = planning_of(story.look.catalogue[unit.service])
    rows: list[tuple[Cell, ...]] = [_row(story, unit, opening) for opening in unit.openings]
    paper.table(
        Table(
            Text("График и персонал", "Timetable and staff"),
            (words("Какво", "What", 30), words("Период на договора", "Period of the contract", 32),
             words("Прието подписване", "Signing taken as", 32), words("Първи потребители", "First users", 32),
             digits("Щатни бройки", "Posts", 22)),
            rows,
        )
    )  # fmt: skip
    lead = planning.lead_months
    taken = counted(lead.central, MONTH, 0 if lead.central % 1 == 0 else 1)
    ends = between(shown(lead.low), shown(lead.high))
    reach = Text(f" (граници {ends.bg})", f" (range {ends.en})") if lead.low < lead.high else Text("", "")
    said = [Text(f"От договора до първия потребител: {taken.bg}{reach.bg}.",
                 f"From contract to first user: {taken.en}{reach.en}.")]  # fmt: skip
    sizes = {size.id: size for size in planning.sizes}
    low, central, high = (
        sum(o.units * getattr(sizes[o.size].staff, end) for o in unit.openings if o.size in sizes)
        for end in ("low", "central", "high")
    )
    posts = counted(sum(o.staff for o in unit.openings), POST, 1)
    ends = between(shown(low, 1), shown(high, 1))
    reach = Text(f" (граници {ends.bg})", f" (range {ends.en})") if low < high and central else Text("", "")
    said.append(Text(f"Необходим персонал: {posts.bg}{reach.bg}.", f"Staff needed: {posts.en}{reach.en}."))
    paper.paragraph(joined(said, " "))


def _row(story: Story, unit: PlanUnit, opening: Opening) -> tuple[Cell, ...]:
    periods = story.look.case.periods
    lead = planning_of(story.look.catalogue[unit.service]).lead_months.central
    what = counted(opening.units, TEAM_SHORT) if unit.kind == "mobile" else size_words(opening)
    signed = month_words(float(periods[opening.period].contract_year))
    begins = month_words(service_start(periods[opening.period], lead))
    return (what, years(story.look.plan.periods[opening.period]), signed, begins, shown(opening.staff, 1))
