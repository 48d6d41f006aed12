"""The instance: index sets and arrays, all that a rule may see.
Money in EUR, persons, minutes, km, hours a week.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mapping.catalogue.rows import Kind
from mapping.region.rows import MoneyKind
from mapping.scenario import Period, Stage

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

MONEY_KINDS: tuple[MoneyKind, ...] = ("capital", "running")


@dataclass(frozen=True, slots=True)
class SizeSpec:
    """A size: places (0 for a team), capital EUR, running EUR a year, staff in full posts."""

    id: str
    places: int
    capital: float
    running: float
    staff: float


@dataclass(frozen=True, slots=True)
class ServiceSpec:
    """A planned service. `minimum_use` is a share; `legal_places` and `most_places` None = no limit; the latter and
    `least_places` are the scenario's.

    `team_hours` are hours a week of one mobile team (0 for other kinds). `starts[t]` is the first period that a unit
    contracted in period t serves, None if it comes too late or if no contract may be signed then; `running_years[t][u]`
    the years of running cost in period u of a unit contracted in t.
    """

    id: str
    kind: Kind
    minimum_use: float
    legal_places: int | None
    least_places: int
    most_places: int | None
    team_hours: float
    sizes: tuple[SizeSpec, ...]
    starts: tuple[int | None, ...]
    running_years: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Facility:
    """Where persons may be served: an existing unit (`unit`, `places` by period), what it becomes by a `change`,
    or a possible new site.

    `name` is ASCII and unique: the service, then the unit's id or the settlement's code. `sizes` are the indices of the
    service's sizes that may be opened here.
    """

    name: str
    service: int
    settlement: int
    unit: str | None
    places: tuple[int, ...]
    status: Literal["existing", "changed", "required", "candidate"]
    most_units: int
    change: str | None = None
    sizes: tuple[int, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether this is a possible new site."""
        return self.unit is None


