"""Plans held against worlds: what each leaves unmet in each, worked out world by world, side by side."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from mapping.errors import NoPlanError
from mapping.instance import Instance
from mapping.solve.arrays import FloatArray
from mapping.solve.prices import in_threads
from mapping.uncertainty.fixed import Carried, FixedWorld, places_of
from mapping.uncertainty.types import Built
from mapping.words import Text

Units = tuple[Built, ...]
InstanceOf = Callable[[int], Instance]
"""The instance of a world, by its number; 0 is that of the central values."""


Teller = Callable[[int, int], None]
"""Told how many of how many are done."""


def silent(_done: int, _of: int) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Worlds worked on side by side, the solver's seed, what ends the work early, and who hears how far it is."""

    threads: int = 1
    seed: int = 1
    stop: threading.Event = field(default_factory=threading.Event)
    tell: Teller = silent


class Matrix:
    """Carries plans out in worlds, each plan in each world once."""

    def __init__(self, worlds: Sequence[int], instance_of: InstanceOf, how: Circumstances) -> None:
        """`worlds` are the numbers of the worlds that count, in order."""
        self.worlds = tuple(worlds)
        self._instance_of = instance_of
        self._how = how
        self._known: dict[tuple[int, Units], Carried] = {}

    def carried(self, plans: Sequence[Units], worlds: Sequence[int]) -> list[list[Carried]]:
        """Each of `plans` (inner) carried out in each of `worlds` (outer).

        Raises:
            NoPlanError: it was stopped before it was done.
            InfeasibleError: as `FixedWorld.carry_out`.
        """

        done: list[int] = []

        def one(at: int) -> None:
            world = worlds[at]
            new = [units for units in dict.fromkeys(plans) if (world, units) not in self._known]
            if not new:
                return
            here = FixedWorld(world, self._instance_of(world), places_of(*new), self._how.seed)
            for units in new:
                if self._how.stop.is_set():
                    raise NoPlanError(Text("Работата беше спряна.", "The work was stopped."))
                self._known[world, units] = here.carry_out(units)
            done.append(world)
            self._how.tell(len(done), len(worlds))

        in_threads(one, range(len(worlds)), self._how.threads)
        return [[self._known[world, units] for units in plans] for world in worlds]

    def values(self, plans: Sequence[Units], worlds: Sequence[int] | None = None) -> FloatArray:
        """Weighted unmet need, shape (worlds, plans); all worlds unless some are named."""
        chosen = self.worlds if worlds is None else worlds
        carried = self.carried(plans, chosen)
        return np.array([[one.plan.value for one in row] for row in carried], dtype=float).reshape(
            len(chosen), len(plans)
        )

    def value_now(self, units: Units) -> float:
        """What `units` leave unmet in the world of the central values."""
        return self.carried([units], [0])[0][0].plan.value

    def now(self, units: Units) -> Units | None:
        """What of `units` the world of the central values allows, a plan that can be voted today; None where it breaks
        the scenario's floors."""
        here = self.carried([units], [0])[0][0]
        return here.plan.built if here.floors_hold else None
