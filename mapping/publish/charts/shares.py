"""Served share of the need by municipality and by risk group: who serves, in the first and the last period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.charts.figures import BY, By, Share, group_shares, municipality_shares, region_shares
from mapping.publish.charts.paper import (
    GREY,
    NOTE_SIZE,
    SIZE,
    Fill,
    Said,
    draw_bar,
    draw_grid,
    draw_key,
    draw_stripe,
    paper,
    said,
)
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.text import height_mm, put, put_lines, wrap
from mapping.units import MILLI
from mapping.words import Language, Text, number, percent, share_percent

FILLS: Mapping[By, Fill] = {
    "existing": Fill("#4d4d4d", "", Text("днешни звена", "units of today")),
    "committed": Fill("#c7ced6", "", Text("в изграждане", "under construction")),
    "new": Fill("#e69f00", "////", Text("нови и преобразувани", "new and transformed")),
}
"""Dark, light and hatched: told apart in grey print and by colour-blind readers (orange and greys)."""

BY_MUNICIPALITY = (
    Text("Обслужена потребност по общини", "Need served by municipality"),
    Text(
        "Каква част от потребността (оценка, сбор по услуги) е обслужена и от кого; най-слабо обслужените са отгоре",
        "Which part of the need (estimate, summed over services) is served and by whom; the worst served come first",
    ),
)
BY_GROUP = (
    Text("Обслужена потребност по рискови групи", "Need served by risk group"),
    Text(
        "Каква част от потребността на групите (оценка, сбор по услуги) е обслужена и от кого; най-слабо обслужените "
        "са отгоре",
        "Which part of each group's need (estimate, summed over services) is served and by whom; the worst served come "
        "first",
    ),
)
SUMMED = Text(
    "Лица: очаквани потребители; едно лице може да се брои при няколко услуги. Потребността е оценка по допускания с "
    "граници в таблиците на региона.",
    "Persons: expected users; a person may count under several services. Need is an estimate that rests on "
    "assumptions, with ranges in the region's tables.",
)
EVENLY = Text(
    "Планът не казва от коя група са обслужените: прието е, че в едно населено място и услуга всички групи са "
    "обслужени в еднаква степен.",
    "The plan does not say of which group those served are: within a settlement and a service all groups are taken to "
    "be served to the same share.",
)
NO_GROUPS = Text(
    "Потребността не е разделена по рискови групи.",
    "The need is not told apart by risk group.",
)
NO_NEED = Text("Няма потребност от планираните услуги.", "There is no need for the planned services.")
WHOLE = Text("Целият регион", "Whole region")
PLANNED = Text("Всички планирани общини", "All planned municipalities")
PERSONS = Text("обслужени от общо (лица)", "served of all (persons)")

MOST = 26
"""So many rows at most; the best served beyond them are one row together."""
NAME, PERIOD, SHARE, FIGURES = 45.0, 18.0, 15.0, 27.0
"""Widths of the columns beside the bars, mm."""
HEAD, LINE, PAD = 12.0, 4.0, 2.0
BAR = 3.0
NAME_SIZE = 7.2


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its code and name, and its shares in the periods shown."""

    code: str
    name: str
    shares: tuple[Share, ...]
    bold: bool = False


def shown_periods(plan: Plan) -> tuple[int, ...]:
    """The first and the last period; the only one where there is one."""
    return tuple(dict.fromkeys((0, len(plan.periods) - 1)))


def missing_need(_: Case, plan: Plan) -> Text | None:
    """Why there is nothing to draw."""
    return None if any(record.need_milli for record in plan.needs) else NO_NEED


def missing_groups(case: Case, plan: Plan) -> Text | None:
    """Why there is nothing to draw."""
    return missing_need(case, plan) or (None if case.needs.groups else NO_GROUPS)


def draw_by_municipality(case: Case, plan: Plan, language: Language) -> Figure:
    """Draw the chart of municipalities, below all of them together."""
    names = {one.code: one.name.of(language) for one in case.region.municipalities}
    lines, periods = lines_of(municipality_shares(plan), names, shown_periods(plan), language), shown_periods(plan)
    planned = [code for code in names if case.region.edits.plans_for(code)]
    if len(planned) > 1:
        whole, words = region_shares(plan), WHOLE if len(planned) == len(names) else PLANNED
        lines = [Line("region", words.of(language), tuple(_of(whole.get(t)) for t in periods), bold=True), *lines]
    around = said(case, plan, BY_MUNICIPALITY, (SUMMED,), language)
    return _draw(around, plan, lines, language)


