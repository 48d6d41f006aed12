"""A frontier as a table: frontier.csv, one row a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from mapping.publish.fields import Cell, Row
from mapping.publish.records import plain
from mapping.publish.tables import write_csv
from mapping.words import Text

TABLE = "frontier.csv"

COLUMNS = (
    "point", "budget_eur", "least_share", "status", "money_eur", "capital_eur", "running_eur", "need", "served",
    "objective", "found", "bound", "best_known", "bound_known", "worst_municipality", "worst_municipality_bg",
    "worst_share", "new_units", "efficient", "plan",
)  # fmt: skip
"""docs/explain.md says what they mean."""


@dataclass(frozen=True, slots=True)
class FrontierRow:
    """A point: its ceiling (EUR) and its floor (0..1), None where there is none; how its first stage ended
    (`infeasible` or `no_plan` without a plan, and then nothing more is known); what its plan costs and reaches."""

    number: int
    budget: float | None
    least: float | None
    status: str
    objective: str
    plan: str | None = None
    capital: float = 0.0
    running: float = 0.0
    need: float = 0.0
    served: float = 0.0
    found: float = 0.0
    bound: float = 0.0
    best: float = 0.0
    proven: float = 0.0
    worst: tuple[str, Text] = ("", Text("", ""))
    worst_share: float = 0.0
    new_units: int = 0
    efficient: bool = False

    @property
    def money(self) -> float:
        """All new money, EUR."""
        return self.capital + self.running


def write_frontier(rows: Sequence[FrontierRow], folder: Path) -> None:
    """Write frontier.csv to `folder`, which is there."""
    write_csv(folder / TABLE, COLUMNS, map(_row, rows))


def _row(one: FrontierRow) -> Row:
    row: Row = dict.fromkeys(COLUMNS)
    row |= {
        "point": one.number,
        "budget_eur": plain(one.budget),
        "least_share": plain(one.least),
        "status": one.status,
        "objective": one.objective,
    }
    if one.plan is not None:
        row |= {
            "money_eur": plain(round(one.money, 2)),
            "capital_eur": plain(round(one.capital, 2)),
            "running_eur": plain(round(one.running, 2)),
            "need": plain(round(one.need, 3)),
            "served": plain(round(one.served, 3)),
            "found": _known(one.found),
            "bound": _known(one.bound),
            "best_known": _known(one.best),
            "bound_known": _known(one.proven),
            "worst_municipality": one.worst[0],
            "worst_municipality_bg": one.worst[1].bg,
            "worst_share": plain(round(one.worst_share, 6)),
            "new_units": one.new_units,
            "efficient": one.efficient,
            "plan": one.plan,
        }
    return row


def _known(value: float) -> Cell:
    return plain(round(value, 6)) if isfinite(value) else None
