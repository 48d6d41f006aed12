"""Another plan carried out in a world: its units, where that world's money, staff and users allow them.

Units that the plan does not have are never added. Where not all can be built, those are that leave the least weighted
unmet need: an integer programme of the plan's units alone. What changes of existing units are made, who is served where
and who pays is decided anew in each world: all this can still be decided when the world is known, what is built where
cannot.

Floors (coverage, services that several municipalities share, least numbers, required sites) that a world with these
units cannot keep are let go there: the plan is carried out as far as it goes, and its value says how far that is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mapping.errors import InfeasibleError
from mapping.instance import Instance
from mapping.uncertainty.restricted import restricted
from mapping.uncertainty.stated import EXACT, Stated
from mapping.uncertainty.types import Built, Place, WorldPlan
from mapping.uncertainty.values import carried_plan, unmet_by_service
from mapping.words import Text


def places_of(*plans: Sequence[Built]) -> frozenset[Place]:
    """Where any of `plans` builds."""
    return frozenset(Place(one.service, one.settlement) for plan in plans for one in plan)


@dataclass(frozen=True, slots=True)
class Carried:
    """A plan as a world allows it, whether the scenario's floors hold then, and what it leaves unmet of each service
    (weighted persons x years)."""

    plan: WorldPlan
    floors_hold: bool
    unmet_by_service: Mapping[str, float]


class FixedWorld:
    """A world in which plans are carried out one after the other."""

    def __init__(self, number: int, instance: Instance, places: Collection[Place], seed: int = 1) -> None:
        """World `number` is `instance`; `places` are all that any of the plans build at. Nothing is solved yet."""
        self.number = number
        self._instance = restricted(instance, places)
        self._seed = seed

    @cached_property
    def _strict(self) -> Stated:
        return Stated(self._instance, self._seed)

    @cached_property
    def _without_floors(self) -> Stated:
        return Stated(without_floors(self._instance), self._seed)

    def carry_out(self, built: Sequence[Built]) -> Carried:
        """At most the units `built`, in this world; the plan's `bound` is what no other choice among them can beat.

        Raises:
            InfeasibleError: not even without floors (a change is required that this world cannot pay, say).
        """
        here, found = self._strict, self._strict.carry_out(built)
        if found.values is None:
            here, found = self._without_floors, self._without_floors.carry_out(built)
        if found.values is not None:
            close = found.value - found.bound <= 2 * EXACT * max(1e-3, abs(found.value))
            plan = carried_plan(
                self.number, here.instance, here.model, found.values, found.value, found.bound,
                "within_gap" if close else "time_limit",
            )  # fmt: skip
            return Carried(
                plan, here is self._strict, unmet_by_service(here.instance, here.model, here.cost * found.values)
            )
        raise InfeasibleError(
            Text(
                f"Свят {self.number}: изискваните промени не могат да се направят с този план.",
                f"World {self.number}: the required changes cannot be made with this plan.",
            )
        )


def without_floors(instance: Instance) -> Instance:
    """`instance` without what asks for units: coverage, shared services, least numbers, required sites."""
    return replace(
        instance,
        need_floors=(),
        reach_floors=(),
        sharing=None,
        numbers=tuple(replace(number, at_least=None) for number in instance.numbers),
        facilities=tuple(
            replace(facility, status="candidate") if facility.status == "required" else facility
            for facility in instance.facilities
        ),
    )
