"""Money by fund, kind and period, what is left, and what remains to be paid when the programme has ended."""

from __future__ import annotations

from mapping.plan import available_by_fund
from mapping.publish.report.counted import cents_shown, euro, euros, millions, share
from mapping.publish.report.names import years
from mapping.publish.report.paper import Paper
from mapping.publish.report.pictures import add_chart
from mapping.publish.report.story import Chapter, Story, always
from mapping.publish.report.tables import Cell, Table, digits, words
from mapping.publish.workbook.words import MONEY_KINDS
from mapping.region.rows import MoneyKind
from mapping.words import Text

RATE = Text("Сумите са в евро (1 евро = 1,95583 лв.) и само за новото и промененото: сегашните звена имат своите "
            "средства.",
            "Sums are in EUR (EUR 1 = BGN 1.95583) and of what is new or changed only: today's units have their own "
            "money.")  # fmt: skip


def write(story: Story, paper: Paper) -> None:
    """By fund and period, then after the programme."""
    paper.heading(Text("Средства по фонд и период", "Money by fund and period"))
    capital, running = (millions(cost.central) for cost in (story.figures.capital, story.figures.running))
    paper.paragraph(
        Text(f"Планът струва {capital.bg} капиталови и {running.bg} текущи разходи. {RATE.bg}",
             f"The plan costs {capital.en} of capital and {running.en} of running cost. {RATE.en}")
    )  # fmt: skip
    if not story.look.case.scenario.keys.rules.money or not _lines(story):
        paper.paragraph(
            Text("Сценарият не разпределя разходите по фондове: кой ги плаща, предстои да се реши.",
                 "The scenario does not share the cost among funds: who pays is still to be decided.")
        )  # fmt: skip
    else:
        paper.table(_by_fund(story))
        add_chart(story, paper, "money")
        paper.paragraph(
            Text("„Налични“ е това, което фондът може да даде през целия план според таблиците; „остават“ е "
                 "неизползваното. "
                 "Дали фондът наистина ще го даде, не е решено никъде в този доклад.",
                 "“Available” is what the fund can give over the whole plan by the tables; “left” is not used. Whether "
                 "the fund will give it is decided nowhere in this report.")
        )  # fmt: skip
    _after(story, paper)


def _lines(story: Story) -> list[tuple[str, MoneyKind]]:
    available = available_by_fund(story.look.plan)
    paid = [(pay.fund, pay.kind) for unit in story.look.plan.units for pay in unit.money]
    return list(dict.fromkeys([*available, *paid]))


def _by_fund(story: Story) -> Table:
    plan, available = story.look.plan, available_by_fund(story.look.plan)
    payments = [pay for unit in plan.units for pay in unit.money]
    spent = {pair: [0] * len(plan.periods) for pair in _lines(story)}
    for pay in payments:
        spent[pay.fund, pay.kind][pay.period] += pay.cents
    decimals = cents_shown([*(cents for row in spent.values() for cents in row), *available.values()])
    rows: list[tuple[Cell, ...]] = []

    def row(name: Text, kind: Text | None, by_period: list[int], given: int | None) -> tuple[Cell, ...]:
        left = None if given is None else euro(given - sum(by_period), decimals)
        return (name, kind, *(euro(cents, decimals) for cents in by_period), euro(sum(by_period), decimals),
                None if given is None else euro(given, decimals), left)  # fmt: skip

    for (fund, kind), by_period in spent.items():
        rows.append(row(story.names.fund(fund), MONEY_KINDS[kind], by_period, available.get((fund, kind))))
    columns = [sum(one) for one in zip(*spent.values(), strict=True)]
    rows.append(row(Text("Общо", "Total"), None, columns, sum(available.values())))
    return Table(
        Text("Средства по фонд, вид и период (евро)", "Money by fund, kind and period (EUR)"),
        (words("Фонд", "Fund", 38), words("Вид", "Kind", 22),
         *(digits(f"Платено {period.name}", f"Paid {period.name}", 21) for period in plan.periods),
         digits("Платено общо", "Paid in all", 22), digits("Налични", "Available", 22),
         digits("Остават", "Left", 22)),
        rows, total=True,
    )  # fmt: skip


def _after(story: Story, paper: Paper) -> None:
    """What remains when the programme ends, against the scenario's ceiling."""
    figures, keys = story.figures, story.look.case.scenario.keys
    if not figures.after:
        return
    paper.heading(Text("След края на програмата", "After the programme"), 2)
    yearly, last = euros(figures.after), story.look.plan.periods[-1].last_year
    said = Text(f"Издръжката на всичко ново е {yearly.bg} годишно и остава и след {last}\u00a0г.",
                f"All that is new costs {yearly.en} a year to run, and goes on after {last}.")  # fmt: skip
    ceiling = keys.after.running
    if ceiling is not None and keys.rules.running_after:
        top, part = euros(ceiling * 100), share(figures.after / (ceiling * 100)) if ceiling else None
        used = Text("", "") if part is None else Text(f" ({part.bg} от него)", f" ({part.en} of it)")
        said = Text(f"{said.bg} Таванът на сценария е {top.bg} годишно{used.bg}; той е допускане.",
                    f"{said.en} The scenario's ceiling is {top.en} a year{used.en}; it is an assumption.")  # fmt: skip
    paper.paragraph(said)
    ending = _ending(story)
    if ending:
        paper.bullets(ending)


def _ending(story: Story) -> list[Text]:
    """Funds that pay running cost in the last period and may not pay after the plan's last year."""
    look = story.look
    last = look.plan.periods[-1].last_year
    paid: dict[str, int] = {}
    for unit in look.plan.units:
        for pay in unit.money:
            if pay.kind == "running" and pay.period == look.last:
                paid[pay.fund] = paid.get(pay.fund, 0) + pay.cents
    said = []
    for fund, cents in paid.items():
        ends = max((row.last_year for row in look.funds[fund].pays if row.kind == "running"), default=last + 1)
        if ends <= last and _programme(story, fund):
            name, sum_ = story.names.fund(fund), euros(cents)
            period = years(look.plan.periods[-1])
            said.append(
                Text(f"„{name.bg}“ плаща {sum_.bg} за издръжка през {period.bg} и по таблиците спира през "
                     f"{ends}\u00a0г.",
                     f"“{name.en}” pays {sum_.en} of running cost in {period.en} and stops in {ends} by the tables.")
            )  # fmt: skip
    return said


def _programme(story: Story, fund: str) -> bool:
    """Whether the fund has a sum for all its years (a programme), not one for each year (a budget)."""
    rows = [row for row in story.look.funds[fund].envelopes if row.kind == "running"]
    return bool(rows) and not any(row.yearly for row in rows)


MONEY = Chapter(always, write)
