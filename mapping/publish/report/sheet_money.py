"""The cost of a sheet's units by kind, fund and period."""

from __future__ import annotations

from mapping.instance import planning_of
from mapping.plan import PlanUnit
from mapping.publish.report.counted import cents_shown, euro, euros
from mapping.publish.report.figures import CENTS
from mapping.publish.report.names import years
from mapping.publish.report.paper import Paper
from mapping.publish.report.sections.summary import between
from mapping.publish.report.story import Story
from mapping.publish.report.tables import Cell, Table, digits, words
from mapping.publish.workbook.words import MONEY_KINDS
from mapping.words import Text


def funds_of(story: Story, unit: PlanUnit) -> list[Text]:
    """The funds that pay, by name; a municipality's own with its name."""
    found = []
    for fund, code in dict.fromkeys((pay.fund, pay.municipality) for pay in unit.money):
        name = story.names.fund(fund)
        if code is not None:
            whose = story.names.municipality(code)
            name = Text(f"{name.bg} (община {whose.bg})", f"{name.en} ({whose.en} municipality)")
        found.append(name)
    return found


def write_money(story: Story, unit: PlanUnit, paper: Paper) -> None:
    """What it costs with its range, then who pays and when."""
    capital = sum(o.capital_cents for o in unit.openings)
    yearly = sum(o.running_cents_a_year for o in unit.openings)
    low, high = _ends(story, unit, "capital")
    running_low, running_high = _ends(story, unit, "running")
    decimals = cents_shown([capital, yearly])
    said = [
        _cost(Text("Капиталов разход", "Capital cost"), capital, low, high, decimals),
        _cost(Text("Издръжка за година", "Running cost a year"), yearly, running_low, running_high, decimals),
    ]
    paper.paragraph(Text(" ".join(one.bg for one in said), " ".join(one.en for one in said)))
    if unit.money:
        paper.table(_payments(story, unit))
    else:
        paper.paragraph(Text("Сценарият не определя кой фонд плаща.", "The scenario does not say which fund pays."))


def _cost(what: Text, cents: int, low: float, high: float, decimals: int) -> Text:
    value = euros(cents, decimals)
    ends = between(euro(min(low, cents)), euro(max(high, cents)))
    reach = Text(f" (граници по единичните цени: {ends.bg})", f" (range by unit costs: {ends.en})")
    reach = reach if low < high else Text("", "")
    return Text(f"{what.bg}: {value.bg}{reach.bg}.", f"{what.en}: {value.en}{reach.en}.")


def _ends(story: Story, unit: PlanUnit, kind: str) -> tuple[float, float]:
    """The low and the high end of what is opened, in cents (a year)."""
    sizes = {size.id: size for size in planning_of(story.look.catalogue[unit.service]).sizes}
    found = [(o.units, getattr(sizes[o.size], kind)) for o in unit.openings if o.size in sizes]
    low, high = (sum(n * getattr(value, end) for n, value in found) * CENTS for end in ("low", "high"))
    return low, high


def _payments(story: Story, unit: PlanUnit) -> Table:
    plan = story.look.plan
    spent: dict[tuple[str, str | None, str], list[int]] = {}
    for pay in unit.money:
        row = spent.setdefault((pay.fund, pay.municipality, pay.kind), [0] * len(plan.periods))
        row[pay.period] += pay.cents
    decimals = cents_shown([cents for row in spent.values() for cents in row])
    rows: list[tuple[Cell, ...]] = []
    for (fund, code, kind), by_period in spent.items():
        name = story.names.fund(fund)
        if code is not None:
            whose = story.names.municipality(code)
            name = Text(f"{name.bg}, община {whose.bg}", f"{name.en}, {whose.en} municipality")
        rows.append((name, MONEY_KINDS["capital" if kind == "capital" else "running"],
                     *(euro(cents, decimals) for cents in by_period), euro(sum(by_period), decimals)))  # fmt: skip
    columns = [sum(one) for one in zip(*spent.values(), strict=True)]
    rows.append((Text("Общо", "Total"), None, *(euro(cents, decimals) for cents in columns),
                 euro(sum(columns), decimals)))  # fmt: skip
    return Table(
        Text("Разходи по вид, фонд и период (евро)", "Cost by kind, fund and period (EUR)"),
        (words("Фонд", "Fund", 60), words("Вид", "Kind", 24),
         *(digits(years(period).bg, years(period).en, 24) for period in plan.periods), digits("Общо", "Total", 26)),
        rows, total=True,
    )  # fmt: skip
