"""All charts, and writing them: the same plan gives the same bytes."""

from __future__ import annotations

from pathlib import Path

from matplotlib.figure import Figure

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.charts.money import draw_money, missing_money
from mapping.publish.charts.money_by_year import draw_money_by_year, missing_years
from mapping.publish.charts.paper import paper, said
from mapping.publish.charts.places import draw_by_service, draw_over_time
from mapping.publish.charts.shares import draw_by_group, draw_by_municipality, missing_groups, missing_need
from mapping.publish.charts.types import Chart
from mapping.publish.printed.sheet import save_page
from mapping.words import Language, Text

FOLDER = "charts"
"""The folder of the charts inside a run's folder."""

CHARTS: tuple[Chart, ...] = (
    Chart(
        "money",
        Text("пари по фондове и периоди спрямо рамките", "money by fund and period against the envelopes"),
        draw_money,
        missing_money,
    ),
    Chart(
        "money_by_year",
        Text("пари по фондове и години", "money by fund and year"),
        draw_money_by_year,
        missing_years,
    ),
    Chart(
        "served_by_municipality",
        Text("обслужена потребност по общини", "need served by municipality"),
        draw_by_municipality,
        missing_need,
    ),
    Chart(
        "served_by_group",
        Text("обслужена потребност по рискови групи", "need served by risk group"),
        draw_by_group,
        missing_groups,
    ),
    Chart(
        "need_and_places",
        Text("потребност и места по вид услуга и период", "need and places by kind of service and period"),
        draw_over_time,
        missing_need,
    ),
    Chart(
        "need_and_places_by_service",
        Text("потребност и места по услуги в последния период", "need and places by service in the last period"),
        draw_by_service,
        missing_need,
    ),
)
"""In the order in which a report shows them."""


def draw_chart(chart: Chart, case: Case, plan: Plan, language: Language) -> Figure:
    """Draw `chart`; where there is nothing to draw, a page that says why."""
    reason = chart.missing(case, plan)
    if reason is None:
        return chart.draw(case, plan, language)
    about = Text(
        f"{chart.about.bg[:1].upper()}{chart.about.bg[1:]}", f"{chart.about.en[:1].upper()}{chart.about.en[1:]}"
    )
    with paper(said(case, plan, (about, reason), (), language), 2.0) as (figure, _, _):
        return figure


def write_charts(case: Case, plan: Plan, folder: Path, language: Language = "bg") -> None:
    """Write every chart to `folder`/charts/ as PNG, SVG and PDF."""
    room = folder / FOLDER
    room.mkdir(parents=True, exist_ok=True)
    for chart in CHARTS:
        save_page(draw_chart(chart, case, plan, language), room, chart.name)
