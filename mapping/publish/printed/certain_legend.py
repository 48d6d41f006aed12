"""The legend of the map of certainty: what each filling means, how many of each there are, what else is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from shapely import box

from mapping.publish.certainty import CERTAINTY_WORDS, WIDE
from mapping.publish.certainty_words import class_meaning
from mapping.publish.printed.certain_sites import CERTAINTY_LOOKS
from mapping.publish.printed.legend import KIND_WORDS, SIZE, Entry, draw_heading, draw_share_legend, flow, sample
from mapping.publish.printed.marks import draw_mark
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.sites import KINDS, Mark, Site, State
from mapping.publish.printed.territories import draw_slant
from mapping.publish.printed.text import height_mm, put, put_lines, wrap
from mapping.uncertainty.certainty import MISSING_FROM
from mapping.uncertainty.types import Certainty
from mapping.words import Language, Text, number

CERTAINTY = Text("Колко е сигурен всеки знак", "How sure each mark is")
MISSING_WORDS = Text("често тук", "often here")
MISSING_MEANING = Text(
    f"не е в плана, но се строи в поне {MISSING_FROM * 100:.0f} от 100 възможни развития",
    f"not in the plan, but built in at least {MISSING_FROM * 100:.0f} of 100 possible futures",
)
GIVEN_WORDS: Mapping[State, Text] = {
    "existing": Text("съществуваща", "existing"),
    "committed": Text("договорена / в изграждане", "committed / under construction"),
    "transformed": Text("преобразувана", "transformed"),
}
UNSURE = Text(
    f"в 90 от 100 развития обслуженият дял се мени с над {WIDE * 100:.0f} пункта",
    f"in 90 of 100 futures the served share moves by over {WIDE * 100:.0f} points",
)
FIGURES = Text(
    "Под знака: места общо, в скоби – на колко единици; ×n – брой екипи; с удебелен шрифт: в какъв дял от развитията "
    "се строи (от най-несигурната до най-сигурната единица). Развитие: един възможен набор от стойности в границите "
    "им.",
    "Below the mark: places in all, in brackets of how many units; ×n: number of teams; in bold: the share of futures "
    "in which it is built (from the least to the most sure unit). A future is one possible set of values inside "
    "their ranges.",
)
SAMPLE_ROOM = 9.0
LINE = 6.9


def draw_certainty_legend(
    axes: Axes,
    room: Rect,
    sites: Sequence[Site],
    *,
    counts: Mapping[Certainty, int],
    missing: int,
    language: Language,
) -> float:
    """Draw the classes with their counts and meanings, shapes, and what is given; returns the y below, mm."""
    marks = [mark for site in sites for mark in site.marks]
    y = draw_heading(axes, room, room.y1, CERTAINTY.of(language))
    kinds = [kind for kind in KINDS if any(mark.kind == kind for mark in marks)]
    classes: list[tuple[State, Text, int, str]] = [
        (name, CERTAINTY_WORDS[name], counts[name], class_meaning(name, language)) for name in CERTAINTY_WORDS
    ]
    if missing:
        classes.append(("missing", MISSING_WORDS, missing, MISSING_MEANING.of(language)))
    kind = kinds[0] if kinds else "residential"
    for state, words, count, meaning in classes:
        mark = Mark(12, kind, state, 1, 20)
        draw_mark(axes, room.x0 + SAMPLE_ROOM / 2 - 0.5, y - LINE / 2, mark, looks=CERTAINTY_LOOKS)
        base = y - LINE / 2 - 0.95
        put(axes, room.x0 + SAMPLE_ROOM, base, words.of(language), SIZE + 0.6, bold=True)
        put(axes, room.x0 + SAMPLE_ROOM + 27.0, base, number(count, language), SIZE + 1.2, bold=True, across="right")
        said = wrap(meaning, SIZE, room.x1 - room.x0 - SAMPLE_ROOM - 29.5, 2)
        middle = y - LINE / 2 + height_mm(SIZE, len(said)) / 2
        put_lines(axes, room.x0 + SAMPLE_ROOM + 29.5, middle, said, SIZE)
        y -= LINE
    shapes = [sample(axes, Mark(0, k, "existing", 1, 20), KIND_WORDS[k].of(language), CERTAINTY_LOOKS) for k in kinds]
    y = flow(axes, room, y - 0.6, shapes, line=6.6)
    given = [state for state in GIVEN_WORDS if any(mark.state == state for mark in marks)]
    entries = [sample(axes, Mark(0, kind, s, 1, 20), GIVEN_WORDS[s].of(language), CERTAINTY_LOOKS) for s in given]
    y = flow(axes, room, y, entries, line=6.4)
    return put_lines(axes, room.x0, y - 0.4, wrap(FIGURES.of(language), SIZE, room.width, 4), SIZE) - 1.6


def draw_range_legend(
    axes: Axes,
    room: Rect,
    *,
    classes: Sequence[int | None],
    sizes: Sequence[int],
    unsure: bool,
    language: Language,
) -> float:
    """Draw the classes of served share, and what the hatching means where there is any; returns the y below, mm."""
    y = draw_share_legend(axes, room, classes=classes, sizes=sizes, language=language)
    if not unsure:
        return y
    return flow(axes, room, y + 1.2, [Entry(_hatched(axes), 8.0, UNSURE.of(language))], line=4.8) - 1.2


def _hatched(axes: Axes) -> Callable[[float, float], None]:
    def draw(x: float, y: float) -> None:
        axes.add_patch(
            Rectangle((x - 4.0, y - 1.7), 8.0, 3.4, facecolor="#e9f5e6", edgecolor="#a89c8e", linewidth=0.4, zorder=1.0)
        )
        draw_slant(axes, box(x - 4.0, y - 1.7, x + 4.0, y + 1.7))

    return draw
