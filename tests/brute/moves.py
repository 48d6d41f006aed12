"""Users who leave changed units: each has a new place, in every period from the change on."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from brute.choices import Old, Standing, olds
from brute.tables import on, place_of, service_of, within
from mapping.region import ExistingUnit, UnitChange

if TYPE_CHECKING:
    from brute.assignment import Assignment, Place


class Moves:
    """Columns of the users who move, by change, place and period; none without the rule of rehousing.

    `places` are all where people are served or may move to.
    """

    def __init__(self, assignment: Assignment) -> None:
        self.of, self.case = assignment, assignment.case
        self.linear = assignment.linear
        self.places: list[Place] = [*range(len(assignment.sites))]
        self.places += [old for old in olds(self.case) if old.service is not None]
        self.columns: dict[tuple[str, str, Place, int], int] = {}
        self.leave: dict[tuple[str, str, int], int] = {}
        self.new: dict[tuple[Place, int], int] = {}
        if on(self.case, "rehousing"):
            for unit in self.case.region.units:
                for change in unit.changes:
                    self._leave(unit, change)
            for place in self.places:
                for t in assignment.periods:
                    everybody = self.to(place, t, in_need=False) + self.to(place, t, in_need=True)
                    self.new[place, t] = self.linear.row(dict.fromkeys(everybody, 1.0), 0.0, 0.0)
                    # Who was in need before is so still: those who move there are among those served there.
                    moved = dict.fromkeys(self.to(place, t, in_need=True), 1.0)
                    served = dict.fromkeys(assignment.users(place, t), -1.0)
                    self.linear.row(moved | served, -inf, 0.0)

    def _leave(self, unit: ExistingUnit, change: UnitChange) -> None:
        for t in self.of.periods:
            terms = {}
            for place in self.places:
                if self._may_take(unit, change, place):
                    column = self.linear.column(0.0, inf)
                    self.columns[unit.id, change.id, place, t] = column
                    terms[column] = 1.0
            self.leave[unit.id, change.id, t] = self.linear.row(terms, 0.0, 0.0)

    def _may_take(self, unit: ExistingUnit, change: UnitChange, place: Place) -> bool:
        """What the unit becomes; new, enlarged or transformed units of a service that may, within its standard."""
        if isinstance(place, Old):
            if place.unit == unit.id:
                return place.becomes == change.id
            s, at = place.service, place.at
        else:
            s, at = self.of.sites[place].service, self.of.sites[place].at
        if s is None or self.case.services[s].kind == "mobile" or self.case.services[s].id not in change.users_to:
            return False
        return within(self.case, s, place_of(self.case, unit.ekatte), at, "region")

    def to(self, place: Place, t: int, *, in_need: bool) -> list[int]:
        """Who moves to a place: those whose service is planned are in its need, others come on top."""
        planned = {unit.id: service_of(self.case, unit.service) is not None for unit in self.case.region.units}
        return [
            column
            for (unit, _, where, when), column in self.columns.items()
            if where == place and when == t and planned[unit] == in_need
        ]

    def sides(self, here: Standing) -> dict[int, tuple[float, float]]:
        """What the rows ask for once these changes are made and these units stand."""
        sides = {}
        for (unit, change, t), row in self.leave.items():
            gone = [one for one in here.made if (one.unit.id, one.change.id) == (unit, change) and one.start <= t]
            users = gone[0].change.users.central if gone else 0.0
            sides[row] = (users, users)
        for (place, t), row in self.new.items():
            added = here.added[place][t] if isinstance(place, Old) else self.of.places_of(place, t, here)
            sides[row] = (0.0, added)
        return sides