@dataclass(frozen=True, slots=True)
class Change:
    """A possible change of an existing unit, made in one period or never. Money in EUR, `staff` in posts.

    `facility` is the unit's (None where its service is not planned), `becomes` what it is transformed into.
    `places` after the change are those of `becomes`, else of `facility`. `users` leave the unit and need new places
    at `takers`; `in_need` says whether they are part of the need (their service is planned). `service` pays (None:
    nothing to pay). `starts` and `running_years` as for a service.
    """

    name: str
    unit: str
    id: str
    municipality: int
    facility: int | None
    becomes: int | None
    service: int | None
    places: int
    users: int
    in_need: bool
    takers: tuple[int, ...]
    capital: float
    running: float
    staff: float
    starts: tuple[int | None, ...]
    running_years: tuple[tuple[float, ...], ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Purse:
    """A fund's money, of the whole region (`municipality` None) or of one municipality."""

    fund: str
    municipality: int | None


@dataclass(frozen=True, slots=True)
class Limit:
    """What envelopes allow: spending of a purse for a kind in some periods, together at most `amount`."""

    name: str
    purse: int
    kind: MoneyKind
    periods: tuple[int, ...]
    amount: float


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs within the standard: facility and settlement index, one-way minutes, km, shape (links,).

    `hours` (links, periods): weekly hours of a team for one client, visits and driving; 0 where not mobile.
    """

    facility: IntArray
    settlement: IntArray
    minutes: FloatArray
    km: FloatArray
    hours: FloatArray


@dataclass(frozen=True, slots=True)
class Number:
    """At least and at most so many new units of `services`, contracted in `periods` together; None: no limit."""

    services: frozenset[int]
    periods: tuple[int, ...]
    at_least: int | None
    at_most: int | None


@dataclass(frozen=True, slots=True)
class NeedFloor:
    """At least `share` of some need is served in the periods from `first_period` on.

    `parts` (settlements, services, periods) says which part (0..1) of the need counts; `name` is ASCII and unique.
    """

    name: str
    share: float
    first_period: int
    parts: FloatArray


@dataclass(frozen=True, slots=True)
class ReachFloor:
    """At least `share` of what settlements amount to is reached in the periods from `first_period` on.

    `amounts` (settlements,) is decares, or 1 each; 0 outside the floor's scope. `near` gives for each settlement the
    facilities within the standard and the catchment; where one of them stands, the settlement is reached.
    """

    name: str
    share: float
    first_period: int
    amounts: FloatArray
    near: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Labour:
    """Posts that the people of each municipality can fill (municipalities,), and the ways they commute:
    (from, to) by municipality, a way to their own included.
    """

    posts: FloatArray
    ways: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Sharing:
    """At least `units` sites of `services` serve `persons` or more from each of two municipalities, in the periods from
    `first_period` on.
    """

    units: int
    persons: float
    services: frozenset[int]
    first_period: int


@dataclass(frozen=True, slots=True)
class CoFinancing:
    """The least `share` (0..1) that `partner` pays of what it and `fund` pay for a service and kind in a period: in the
    region together, or in each municipality by itself (`by_municipality`).
    """

    fund: str
    partner: str
    service: int
    kind: MoneyKind
    share: float
    by_municipality: bool


@dataclass(frozen=True, slots=True)
class Apart:
    """Facilities of a service that are too near each other: pairs of possible new sites, and pairs of a possible new
    site and an existing unit.
    """

    service: str
    new_pairs: tuple[tuple[int, int], ...]
    existing_pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands near enough to each possible new site of a service: facilities of the service `beside` (`near`), or
    where this run does not plan it, its `units`, with their places by period.
    """

    service: str
    beside: str
    near: Mapping[int, tuple[int, ...]]
    units: Mapping[int, tuple[str, ...]]
    places: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Instance:
    """All index sets and data of one integer programme.

    `need` (settlements, services, periods) in persons; `municipality_of` (settlements,);
    `weight` (settlements, services, periods): what one unmet person weighs, `period_weights` by how much that counts
    in each period; `pays[p][s][kind][t]` says whether purse p may pay for service s, kind and period t;
    `whole_assignment` whether one facility serves a settlement's need entirely; `travel_price` EUR of a person-minute
    one way; `minutes` (settlements, settlements) one way; `running_after` the most EUR a year that new units may cost
    to run, None = no ceiling; `total_budget` the most EUR that everything new may cost over all periods; `least_served`
    the least share (0..1) of its weighted need that every municipality is served in the last period.
    """

    settlements: tuple[str, ...]
    municipalities: tuple[str, ...]
    municipality_of: IntArray
    periods: tuple[Period, ...]
    services: tuple[ServiceSpec, ...]
    need: FloatArray
    weight: FloatArray
    period_weights: tuple[float, ...]
    facilities: tuple[Facility, ...]
    changes: tuple[Change, ...]
    links: Links
    purses: tuple[Purse, ...]
    pays: NDArray[np.bool_]
    limits: tuple[Limit, ...]
    need_floors: tuple[NeedFloor, ...]
    reach_floors: tuple[ReachFloor, ...]
    labour: Labour | None
    sharing: Sharing | None
    rules: frozenset[str]
    stages: tuple[Stage, ...]
    numbers: tuple[Number, ...]
    whole_assignment: bool
    travel_price: float
    minutes: FloatArray
    co_financing: tuple[CoFinancing, ...]
    running_after: float | None
    total_budget: float | None
    least_served: float | None
    apart: tuple[Apart, ...]
    beside: tuple[Beside, ...]

    def years(self, t: int) -> int:
        """Whole years of period `t`."""
        return self.periods[t].last_year - self.periods[t].first_year + 1

    def period_name(self, t: int) -> str:
        """The period as an ASCII name, for row names."""
        return f"{self.periods[t].first_year}_{self.periods[t].last_year}"
