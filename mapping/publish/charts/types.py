"""What a chart is: a name, what it shows, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.figure import Figure

from mapping.instance import Case
from mapping.plan import Plan
from mapping.words import Language, Text


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart of a plan.

    `name` is that of its files; `missing` says why there is nothing to draw (None: there is).
    """

    name: str
    about: Text
    draw: Callable[[Case, Plan, Language], Figure]
    missing: Callable[[Case, Plan], Text | None]
