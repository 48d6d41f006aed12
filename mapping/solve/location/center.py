"""The shortest longest trip (p-center): the least distance within which the units allowed can reach everybody.

The answer is one of the distances between points and sites, so they are halved again and again, each time with a
covering problem (Minieka 1970, SIAM Review 12(1), 138-139).
"""

from __future__ import annotations

import numpy as np

from mapping.instance import Location
from mapping.model import Goal
from mapping.model.program import Draft
from mapping.solve.location.context import BoolArray, Context, Found, IntArray
from mapping.solve.location.cover import Cover, greedy, reduce_cover
from mapping.solve.location.covering import nearest
from mapping.solve.location.trouble import impossible, no_plan


def solve_center(location: Location, context: Context) -> Found:
    """The longest distance of anybody, everybody served by the nearest open site."""
    levels = np.unique(location.distance[np.isfinite(location.distance)])
    # Everybody goes at least as far as to the nearest of all sites.
    low = int(np.searchsorted(levels, location.distance.min(axis=1).max()))
    high, best = _by_greedy(location, levels, low)
    while low < high and not context.over:
        middle = (low + high) // 2
        opened, proven = _within(location, float(levels[middle]), context)
        if opened is not None:
            best = opened
            high = _reached(location, levels, opened)
        elif proven:
            low = middle + 1
        else:
            break
        known = float(levels[high]) if best is not None else None
        context.report(known, float(levels[min(low, len(levels) - 1)]))
    if best is None and high == len(levels):
        if low == high:
            raise impossible()
        raise no_plan()
    if best is None:
        raise no_plan()
    return Found(best, nearest(location, best), float(levels[high]), float(levels[min(low, high)]))


def _by_greedy(location: Location, levels: np.ndarray, low: int) -> tuple[int, BoolArray | None]:
    """A level that a greedy choice reaches, and its sites; the number of levels where it reaches none."""
    high, best = len(levels), None
    start = low
    while start < high:
        middle = (start + high) // 2
        cover = _cover(location, float(levels[middle]))
        opened = _greedily(location, cover) if cover is not None else None
        if opened is not None:
            best, high = opened, _reached(location, levels, opened)
        else:
            start = middle + 1
    return high, best


def _reached(location: Location, levels: np.ndarray, opened: BoolArray) -> int:
    """The level of the longest distance with these sites."""
    return int(np.searchsorted(levels, location.distance[:, opened].min(axis=1).max()))


def _cover(location: Location, radius: float) -> Cover | None:
    """Who reaches whom within `radius`; None where some point reaches no site."""
    reach: BoolArray = np.asarray(location.distance <= radius)
    if not bool(reach.any(axis=1).all()):
        return None
    # Points that a unit reaches which must be there need no other.
    free: BoolArray = np.logical_not(reach[:, location.must].any(axis=1))
    weight = np.ones(location.points)
    return reduce_cover(reach & free[:, None], weight, np.zeros(location.sites), location.must, partial=False)


def _room(location: Location) -> int:
    """How many units may be opened beside those that must be."""
    return location.most - int((location.must & ~location.existing).sum())


def _greedily(location: Location, cover: Cover) -> BoolArray | None:
    chosen = greedy(cover, _room(location))
    there = set(chosen)
    if any(there.isdisjoint(sites) for sites in cover.sites):
        return None
    return _opened(location, np.array(chosen, dtype=np.int64))


def _opened(location: Location, chosen: IntArray) -> BoolArray:
    """`chosen` and what must be open, filled up to the least number in the order of the sites."""
    opened = location.must.copy()
    opened[chosen] = True
    new = int((opened & ~location.existing).sum())
    opened[np.flatnonzero(~opened)[: max(0, location.least - new)]] = True
    return opened


def _within(location: Location, radius: float, context: Context) -> tuple[BoolArray | None, bool]:
    """Sites that reach everybody within `radius`, or None; and whether that is proven."""
    cover = _cover(location, radius)
    if cover is None:
        return None, True
    opened = _greedily(location, cover)
    if opened is not None:
        return opened, True
    draft = Draft()
    columns = {int(s): draft.column(f"open[{s}]", 0.0, 1.0, whole=True) for s in cover.columns if not location.must[s]}
    for row, sites in enumerate(cover.sites):
        draft.row(f"cover[{row}]", [(columns[s], 1.0) for s in sites], ">=", 1.0)
    draft.row("number", [(column, 1.0) for column in columns.values()], "<=", float(_room(location)))
    goal = Goal("units", True, dict.fromkeys(columns.values(), 1.0))
    outcome = context.solve(context.state(draft.freeze(), goal), goal, 1.0, quiet=True)
    if outcome.values is None:
        return None, outcome.status == "infeasible"
    chosen = [site for site, column in columns.items() if outcome.values[column] > 0.5]
    return _opened(location, np.array(chosen, dtype=np.int64)), True
