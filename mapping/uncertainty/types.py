"""The ensemble and what is read from it, as frozen values.

A *world* is one way in which the uncertain values (factors) of the region's tables may really be. Each world has a plan
of its own; how far these plans agree says how sure each mark of the map is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import nan
from typing import Literal

from mapping.plan import Proven, StageStatus
from mapping.tables import Estimate
from mapping.words import Text

WorldStatus = StageStatus | Literal["infeasible", "no_plan"]
"""How the plan of a world is proven; infeasible: no plan satisfies all rules there; no_plan: none was found."""

Certainty = Literal["solid", "likely", "open"]
"""solid: in at least 80 % of the worlds; likely: in at least half; open: in fewer (`CERTAIN_FROM`)."""

CERTAIN_FROM: Mapping[Certainty, float] = {"solid": 0.8, "likely": 0.5, "open": 0.0}
"""The least share of worlds of each class. A convention of this program, not a sourced limit."""

Criterion = Literal["expected", "worst", "regret"]
"""What a robust plan is best in: the mean over the worlds, the worst world, or the largest regret."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One uncertain value of the tables: what it is, its range, and the block of factors that it moves with.

    `whole`: the value is a number of places or persons, and stays whole.
    """

    id: str
    name: Text
    block: str
    estimate: Estimate
    whole: bool = False


@dataclass(frozen=True, slots=True)
class World:
    """World `number` (0 is the world of the central values): the quantile (0..1) of each factor, in their order."""

    number: int
    quantiles: tuple[float, ...]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where new units of a service stand."""

    service: str
    settlement: str


@dataclass(frozen=True, slots=True, order=True)
class Built:
    """New units of one size of a service, contracted in a period (its index) at a settlement."""

    service: str
    settlement: str
    size: str
    period: int
    units: int


@dataclass(frozen=True, slots=True)
class WorldPlan:
    """The plan of one world, or another plan carried out in it.

    `value` is the weighted unmet need (the unit of the stage "unmet": weighted persons x years), `bound` what no plan
    can beat in that world and `gap` their relative distance. `need` and `served` are users in the last period, `money`
    EUR. `served_share` is the served part (0..1) of each settlement's need in the last period, in the region's order;
    nan where there is none.

    `value` is that of the plan as it stands, so the gap holds what the first stage's tolerance gave away to stay near
    the central plan, too. A world without a plan has no units, and nan for `value`, `gap`, `served` and `served_share`.
    """

    world: int
    value: Proven
    bound: Proven
    gap: Proven
    status: WorldStatus
    need: Proven
    served: Proven
    money: float
    built: tuple[Built, ...]
    served_share: tuple[Proven, ...]

    @property
    def found(self) -> bool:
        """Whether the world has a plan."""
        return self.status not in ("infeasible", "no_plan")

    def units_at(self) -> dict[Place, int]:
        """New units by service and settlement, all sizes and periods together."""
        found: dict[Place, int] = {}
        for one in self.built:
            place = Place(one.service, one.settlement)
            found[place] = found.get(place, 0) + one.units
        return found


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Worlds and their plans, in the order of their numbers (from 1); `central` is the plan for the central values.

    Fewer worlds of the same seed are the first of more: an ensemble that was stopped early is a whole one, of fewer.
    """

    seed: int
    factors: tuple[Factor, ...]
    worlds: tuple[World, ...]
    plans: tuple[WorldPlan, ...]
    central: WorldPlan

    def planned(self) -> Ensemble:
        """Only the worlds that have a plan."""
        kept = [(world, plan) for world, plan in zip(self.worlds, self.plans, strict=True) if plan.found]
        return replace(self, worlds=tuple(world for world, _ in kept), plans=tuple(plan for _, plan in kept))


@dataclass(frozen=True, slots=True)
class Alternative:
    """Where a unit could as well stand (None: nowhere, the money goes elsewhere), and what that loses: the unmet need
    grows by `loss` (relative)."""

    settlement: str | None
    loss: float


@dataclass(frozen=True, slots=True)
class MarkCertainty:
    """How sure the `number`-th new unit (from 1) of a service at a settlement is.

    `share` is the part of the worlds whose plans have at least `number` units of the service there; `elsewhere` are the
    places that cost less than the stated loss, the cheapest first.
    """

    place: Place
    number: int
    share: float
    certainty: Certainty
    elsewhere: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class MissingMark:
    """A place where the central plan builds nothing (or less), but at least half of the worlds do."""

    place: Place
    number: int
    share: float


@dataclass(frozen=True, slots=True)
class ServedRange:
    """The served share of a settlement's need over the worlds: 5 %, 50 % and 95 % quantiles, and the central plan's."""

    settlement: str
    low: float
    median: float
    high: float
    central: float


@dataclass(frozen=True, slots=True)
class Influence:
    """How much one factor moves the plan.

    `at_low` and `at_high` are the mean changes (relative to the mean over all worlds) of the weighted unmet need in the
    worlds where the factor is in its lowest and its highest fifth; `marks_moved` the mean share of the central plan's
    units that are not built in these outer worlds, less that of the middle worlds; `share_of_variance` (0..1) the part
    of the variance of the unmet need that the factor explains; `worth` what knowing it before deciding would be worth
    (expected value of partial perfect information, weighted persons x years; nan where no plans were held against each
    other).
    """

    factor: str
    at_low: float
    at_high: float
    marks_moved: float
    share_of_variance: float
    worth: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A plan held against all worlds that have a plan, in their order: carried out in each as far as that world's
    money, staff and rules allow (`values`, weighted unmet need); `central` is its value in the world of the central
    values.
    """

    name: str
    built: tuple[Built, ...]
    values: tuple[float, ...]
    central: float = nan

    @property
    def expected(self) -> float:
        """Mean weighted unmet need."""
        return sum(self.values) / len(self.values)

    @property
    def worst(self) -> float:
        """Weighted unmet need in the worst world."""
        return max(self.values)


@dataclass(frozen=True, slots=True)
class RobustPlan:
    """The best of the candidates by `criterion`, and the central plan by the same measure.

    `bound` is what no plan that keeps the floors can beat by that measure, as far as it is known (perfect information),
    nan where it is not. Regret is held against the best plan found for each world; held against the
    world's bound it is `at_most` (nan for the other criteria).
    """

    criterion: Criterion
    chosen: Candidate
    value: float
    central_value: float
    bound: float
    at_most: float = nan


@dataclass(frozen=True, slots=True)
class Certainties:
    """All that is read from an ensemble.

    `influences` and `blocks` (of all factors of a block together): what moves the plan most first. `candidates`: the
    plans held against all worlds, the central one first.
    """

    ensemble: Ensemble
    marks: tuple[MarkCertainty, ...]
    missing: tuple[MissingMark, ...]
    served: tuple[ServedRange, ...]
    influences: tuple[Influence, ...]
    robust: tuple[RobustPlan, ...]
    loss: float
    blocks: tuple[Influence, ...] = ()
    candidates: tuple[Candidate, ...] = ()
