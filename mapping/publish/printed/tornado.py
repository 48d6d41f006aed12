"""The picture of the assumptions: how far the unmet need moves at both ends of each value's range (a tornado chart).

An A4 page drawn in millimetres, as PNG and SVG; the same ensemble gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, isfinite, log10
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mapping.instance import Case
from mapping.publish.certainty import Assumption, mean_unmet, planned, strongest
from mapping.publish.certainty_words import STATUS_WORDS, change_words, others_words, range_words
from mapping.publish.printed.furniture import draw_title
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.sentences import INDICATIVE
from mapping.publish.printed.sheet import page, save_page
from mapping.publish.printed.text import ELLIPSIS, clip, put, put_lines, width_mm, wrap
from mapping.uncertainty.types import Certainties, Influence
from mapping.words import Language, Text, number, percent

A4 = (297.0, 210.0)
EDGE = 10.0
SHOWN = 10
NAMES = (EDGE, 122.0)
BARS = (130.0, 226.0)
"""Left and right of the names and of the bars, mm."""
COLUMNS = (246.0, 265.5, A4[0] - EDGE - 2.0)
"""Right ends of the columns of figures, mm."""
TOP, FOOT = 166.0, 24.0
ROW_MOST = 15.0
LOW_COLOR, HIGH_COLOR = "#a9c4de", "#1f4e79"
LABEL_ROOM = 13.0
"""Free space beside the longest bar for its figure, mm."""
NAME_SIZES = (8.0, 7.4, 6.8)
BAR = 0.27
"""Thickness of a bar as a part of its row."""

TITLE = Text("Кои допускания местят плана най-много", "Which assumptions move the plan most")
LOW_WORDS = Text("стойността е ниска (най-ниската пета)", "the value is low (its lowest fifth)")
HIGH_WORDS = Text("стойността е висока (най-високата пета)", "the value is high (its highest fifth)")
AXIS = Text("промяна на претеглената непокрита потребност", "change of the weighted unmet need")
HEADS = (
    (Text("обяснява от", "explains of"), Text("разликите", "the variance")),
    (Text("мести", "moves"), Text("знаци", "marks")),
    (Text("ако се", "worth, if"), Text("знаеше", "known")),
)


@dataclass(frozen=True, slots=True)
class Scale:
    """From relative changes to mm: `zero` is where no change is, `mm` the length of a change of 1."""

    zero: float
    mm: float
    ticks: tuple[float, ...]

    def at(self, change: float) -> float:
        """Where on the page a change is, mm."""
        return self.zero + change * self.mm


def write_assumptions(case: Case, certainties: Certainties, folder: Path, language: Language = "bg") -> None:
    """Write `folder`/assumptions.png and `folder`/assumptions.svg."""
    save_page(draw_assumption_chart(case, certainties, language), folder, "assumptions")


def draw_assumption_chart(case: Case, certainties: Certainties, language: Language = "bg") -> Figure:
    """Draw the page: of the strongest factors their name, range and source, both effects, and what they are worth."""
    shown = strongest(certainties, SHOWN)
    with page(*A4) as (figure, axes):
        draw_title(axes, Rect(EDGE, 192.0, A4[0] - EDGE, 201.0), TITLE.of(language))
        put_lines(axes, EDGE, 190.5, wrap(_subtitle(certainties, language), 8.5, A4[0] - 2 * EDGE, 2), 8.5)
        _draw_key(axes, language)
        scale = scale_of([change for one in shown for change in (one.influence.at_low, one.influence.at_high)])
        row = min(ROW_MOST, (TOP - FOOT) / max(1, len(shown)))
        bottom = TOP - row * len(shown)
        _draw_axis(axes, scale, bottom, language)
        for i, one in enumerate(shown):
            middle = TOP - row * (i + 0.5)
            if i % 2 == 0:
                axes.add_patch(
                    Rectangle((EDGE, middle - row / 2), A4[0] - 2 * EDGE, row, facecolor="#f4f2ee", zorder=0.2)
                )
            _draw_name(axes, case, one, middle, language)
            _draw_bars(axes, one.influence, scale, middle=middle, thick=row * BAR, language=language)
            _draw_figures(axes, one.influence, mean_unmet(certainties.ensemble), middle, language)
        put_lines(axes, EDGE, 13.0, wrap(_note(language), 6.8, A4[0] - 2 * EDGE, 3), 6.8, color="#333333")
    return figure


def scale_of(changes: Sequence[float]) -> Scale:
    """A scale on which all changes (nan: none) fit with their figures, its zero where both sides have room."""
    known = [change for change in changes if isfinite(change)]
    least = min([0.0, *known])
    most = max([0.0, *known, least + 0.01])
    span = most - least
    mm = (BARS[1] - BARS[0] - 2 * LABEL_ROOM) / span
    step = _round_step(span / 5)
    ticks = tuple(step * k for k in range(-1000, 1001) if least - step * 0.2 <= step * k <= most + step * 0.2)
    return Scale(BARS[0] + LABEL_ROOM - least * mm, mm, ticks)


def _round_step(value: float) -> float:
    """The least of 1, 2, 5 times a power of ten that is not below `value`."""
    power: float = 10.0 ** floor(log10(value))
    return next(power * k for k in (1, 2, 5, 10) if power * k >= value - 1e-12)


def _subtitle(certainties: Certainties, language: Language) -> str:
    worlds, factors = len(planned(certainties.ensemble)), len(certainties.ensemble.factors)
    return Text(
        f"{number(worlds, 'bg')} възможни развития, {number(factors, 'bg')} стойности с граници: с колко се мени "
        "непокритата потребност, когато стойността е ниска и когато е висока (всяко развитие със свой план).",
        f"{number(worlds, 'en')} possible futures, {number(factors, 'en')} values with ranges: by how much the unmet "
        "need changes where the value is low and where it is high (each future with a plan of its own).",
    ).of(language)


def _note(language: Language) -> str:
    note = Text(
        "Ефектите са средни за развитията в най-ниската и в най-високата пета на стойността, спрямо средното за "
        "всички. „Мести знаци“: каква част от новите единици на плана отпада в краищата повече, отколкото в средата. "
        "„Ако се знаеше“: с колко по-малка би била непокритата потребност, ако стойността беше известна преди "
        "решението. Стълбове на стойност, която обяснява 0 %, може да са само случайни.",
        "Effects are means over the futures in the lowest and in the highest fifth of the value, against the mean of "
        "all. Moves marks: the part of the plan's new units that drop out at the ends, beyond those that do in the "
        "middle. Worth: by how much less the unmet need would be if the value were known before deciding. "
        "Bars of a value that explains 0% may be chance.",
    )
    return f"{note.of(language)} {INDICATIVE.of(language)}."


def _draw_key(axes: Axes, language: Language) -> None:
    x = EDGE
    for words, color in ((LOW_WORDS, LOW_COLOR), (HIGH_WORDS, HIGH_COLOR)):
        axes.add_patch(Rectangle((x, 176.2), 7.0, 3.0, facecolor=color, edgecolor=HIGH_COLOR, linewidth=0.6))
        put(axes, x + 8.5, 176.7, words.of(language), 7.8)
        x += 8.5 + width_mm(words.of(language), 7.8) + 8.0
    for head, right in zip(HEADS, COLUMNS, strict=True):
        for line, part in enumerate(head):
            put(axes, right, TOP + 5.4 - 3.0 * line, part.of(language), 7.0, across="right", color="#444444")


def _draw_axis(axes: Axes, scale: Scale, bottom: float, language: Language) -> None:
    for tick in scale.ticks:
        x = scale.at(tick)
        zero = abs(tick) < 1e-9
        axes.plot(
            [x, x], [bottom - 1.0, TOP + 1.0], color="#1a1a1a" if zero else "#c9c3ba",
            linewidth=0.9 if zero else 0.5, zorder=3.0 if zero else 0.5,
        )  # fmt: skip
        put(axes, x, TOP + 2.0, _minus(percent(tick, language, 0 if _whole(scale) else 1)), 7.0, across="center")
    middle = (BARS[0] + BARS[1]) / 2
    put(axes, middle, TOP + 6.4, clip(AXIS.of(language), 7.0, BARS[1] - BARS[0]), 7.0, across="center", color="#444444")


def _minus(words: str) -> str:
    return words.replace("-", "−")


def _whole(scale: Scale) -> bool:
    return all(abs(tick * 100 - round(tick * 100)) < 1e-6 for tick in scale.ticks)


def _draw_name(axes: Axes, case: Case, assumption: Assumption, middle: float, language: Language) -> None:
    room = NAMES[1] - NAMES[0] - 4.0
    titles = {source.source: source.title for source in case.region.sources}
    estimate = assumption.factor.estimate
    parts = [range_words(estimate, language), STATUS_WORDS[estimate.status].of(language)]
    said = " · ".join(filter(None, [*parts, others_words(assumption, language)]))
    source = titles.get(estimate.source, estimate.source)
    size, name = _fitted(assumption.factor.name.of(language), room)
    lines = [said] if estimate.status == "assumption" else [said, source]
    tall = 3.4 * len(name) + 2.9 * len(lines)
    y = put_lines(axes, NAMES[0] + 2.0, middle + tall / 2, name, size, bold=True)
    put_lines(axes, NAMES[0] + 2.0, y, [clip(line, 6.8, room) for line in lines], 6.8, color="#444444")


def _fitted(name: str, room: float) -> tuple[float, list[str]]:
    """The size at which a name fits into two lines, and these; the last size where none does."""
    size, lines = NAME_SIZES[0], [""]
    for size in NAME_SIZES:
        lines = wrap(name, size, room, 2, bold=True)
        if not lines[-1].endswith(ELLIPSIS):
            break
    return size, lines


def _draw_bars(
    axes: Axes, influence: Influence, scale: Scale, *, middle: float, thick: float, language: Language
) -> None:
    """The low end above, the high end below, each with its figure."""
    for change, color, y in ((influence.at_low, LOW_COLOR, middle), (influence.at_high, HIGH_COLOR, middle - thick)):
        if not isfinite(change):
            continue
        x = scale.at(change)
        axes.add_patch(
            Rectangle(
                (min(x, scale.zero), y), abs(x - scale.zero), thick,
                facecolor=color, edgecolor=HIGH_COLOR, linewidth=0.6, zorder=2.0,
            )
        )  # fmt: skip
        left = change < 0
        base = y + thick / 2 - 0.9
        put(
            axes, x + (-1.0 if left else 1.0), base, change_words(change, language), 7.0,
            across="right" if left else "left", halo=1.6,
        )  # fmt: skip


def _draw_figures(axes: Axes, influence: Influence, mean: float, middle: float, language: Language) -> None:
    worth = influence.worth / mean if mean > 0 else float("nan")
    values = (influence.share_of_variance, max(0.0, influence.marks_moved), worth)
    for value, right, decimals in zip(values, COLUMNS, (0, 0, 1), strict=True):
        shown = percent(value, language, decimals) if isfinite(value) else "–"
        put(axes, right, middle - 0.9, shown, 7.8, across="right")
