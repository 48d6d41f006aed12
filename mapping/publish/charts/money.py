"""Money by fund and period against the envelopes, capital and running cost told apart, in million EUR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.charts.figures import PurseYears, money_years
from mapping.publish.charts.paper import (
    EDGE,
    NOTE_SIZE,
    SIZE,
    WIDTH,
    Fill,
    draw_bar,
    draw_key,
    draw_outline,
    draw_stripe,
    paper,
    said,
)
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.text import clip, put
from mapping.region.rows import MoneyKind
from mapping.words import Language, Text, number

TITLE = Text("Пари по фондове и периоди", "Money by fund and period")
LEAD = Text(
    "Какво плаща всеки фонд за новите звена и промените по периоди, млн. евро (оценка), и каква е рамката му",
    "What each fund pays for new units and changes by period, EUR million (estimate), and its envelope",
)
FILLS: dict[MoneyKind, Fill] = {
    "capital": Fill("#1f4e79", "", Text("капиталови разходи", "capital cost")),
    "running": Fill("#f0c27a", "////", Text("текущи разходи", "running cost")),
}
KIND_WORDS: dict[MoneyKind, Text] = {
    "capital": Text("капиталови", "capital"),
    "running": Text("текущи", "running"),
}
KIND_SUMS: dict[MoneyKind, Text] = {
    "capital": Text("всичко капиталови", "all capital"),
    "running": Text("всичко текущи", "all running"),
}
ALL_MONEY = Text("всичко", "all")
ENVELOPE = Text("рамка", "envelope")
ALL = Text("всички години", "all years")
NOTHING = Text(
    "Парите не са ограничени в този сценарий: никой фонд не плаща и няма рамки.",
    "Money is not limited in this scenario: no fund pays and there are no envelopes.",
)
COST = Text(
    "Единичните разходи и делът на областта във фондовете са оценки, отчасти допускания; границите и източниците им са "
    "в таблиците на региона. Разходите за днешните услуги не са включени.",
    "Unit costs and the region's share of the funds are estimates, in part assumptions; their ranges and sources are "
    "in the region's tables. What today's services cost is not included.",
)
NOTES = (
    COST,
    Text(
        "Капиталовите разходи са в периода на договора, текущите – в годините на обслужване.",
        "Capital cost falls into the period of the contract, running cost into the years of service.",
    ),
    Text(
        "Рамка, обща за няколко периода, стои само в последната колона. Сборовете са от незакръглени числа.",
        "An envelope for several periods together stands in the last column only. Sums are of unrounded figures.",
    ),
)
MILLION_CENTS = 1e8
NAME = 32.0
"""Width of the column with the kind, mm."""
CELL_LEAST, BETWEEN = 19.0, 3.0
HEAD, HEADING, ROW, SUMS = 12.0, 5.0, 8.2, 5.0
BAR = 3.2


class Column(NamedTuple):
    """A period (or all years): where it begins, and how wide a million EUR is, mm."""

    x: float
    scale: float


def missing_money(case: Case, plan: Plan) -> Text | None:
    """Why there is nothing to draw."""
    return None if any(row.total or row.available for row in money_years(case, plan)) else NOTHING


class Spent(NamedTuple):
    """Cents, and the envelope that they are held against (None: none that is theirs alone)."""

    cents: int
    limit: int | None


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """What a fund pays of one kind, by column."""

    fund: str
    kind: MoneyKind
    cells: tuple[Spent, ...]


@dataclass(frozen=True, slots=True)
class MoneyPage:
    """What a chart of money shows: `words` are its title and lead, a column for each of `heads`."""

    words: tuple[Text, Text]
    notes: tuple[Text, ...]
    heads: tuple[Text, ...]
    rows: tuple[MoneyRow, ...]


def draw_money(case: Case, plan: Plan, language: Language) -> Figure:
    """Draw the chart: a row for each fund and kind, a column for each period and one for all years."""
    heads = (*(Text(period.name, period.name) for period in plan.periods), ALL)
    rows = tuple(MoneyRow(row.fund, row.kind, _cells(row)) for row in sorted_rows(case, plan))
    return draw_purses(case, plan, MoneyPage((TITLE, LEAD), NOTES, heads, rows), language)


def draw_purses(case: Case, plan: Plan, shown: MoneyPage, language: Language) -> Figure:
    """Draw a chart of money with the rows and columns of `shown`."""
    rows = shown.rows
    funds = [(fund, list(mine)) for fund, mine in groupby(rows, key=lambda row: row.fund)]
    kinds = [kind for kind in KIND_WORDS if any(row.kind == kind for row in rows)]
    body = HEAD + HEADING * len(funds) + ROW * len(rows) + SUMS * len(sums_of(rows)) + 2.0
    heads = [head.of(language) for head in shown.heads]
    width = max(WIDTH, 2 * EDGE + NAME + len(heads) * (CELL_LEAST + BETWEEN))
    with paper(said(case, plan, shown.words, shown.notes, language), body, width) as (figure, axes, room):
        columns = columns_of(rows, Rect(room.x0 + NAME, room.y0, room.x1, room.y1))
        x = draw_key(axes, room.x0, room.y1 - 4.0, [FILLS[kind] for kind in kinds], language)
        if any(cell.limit is not None for row in rows for cell in row.cells):
            draw_outline(axes, Rect(x, room.y1 - 4.4, x + 6.0, room.y1 - 1.6), "key.envelope")
            put(axes, x + 7.2, room.y1 - 4.0, ENVELOPE.of(language), SIZE)
        for head, column in zip(heads, columns, strict=True):
            put(axes, column.x, room.y1 - HEAD + 1.6, head, SIZE, bold=True)
        y = room.y1 - HEAD
        names = {fund.id: fund.name.of(language) for fund in case.region.funds}
        for i, (fund, mine) in enumerate(funds):
            tall = HEADING + ROW * len(mine)
            if i % 2 == 0:
                draw_stripe(axes, Rect(room.x0, y - tall, room.x1, y))
            put(axes, room.x0 + 1.0, y - 3.6, clip(names[fund], SIZE, room.width - 2.0, bold=True), SIZE, bold=True)
            y -= HEADING
            for row in mine:
                _draw_row(axes, row, columns, y=y, left=room.x0, language=language)
                y -= ROW
        _draw_sums(axes, rows, columns, top=y, left=room.x0, language=language)
    return figure


def sorted_rows(case: Case, plan: Plan) -> list[PurseYears]:
    """The rows of the chart: funds as the envelopes name them, of each capital before running cost."""
    rows = money_years(case, plan)
    funds = list(dict.fromkeys(row.fund for row in rows))
    return sorted(rows, key=lambda row: (funds.index(row.fund), list(KIND_WORDS).index(row.kind)))


def columns_of(rows: Sequence[MoneyRow], room: Rect) -> list[Column]:
    """Columns side by side over the width of `room`, all of one scale, each as wide as its longest bar and its words
    need."""
    cells = [row.cells for row in rows]
    most = [max((max(spent, limit or 0) for spent, limit in column), default=0) for column in zip(*cells, strict=True)]
    longest = [cents / MILLION_CENTS for cents in most]
    free = room.width - BETWEEN * len(longest)
    low, high = 0.0, free / max(sum(longest), 1e-9)
    for _ in range(50):
        middle = (low + high) / 2
        if sum(max(CELL_LEAST, value * middle) for value in longest) <= free:
            low = middle
        else:
            high = middle
    found, x = [], room.x0
    for value in longest:
        found.append(Column(x, low))
        x += max(CELL_LEAST, value * low) + BETWEEN
    return found


def _cells(row: PurseYears) -> tuple[Spent, ...]:
    """By period, then all together."""
    periods = (Spent(cents, limit) for cents, limit in zip(row.spent, row.limits, strict=True))
    return (*periods, Spent(row.total, row.available))


def _draw_row(
    axes: Axes, row: MoneyRow, columns: Sequence[Column], *, y: float, left: float, language: Language
) -> None:
    put(axes, left + 3.0, y - ROW + 1.9, KIND_WORDS[row.kind].of(language), SIZE)
    bottom = y - ROW + 1.2
    for t, ((spent, limit), column) in enumerate(zip(row.cells, columns, strict=True)):
        name = f"{row.fund}.{row.kind}.{t}"
        if limit is not None:
            draw_outline(axes, Rect(column.x, bottom, column.x + limit / MILLION_CENTS * column.scale, bottom + BAR),
                         f"{name}.envelope")  # fmt: skip
        length = spent / MILLION_CENTS * column.scale
        draw_bar(axes, Rect(column.x, bottom, column.x + length, bottom + BAR), FILLS[row.kind], name)
        of = Text("от", "of").of(language)
        words = millions(spent, language) + ("" if limit is None else f" {of} {millions(limit, language)}")
        put(axes, column.x, bottom + BAR + 0.9, words, NOTE_SIZE)


def _draw_sums(
    axes: Axes, rows: Sequence[MoneyRow], columns: Sequence[Column], *, top: float, left: float, language: Language
) -> None:
    right = left + NAME - 2.0
    y = top
    for words, mine in sums_of(rows):
        y -= SUMS
        put(axes, left + 1.0, y, clip(words.of(language), SIZE, right - left, bold=True), SIZE, bold=True)
        for t, column in enumerate(columns):
            cents = sum(row.cells[t].cents for row in mine)
            put(axes, column.x, y, millions(cents, language), SIZE, bold=True)


def sums_of(rows: Sequence[MoneyRow]) -> list[tuple[Text, list[MoneyRow]]]:
    """The sums below the chart: each kind that there is, and both."""
    sums = [(words, [row for row in rows if row.kind == kind]) for kind, words in KIND_SUMS.items()]
    return [*((words, mine) for words, mine in sums if mine), (ALL_MONEY, list(rows))]


def millions(cents: int, language: Language) -> str:
    """Cents as million EUR with two decimals; a dash for nothing, and never 0.00 for something."""
    if cents == 0:
        return "–"
    least = MILLION_CENTS / 100
    return f"< {number(0.01, language, 2)}" if abs(cents) < least / 2 else number(cents / MILLION_CENTS, language, 2)
