"""Small linear programmes whose sides, bounds and goals change, their matrix does not; solved by HiGHS's simplex."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import Any

import highspy
import numpy as np

ROUND = 1e-6
"""A column this near to an end of its range (relative) is at that end."""


@dataclass
class Linear:
    """Columns and rows. Columns of `either` are at their lower or at their upper end, nothing between."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)
    either: list[int] = field(default_factory=list)
    _highs: Any = None

    def column(self, lower: float, upper: float, either: bool = False) -> int:
        self.lower.append(lower)
        self.upper.append(upper)
        if either:
            self.either.append(len(self.lower) - 1)
        return len(self.lower) - 1

    def row(self, terms: dict[int, float], lower: float, upper: float) -> int:
        self.rows.append((terms, lower, upper))
        return len(self.rows) - 1

    def solver(self) -> Any:
        if self._highs is None:
            highs = highspy.Highs()
            highs.setOptionValue("output_flag", False)
            empty = np.zeros(0)
            none = empty.astype(np.int32)
            n = len(self.lower)
            highs.addCols(n, np.zeros(n), np.array(self.lower), np.array(self.upper), 0, none, none, empty)
            for terms, lower, upper in self.rows:
                columns = np.array(list(terms), dtype=np.int32)
                highs.addRow(lower, upper, len(columns), columns, np.array(list(terms.values()), dtype=float))
            self._highs = highs
        return self._highs

    def set_sides(self, sides: dict[int, tuple[float, float]]) -> None:
        """Other sides of some rows."""
        if sides:
            rows = np.array(list(sides), dtype=np.int32)
            low, high = np.array(list(sides.values()), dtype=float).T
            self.solver().changeRowsBounds(len(rows), rows, np.ascontiguousarray(low), np.ascontiguousarray(high))

    def set_range(self, column: int, lower: float, upper: float) -> None:
        """Other ends of a column's range."""
        self.lower[column], self.upper[column] = lower, upper
        self.solver().changeColBounds(column, lower, upper)

    def least(self, cost: dict[int, float]) -> float | None:
        """The least of `cost`; None where nothing is feasible."""
        highs = self.solver()
        n = len(self.lower)
        costs = np.zeros(n)
        costs[list(cost)] = list(cost.values())
        highs.changeColsCost(n, np.arange(n, dtype=np.int32), costs)
        found = self._search(inf)
        return None if found == inf else found

    def _search(self, known: float) -> float:
        """The least value below `known`, trying both ends of a column that is at neither; inf where there is none."""
        value = self._relaxed()
        if value is None or value >= known - 1e-9 * max(1.0, abs(known) if known < inf else 1.0):
            return inf
        split = self._between()
        if split is None:
            return value
        column, at = split
        low, high = self.lower[column], self.upper[column]
        best = inf
        for end in (high, low) if at > (low + high) / 2 else (low, high):
            self.set_range(column, end, end)
            best = min(best, self._search(min(known, best)))
        self.set_range(column, low, high)
        return best

    def _between(self) -> tuple[int, float] | None:
        """The column of `either` that is furthest from both ends of its range, and its value."""
        if not self.either:
            return None
        values = self.solver().getSolution().col_value
        worst, found = ROUND, None
        for column in self.either:
            low, high, at = self.lower[column], self.upper[column], values[column]
            if high > low:
                off = min(at - low, high - at) / (high - low)
                if off > worst:
                    worst, found = off, (column, at)
        return found

    def _relaxed(self) -> float | None:
        highs = self.solver()
        highs.run()
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return float(highs.getInfo().objective_function_value)
        assert status in (
            highspy.HighsModelStatus.kInfeasible,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        ), status
        return None
