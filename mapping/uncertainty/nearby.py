"""Near-optimal plans: for each mark of a plan, what is lost where it may not stand, and where it could as well.

The unit is forbidden where it stands, and its service is planned anew: the other services keep their units and users,
and so their money; the service has its own and what the unit cost. The plan that comes out keeps every rule, so what it
loses is at least what must be lost: if the other services moved too, or the search went on, it could only be less.
"Could as well stand in X, at a loss of 0.3 % at most" is true, and so is not "would lose 0.3 %".

Of plans that lose about the same, one that moves few other units is looked for. What is lost is weighted unmet need,
the first of the goals; the others (fairness, travel) are not weighed here.

Asking how far the optimum can be left at little loss is the idea of "modelling to generate alternatives" (Brill, Chang
and Hopkins 1982, Management Science 28, 221-235).
"""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mapping.instance import Instance
from mapping.solve.arrays import INFINITY, Effort, FloatArray, Found, IntArray, Slice, minimise, slice_of
from mapping.solve.prices import in_threads
from mapping.solve.seam import find_seam
from mapping.uncertainty.stated import Stated
from mapping.uncertainty.types import Alternative, Built, Place

MOST = 2
"""So many other places are looked for, for each mark."""

CLOSE = 2e-4
"""A service is planned anew this close to its best, relative to the plan's value."""

NODES = 40

KEEP = 2e-5
"""What moving another unit weighs, relative to the plan's value, so that no unit moves for nothing."""


@dataclass(frozen=True, slots=True)
class Move:
    """A plan without some unit: `values` by column of the model, its relative `loss` (below 0 where planning the
    service anew, for unmet need alone, more than makes up for it), and where it builds more."""

    values: FloatArray
    loss: float
    gained: tuple[str, ...]


