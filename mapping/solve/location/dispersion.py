"""Units as far apart as possible (p-dispersion): the distances are halved again and again, each time with the question
whether so many sites are that far apart (Kuby 1987, Geographical Analysis 19(4), 315-329)."""

from __future__ import annotations

import numpy as np

from mapping.instance import Location
from mapping.model import Goal
from mapping.model.program import Draft
from mapping.solve.location.context import BoolArray, Context, FloatArray, Found
from mapping.solve.location.covering import nearest
from mapping.solve.location.trouble import no_plan


def solve_dispersion(location: Location, apart: FloatArray, most_apart: float, context: Context) -> Found:
    """The least distance between two new units; `apart` (sites, sites) is how far sites are apart, at most
    `most_apart`, which counts where there are fewer than two.
    """
    new = np.flatnonzero(~location.existing)
    between = np.minimum(apart[np.ix_(new, new)], most_apart)
    np.fill_diagonal(between, most_apart)
    levels = np.unique(between)
    wanted = max(location.least, int(location.must[new].sum()))
    low, high = -1, len(levels) - 1
    best: BoolArray | None = None
    while low < high and not context.over:
        middle = (low + high + 1) // 2
        chosen, proven = _so_far_apart(between, float(levels[middle]), location.must[new], wanted, context)
        if chosen is not None:
            best = location.existing.copy()
            best[new[chosen]] = True
            pairs = between[np.ix_(chosen, chosen)]
            low = int(np.searchsorted(levels, pairs.min() if len(pairs) else most_apart))
        elif proven:
            high = middle - 1
        else:
            break
        context.report(float(levels[low]) if low >= 0 else None, float(levels[high]))
    if best is None:
        raise no_plan()
    return Found(best, nearest(location, best), float(levels[low]), float(levels[max(low, high)]))


def _so_far_apart(
    between: FloatArray, level: float, must: BoolArray, wanted: int, context: Context
) -> tuple[np.ndarray | None, bool]:
    """`wanted` sites with all that must be open, no two nearer than `level`; None, and whether that is proven."""
    draft = Draft()
    columns = [draft.column(f"open[{s}]", float(must[s]), 1.0, whole=True) for s in range(len(between))]
    for a, b in np.argwhere(np.triu(between < level, 1)).tolist():
        draft.row(f"apart[{a}.{b}]", [(columns[a], 1.0), (columns[b], 1.0)], "<=", 1.0)
    draft.row("number", [(column, 1.0) for column in columns], "=", float(wanted))
    goal = Goal("units", True, dict.fromkeys(columns, 1.0))
    outcome = context.solve(context.state(draft.freeze(), goal), goal, 1.0, quiet=True)
    if outcome.values is None:
        return None, outcome.status == "infeasible"
    return np.flatnonzero(outcome.values[columns] > 0.5), True
