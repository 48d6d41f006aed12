"""Who is served where, for units that stand: a linear programme, of which some columns are all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from brute.choices import Old, Site, Standing, olds
from brute.linear import Linear
from brute.moves import Moves
from brute.policies import scopes
from brute.tables import chosen, on, planning, within, years
from mapping.instance import Case

MANY = 1e6
"""More persons or hours than any tiny case has."""


Place = int | Old
"""A site, by its number, or an existing unit (or what it becomes)."""


@dataclass(frozen=True)
class Served:
    """Persons of settlement i served in a period."""

    column: int
    i: int
    s: int
    t: int
    minutes: float
    at: Place


class Assignment:
    """`goals` are what stages improve, as terms to be made least, and a constant."""

    def __init__(self, case: Case, possible: list[Site]) -> None:
        self.case, self.sites, self.keys = case, possible, case.scenario.keys
        self.need = case.needs.persons
        self.periods = range(len(case.periods))
        self.linear = Linear()
        self.served: list[Served] = []
        self.week: dict[tuple[int, int], int] = {}
        for n, site in enumerate(possible):
            for t in self.periods:
                self._new(n, site, t)
        for old in olds(case):
            if old.service is not None:
                self._existing(old, old.service)
        self.moves = Moves(self)
        self.cap = {(place, t): self._cap(place, t) for place in self.moves.places for t in self.periods}
        users: dict[tuple[int, int, int], list[int]] = {}
        for one in self.served:
            users.setdefault((one.i, one.s, one.t), []).append(one.column)
        for (i, s, t), columns in users.items():
            self.linear.row(dict.fromkeys(columns, 1.0), 0.0, float(self.need[i, s, t]))
        self._floors()
        self._inter_municipal()
        least = self.keys.fairness.least if on(case, "least_served") else None
        self.worst = self.linear.column(0.0 if least is None else least, 1.0)
        self._shares()
        travel = {one.column: years(case, one.t) * one.minutes for one in self.served}
        self.goals = {
            "unmet": self._unmet(),
            "worst_served": ({self.worst: -1.0}, 0.0),
            "travel": (travel, 0.0),
            "cost_of_travel": ({column: self.keys.travel_price * value for column, value in travel.items()}, 0.0),
        }
        self.holds = {name: self.linear.row(goal, -inf, inf) for name, (goal, _) in self.goals.items()}
        self.longest = inf

    def _column(self, i: int, s: int, t: int, j: int, at: Place) -> int:
        whole = self.keys.assignment == "whole"
        column = self.linear.column(0.0, float(self.need[i, s, t]), either=whole)
        self.served.append(Served(column, i, s, t, float(self.case.travel.minutes[i, j]), at))
        return column

    def users(self, place: Place, t: int) -> dict[int, float]:
        """Who is served at a place in a period."""
        return {one.column: 1.0 for one in self.served if one.at == place and one.t == t}

    def _cap(self, place: Place, t: int) -> int:
        """The row of all who take places."""
        return self.linear.row(
            self.users(place, t) | dict.fromkeys(self.moves.to(place, t, in_need=False), 1.0), 0.0, 0.0
        )

    def _reached_from(self, n: int, i: int) -> bool:
        """Whether settlement i may be served from site n: inside the standard, and one of the nearest or required."""
        site = self.sites[n]
        catchment = self.case.services[site.service].catchment
        if not within(self.case, site.service, i, site.at, catchment):
            return False
        nearer = [
            other
            for other in self.sites
            if other.service == site.service
            and not other.required
            and within(self.case, other.service, i, other.at, catchment)
            and self.case.travel.minutes[i, other.at] < self.case.travel.minutes[i, site.at]
        ]
        return site.required or len(nearer) < self.keys.sites.nearest

    def _new(self, n: int, site: Site, t: int) -> None:
        hours = {}
        for i in range(len(self.case.region.settlements)):
            if self._reached_from(n, i):
                hours[self._column(i, site.service, t, site.at, n)] = self._hours(site, i, t)
        self.week[n, t] = self.linear.row(hours, 0.0, 0.0)

    def _hours(self, site: Site, i: int, t: int) -> float:
        """Hours a week of one client: visits, and driving shared by the clients of the village."""
        team = planning(self.case.services[site.service]).team
        if team is None:
            return 0.0
        together = min(team.clients_per_trip.central, max(1.0, float(self.need[i, site.service, t])))
        driving = 2 * float(self.case.travel.minutes[i, site.at]) / together
        return team.visits.central * (team.visit_minutes.central + driving) / 60

    def _existing(self, old: Old, s: int) -> None:
        for t in self.periods:
            for i in range(len(self.case.region.settlements)):
                if within(self.case, s, i, old.at, old.catchment):
                    self._column(i, s, t, old.at, old)

    def _floors(self) -> None:
        """Persons served (of a group: by its part of the settlement's need) are at least a share of those in need."""
        floors = [floor for floor in self.keys.coverage if floor.of == "need"] if on(self.case, "coverage") else []
        for floor in floors:
            for t, period in enumerate(self.case.periods):
                if period.last_year >= floor.by:
                    for inside in scopes(self.case, floor):
                        pairs = {(i, s): self._part(i, s, t, floor.group)
                                 for i in inside for s in chosen(self.case, floor.services)}  # fmt: skip
                        wanted = floor.share * sum(part * self.need[i, s, t] for (i, s), part in pairs.items())
                        terms = {one.column: pairs[one.i, one.s] for one in self.served
                                 if one.t == t and (one.i, one.s) in pairs}  # fmt: skip
                        self.linear.row(terms, float(wanted), inf)

    def _part(self, i: int, s: int, t: int, group: str | None) -> float:
        if group is None:
            return 1.0
        needs = self.case.needs
        return float(needs.parts[i, s, t, needs.groups.index(group)])

    def _inter_municipal(self) -> None:
        """So many sites serve enough persons of each of two municipalities, whichever these are."""
        wish = self.keys.inter_municipal if on(self.case, "inter_municipal") else None
        if wish is None:
            return
        by = self.case.periods[-1].last_year if wish.by is None else wish.by
        services = chosen(self.case, wish.services)
        places = self.case.region.settlements
        for t in (t for t in self.periods if self.case.periods[t].last_year >= by):
            counted = {}
            for n in (n for n, site in enumerate(self.sites) if site.service in services):
                counts = self.linear.column(0.0, 1.0, either=True)
                counted[counts] = 1.0
                enough = {counts: -2.0}
                for town in self.case.region.municipalities:
                    told = self.linear.column(0.0, 1.0, either=True)
                    enough[told] = 1.0
                    persons = {one.column: 1.0 for one in self.served
                               if one.at == n and one.t == t and places[one.i].municipality == town.code}  # fmt: skip
                    self.linear.row({told: -wish.persons, **persons}, 0.0, inf)
                self.linear.row(enough, 0.0, inf)
            self.linear.row(counted, float(wish.units), inf)

    def weight(self, i: int, s: int, t: int) -> float:
        """What an unmet person weighs: the service's weight times that of the groups whose need it is."""
        needs, keys = self.case.needs, self.keys
        weight = keys.weights.get(self.case.services[s].id, 1.0)
        if not keys.group_weights:
            return weight
        return weight * sum(
            float(needs.parts[i, s, t, g]) * keys.group_weights.get(group, 1.0) for g, group in enumerate(needs.groups)
        )

    def _shares(self) -> None:
        """Worst served share x weighted need <= weighted persons served, of each municipality in the last period."""
        last = len(self.case.periods) - 1
        places = self.case.region.settlements
        for town in self.case.region.municipalities:
            inside = [i for i, place in enumerate(places) if place.municipality == town.code]
            total = sum(
                self.weight(i, s, last) * self.need[i, s, last] for i in inside for s in range(self.need.shape[1])
            )
            if total > 0:
                terms = {one.column: -self.weight(one.i, one.s, last) for one in self.served
                         if one.i in inside and one.t == last}  # fmt: skip
                self.linear.row({self.worst: float(total), **terms}, -inf, 0.0)

    def _unmet(self) -> tuple[dict[int, float], float]:
        def costs(i: int, s: int, t: int) -> float:
            period = self.keys.period_weights[t] if self.keys.period_weights else 1.0
            return self.weight(i, s, t) * period * years(self.case, t)

        n, services, periods = self.need.shape
        everybody = sum(
            costs(i, s, t) * float(self.need[i, s, t])
            for i in range(n)
            for s in range(services)
            for t in range(periods)
        )
        return {one.column: -costs(one.i, one.s, one.t) for one in self.served}, everybody

    def stand(self, here: Standing) -> None:
        """Put units up: what they can hold, what of it must be used, and who must have moved there."""
        sides = {}
        limited = on(self.case, "places")
        for n, site in enumerate(self.sites):
            plan = planning(self.case.services[site.service])
            least = plan.minimum_use.central / 100 if on(self.case, "minimum_use") else 0.0
            for t in self.periods:
                built = [unit for unit in here.new if unit.site == n and unit.start <= t]
                there = MANY if built else 0.0
                if plan.team is not None:
                    week = plan.team.hours.central * sum(unit.number for unit in built)
                    sides[self.cap[n, t]] = (0.0, there)
                    sides[self.week[n, t]] = (least * week, week if on(self.case, "mobile_hours") else MANY)
                else:
                    places = self.places_of(n, t, here)
                    sides[self.cap[n, t]] = (least * places, places if limited else there)
        for old, by_period in here.places.items():
            for t, places in enumerate(by_period):
                if (old, t) in self.cap:
                    sides[self.cap[old, t]] = (0.0, places if limited or not places else MANY)
        self.linear.set_sides(sides | self.moves.sides(here))

    def places_of(self, n: int, t: int, here: Standing) -> float:
        """Places of the new units that are in service at a site."""
        sizes = planning(self.case.services[self.sites[n].service]).sizes
        built = [unit for unit in here.new if unit.site == n and unit.start <= t]
        places = [(sizes[unit.size].places, unit.number) for unit in built]
        return sum(size.central * number for size, number in places if size is not None)

    def least(self, goal: str) -> float | None:
        """The best that the units that stand can reach; None where they break a rule."""
        terms, constant = self.goals[goal]
        value = self.linear.least(terms)
        return None if value is None else value + constant

    def hold(self, goal: str, most: float) -> None:
        """From now on a goal is at most this."""
        self.linear.set_sides({self.holds[goal]: (-inf, most - self.goals[goal][1])})

    def hold_trips(self, longest: float) -> None:
        """From now on nobody travels longer."""
        self.longest = longest
        for one in self.served:
            upper = float(self.need[one.i, one.s, one.t]) if one.minutes <= longest else 0.0
            self.linear.set_range(one.column, 0.0, upper)

    def longest_trip(self) -> float | None:
        """The shortest longest trip: of all lengths the first that is enough."""
        held = self.longest
        found = None
        if self.linear.least({}) is not None:
            for length in sorted({0.0, *(one.minutes for one in self.served if one.minutes <= held)}):
                self.hold_trips(length)
                if self.linear.least({}) is not None:
                    found = length
                    break
        self.hold_trips(held)
        return found
