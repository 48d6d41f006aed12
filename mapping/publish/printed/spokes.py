"""Who is served from where: a line from every served settlement to the unit, as thick as it has users there; lines to
units that are near each other differ by their dashes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.printed.legend import Entry
from mapping.publish.printed.marks import NEW_RED
from mapping.publish.printed.rectangles import Floats
from mapping.publish.printed.text import INK
from mapping.units import MILLI
from mapping.words import Language, Text, number

USERS = (1, 5, 20)
"""Limits of the classes of thickness, users."""
THICK = (0.6, 1.0, 1.7, 2.7)
"""Thickness of a line by class, points."""
DASHES: tuple[tuple[float, ...], ...] = ((), (5.0, 2.0), (1.4, 1.6), (6.5, 1.6, 1.4, 1.6))
"""Lengths of lines and gaps, points, however thick the line: unbroken, dashed, dotted, both."""
CHOICES = {True: (0, 1, 2, 3), False: (1, 3, 2, 0)}
"""In which order places with new units, and places without, take them: what is new stands out without colour too."""
NEAR = 2.0
"""Lines that come nearer than this to each other, mm, can be confused."""
COLORS = {True: NEW_RED, False: INK}
NEW, OLD = Text("към нова единица", "to a new unit"), Text("към друга единица", "to another unit")


@dataclass(frozen=True, slots=True)
class Spoke:
    """Users (thousandths) of one settlement at the units of a service in another, and whether any of these is new.

    Both settlements are indices among the region's.
    """

    home: int
    site: int
    milli: int
    new: bool


def spokes_of(case: Case, plan: Plan, service: str) -> tuple[Spoke, ...]:
    """The lines of `service` in the last period; who is served at home has none."""
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    units = {unit.id: unit for unit in plan.units if unit.service == service}
    sums: dict[tuple[int, int, bool], int] = {}
    for visit in plan.served:
        unit = units.get(visit.unit)
        if unit is None or visit.period != len(plan.periods) - 1 or visit.settlement == unit.settlement:
            continue
        key = (index[visit.settlement], index[unit.settlement], unit.state == "new")
        sums[key] = sums.get(key, 0) + visit.milli
    return tuple(Spoke(home, site, milli, new) for (home, site, new), milli in sorted(sums.items()) if milli > 0)


def thickness(milli: int) -> float:
    """Thickness of the line of so many users (thousandths), points."""
    return THICK[sum(milli >= limit * MILLI for limit in USERS)]


def dashes_of(spokes: Sequence[Spoke], points: Floats) -> Mapping[int, int]:
    """Which of `DASHES` the lines to each place of units have, by settlement (index).

    Places whose lines cross or run near each other differ, as long as there are dashes: those with the most such
    neighbours choose first (Welsh and Powell 1967, "An upper bound for the chromatic number of a graph and its
    application to timetabling problems", The Computer Journal 10), then the dashes that fewest neighbours have.
    """
    lines: dict[int, list[Floats]] = {}
    for spoke in spokes:
        lines.setdefault(spoke.site, []).append(points[[spoke.home, spoke.site]])
    fans = {site: shapely.MultiLineString([line.tolist() for line in held]) for site, held in lines.items()}
    new = {spoke.site for spoke in spokes if spoke.new}
    near: dict[int, set[int]] = {site: set() for site in fans}
    for a, b in combinations(sorted(fans), 2):
        if shapely.dwithin(fans[a], fans[b], NEAR):
            near[a].add(b)
            near[b].add(a)
    found: dict[int, int] = {}
    for site in sorted(fans, key=lambda one: (-len(near[one]), one)):
        taken = [found[other] for other in near[site] if other in found]
        found[site] = min(CHOICES[site in new], key=taken.count)
    return found


def draw_spokes(axes: Axes, spokes: Sequence[Spoke], points: Floats) -> None:
    """Draw the lines between `points` (n, 2), mm: to new units red, to others dark, the thick ones below."""
    dashes = dashes_of(spokes, points)
    for new in (False, True):
        lines = sorted(
            (spoke for spoke in spokes if spoke.new is new), key=lambda one: (-one.milli, one.home, one.site)
        )
        widths = [thickness(spoke.milli) for spoke in lines]
        axes.add_collection(
            LineCollection(
                # From the villages, so that dashes make no rings round the unit.
                [points[[spoke.home, spoke.site]] for spoke in lines],
                colors=COLORS[new], linewidths=widths,
                linestyles=[_pattern(dashes[spoke.site], width) for spoke, width in zip(lines, widths, strict=True)],
                alpha=0.8, zorder=3.5, capstyle="butt",
            ),
            autolim=False,
        )  # fmt: skip


def _pattern(kind: int, width: float) -> tuple[float, tuple[float, ...] | None]:
    """Dashes as matplotlib takes them, which grow with the width of a line: so that they do not."""
    return (0.0, tuple(length / width for length in DASHES[kind]) or None)


def spoke_entries(axes: Axes, spokes: Sequence[Spoke], points: Floats, language: Language) -> list[Entry]:
    """The lines that are on the map, for its legend."""
    dashes, entries = dashes_of(spokes, points), []
    for new, words in ((True, NEW), (False, OLD)):
        kinds = {dashes[spoke.site] for spoke in spokes if spoke.new is new}
        if kinds:
            used = [kind for kind in CHOICES[new] if kind in kinds]
            entries.append(Entry(_lines(axes, new, used), 9.0, words.of(language)))
    new = any(spoke.new for spoke in spokes)
    bounds = [number(limit, language) for limit in USERS]
    classes = [f"< {bounds[0]}", *(f"{a}–{b}" for a, b in pairwise(bounds)), f"≥ {bounds[-1]}"]
    found = sorted({THICK.index(thickness(spoke.milli)) for spoke in spokes})
    for k in found:
        unit = (Text(" потребител", " user") if k == 0 else Text(" потребители", " users")).of(language)
        entries.append(Entry(_line(axes, new, THICK[k]), 7.0, classes[k] + (unit if k == found[-1] else "")))
    return entries


def _line(axes: Axes, new: bool, width: float) -> Callable[[float, float], None]:
    def draw(x: float, y: float) -> None:
        axes.plot([x - 3.4, x + 3.4], [y, y], color=COLORS[new], linewidth=width, alpha=0.8, solid_capstyle="butt")

    return draw


def _lines(axes: Axes, new: bool, kinds: Sequence[int]) -> Callable[[float, float], None]:
    """Lines of several dashes, one over another."""

    def draw(x: float, y: float) -> None:
        for row, kind in enumerate(kinds):
            at = y + ((len(kinds) - 1) / 2 - row) * 1.0
            axes.plot([x - 4.4, x + 4.4], [at, at], color=COLORS[new], linewidth=0.9, alpha=0.8,
                      linestyle=_pattern(kind, 0.9), dash_capstyle="butt")  # fmt: skip

    return draw