class Nearby:
    """Near-optimal plans around one plan."""

    def __init__(self, instance: Instance, built: Sequence[Built], seed: int = 1) -> None:
        """Carry out the plan `built` in `instance`, to the unit.

        Raises:
            ValueError: the plan cannot be carried out there.
        """
        self.stated = Stated(instance, seed)
        found = self.stated.carry_out(built, exactly=True)
        if found.values is None:
            raise ValueError("the plan does not fit its own world")
        self.values = found.values
        self.value = found.value
        variables = self.stated.variables
        self._columns_at: dict[Place, list[int]] = {}
        for (f, _, _), column in variables.open.items():
            facility = instance.facilities[f]
            place = Place(instance.services[facility.service].id, instance.settlements[facility.settlement])
            self._columns_at.setdefault(place, []).append(column)
        self._units = {place: round(self.values[columns].sum()) for place, columns in self._columns_at.items()}
        self._seam = find_seam(self.stated.arrays)
        self._free: dict[str, tuple[IntArray, Slice]] = {}

    def marks(self) -> tuple[tuple[Place, int], ...]:
        """Every unit of the plan: its place, and its number there from 1."""
        return tuple((place, n) for place, units in sorted(self._units.items()) for n in range(1, units + 1))

    def all_elsewhere(
        self, loss: float, most: int = MOST, threads: int = 1, stop: threading.Event | None = None
    ) -> Mapping[tuple[Place, int], tuple[Alternative, ...]]:
        """For every mark of the plan what `elsewhere` says, `threads` marks side by side; nothing for those that were
        left when `stop` was set."""
        marks = self.marks()

        def of(at: int) -> tuple[Alternative, ...]:
            return () if stop is not None and stop.is_set() else self.elsewhere(*marks[at], loss, most)

        for service in sorted({place.service for place, _ in marks}):
            self._service(service)  # here, not in several threads at once
        found = in_threads(of, range(len(marks)), threads)
        return dict(zip(marks, found, strict=True))

    def elsewhere(self, place: Place, number: int, loss: float, most: int = MOST) -> tuple[Alternative, ...]:
        """Up to `most` places at which the `number`-th unit of `place` could stand, losing at most `loss`; the cheapest
        first, None where the money is not spent on this service elsewhere."""
        found: list[tuple[float, str | None]] = []
        while len(found) < most:
            move = self.without(place, number, [code for _, code in found if code is not None])
            if move is None or move.loss > loss:
                break
            found.append((move.loss, move.gained[0] if move.gained else None))
            if not move.gained:
                break
        return tuple(Alternative(code, max(0.0, lost)) for lost, code in sorted(found, key=lambda one: one[0]))

    def without(self, place: Place, number: int, barred: Sequence[str] = ()) -> Move | None:
        """The plan with fewer than `number` units at `place` and no more than now at the settlements `barred`; None
        where no such plan was found."""
        stated = self.stated
        columns, here = self._service(place.service)
        limits = [(place, number - 1)]
        limits += [(Place(place.service, code), self._units[Place(place.service, code)]) for code in barred]
        for where, units in limits:
            here = _with_limit(here, np.searchsorted(columns, self._columns_at[where]), units)
        cost = stated.cost[columns].copy()
        upper = stated.arrays.upper[columns].copy()
        if number == 1:
            upper[np.searchsorted(columns, self._columns_at[place])] = 0.0
        mine = [c for at, units in self._columns_at.items() if at.service == place.service for c in units]
        standing = self.values[mine] > 0.5
        weighed = cost.copy()
        weighed[np.searchsorted(columns, mine)] += KEEP * self.value * np.where(standing, -1.0, 1.0)
        lower, whole = stated.arrays.lower[columns], stated.arrays.whole[columns]
        effort = Effort(CLOSE * abs(self.value), NODES, math.inf, stated.tolerance, quick=True)

        def least(low: FloatArray, high: FloatArray, start: FloatArray | None) -> Found:
            return minimise(here, weighed, low, high, whole, effort, stated.seed, threading.Event(), start)

        fewer = self._fewer(place, number)[columns]
        at = np.searchsorted(columns, mine)
        low, high = lower.copy(), upper.copy()
        low[at] = high[at] = fewer[at]
        found = least(lower, upper, least(low, high, None).values)
        if found.values is None:
            return None
        values = self.values.copy()
        values[columns] = found.values
        values[stated.arrays.whole] = np.round(values[stated.arrays.whole])
        lost = float(stated.cost @ values) - self.value
        loss = lost / self.value if self.value > 0 else (0.0 if lost <= 0 else math.inf)
        return Move(values, loss, self._gained(place, values))

    def _fewer(self, place: Place, number: int) -> FloatArray:
        """The plan's values with `number` - 1 units at `place`: the last contracted, and the largest, go first."""
        values = self.values.copy()
        left = self._units[place] - number + 1
        for column in reversed(self._columns_at[place]):
            gone = min(left, round(values[column]))
            values[column] -= gone
            left -= gone
        return values

    def _gained(self, place: Place, values: FloatArray) -> tuple[str, ...]:
        """The other settlements with more units of the service than now, the nearest to `place` first."""
        instance = self.stated.instance
        index = {code: i for i, code in enumerate(instance.settlements)}
        gained = [
            at.settlement
            for at, columns in self._columns_at.items()
            if at.service == place.service and at != place and round(values[columns].sum()) > self._units[at]
        ]
        return tuple(sorted(gained, key=lambda code: (instance.minutes[index[place.settlement], index[code]], code)))

    def _service(self, service: str) -> tuple[IntArray, Slice]:
        """The columns that are free when `service` is planned anew, in order, and their rows; the others stand.

        Free are the parts of the programme that hold units of the service, and what stands in linking rows only: who
        pays. What the other services cost stays as it is.
        """
        if service not in self._free:
            arrays = self.stated.arrays
            mine = np.zeros(arrays.columns, dtype=bool)
            for place, own in self._columns_at.items():
                mine[own] = place.service == service
            parts = [part.columns for part in self._seam.parts if mine[part.columns].any()]
            columns = np.sort(np.concatenate([*parts, self._seam.loose]))
            chosen = np.zeros(arrays.columns, dtype=bool)
            chosen[columns] = True
            rows = np.unique(arrays.row_of_entry[chosen[arrays.column]])
            self._free[service] = columns, slice_of(arrays, columns, rows, self.values)
        return self._free[service]


def _with_limit(part: Slice, columns: IntArray, units: int) -> Slice:
    """`part` with one more row: at most `units` in `columns` together."""
    return replace(
        part,
        start=np.append(part.start, part.start[-1] + len(columns)),
        index=np.concatenate([part.index, columns]),
        value=np.concatenate([part.value, np.ones(len(columns))]),
        row_lower=np.append(part.row_lower, -INFINITY),
        row_upper=np.append(part.row_upper, float(units)),
    )
