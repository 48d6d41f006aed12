"""What is said of one settlement, as frozen values. Persons are expected persons, money EUR."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mapping.explain.room import Way

Lack = Literal["nothing", "no_unit", "full", "room_left"]
"""nothing: everybody is served; no_unit: no unit stands within the standard; full: those that do have no room;
room_left: one has room, and the plan did not use it here."""

Hurdle = Literal["fits", "empty", "money", "ceiling", "not_allowed"]
"""What keeps the cheapest new unit from being built on top of the plan: nothing (fits: the search weighed it against
others, or stopped before), too few unserved people to fill it (empty), no money left in the funds that may pay it
(money), no room under the ceiling on running cost after the programme (ceiling), or no allowed site within reach."""


@dataclass(frozen=True, slots=True)
class ServedFrom:
    """Persons of the settlement whom a unit serves."""

    way: Way
    persons: float


@dataclass(frozen=True, slots=True)
class NewUnit:
    """The new unit that would reach the settlement for the least money: where, its minutes, its size and price until
    the end of the plan (`cost`) and a year (`running`), how many unserved people it would reach (`unserved`) and how
    many users it must have (`wanted`), and what keeps it from being built."""

    settlement: str
    minutes: float
    size: str
    places: int
    cost: float
    running: float
    unserved: float
    wanted: float
    hurdle: Hurdle
    missing: float


@dataclass(frozen=True, slots=True)
class OfService:
    """One service in the settlement, in the last period of the plan: need with its range (None: weights of a point),
    who serves it, what is unmet, and by which groups; the nearest unit of all, the nearest within the standard and the
    nearest with room (None: there is none); and the cheapest new unit (None: none may reach it, or none is needed).
    """

    service: str
    need: float
    low: float | None
    high: float | None
    unmet: float
    served: tuple[ServedFrom, ...]
    groups: tuple[tuple[str, float], ...]
    lack: Lack
    standard: tuple[float, float]
    nearest: Way | None
    with_room: Way | None
    room: float
    new: NewUnit | None


@dataclass(frozen=True, slots=True)
class Village:
    """A settlement and all its planned services with need, the largest unmet need first."""

    settlement: str
    services: tuple[OfService, ...]

    @property
    def need(self) -> float:
        """Persons in need, summed over services."""
        return sum(one.need for one in self.services)

    @property
    def unmet(self) -> float:
        """Persons unserved, summed over services."""
        return sum(one.unmet for one in self.services)
