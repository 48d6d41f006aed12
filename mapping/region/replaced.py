"""What the user's own figures replace in a region's tables."""

from __future__ import annotations

from dataclasses import dataclass

from mapping.tables import Estimate
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class Replaced:
    """A value of the tables that is not used, because the user gave an official one.

    `file` and `row` are where the user's figure stands, `what` names the value that it replaces (and its table),
    `before` is that value and `after` what is used instead, in the same unit.
    """

    file: str
    row: int
    what: Text
    before: Estimate
    after: Estimate
