"""The frontier drawn: people reached by budget, what is proven of it, and the price of a fair share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from mapping.model import OBJECTIVE_WORDS
from mapping.publish.charts.paper import GREY, NOTE_SIZE, SIZE, Said, paper, ticks
from mapping.publish.frontier import FrontierRow
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.text import INK, put
from mapping.words import Language, Text, number, percent

BLUE, ORANGE, BAND = "#1f5a8a", "#b85c00", "#d5e3ef"
PANEL, GAP_BETWEEN, LEFT, BELOW = 56.0, 7.0, 18.0, 9.0

TITLE = Text("Колко хора достига всяка сума", "How many people each sum reaches")
LEAD = Text(
    "Общ бюджет за всичко ново (капиталови разходи и издръжка за всички периоди) и обслужени лица в края на плана, "
    "сбор "
    "по услуги. Всяка точка е отделен план.",
    "Total budget for everything new (capital and running cost over all periods) and persons served at the end of the "
    "plan, summed over services. Each point is a plan of its own.",
)
NOTES = (
    Text(
        "Последната точка е планът без общ бюджет: ограничават го само фондовете. Между точките нищо не е планирано. "
        "Потребността е оценка; едно лице може "
        "да се брои при няколко услуги.",
        "The last point is the plan without a total budget: only the funds limit it. Nothing is planned between the "
        "points. Need is an estimate; a person may count under several services.",
    ),
    Text(
        "Ивицата е каквото не е доказано: най-доброто възможно лежи между намереното и границата. Разлика, по-малка от "
        "ивицата, може да е от търсенето.",
        "The band is what is not proven: the best possible lies between what was found and the bound. A difference "
        "smaller than the band may come from the search.",
    ),
    Text("Индикативна оценка, не официални данни.", "An indicative estimate, no official figures."),
)


def draw_frontier(rows: Sequence[FrontierRow], language: Language) -> Figure:
    """The points with a plan: persons served and the first objective by budget; with floors, the worst-served
    municipality against the first objective, a line a budget."""
    plans = [row for row in rows if row.plan is not None]
    plain = [row for row in plans if row.least is None]
    fair = any(row.least is not None for row in plans)
    panels = 3 if fair else 2
    body = panels * PANEL + (panels - 1) * GAP_BETWEEN + 4.0
    around = Said(TITLE.of(language), LEAD.of(language), tuple(note.of(language) for note in NOTES))
    with paper(around, body) as (figure, axes, room):
        for n in range(panels):
            top = room.y1 - n * (PANEL + GAP_BETWEEN) - 4.0
            box = Rect(room.x0 + LEFT, top - PANEL + BELOW, room.x1 - 6.0, top)
            (_people, _proven, _fairness)[n](axes, box, plain if n < 2 else plans, language)
        return figure


class _Scale:
    """From values to mm of a panel, with its grid and its words."""

    def __init__(self, axes: Axes, box: Rect, xs: Sequence[float], ys: Sequence[float]) -> None:
        self.axes, self.box = axes, box
        self.x_most = max([*xs, 0.0]) * 1.04 or 1.0
        low, high = min(ys, default=0.0), max(ys, default=1.0)
        room = (high - low) * 0.08 or max(1.0, abs(high) * 0.05)
        self.y_low, self.y_high = max(0.0, low - room) if low >= 0 else low - room, high + room

    def x(self, value: float) -> float:
        return self.box.x0 + self.box.width * value / self.x_most

    def y(self, value: float) -> float:
        return self.box.y0 + self.box.height * (value - self.y_low) / (self.y_high - self.y_low)

    def grid(self, x_words: Callable[[float], str], y_words: Callable[[float], str], titles: tuple[str, str]) -> None:
        box = self.box
        for value in ticks(self.x_most, 6):
            self._line([self.x(value)] * 2, [box.y0, box.y1])
            put(self.axes, self.x(value), box.y0 - 3.4, x_words(value), NOTE_SIZE, across="center", color=GREY)
        span = ticks(self.y_high - self.y_low, 5)
        step = span[1] - span[0] if len(span) > 1 else self.y_high - self.y_low
        value = step * int(self.y_low / step + 0.999999)
        while value <= self.y_high:
            self._line([box.x0, box.x1], [self.y(value)] * 2)
            put(self.axes, box.x0 - 1.2, self.y(value) - 0.9, y_words(value), NOTE_SIZE, across="right", color=GREY)
            value += step
        put(self.axes, box.x1, box.y0 - 6.8, titles[0], NOTE_SIZE, across="right", color=INK)
        put(self.axes, box.x0 - LEFT + 1.0, box.y1 + 1.6, titles[1], SIZE, color=INK, bold=True)

    def _line(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        self.axes.plot(xs, ys, color="#c9c3ba", linewidth=0.4, zorder=1.0)

    def curve(self, points: Sequence[tuple[float, float]], color: str, labels: Sequence[str] = ()) -> None:
        xs, ys = [self.x(x) for x, _ in points], [self.y(y) for _, y in points]
        # Dotted: nothing is planned between the points.
        self.axes.plot(xs, ys, color=color, linewidth=0.9, linestyle=":", marker="o", markersize=3.4, zorder=3.0)
        for x, y, label in zip(xs, ys, labels, strict=False):
            put(self.axes, x + 1.0, y - 3.2, label, NOTE_SIZE, color=color)


def _millions(language: Language) -> Callable[[float], str]:
    return lambda value: number(value / 1e6, language, 1)


def _budget(language: Language) -> str:
    return Text("общ бюджет, млн. евро", "total budget, million EUR").of(language)


def _people(axes: Axes, box: Rect, rows: Sequence[FrontierRow], language: Language) -> None:
    points = [(_x(row), row.served) for row in rows]
    scale = _Scale(axes, box, [x for x, _ in points], [y for _, y in points])
    title = Text("обслужени лица в края на плана", "persons served at the end of the plan").of(language)
    scale.grid(_millions(language), lambda value: number(value, language), (_budget(language), title))
    scale.curve(points, BLUE, [str(row.number) for row in rows])


def _proven(axes: Axes, box: Rect, rows: Sequence[FrontierRow], language: Language) -> None:
    """The first objective: the best known at each budget, and the band down to what is proven."""
    known = [row for row in rows if isfinite(row.best)]
    values = [*(row.best for row in known), *(row.proven for row in known if isfinite(row.proven))]
    scale = _Scale(axes, box, [_x(row) for row in known], values)
    name, unit = OBJECTIVE_WORDS[rows[0].objective] if rows else (Text("", ""), Text("", ""))
    title = f"{name.of(language)} ({unit.of(language)})"
    scale.grid(_millions(language), lambda value: number(value, language), (_budget(language), title))
    band = [row for row in known if isfinite(row.proven)]
    if len(band) > 1:
        around = [(scale.x(_x(r)), scale.y(r.best)) for r in band]
        around += [(scale.x(_x(r)), scale.y(r.proven)) for r in reversed(band)]
        axes.add_patch(Polygon(around, closed=True, facecolor=BAND, edgecolor="none", zorder=1.5))
    scale.curve([(_x(row), row.best) for row in known], BLUE, [str(row.number) for row in known])


def _fairness(axes: Axes, box: Rect, rows: Sequence[FrontierRow], language: Language) -> None:
    """The worst-served municipality's share against the first objective, a line a budget."""
    scale = _Scale(axes, box, [row.found for row in rows], [row.worst_share for row in rows])
    name, unit = OBJECTIVE_WORDS[rows[0].objective] if rows else (Text("", ""), Text("", ""))
    title = Text("дял на най-слабо обслужената община; линия за всеки бюджет, млн. евро",
                 "share of the worst-served municipality; a line a budget, million EUR").of(language)  # fmt: skip
    words = f"{name.of(language)} ({unit.of(language)})"
    scale.grid(lambda value: number(value, language), lambda value: percent(value, language), (words, title))
    for budget in dict.fromkeys(row.budget for row in rows):
        line = sorted((row.found, row.worst_share) for row in rows if row.budget == budget)
        word = Text("без", "none").of(language) if budget is None else number(budget / 1e6, language, 1)
        scale.curve(line, ORANGE if budget is None else BLUE, [word])


def _x(row: FrontierRow) -> float:
    """Where a point stands: at its budget; without one at what its plan spends."""
    return row.money if row.budget is None else row.budget
