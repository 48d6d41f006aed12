"""A reason, with its evidence in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mapping.words import Text

Force = Literal["never", "decided", "weighs", "says"]
"""never: as the tables and the scenario stand, no plan can have the unit, not even a required one; decided: a decision
(of the scenario, of the site needs) keeps it out, and another decision would let it in; weighs: it may stand, and this
speaks against (or, asked why, for) it; says: a fact to judge by."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a unit stands or does not stand: which rule or fact (`key`, a word for programs), and how strong."""

    key: str
    force: Force
    words: Text
