"""Who is served from where: a line from every served settlement to the unit, as thick as it has users there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.printed.legend import Entry
from mapping.publish.printed.marks import NEW_RED
from mapping.publish.printed.placement import Floats
from mapping.publish.printed.text import INK
from mapping.units import MILLI
from mapping.words import Language, Text, number

USERS = (1, 5, 20)
"""Limits of the classes of thickness, users."""
THICK = (0.45, 0.9, 1.6, 2.6)
"""Thickness of a line by class, points."""
DASHES = (0.0, (3.2, 1.4))
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


def draw_spokes(axes: Axes, spokes: Iterable[Spoke], points: Floats) -> None:
    """Draw the lines between `points` (n, 2), mm: to new units red and unbroken, to others dark and dashed."""
    for new, color, dashes in ((False, INK, DASHES), (True, NEW_RED, "solid")):
        lines = [spoke for spoke in spokes if spoke.new is new]
        axes.add_collection(
            LineCollection(
                [points[[spoke.home, spoke.site]] for spoke in lines],
                colors=color, linewidths=[thickness(spoke.milli) for spoke in lines], linestyles=[dashes],
                alpha=0.75, zorder=3.5, capstyle="butt",
            ),
            autolim=False,
        )  # fmt: skip


def spoke_entries(axes: Axes, spokes: Iterable[Spoke], language: Language) -> list[Entry]:
    """The lines that are on the map, for its legend."""
    drawn = tuple(spokes)
    entries = [
        Entry(_line(axes, new, 1.2), 9.0, words.of(language))
        for new, words in ((True, NEW), (False, OLD))
        if any(spoke.new is new for spoke in drawn)
    ]
    bounds = [number(limit, language) for limit in USERS]
    words = [f"< {bounds[0]}", *(f"{a}–{b}" for a, b in pairwise(bounds)), f"≥ {bounds[-1]}"]
    found = sorted({THICK.index(thickness(spoke.milli)) for spoke in drawn})
    new = any(spoke.new for spoke in drawn)
    for k in found:
        unit = Text(" потребители", " users").of(language) if k == found[-1] else ""
        entries.append(Entry(_line(axes, new, THICK[k]), 7.0, words[k] + unit))
    return entries


def _line(axes: Axes, new: bool, width: float) -> Callable[[float, float], None]:
    def draw(x: float, y: float) -> None:
        axes.plot([x - 3.4, x + 3.4], [y, y], color=NEW_RED if new else INK, linewidth=width, alpha=0.75,
                  linestyle="solid" if new else DASHES)  # fmt: skip

    return draw
