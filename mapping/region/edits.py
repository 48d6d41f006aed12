"""What a scenario changes of a region's tables, without editing them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mapping.region.rows import FundPaysRow
from mapping.tables import Estimate


@dataclass(frozen=True, slots=True)
class Edit:
    """A value of the tables in whose place the scenario puts another: `before` times `factor`, or (None) as stated.

    `key` is the scenario's key.
    """

    key: str
    before: Estimate
    after: Estimate
    factor: float | None


@dataclass(frozen=True, slots=True)
class Edits:
    """All that a scenario changed of a region.

    `asked` are the keys that asked for it, as text; empty where nothing was changed. `services` and `groups` multiply
    the estimated need of a service, and the people of a risk group with all that they need. Where `municipalities` are
    named, only their people's need counts. `pays` are the rows of the tables by fund: which costs it pays, and when,
    whatever the scenario says of that.
    """

    asked: str = ""
    values: tuple[Edit, ...] = ()
    services: Mapping[str, float] = field(default_factory=dict)
    groups: Mapping[str, float] = field(default_factory=dict)
    municipalities: frozenset[str] = frozenset()
    pays: Mapping[str, tuple[FundPaysRow, ...]] = field(default_factory=dict)

    def plans_for(self, municipality: str) -> bool:
        """Whether the need of this municipality counts."""
        return not self.municipalities or municipality in self.municipalities


NO_EDITS = Edits()
