"""Need, with its range, against places: by kind of service over time, and by service when the programme ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.charts.figures import BY, By, Capacity, capacities
from mapping.publish.charts.paper import (
    GREY,
    NOTE_SIZE,
    SIZE,
    Fill,
    Said,
    apart,
    draw_bar,
    draw_grid,
    draw_key,
    draw_stripe,
    paper,
    said,
    ticks,
)
from mapping.publish.charts.shares import FILLS
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.text import INK, clip, put
from mapping.words import Language, Text, number, percent

OVER_TIME = (
    Text("Потребност и места по вид услуга и период", "Need and places by kind of service and period"),
    Text(
        "Места на днешни, изграждани и нови звена спрямо потребността (оценка с граници), лица",
        "Places of today's, committed and new units against the need (an estimate with its range), persons",
    ),
)
BY_SERVICE = (
    Text("Потребност и места по услуги", "Need and places by service"),
    Text(
        "Каква част от потребността (оценка с граници) покриват местата в последния период",
        "Which part of the need (an estimate with its range) the places cover in the last period",
    ),
)
NOTES = (
    Text(
        "При мобилните услуги вместо места са потребителите: на днешните звена и на новите екипи в плана. Места може "
        "да остават свободни, където няма потребност в обсега на услугата; затова обслужените са по-малко от местата.",
        "Mobile services have clients instead of places: of today's units, and of new teams in the plan. Places may "
        "stay free where no need lies within the service's reach; so fewer are served than there are places.",
    ),
    Text(
        "Добавени са местата от разширяване и преобразуване на днешни звена.",
        "Added are the places that come from enlarging and transforming units of today.",
    ),
    Text(
        "Границите на потребността: всички дялове и броения в долния, съответно в горния си край едновременно. Едно "
        "лице може да се брои при няколко услуги.",
        "Range of the need: all rates and counts at their low, or all at their high end at once. A person may count "
        "under several services.",
    ),
)
PLACE_FILLS: Mapping[By, Fill] = {
    **FILLS,
    "new": replace(FILLS["new"], words=Text("нови и добавени", "new and added")),
}
"""Places that an enlargement adds are new ones, though who has them is served by a unit of today."""
NEED = Text("потребност и граници", "need and its range")
KINDS = {
    "residential": Text("Резидентни услуги", "Residential services"),
    "centre": Text("Услуги в центрове", "Services in centres"),
    "mobile": Text("Мобилни услуги", "Mobile services"),
}
NO_NEED = Text("няма потребност", "no need")
HEADS = (
    Text("места", "places"),
    Text("обслужени", "served"),
    Text("потребност (граници), лица", "need (range), persons"),
)
COLUMNS = (13.0, 17.0, 41.0)
"""Widths of the columns of figures, mm."""
HEAD, HEADING, LINE = 13.0, 5.2, 5.4
BAR, BAND = 2.4, 4.2
"""Heights of a bar and of the range behind it, mm."""
BAND_COLOR = "#dcd7cd"
NAME = 40.0
MOST_SHARE = 3.0
"""Bars of services end at three times the need; an arrow says where one goes on."""


@dataclass(frozen=True, slots=True)
class Row:
    """A bar with its name, or a heading alone; `unit` is the persons that one unit of the scale stands for."""

    name: str
    capacity: Capacity | None
    unit: float = 1.0

    @property
    def farthest(self) -> float:
        """Where the row ends, on the scale."""
        one = self.capacity
        return 0.0 if one is None or not self.unit else max(one.high, sum(one.places.values())) / self.unit


@dataclass(frozen=True, slots=True)
class Scale:
    """From the scale's units to mm: it begins at `x` and ends at `most`; `words` writes a value of it."""

    x: float
    mm: float
    most: float
    words: Callable[[float], str]

    def at(self, value: float) -> float:
        """Where on the page a value is, cut at the end of the scale, mm."""
        return self.x + min(value, self.most) * self.mm


def draw_over_time(case: Case, plan: Plan, language: Language) -> Figure:
    """Draw a bar for every kind of service and period, in persons."""
    rows: list[Row] = []
    last = ""
    for one in capacities(case, plan, "kind"):
        if one.name != last:
            rows.append(Row(KINDS[one.name].of(language), None))
        last = one.name
        rows.append(Row(plan.periods[one.period].name, one))
    most = max((row.farthest for row in rows), default=0.0) or 1.0
    digits = 0 if most >= 10 else 1
    around = said(case, plan, OVER_TIME, NOTES, language)
    return _draw(around, rows, most, lambda value: number(value, language, digits), language)


def draw_by_service(case: Case, plan: Plan, language: Language) -> Figure:
    """Draw a bar for every service in the last period, as parts of its need."""
    names = {service.id: service.short.of(language) for service in case.services}
    last = [one for one in capacities(case, plan, "service") if one.period == len(plan.periods) - 1]
    rows = [Row(names[one.name], one, one.need) for one in last]
    most = min(MOST_SHARE, max(1.0, *(row.farthest for row in rows)))
    title, lead = BY_SERVICE
    period = plan.periods[-1].name
    lead = Text(f"{lead.bg} ({period} г.)", f"{lead.en} ({period})")
    around = said(case, plan, (title, lead), NOTES, language)
    return _draw(around, rows, most, lambda value: percent(value, language), language)


