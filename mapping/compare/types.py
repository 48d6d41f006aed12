"""The differences between two plans, as frozen values.

Of two plans the one is called *before*, the other *after*; nothing says that the one came first in time. Persons are
whole thousandths and money whole cents, as in the plans, so that differences add up exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Literal, TypeVar

from mapping.plan import PlanPeriod
from mapping.region.changes import ChangeKind
from mapping.region.rows import MoneyKind
from mapping.units import MILLI

UnitDifferenceKind = Literal["opened", "dropped", "moved", "resized", "retimed"]
"""opened: only the plan after has new units of the service there; dropped: only the plan before; moved: dropped here
and opened there, for at least half of the same people; resized: other sizes or another number; retimed: the same,
contracted in another period."""

KeyT = TypeVar("KeyT", bound=Hashable)


@dataclass(frozen=True, slots=True, order=True)
class Contract:
    """So many new units of one size, contracted in a period (its index); `places` of all of them (0: mobile teams)."""

    period: int
    size: str
    units: int
    places: int


@dataclass(frozen=True, slots=True)
class UnitDifference:
    """New units of a service that stand, in the one plan, elsewhere or otherwise than in the other, or not at all.

    `settlement_before` and `before` (its contracts) are None and empty where the plan before has none, `..._after` and
    `after` likewise. `people_milli` is how many users both have in common (moved), summed over the periods.
    """

    kind: UnitDifferenceKind
    service: str
    settlement_before: str | None
    settlement_after: str | None
    before: tuple[Contract, ...]
    after: tuple[Contract, ...]
    people_milli: int = 0


@dataclass(frozen=True, slots=True)
class ExistingDifference:
    """An existing unit of which the two plans make something else. None: it stays as it is.

    `..._change` is the id of the change in the tables, `..._kind` what it does, `..._period` that of its contract.
    """

    unit: str
    service: str
    settlement: str
    before_change: str | None
    before_kind: ChangeKind | None
    before_period: int | None
    after_change: str | None
    after_kind: ChangeKind | None
    after_period: int | None


@dataclass(frozen=True, slots=True)
class ServedDifference:
    """Need and persons served (thousandths) of a settlement, service and period, where either differs."""

    settlement: str
    municipality: str
    service: str
    period: int
    need_before_milli: int
    need_after_milli: int
    served_before_milli: int
    served_after_milli: int

    @property
    def more_milli(self) -> int:
        """How many more are served (fewer: negative)."""
        return self.served_after_milli - self.served_before_milli


@dataclass(frozen=True, slots=True)
class MoneyDifference:
    """Cents that a fund (of a municipality, where it is municipal) pays of a kind over all periods."""

    fund: str
    municipality: str | None
    kind: MoneyKind
    before_cents: int
    after_cents: int


@dataclass(frozen=True, slots=True)
class StageDifference:
    """The value of an objective in both plans (None: the plan has no such stage).

    `gap` is what is not proven of it, the larger of the two (relative, nan where nothing is proven).
    """

    objective: str
    before: float | None
    after: float | None
    gap: float


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """All that is different between two plans of one region and the same periods.

    Everything is in a fixed order: services and settlements as the plans have them, then periods. `stages` lists every
    objective, whether its value differs or not.
    """

    periods: tuple[PlanPeriod, ...]
    units: tuple[UnitDifference, ...]
    existing: tuple[ExistingDifference, ...]
    served: tuple[ServedDifference, ...]
    money: tuple[MoneyDifference, ...]
    stages: tuple[StageDifference, ...]

    @property
    def same(self) -> bool:
        """Whether both plans build, serve and pay the same."""
        return not (self.units or self.existing or self.served or self.money)

    def served_by(self, key: Callable[[ServedDifference], KeyT], period: int | None = None) -> dict[KeyT, Gains]:
        """Who gains and who loses, by `key`, in one period (None: in the last)."""
        wanted = len(self.periods) - 1 if period is None else period
        found: dict[KeyT, Gains] = {}
        for one in self.served:
            if one.period == wanted:
                found[key(one)] = found.get(key(one), Gains(0, 0)).with_(one.more_milli)
        return found


@dataclass(frozen=True, slots=True)
class Gains:
    """Persons (thousandths) served more where more are served, and fewer where fewer are."""

    gained_milli: int
    lost_milli: int

    def with_(self, more_milli: int) -> Gains:
        """These and one more."""
        return Gains(self.gained_milli + max(0, more_milli), self.lost_milli + max(0, -more_milli))

    @property
    def more(self) -> float:
        """Persons served more, all together (fewer: negative)."""
        return (self.gained_milli - self.lost_milli) / MILLI


@dataclass(frozen=True, slots=True)
class Reach:
    """Need and persons served (thousandths; of risk groups parts of them)."""

    need_milli: float
    served_milli: float

    @property
    def share(self) -> float:
        """Served share of the need (0..1); 1 where there is none."""
        return self.served_milli / self.need_milli if self.need_milli else 1.0
