"""A claim: one number, how it is known, and the numbers that it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mapping.errors import Where
from mapping.evidence.arithmetic import OPERATIONS, Operation
from mapping.region.rows import SourceRow
from mapping.tables import Status
from mapping.words import Text

Label = Status | Literal["computed", "plan", "unstated"]
"""The status of a value of the tables; `computed` from other claims; decided by the `plan`; not stated anywhere."""

LABELS: dict[Label, Text] = {
    "sourced": Text("отчетено", "read at its source"),
    "derived": Text("изведено", "derived"),
    "assumption": Text("допускане", "assumption"),
    "user": Text("избор на потребителя", "user's choice"),
    "computed": Text("изчислено", "computed"),
    "plan": Text("решение на плана", "decided by the plan"),
    "unstated": Text("не е посочено", "not stated"),
}

SILENT = Text("", "")


@dataclass(frozen=True, slots=True)
class Claim:
    """One number and what stands behind it.

    `key` names it uniquely in a run. `low` and `high` are its range where one is known: of a table's value its own, of
    a computed one what comes out when all its parts are at their ends at once. `how` is the formula in words and
    numbers, `operation` the same for programs: the value is that of its parts, rounded to `decimals` where stated.
    `where` is the file and row (or key) that holds a value of the tables or the scenario. `assumed`: an assumption is
    among what it rests on. `see`: the number is told in full under this key, its parts are left out here.
    """

    key: str
    what: Text
    value: float
    unit: Text
    label: Label
    how: Text = SILENT
    parts: tuple[Claim, ...] = ()
    low: float | None = None
    high: float | None = None
    source: SourceRow | None = None
    where: Where | None = None
    note: Text = SILENT
    range_note: Text = SILENT
    operation: Operation | None = None
    decimals: int | None = None
    assumed: bool = False
    see: str | None = None

    def walk(self) -> Iterator[tuple[int, Claim]]:
        """The claim and everything under it, each with its depth, in reading order."""
        stack = [(0, self)]
        while stack:
            depth, claim = stack.pop()
            yield depth, claim
            stack += [(depth + 1, part) for part in reversed(claim.parts)]


def recomputed(claim: Claim) -> float | None:
    """The value of `claim` worked out anew from its parts, before rounding; None where it is no arithmetic."""
    if claim.operation is None:
        return None
    if claim.operation in ("low", "high"):
        return getattr(claim.parts[0], claim.operation, None)
    return OPERATIONS[claim.operation]([part.value for part in claim.parts])
