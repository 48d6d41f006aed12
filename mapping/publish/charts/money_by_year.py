"""Money by fund and calendar year (yearly.py: what a year is), capital and running cost told apart, in million EUR."""

from __future__ import annotations

from matplotlib.figure import Figure

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.charts.money import COST, MoneyPage, MoneyRow, Spent, draw_purses, sorted_rows
from mapping.publish.yearly import by_fund, paid_by_year
from mapping.words import Language, Text

TITLE = Text("Пари по фондове и години", "Money by fund and year")
LEAD = Text(
    "Какво плаща всеки фонд за новите звена и промените по години, млн. евро (оценка)",
    "What each fund pays for new units and changes by year, EUR million (estimate)",
)
NOTHING = Text("По този план никой фонд не плаща нищо.", "By this plan no fund pays anything.")
YEARS = Text(
    "Планът знае периоди; годините вътре в тях са по допускане: капиталовите разходи са в годината на договора "
    "(плащанията на строителя ще са и по-късно), издръжката – по месеците в действие. Рамките на фондовете се спазват "
    "по периоди, не по години: те са в диаграмата по периоди. Сборовете са от незакръглени числа.",
    "The plan knows periods; the years inside them are an assumption: capital stands in the year of the contract "
    "(builders will be paid later too), running cost follows the months in service. The envelopes of the funds are "
    "kept by period, not by year: the chart by period has them. Sums are of unrounded figures.",
)


def draw_money_by_year(case: Case, plan: Plan, language: Language) -> Figure:
    """Draw the chart: a row for each fund and kind, a column for each year."""
    paid = by_fund(paid_by_year(case, plan))
    years = range(plan.periods[0].first_year, plan.periods[-1].last_year + 1)
    rows = tuple(
        MoneyRow(fund, kind, tuple(Spent(paid[fund, kind][year], None) for year in years))
        for fund, kind in dict.fromkeys((row.fund, row.kind) for row in sorted_rows(case, plan))
        if (fund, kind) in paid
    )
    heads = tuple(Text(str(year), str(year)) for year in years)
    return draw_purses(case, plan, MoneyPage((TITLE, LEAD), (COST, YEARS), heads, rows), language)


def missing_years(_: Case, plan: Plan) -> Text | None:
    """Why there is nothing to draw."""
    return None if any(unit.money for unit in plan.units) else NOTHING