def draw_by_group(case: Case, plan: Plan, language: Language) -> Figure:
    """Draw the chart of risk groups."""
    names = {one.id: one.name.of(language) for one in case.region.catalogue.groups}
    lines = lines_of(group_shares(case, plan), names, shown_periods(plan), language)
    return _draw(said(case, plan, BY_GROUP, (EVENLY, SUMMED), language), plan, lines, language)


def lines_of(
    shares: Mapping[tuple[str, int], Share], names: Mapping[str, str], periods: Sequence[int], language: Language
) -> list[Line]:
    """Rows by the share served in the last period, least first; those beyond `MOST` are summed in the last row."""
    keys = [key for key in names if any((key, t) in shares for t in periods)]
    keys.sort(key=lambda key: _of(shares.get((key, periods[-1]))).share)
    lines = [Line(key, names[key], tuple(_of(shares.get((key, t))) for t in periods)) for key in keys]
    if len(lines) <= MOST:
        return lines
    rest = lines[MOST - 1 :]
    sums = tuple(_sum(shares) for shares in zip(*(line.shares for line in rest), strict=True))
    words = Text(f"Останалите {len(rest)}", f"The other {len(rest)}").of(language)
    return [*lines[: MOST - 1], Line("rest", words, sums)]


def _of(share: Share | None) -> Share:
    return share if share is not None else Share(0.0, dict.fromkeys(BY, 0.0))


def _sum(shares: Iterable[Share]) -> Share:
    shares = tuple(shares)
    return Share(sum(one.need for one in shares), {by: sum(one.served[by] for one in shares) for by in BY})


def _draw(around: Said, plan: Plan, lines: Sequence[Line], language: Language) -> Figure:
    periods = [plan.periods[t].name for t in shown_periods(plan)]
    wrapped = [wrap(line.name, NAME_SIZE, NAME - 3.0, 3, bold=line.bold) for line in lines]
    heights = [max(LINE * len(periods), height_mm(NAME_SIZE, len(words))) + PAD for words in wrapped]
    with paper(around, HEAD + sum(heights) + 1.0) as (figure, axes, room):
        used = [by for by in BY if any(share.served[by] for line in lines for share in line.shares)]
        draw_key(axes, room.x0, room.y1 - 4.0, [FILLS[by] for by in used or BY[:1]], language)
        bars = Rect(room.x0 + NAME + PERIOD, room.y0, room.x1 - SHARE - FIGURES, room.y1 - HEAD)
        xs = [bars.x0 + bars.width * k / 4 for k in range(5)]
        draw_grid(axes, xs, Rect(bars.x0, room.y0 + 1.0, bars.x1, bars.y1))
        for k in (0, 2, 4):
            put(axes, xs[k], bars.y1 + 1.2, percent(k / 4, language), NOTE_SIZE, across="center", color=GREY)
        put(axes, room.x1, bars.y1 + 1.2, PERSONS.of(language), NOTE_SIZE, across="right", color=GREY)
        y = bars.y1
        for i, (line, words, tall) in enumerate(zip(lines, wrapped, heights, strict=True)):
            if i % 2 == 0:
                draw_stripe(axes, Rect(room.x0, y - tall, room.x1, y))
            top = y - (tall - height_mm(NAME_SIZE, len(words))) / 2 - 0.2
            put_lines(axes, room.x0 + 1.0, top, words, NAME_SIZE, bold=line.bold)
            base = y - (tall - LINE * len(periods)) / 2
            for period, share in zip(periods, line.shares, strict=True):
                base -= LINE
                _draw_share(axes, bars, base, (line.code, period), share, language=language)
            y -= tall
    return figure


def _draw_share(axes: Axes, bars: Rect, base: float, of: tuple[str, str], share: Share, *, language: Language) -> None:
    """The bar of a row and period, with the share beside it and the persons at the right end."""
    code, period = of
    put(axes, bars.x0 - PERIOD + 1.0, base + 0.9, period, NOTE_SIZE, color=GREY)
    if not share.need:
        put(axes, bars.x0 + 1.5, base + 0.9, Text("няма потребност", "no need").of(language), NOTE_SIZE, color=GREY)
        return
    x = bars.x0
    for by in BY:
        long = share.part(by) * bars.width
        draw_bar(axes, Rect(x, base + 0.5, x + long, base + 0.5 + BAR), FILLS[by], f"{code}.{period}.{by}")
        x += long
    put(axes, bars.x1 + SHARE, base + 0.9, share_percent(share.share, language), SIZE, bold=True, across="right")
    served, need = (number(milli / MILLI, language) for milli in (sum(share.served.values()), share.need))
    words = Text(f"{served} от {need}", f"{served} of {need}").of(language)
    put(axes, bars.x1 + SHARE + FIGURES, base + 0.9, words, NOTE_SIZE, across="right")
