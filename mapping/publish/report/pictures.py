"""Charts as pictures of the report."""

from __future__ import annotations

from mapping.publish.charts import CHARTS
from mapping.publish.printed.png import png_of
from mapping.publish.report.paper import Paper
from mapping.publish.report.story import Story
from mapping.words import Text

HEIGHT = 135.0
"""mm that a chart may be high."""


def add_chart(story: Story, paper: Paper, name: str, height: float = HEIGHT) -> None:
    """Add the chart of this name `height` mm high at most, with its caption; nothing where it has nothing to
    show."""
    chart = next(one for one in CHARTS if one.name == name)
    look = story.look
    if chart.missing(look.case, look.plan) is not None:
        return
    about = Text(chart.about.bg[:1].upper() + chart.about.bg[1:], chart.about.en[:1].upper() + chart.about.en[1:])
    paper.picture(
        png_of(chart.draw(look.case, look.plan, paper.language)),
        about,
        Text(f"Стълбова диаграма: {chart.about.bg}. Числата са изписани в нея и в таблиците на главата.",
             f"Bar chart: {chart.about.en}. The numbers are written in it and in the tables of the chapter."),
        height,
    )  # fmt: skip