def _draw(
    around: Said,
    rows: Sequence[Row],
    most: float,
    words: Callable[[float], str],
    language: Language,
) -> Figure:
    body = HEAD + sum(LINE if row.capacity else HEADING for row in rows) + 1.5
    with paper(around, body) as (figure, axes, room):
        bars = Rect(room.x0 + NAME, room.y0 + 1.0, room.x1 - sum(COLUMNS) - 4.0, room.y1 - HEAD)
        scale = Scale(bars.x0, bars.width / most, most, words)
        _draw_heads(axes, room, bars, [row.capacity for row in rows if row.capacity], language)
        values = next(v for n in (6, 5, 4, 3, 2, 1) if _fit(v := ticks(most, n), scale) or n == 1)
        draw_grid(axes, [scale.at(value) for value in values], bars)
        for value in values:
            put(axes, scale.at(value), bars.y1 + 1.2, words(value), NOTE_SIZE, across="center", color=GREY)
        y = bars.y1
        for i, row in enumerate(rows):
            if row.capacity is None:
                y -= HEADING
                put(axes, room.x0 + 1.0, y + 1.2, row.name, SIZE, bold=True)
                continue
            y -= LINE
            if i % 2:
                draw_stripe(axes, Rect(room.x0, y, room.x1, y + LINE))
            put(axes, room.x0 + 1.0, y + 1.7, clip(row.name, SIZE, NAME - 2.5), SIZE)
            if row.unit:
                _draw_capacity(axes, row.capacity, scale, row.unit, y + LINE / 2)
            else:
                put(axes, bars.x0 + 1.5, y + 1.7, NO_NEED.of(language), NOTE_SIZE, color=GREY)
            _draw_figures(axes, row.capacity, room.x1, y + 1.7, language)
    return figure


def _fit(values: Sequence[float], scale: Scale) -> bool:
    return apart([scale.at(value) for value in values], [scale.words(value) for value in values], NOTE_SIZE)


def _draw_heads(axes: Axes, room: Rect, bars: Rect, shown: Sequence[Capacity], language: Language) -> None:
    used = [by for by in BY if any(one.places[by] for one in shown)]
    x = draw_key(axes, room.x0, room.y1 - 4.0, [PLACE_FILLS[by] for by in used], language)
    _draw_need(axes, x, x + 4.0, x + 8.0, room.y1 - 3.0, "key.need")
    put(axes, x + 9.5, room.y1 - 4.0, NEED.of(language), SIZE)
    for head, right in zip(HEADS, _rights(room.x1), strict=True):
        put(axes, right, bars.y1 + 1.2, head.of(language), NOTE_SIZE, across="right", color=GREY)


def _rights(x1: float) -> list[float]:
    """Right ends of the columns of figures."""
    return [x1 - sum(COLUMNS[i + 1 :]) for i in range(len(COLUMNS))]


def _draw_capacity(axes: Axes, one: Capacity, scale: Scale, unit: float, middle: float) -> None:
    """The range of the need behind, the places on it, the need as a line through both."""
    low, need, high = (scale.at(value / unit) for value in (one.low, one.need, one.high))
    _draw_need(axes, low, need, high, middle, f"{one.name}.{one.period}.need")
    total = 0.0
    for by in BY:
        before, total = total, total + one.places[by] / unit
        draw_bar(axes, Rect(scale.at(before), middle - BAR / 2, scale.at(total), middle + BAR / 2), PLACE_FILLS[by],
                 f"{one.name}.{one.period}.{by}")  # fmt: skip
    if max(total, one.high / unit) > scale.most * (1 + 1e-9):
        axes.plot([scale.x + scale.most * scale.mm + 1.4], [middle], marker=">", markersize=3.4, color=INK, zorder=5.0)


def _draw_need(axes: Axes, low: float, need: float, high: float, middle: float, name: str) -> None:
    axes.add_patch(
        Rectangle(
            (low, middle - BAND / 2), high - low, BAND, facecolor=BAND_COLOR, edgecolor="#8d8678", linewidth=0.5,
            zorder=1.5, gid=name,
        )
    )  # fmt: skip
    for color, line, order in (("white", 3.0, 4.0), (INK, 1.6, 4.5)):
        axes.plot(
            [need, need], [middle - BAND / 2, middle + BAND / 2], color=color, linewidth=line, zorder=order,
            solid_capstyle="butt",
        )  # fmt: skip


def _draw_figures(axes: Axes, one: Capacity, x1: float, y: float, language: Language) -> None:
    total = sum(one.places.values())
    digits = 0 if max(one.high, total) >= 10 else 1
    places, served, need, low, high = (
        number(value, language, digits) for value in (total, one.served, one.need, one.low, one.high)
    )
    words = need if low == high else f"{need} ({low}–{high})"
    for shown, right, bold in zip((places, served, words), _rights(x1), (True, False, False), strict=True):
        put(axes, right, y, shown, NOTE_SIZE, across="right", bold=bold)
