"""Money by fund, kind and period, what is left, and what remains to be paid when the programme has ended."""

from __future__ import annotations

from mapping.compare.available import available_money
from mapping.publish.report.counted import (
    MUNICIPALITY,
    NBSP,
    cents_shown,
    counted,
    euro,
    euros,
    joined,
    millions,
    share,
    shown,
)
from mapping.publish.report.names import years
from mapping.publish.report.paper import Paper
from mapping.publish.report.pictures import add_chart
from mapping.publish.report.story import Chapter, Story, always
from mapping.publish.report.tables import Cell, Table, digits, words
from mapping.publish.workbook.words import MONEY_KINDS
from mapping.publish.yearly import Beyond, beyond_yearly, by_fund, paid_by_year
from mapping.region.rows import MoneyKind
from mapping.words import Text

RATE = Text("Сумите са в евро (1 евро = 1,95583 лв.) и само за новото и промененото: сегашните звена имат своите "
            "средства.",
            "Sums are in EUR (EUR 1 = BGN 1.95583) and of what is new or changed only: today's units have their own "
            "money.")  # fmt: skip

ACROSS = 10
"""So many years have room side by side."""


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
            Text("Сумите са разходи по плана, не платени пари. „Налични“ е това, което фондът може да даде през целия "
                 "план според таблиците; „остават“ е неизползваното. Дали фондът наистина ще го даде, не е решено "
                 "никъде в този доклад.",
                 "The sums are the plan's cost; nothing was paid. “Available” is what the fund can give over the whole "
                 "plan by the tables; “left” is not used. Whether the fund will give it is decided nowhere in this "
                 "report.")
        )  # fmt: skip
        _yearly(story, paper)
    _after(story, paper)


def _yearly(story: Story, paper: Paper) -> None:
    """The same by calendar year, where the years have room side by side."""
    purses = paid_by_year(story.look.case, story.look.plan)
    paid = by_fund(purses)
    years_of = sorted({year for by_year in paid.values() for year in by_year})
    if not 1 < len(years_of) <= ACROSS:
        return
    rows: list[tuple[Cell, ...]] = [
        (story.names.fund(fund), MONEY_KINDS[kind], *(_thousands(by_year[year]) for year in years_of),
         _thousands(sum(by_year.values())))
        for fund, kind in _lines(story)
        for by_year in (paid.get((fund, kind)),)
        if by_year is not None
    ]  # fmt: skip
    every = [sum(by_year[year] for by_year in paid.values()) for year in years_of]
    rows.append((Text("Общо", "Total"), None, *(_thousands(cents) for cents in every), _thousands(sum(every))))
    paper.table(
        Table(
            Text("Средства по фонд и година (хиляди евро)", "Money by fund and year (thousand EUR)"),
            (words("Фонд", "Fund", 52), words("Вид", "Kind", 22),
             *(digits(str(year), str(year), 14) for year in years_of), digits("Общо", "In all", 17)),
            rows, total=True, dense=True,
        )
    )  # fmt: skip
    paper.small(
        Text("Планът знае периоди; годините вътре в тях са по допускане: капиталовите разходи са в годината на "
             "договора (плащанията на строителя ще са и по-късно), издръжката – по месеците в действие. Рамките на "
             "фондовете се спазват по периоди, не по години.",
             "The plan knows periods; the years inside them are an assumption: capital stands in the year of the "
             "contract (builders will be paid later too), running cost follows the months in service. The envelopes "
             "of the funds are kept by period, not by year.")
    )  # fmt: skip
    beyond = beyond_yearly(story.look.case, purses)
    if beyond:
        listed = joined([_beyond(story, one) for one in beyond], "; ")
        paper.paragraph(
            Text(f"Годишните средства не стигат (хиляди евро в повече): {listed.bg}. Това е възможно само ако "
                 "непохарченото от по-ранните години на периода се прехвърли; иначе договорите трябва да се разсрочат.",
                 f"Yearly money does not reach (thousand EUR beyond it): {listed.en}. That is possible only if what "
                 "earlier years of the period left is carried over; otherwise contracts must be spread.")
        )  # fmt: skip


def _beyond(story: Story, one: Beyond) -> Text:
    name, more, kind = story.names.fund(one.fund), _thousands(one.cents), MONEY_KINDS[one.kind]
    of = Text("", "")
    if one.municipalities:
        number = counted(one.municipalities, MUNICIPALITY)
        of = Text(f", {number.bg}", f", {number.en}")
    return Text(f"„{name.bg}“ ({kind.bg}, {one.year}{NBSP}г.{of.bg}) {more.bg}",
                f"“{name.en}” ({kind.en}, {one.year}{of.en}) {more.en}")  # fmt: skip


def _thousands(cents: int) -> Text:
    return shown(cents / 1e5)


def _lines(story: Story) -> list[tuple[str, MoneyKind]]:
    available = available_money(story.look.case, story.look.plan)
    paid = [(pay.fund, pay.kind) for unit in story.look.plan.units for pay in unit.money]
    return list(dict.fromkeys([*available, *paid]))


def _by_fund(story: Story) -> Table:
    plan, available = story.look.plan, available_money(story.look.case, story.look.plan)
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
        (words("Фонд", "Fund", 46), words("Вид", "Kind", 25),
         *(digits(period.name, period.name, 21) for period in plan.periods),
         digits("Общо по плана", "In all, by the plan", 22), digits("Налични", "Available", 22),
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
