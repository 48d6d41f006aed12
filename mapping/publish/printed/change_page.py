"""The map of the differences between two plans, one legend for both: A3, as PNG, SVG and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mapping.compare import Against, Comparison
from mapping.publish.costs import cost_of_plan
from mapping.publish.printed.change_field import draw_change_field
from mapping.publish.printed.change_legend import draw_change_legend, draw_shift_legend
from mapping.publish.printed.change_sites import CHANGE_LOOKS, change_sites, moves, service_changes, shifts
from mapping.publish.printed.field import arrange_with_arrows
from mapping.publish.printed.furniture import draw_facts, draw_proof, draw_title
from mapping.publish.printed.layout import A3
from mapping.publish.printed.notes import notes
from mapping.publish.printed.page import BANNER, NOTE_SIZE, draw_banner, left_out_words
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.sentences import Fact, could_improve
from mapping.publish.printed.sheet import page
from mapping.publish.printed.sites import Mark, State
from mapping.publish.printed.table import ServiceLine, draw_lines
from mapping.publish.printed.text import height_mm, put_lines, wrap
from mapping.units import MILLI
from mapping.words import Language, Text, number, percent

TABLE = Text("Услуги: номера и места на промените", "Services: numbers, and where something is different")
HEADS = (
    (Text("", ""), Text("открива", "opens")),
    (Text("", ""), Text("отпада", "drops")),
    (Text("", ""), Text("мести се", "moves")),
    (Text("размер", "size"), Text("година", "year")),
    (Text("същест-", "exist-"), Text("вуващи", "ing")),
    (Text("", ""), Text("същите", "same")),
)
COLUMN = 11.4
"""Distance of the columns of figures, mm."""
MARK_OF: dict[str, State] = {
    "opened": "opened",
    "dropped": "dropped",
    "moved": "moved_to",
    "resized": "resized",
    "altered": "altered",
    "kept": "kept",
}
"""The columns of figures, and the mark of each."""
COLUMNS = tuple(MARK_OF)
EARLY = Text(
    "Внимание: търсенето на поне един от двата плана е спряно преди зададената точност.",
    "Warning: the search for at least one of the two plans was stopped before its stated precision.",
)
CAVEAT = Text(
    "От равностойни планове може да се намери всеки: малка разлика може да е равностоен избор, а не следствие от "
    "сценария. Доказано за първата цел: 1 може да се подобри с до {first}, {n} с до {second}.",
    "Of equally good plans any may be found: a small difference may be an equally good choice and no effect of the "
    "scenario. Proven of the first objective: 1 may be improved by up to {first}, {n} by up to {second}.",
)
UNKNOWN = Text("неизвестно колко", "nobody knows how much")


def draw_change_map(
    comparison: Comparison, against: Against, notices: Sequence[Text], language: Language = "bg"
) -> Figure:
    """Draw the page; what is on it can be read from the figure's artists. `notices` must be read before it."""
    case = against.case
    with page(*A3.size) as (figure, axes):
        first, second = comparison.first, against.other
        number_of = comparison.number_of(second)
        title = Text(
            f"Разлики: {number_of} ({second.name}) спрямо 1 ({first.name})",
            f"Differences: {number_of} ({second.name}) against 1 ({first.name})",
        )
        draw_title(axes, A3.title, title.of(language))
        early = first.plan.stopped_early or second.plan.stopped_early
        draw_proof(
            axes, A3.proof, EARLY.of(language) if early else _scenarios(comparison, against, language), warning=early
        )
        draw_facts(axes, A3.facts, _facts(comparison, against, language))
        sites, shifted = change_sites(comparison, against), shifts(comparison, against)
        arrows = moves(case, against)
        field = arrange_with_arrows(case, sites, A3.frame, language, arrows)
        draw_change_field(axes, case, field, shifted, arrows, language)
        draw_banner(axes, A3.rest, language)
        y = draw_change_legend(
            axes, Rect(A3.rest.x0, A3.rest.y0, A3.rest.x1, A3.rest.y1 - BANNER - 2.0), sites, number_of, language
        )
        y = draw_shift_legend(axes, Rect(A3.rest.x0, A3.rest.y0, A3.rest.x1, y), shifted, number_of, language)
        paragraphs = [*(notice.of(language) for notice in notices), _caveat(comparison, against, language)]
        if early:
            paragraphs.insert(0, _scenarios(comparison, against, language))
        if field.left_out:
            paragraphs.insert(0, left_out_words(field.left_out).of(language))
        _draw_rest(axes, against, [*paragraphs, *notes(case, language)], y, language)
    return figure


