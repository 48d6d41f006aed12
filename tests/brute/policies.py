"""Rules about the units alone: whether a choice keeps them, whoever is served where."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from brute.choices import Built, Standing
from brute.payments import costs
from brute.tables import chosen, on, planning, service_of, within
from mapping.instance import Case

SMALL = 1e-9
"""Floating point: shares and posts that are exactly reached."""


class Policies:
    """The rules of a case that a choice of units keeps or breaks by itself."""

    def __init__(self, case: Case) -> None:
        self.case, self.keys = case, case.scenario.keys
        self.periods = range(len(case.periods))

    def allow(self, here: Standing) -> bool:
        return (
            self._number(here.new)
            and self._running_after(here)
            and self._total_budget(here)
            and self._spacing(here)
            and self._pairing(here)
            and self._staff(here)
            and self._reached(here)
        )

    def stands(self, here: Standing, s: int | None, t: int) -> set[int]:
        """Settlements where a unit of a service stands in a period."""
        there = {unit.at for unit in here.new if unit.service == s and unit.start <= t}
        return there | {old.at for old, places in here.places.items() if old.service == s and places[t] > 0}

    def _number(self, new: Sequence[Built]) -> bool:
        for wish in self.keys.number if on(self.case, "number") else ():
            services = chosen(self.case, wish.services)
            signed = [
                unit.number
                for unit in new
                if unit.service in services
                and (wish.by is None or self.case.periods[unit.contracted].first_year <= wish.by)
            ]
            if wish.at_least is not None and sum(signed) < wish.at_least:
                return False
            if wish.at_most is not None and sum(signed) > wish.at_most:
                return False
        return True

    def _running_after(self, here: Standing) -> bool:
        most = self.keys.after.running
        if most is None or not on(self.case, "running_after"):
            return True
        level = self.keys.cost.level
        sizes = [(planning(self.case.services[unit.service]).sizes[unit.size], unit.number) for unit in here.new]
        changed = sum(one.change.running.at(level) for one in here.made)
        return bool(sum(size.running.at(level) * number for size, number in sizes) + changed <= most + SMALL)

    def _total_budget(self, here: Standing) -> bool:
        most = self.keys.budget.total
        return (
            most is None
            or not on(self.case, "total_budget")
            or (1000 * sum(costs(self.case, here).values()) <= most + SMALL)
        )

    def _spacing(self, here: Standing) -> bool:
        for wish in self.keys.spacing if on(self.case, "spacing") else ():
            s = service_of(self.case, wish.service)
            mine = [unit for unit in here.new if unit.service == s]
            if any(self._too_near(wish, one.at, other.at) for one, other in combinations(mine, 2)):
                return False
            for unit in mine:
                for old, places in here.places.items():
                    together = any(t >= unit.start and places[t] > 0 for t in self.periods)
                    if old.service == s and together and self._too_near(wish, unit.at, old.at):
                        return False
        return True

    def _too_near(self, wish: Any, i: int, j: int) -> bool:
        travel = self.case.travel
        return i != j and bool(
            (wish.minutes is not None and min(travel.minutes[i, j], travel.minutes[j, i]) < wish.minutes)
            or (wish.km is not None and min(travel.km[i, j], travel.km[j, i]) < wish.km)
        )

    def _pairing(self, here: Standing) -> bool:
        for wish in self.keys.pairing if on(self.case, "pairing") else ():
            x, y = service_of(self.case, wish.service), service_of(self.case, wish.beside)
            for unit in here.new:
                for t in self.periods:
                    if unit.service == x and unit.start <= t:
                        ways = [self.case.travel.minutes[unit.at, j] for j in self.stands(here, y, t)]
                        if not any(way <= wish.minutes for way in ways):
                            return False
        return True

    def _staff(self, here: Standing) -> bool:
        """Every set of municipalities finds its posts in those from where one may commute to one of them (Hall)."""
        values = self.case.region.parameters
        if not on(self.case, "staff") or "staff_per_1000" not in values or "commuting_minutes" not in values:
            return True
        towns = self.case.region.municipalities
        codes = [place.ekatte for place in self.case.region.settlements]
        posts = []
        for town in towns:
            people = sum(
                place.persons[band]  # type: ignore[index]
                for place in self.case.region.settlements
                if place.municipality == town.code
                for band in ("age_15_29", "age_30_44", "age_45_64")
            )
            posts.append(values["staff_per_1000"].central * people / 1000)
        seats = [codes.index(town.seat) for town in towns]
        longest = values["commuting_minutes"].central

        def may_commute(home: int, work: int) -> bool:
            return home == work or bool(self.case.travel.minutes[seats[home], seats[work]] <= longest)

        for t in self.periods:
            needed = dict.fromkeys((town.code for town in towns), 0.0)
            for unit in here.new:
                if unit.start <= t:
                    size = planning(self.case.services[unit.service]).sizes[unit.size]
                    needed[self.case.region.settlements[unit.at].municipality] += size.staff.central * unit.number
            for one in here.made:
                if one.start <= t:
                    needed[self.case.region.settlement(one.unit.ekatte).municipality] += one.change.staff.central
            wanted = list(needed.values())
            for count in range(1, len(towns) + 1):
                for works in combinations(range(len(towns)), count):
                    homes = [h for h in range(len(towns)) if any(may_commute(h, w) for w in works)]
                    if sum(wanted[w] for w in works) > sum(posts[h] for h in homes) + SMALL:
                        return False
        return True

    def _reached(self, here: Standing) -> bool:
        """Floors of the share of settlements, or of their area, that have a unit within the standard."""
        floors = [floor for floor in self.keys.coverage if floor.of != "need"] if on(self.case, "coverage") else []
        for floor in floors:
            for t, period in enumerate(self.case.periods):
                if period.last_year >= floor.by:
                    every = range(len(self.case.region.settlements))
                    reached = {i: self._is_reached(here, floor, i, t) for i in every}
                    for inside in scopes(self.case, floor):
                        size, met = {i: self.case.region.settlements[i].area_decares for i in inside}, reached
                        if floor.of == "settlements":
                            size = dict.fromkeys(inside, 1.0)
                        if floor.of == "municipalities":
                            size, met = self._municipalities(here, floor, inside, t)
                        wanted = floor.share * sum(size.values())
                        if sum(size[i] for i in size if met[i]) < wanted - SMALL * max(1.0, wanted):
                            return False
        return True

    def _municipalities(
        self, here: Standing, floor: Any, inside: Sequence[int], t: int
    ) -> tuple[dict[int, float], dict[int, bool]]:
        """Each municipality with a settlement `inside` counts once, and is reached where a unit stands in it."""
        towns = [place.municipality for place in self.case.region.settlements]
        there = {towns[j] for s in chosen(self.case, floor.services) for j in self.stands(here, s, t)}
        first = {towns[i]: i for i in reversed(inside)}
        return dict.fromkeys(first.values(), 1.0), {i: code in there for code, i in first.items()}

    def _is_reached(self, here: Standing, floor: Any, i: int, t: int) -> bool:
        for s in chosen(self.case, floor.services):
            catchment = self.case.services[s].catchment
            near = [within(self.case, s, i, u.at, catchment) for u in here.new if u.service == s and u.start <= t]
            near += [
                within(self.case, s, i, old.at, old.catchment)
                for old, places in here.places.items()
                if old.service == s and places[t] > 0
            ]
            if any(near):
                return True
        return False


def scopes(case: Case, floor: Any) -> list[list[int]]:
    """The settlements that a floor looks at; for each municipality by itself where it says so."""
    places = list(enumerate(case.region.settlements))
    if floor.each_municipality:
        return [[i for i, place in places if place.municipality == town.code] for town in case.region.municipalities]
    return [[i for i, place in places if floor.municipality in (None, place.municipality)]]
