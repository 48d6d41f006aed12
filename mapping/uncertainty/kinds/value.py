"""An estimate met on the walk through a region, and who is told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mapping.region import Region
from mapping.tables import Estimate
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class Value:
    """An estimate met on the walk through a region; `whole` as in `Factor`."""

    id: str
    name: Text
    estimate: Estimate
    whole: bool = False


Visit = Callable[[Value], Estimate]
"""Told of each estimate; what it returns stands in its place."""

Kind = Callable[[Region, Visit], Region]
"""Goes through the values of one kind."""
