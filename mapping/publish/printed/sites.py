"""What is drawn of a plan: marks of units in the last period, one block of marks a settlement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor
from typing import Literal

from mapping.catalogue.rows import Kind
from mapping.catalogue.types import Service
from mapping.instance import Case
from mapping.plan import Plan, PlanUnit

State = Literal[
    "existing", "committed", "transformed", "new", "changed", "earlier", "closed", "solid", "likely", "open", "missing",
    "opened", "dropped", "moved_from", "moved_to", "resized", "retimed", "altered", "kept",
]  # fmt: skip
"""`changed` are existing units with another size than today; `earlier` and `closed` are new units of periods before the
one shown, and units whose service ends in it; the next
four are new units by their certainty, and places where other plans often build; the rest are what is different between
two plans."""
STATES: tuple[State, ...] = ("existing", "committed", "transformed", "new")
PHASES: tuple[State, ...] = ("changed", "earlier", "closed")
SURENESS: tuple[State, ...] = ("solid", "likely", "open", "missing")
CHANGES: tuple[State, ...] = (
    "opened", "dropped", "moved_from", "moved_to", "resized", "retimed", "altered", "kept",
)  # fmt: skip
KINDS: tuple[Kind, ...] = ("residential", "centre", "mobile")

SMALL_PLACES, MEDIUM_PLACES = 10, 30
"""A mark is small up to the first, of middle size up to the second number of places."""
SMALL_TEAMS, MEDIUM_TEAMS = 1, 3
"""The same for mobile services that have teams and no places."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The units of one service and state in one settlement: how many, and places (users) together.

    `shares` are the parts of the worlds in which the least and the most sure of them are built; None where that is
    not shown.
    """

    number: int
    kind: Kind
    state: State
    units: int
    places: int
    shares: tuple[float, float] | None = None

    @property
    def step(self) -> int:
        """0 small, 1 middle, 2 large."""
        if self.places:
            return (self.places > SMALL_PLACES) + (self.places > MEDIUM_PLACES)
        return (self.units > SMALL_TEAMS) + (self.units > MEDIUM_TEAMS)

    @property
    def inside(self) -> str:
        """What stands in the mark: the service's number, a question mark where nothing is planned."""
        return "?" if self.state == "missing" else str(self.number)

    @property
    def share_words(self) -> str:
        """The second line under the mark: in how many of a hundred worlds; empty where that is not shown."""
        if self.shares is None:
            return ""
        # Rounded down, so that no figure promises a class that its mark has not.
        least, most = (floor(share * 100 + 1e-9) for share in self.shares)
        return f"{least}\u2009%" if least == most else f"{least}–{most}\u2009%"

    @property
    def caption(self) -> str:
        """The figure under the mark: places in all, and in brackets of how many units; ×n where there are no places to
        state."""
        if self.state == "missing":
            return f"№ {self.number}" + (f" ×{self.units}" if self.units > 1 else "")
        if not self.places:
            return f"×{self.units}"
        return f"{self.places}" if self.units < 2 else f"{self.places} ({self.units})"


@dataclass(frozen=True, slots=True)
class Site:
    """A settlement with units: its index among the region's settlements, and its marks."""

    settlement: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ServiceTotal:
    """A service shown on the map: places by state, and new units, over the whole region."""

    service: Service
    places: dict[State, int]
    units: dict[State, int]


def state_of(unit: PlanUnit) -> State:
    """The state of a unit that stands: existing ones with a change apart."""
    return "changed" if unit.state == "existing" and unit.change is not None else unit.state


def sites_of(case: Case, plan: Plan, *, changes: bool = False) -> tuple[Site, ...]:
    """The settlements with units in service in the last period, in the region's order.

    With `changes` existing units that the plan changes have a mark of their own.
    """
    number = {service.id: service.number for service in case.region.catalogue.services}
    sums: dict[tuple[str, int, State, Kind], list[int]] = {}
    for unit in plan.units:
        places, units = unit.places[-1], unit.units_in_service[-1]
        if places or units:
            state = state_of(unit) if changes else unit.state
            pair = sums.setdefault((unit.settlement, number[unit.service], state, unit.kind), [0, 0])
            pair[0] += units
            pair[1] += places
    by_settlement: dict[str, list[Mark]] = {}
    for (settlement, service, state, kind), (units, places) in sums.items():
        by_settlement.setdefault(settlement, []).append(Mark(service, kind, state, units, places))
    return sites_from(case, by_settlement)


def sites_from(case: Case, marks: Mapping[str, Iterable[Mark]]) -> tuple[Site, ...]:
    """The settlements with marks (by EKATTE code), in the region's order."""
    return tuple(
        Site(i, ordered(marks[place.ekatte]))
        for i, place in enumerate(case.region.settlements)
        if place.ekatte in marks
    )


def ordered(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks as they stand in a block: by kind, number and state."""
    return tuple(sorted(marks, key=_rank))


def _rank(mark: Mark) -> tuple[int, int, int]:
    return KINDS.index(mark.kind), mark.number, (*STATES, *PHASES, *SURENESS, *CHANGES).index(mark.state)


def added_places(case: Case, plan: Plan, period: int) -> dict[str, int]:
    """By existing unit that the plan changes: how many places more it has in `period` than it would have had."""
    known = {unit.id: unit.places_in(plan.periods[period].last_year) for unit in case.region.units}
    return {
        unit.id: max(0, unit.places[period] - known[unit.id])
        for unit in plan.units
        if unit.change is not None and unit.id in known
    }


def service_totals(case: Case, plan: Plan) -> tuple[ServiceTotal, ...]:
    """The services with a mark on the map, by number, with what they have in the last period.

    Places that changes of existing units add count as transformed.
    """
    totals: dict[str, ServiceTotal] = {}
    for service in sorted(case.region.catalogue.services, key=lambda s: s.number):
        total = ServiceTotal(service, dict.fromkeys(STATES, 0), dict.fromkeys(STATES, 0))
        totals[service.id] = total
    added_to = added_places(case, plan, len(plan.periods) - 1)
    for unit in plan.units:
        # What an enlargement adds does not stand today: it counts as the places of transformed units do.
        added = added_to.get(unit.id, 0)
        totals[unit.service].places["transformed"] += added
        totals[unit.service].places[unit.state] += unit.places[-1] - added
        totals[unit.service].units[unit.state] += unit.units_in_service[-1]
    return tuple(t for t in totals.values() if any(t.places.values()) or any(t.units.values()))
