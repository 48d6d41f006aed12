"""The plan: units opened and kept, who is served where, who is not, what it costs, how good the proof is.

Persons are whole thousandths, money whole cents, so that totals add up exactly. Periods are indices into
`Plan.periods`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, nan
from typing import Annotated, Literal

from pydantic import BeforeValidator, PlainSerializer

from mapping.catalogue.rows import Kind
from mapping.region.changes import ChangeKind
from mapping.region.rows import MoneyKind
from mapping.units import MILLI

StageStatus = Literal["optimal", "within_gap", "time_limit", "cancelled"]
"""optimal: proven best; within_gap: proven within the stated gap;
time_limit, cancelled: stopped before that.
"""


Proven = Annotated[
    float,
    BeforeValidator(lambda value: nan if value is None else value),
    PlainSerializer(lambda value: value if isfinite(value) else None),
]
"""A number that is not finite where nothing is proven; JSON, which knows no such numbers, has null for it."""


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """A period of the plan, by its years."""

    first_year: int
    last_year: int

    @property
    def name(self) -> str:
        """2024–2025, or 2024 for a single year."""
        return str(self.first_year) if self.first_year == self.last_year else f"{self.first_year}–{self.last_year}"


@dataclass(frozen=True, slots=True)
class StageProof:
    """What is proven of one objective.

    `found` and `bound` are those of the stage itself: the best value when it ended, and the value that no
    plan under the stages before it can beat. `value` is the finished plan's, after later stages used the
    stage's `tolerance`. `gap` is relative: |found - bound| / |found|. `wanted_gap` is what the scenario asked
    for. `bound` and `gap` are not finite where nothing was proven.
    """

    objective: str
    minimise: bool
    value: float
    found: float
    bound: Proven
    gap: Proven
    wanted_gap: float
    tolerance: float
    status: StageStatus


@dataclass(frozen=True, slots=True)
class Opening:
    """Units of one size contracted in one period at one site.
    Money in cents: capital, and running cost a year.
    """

    size: str
    period: int
    units: int
    first_service_period: int
    places: int
    staff: float
    capital_cents: int
    running_cents_a_year: int


@dataclass(frozen=True, slots=True)
class MadeChange:
    """A change of an existing unit, contracted in a period. Money in cents: capital, and what it costs more a year.

    `users_milli` leave the unit and have new places elsewhere, or in what the unit becomes (`service`).
    """

    id: str
    kind: ChangeKind
    period: int
    first_service_period: int
    service: str | None
    users_milli: int
    staff: float
    capital_cents: int
    running_cents_a_year: int


@dataclass(frozen=True, slots=True)
class Payment:
    """What a fund (of a municipality, where it is municipal) pays for a unit in a period."""

    fund: str
    municipality: str | None
    kind: MoneyKind
    period: int
    cents: int


@dataclass(frozen=True, slots=True)
class PlanUnit:
    """A unit: existing, committed, transformed (what an existing unit becomes by its `change`), or new.

    New units of a service at one site stand together as one entry. An existing unit carries its `change` too; what it
    costs is paid by the transformed unit where there is one. `places` by period (clients for existing mobile services,
    0 for new mobile teams); `units_in_service` by period. `staff` in full posts when all that is contracted is in
    service: after a change today's posts and the added ones, 0 of a unit that closes or is transformed; None where
    today's are not known.
    """

    id: str
    service: str
    kind: Kind
    settlement: str
    municipality: str
    state: Literal["existing", "committed", "transformed", "new"]
    places: tuple[int, ...]
    units_in_service: tuple[int, ...]
    staff: float | None
    openings: tuple[Opening, ...]
    money: tuple[Payment, ...]
    change: MadeChange | None = None

    @property
    def home(self) -> str:
        """The unit's id in the region's tables, also of what an existing unit is transformed into."""
        if self.state == "transformed" and self.change is not None:
            return self.id.removesuffix(f".{self.change.id}")
        return self.id

    @property
    def cents(self) -> int:
        """All new money of the unit over all periods."""
        return sum(payment.cents for payment in self.money)


@dataclass(frozen=True, slots=True)
class Served:
    """Persons (thousandths) of a settlement served by a unit in a period, with one-way minutes and km."""

    settlement: str
    unit: str
    service: str
    period: int
    milli: int
    minutes: float
    km: float

    @property
    def persons(self) -> float:
        """Expected persons."""
        return self.milli / MILLI


@dataclass(frozen=True, slots=True)
class Moved:
    """Users (thousandths) who left a changed unit and have a new place at the unit `to` in a period."""

    unit: str
    to: str
    period: int
    milli: int


@dataclass(frozen=True, slots=True)
class NeedRecord:
    """Need and what stays unmet (thousandths of a person) of a settlement, service and period."""

    settlement: str
    municipality: str
    service: str
    period: int
    need_milli: int
    unmet_milli: int


@dataclass(frozen=True, slots=True)
class Envelope:
    """Money that was available: a fund (of a municipality) for a kind in some periods together.

    Of several that cover a period each is a limit. Money that is carried over has one for every period, with all the
    money and all the spending up to it.
    """

    fund: str
    municipality: str | None
    kind: MoneyKind
    periods: tuple[int, ...]
    cents: int


@dataclass(frozen=True, slots=True)
class Size:
    """How large the programme was that gave the plan: columns, whole columns, rows, possible sites, pairs."""

    columns: int
    whole_columns: int
    rows: int
    sites: int
    pairs: int
    nearest: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer of one run."""

    scenario: str
    region: str
    periods: tuple[PlanPeriod, ...]
    stages: tuple[StageProof, ...]
    units: tuple[PlanUnit, ...]
    served: tuple[Served, ...]
    moved: tuple[Moved, ...]
    needs: tuple[NeedRecord, ...]
    envelopes: tuple[Envelope, ...]
    size: Size
    solver: str

    @property
    def stopped_early(self) -> bool:
        """Whether any stage ended before its stated gap."""
        return any(stage.status in ("time_limit", "cancelled") for stage in self.stages)