def _draw_rest(axes: Axes, against: Against, paragraphs: Sequence[str], y: float, language: Language) -> None:
    """Draw the table of services between `y` and the notes at the foot."""
    wrapped = [wrap(text, NOTE_SIZE, A3.rest.width, 7) for text in paragraphs]
    floor = A3.rest.y0 + sum(height_mm(NOTE_SIZE, len(lines)) + 1.0 for lines in wrapped)
    lines = []
    for one in service_changes(against):
        main = next(name for name in COLUMNS if one.counts[name])
        mark = Mark(one.service.number, one.service.kind, MARK_OF[main], 1, 1)
        values = tuple(one.counts[name] for name in COLUMNS)
        lines.append(ServiceLine(one.service, mark, values, tuple(name != "kept" for name in COLUMNS)))
    room = Rect(A3.rest.x0, floor + 1.0, A3.rest.x1, y)
    draw_lines(axes, room, TABLE, HEADS, lines=lines, language=language, looks=CHANGE_LOOKS, column=COLUMN)
    for part in wrapped:
        floor = put_lines(axes, A3.rest.x0, floor, part, NOTE_SIZE, color="#333333") - 1.0


def _scenarios(comparison: Comparison, against: Against, language: Language) -> str:
    """Which scenarios the two are plans of."""
    titles = (one.case.scenario.keys.title for one in (comparison.first, against.other))
    shown = [words.bg if language == "bg" else words.en for words in titles]
    number_of = comparison.number_of(against.other)
    return f"1: {shown[0]}  ·  {number_of}: {shown[1]}"


def _facts(comparison: Comparison, against: Against, language: Language) -> list[Fact]:
    """Period, served, who gains and who loses, new units, money."""
    was, now = comparison.measures[0], comparison.measures[comparison.number_of(against.other) - 1]
    gains = against.changes.served_by(lambda one: one.settlement)
    gained, lost = (
        number(sum(milli) / MILLI, language)
        for milli in zip(*((one.gained_milli, one.lost_milli) for one in gains.values()), strict=True)
    ) if gains else ("0", "0")  # fmt: skip
    served = [number(one.total.served_milli / MILLI, language) for one in (was, now)]
    shares = [percent(one.total.share, language, 1) for one in (was, now)]
    units = [number(sum(one.units.values()), language) for one in (was, now)]
    plans = (comparison.first, against.other)
    money = [number(sum(cost_of_plan(one.case, one.plan).values()) / 1e8, language, 1) for one in plans]
    period = comparison.periods[-1].name
    said = (
        (Text(f"{period} г.", period), Text("показан период: последният", "period shown: the last")),
        (
            Text(f"{served[0]} → {served[1]}", f"{served[0]} → {served[1]}"),
            Text(f"обслужени потребители, сбор по услуги ({shares[0]} → {shares[1]} от потребността; оценка)",
                 f"users served, summed over services ({shares[0]} → {shares[1]} of the need; an estimate)"),
        ),
        (
            Text(f"+{gained}  −{lost}", f"+{gained}  −{lost}"),
            Text("потребители печелят и губят достъп, сбор по населени места",
                 "users gain and lose access, summed over settlements"),
        ),
        (Text(f"{units[0]} → {units[1]}", f"{units[0]} → {units[1]}"),
         Text("нови звена и мобилни екипи", "new units and mobile teams")),
        (
            Text(f"{money[0]} → {money[1]} млн. евро", f"EUR {money[0]} → {money[1]} million"),
            Text("за нови звена и промени, всички години (оценка)", "for new units and changes, all years (estimate)"),
        ),
    )  # fmt: skip
    return [Fact(value.of(language), meaning.of(language)) for value, meaning in said]


def _caveat(comparison: Comparison, against: Against, language: Language) -> str:
    shown = []
    for one in (comparison.first, against.other):
        part = could_improve(one.plan.stages[0]) if one.plan.stages else None
        shown.append(UNKNOWN.of(language) if part is None else percent(ceil(part * 1000 - 1e-9) / 1000, language, 1))
    return CAVEAT.of(language).format(first=shown[0], second=shown[1], n=comparison.number_of(against.other))
