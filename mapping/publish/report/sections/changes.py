"""What becomes of existing units, and where their users go."""

from __future__ import annotations

from mapping.plan import PlanUnit
from mapping.publish.report.counted import (
    CHANGE,
    USER,
    agree,
    cents_shown,
    counted,
    euro,
    persons,
    shown,
)
from mapping.publish.report.names import years
from mapping.publish.report.paper import Paper
from mapping.publish.report.story import Chapter, Story
from mapping.publish.report.tables import Cell, Table, digits, words
from mapping.region.changes import ChangeKind
from mapping.words import Text

KINDS: dict[ChangeKind, Text] = {
    "enlarge": Text("разширяване", "enlarged"),
    "shrink": Text("намаляване", "made smaller"),
    "transform": Text("преобразуване", "transformed"),
    "close": Text("закриване", "closed"),
}


def wanted(story: Story) -> bool:
    """Whether any unit may change."""
    return any(unit.changes for unit in story.look.existing.values())


def changed(story: Story) -> list[PlanUnit]:
    """The existing units that change, in the plan's order."""
    return [unit for unit in story.look.plan.units if unit.change is not None and unit.state != "transformed"]


def write(story: Story, paper: Paper) -> None:
    """The changes, and the users who move."""
    paper.heading(Text("Промени в съществуващи звена", "Changes of existing units"))
    units = changed(story)
    possible = sum(len(unit.changes) for unit in story.look.existing.values())
    may = counted(possible, CHANGE)
    if not story.look.case.scenario.keys.rules.existing_units:
        paper.paragraph(
            Text(f"Таблиците позволяват {may.bg}, но този сценарий не допуска промени: всички звена продължават, както "
                 "са записани.",
                 f"The tables allow {may.en}, but this scenario admits none: all units go on as they are stated.")
        )  # fmt: skip
        return
    if not units:
        paper.paragraph(
            Text(f"Таблиците позволяват {may.bg}, планът не използва нито една: всички звена продължават, както са "
                 "записани.",
                 f"The tables allow {may.en}, the plan makes none of them: all units go on as they are stated.")
        )  # fmt: skip
        return
    made = counted(len(units), CHANGE)
    paper.paragraph(
        Text(f"От възможните по таблиците ({may.bg}) планът прави {made.bg}. Разходите са над днешните.",
             f"Of those that the tables allow ({may.en}) the plan makes {made.en}. Costs come on top of today's.")
    )  # fmt: skip
    paper.table(_changes(story, units))
    leaving = sum(unit.change.users_milli for unit in units if unit.change is not None)
    if leaving:
        whole = counted(round(leaving / 1000), USER)
        go = agree(round(leaving / 1000), Text("напуска", "leaves"), Text("напускат", "leave"))
        paper.paragraph(
            Text(f"Променените звена {go.bg} {whole.bg}. Нищо не се закрива, преди потребителите му да имат ново "
                 f"място.",
                 f"{whole.en} {go.en} the units that change. Nothing closes before its users have a new place.")
        )  # fmt: skip
    if story.look.plan.moved:
        paper.table(_moved(story))


def _changes(story: Story, units: list[PlanUnit]) -> Table:
    look, names = story.look, story.names
    after = {unit.id: unit for unit in look.plan.units}
    year = look.plan.periods[0].first_year - 1
    pairs = [(unit, unit.change) for unit in units if unit.change is not None]
    decimals = cents_shown([c for _, made in pairs for c in (made.capital_cents, made.running_cents_a_year)])
    rows: list[tuple[Cell, ...]] = []
    total = [0, 0]
    for unit, made in pairs:
        later = after.get(f"{unit.id}.{made.id}", unit) if made.service is not None else unit
        what = KINDS[made.kind]
        if made.service is not None:
            into = names.service(made.service)
            what = Text(f"{what.bg} в: {into.bg}", f"{what.en} into: {into.en}")
        t = made.first_service_period
        total = [total[0] + made.capital_cents, total[1] + made.running_cents_a_year]
        rows.append((
            _where(story, unit), what,
            shown(look.existing[unit.home].places_in(year)), shown(later.places[look.last]),
            years(look.plan.periods[t]) if t < len(look.plan.periods) else None,
            euro(made.capital_cents, decimals), euro(made.running_cents_a_year, decimals), shown(made.staff, 1),
        ))  # fmt: skip
    staff = sum(made.staff for _, made in pairs)
    rows.append((Text("Общо", "Total"), None, None, None, None, euro(total[0], decimals),
                 euro(total[1], decimals), shown(staff, 1)))  # fmt: skip
    last = years(look.plan.periods[-1])
    return Table(
        Text("Промени в съществуващи звена", "Changes of existing units"),
        (words("Звено (община)", "Unit (municipality)", 56), words("Промяна", "Change", 32),
         digits(f"Места {year}\u00a0г.", f"Places {year}", 18), digits(f"Места {last.bg}", f"Places {last.en}", 27),
         words("В сила от", "In force from", 28), digits("Капиталов разход (евро)", "Capital cost (EUR)", 26),
         digits("Издръжка за година в повече (евро)", "Added running cost a year (EUR)", 25),
         digits("Щат в повече", "Added posts", 18)),
        rows, total=True,
    )  # fmt: skip


def _where(story: Story, unit: PlanUnit) -> Text:
    name, municipality = story.names.unit(unit), story.names.municipality(unit.municipality)
    return Text(f"{name.bg} ({municipality.bg})", f"{name.en} ({municipality.en})")


def _moved(story: Story) -> Table:
    units = {unit.id: unit for unit in story.look.plan.units}
    rows: list[tuple[Cell, ...]] = [
        (story.names.unit(units[move.unit]), story.names.unit(units[move.to]),
         years(story.look.plan.periods[move.period]), persons(move.milli, 1))
        for move in story.look.plan.moved
    ]  # fmt: skip
    rows.append((Text("Общо", "Total"), None, None, persons(sum(move.milli for move in story.look.plan.moved), 1)))
    return Table(
        Text("Къде отиват потребителите", "Where the users go"),
        (words("От звено", "From unit", 60), words("В звено", "To unit", 60), words("Период", "Period", 26),
         digits("Потребители", "Users", 22)),
        rows, total=True,
    )  # fmt: skip


CHANGES = Chapter(wanted, write)
