"""The best plan of a tiny case, found by going through every choice of whole units.

Written from the words of the rules (docs/rules.md, docs/scenario.md), not from mapping.model: for units that stand,
who is served where is a linear programme, and whether the funds can pay is another; both are stated here anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import inf
from typing import Any

import highspy
import numpy as np

from mapping.catalogue import Service
from mapping.catalogue.types import Planning
from mapping.instance import Case

MANY = 1e6
"""More persons, hours or thousands of euro than any tiny case has."""

WHISKER = 1e-6
"""A stage is held this much below its best, so that the plan that reached it stays feasible in floating point."""

Kind = tuple[int, int]
"""A size and the period of its contract."""


@dataclass(frozen=True)
class Site:
    """A settlement where units of a service may stand: how many at most, and which sizes when."""

    service: int
    at: int
    kinds: tuple[Kind, ...]
    most: int
    required: bool

    def choices(self) -> list[tuple[int, ...]]:
        """Numbers of each kind."""
        counts = [c for c in product(range(self.most + 1), repeat=len(self.kinds)) if sum(c) <= self.most]
        return [c for c in counts if sum(c) >= 1 or not self.required]


Choice = tuple[tuple[int, ...], ...]
"""For every site the number of units of each of its kinds."""


def planning(service: Service) -> Planning:
    assert service.planning is not None
    return service.planning


def begins(case: Case, service: Service, contracted: int) -> float:
    """When a unit starts: its contract is signed at the start of the middle year, the earlier of two."""
    period = case.periods[contracted]
    return (period.first_year + period.last_year) // 2 + planning(service).lead_months.central / 12


def serves_from(case: Case, service: Service, contracted: int) -> int | None:
    """The first period, from that of the contract on, in which the unit stands when the last year begins."""
    start = begins(case, service, contracted)
    later = [t for t, p in enumerate(case.periods) if t >= contracted and start <= p.last_year]
    return later[0] if later else None


def sites(case: Case) -> list[Site]:
    keys = case.scenario.keys
    decided = {(c.service, c.settlement): c.status for c in keys.sites.choices} if keys.rules.site_status else {}
    found = []
    for s, service in enumerate(case.services):
        limit = planning(service).legal_places
        lawful = [
            k
            for k, size in enumerate(planning(service).sizes)
            if limit is None or size.places is None or not keys.rules.legal_size or size.places.central <= limit.central
        ]
        kinds = tuple(
            (k, t) for k in lawful for t in range(len(case.periods)) if serves_from(case, service, t) is not None
        )
        most = keys.sites.teams_per_site if service.kind == "mobile" else keys.sites.units_per_site
        for i, place in enumerate(case.region.settlements):
            status = decided.get((service.id, place.ekatte))
            fit = place.population_2021 >= planning(service).min_population.central or any(
                f.ekatte == place.ekatte and f.facility == service.site_facility for f in case.region.facilities
            )
            if status in ("required", "candidate") or (status is None and fit):
                found.append(Site(s, i, kinds, most, status == "required"))
    return found


def count_choices(case: Case) -> int:
    return int(np.prod([len(site.choices()) for site in sites(case)], dtype=float))


@dataclass
class Linear:
    """A linear programme whose sides and goals change, its matrix does not; solved by HiGHS's simplex."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)
    _highs: Any = None

    def column(self, lower: float, upper: float) -> int:
        self.lower.append(lower)
        self.upper.append(upper)
        return len(self.lower) - 1

    def row(self, terms: dict[int, float], lower: float, upper: float) -> int:
        self.rows.append((terms, lower, upper))
        return len(self.rows) - 1

    def solver(self) -> Any:
        if self._highs is None:
            highs = highspy.Highs()
            highs.setOptionValue("output_flag", False)
            empty = np.zeros(0)
            none = empty.astype(np.int32)
            n = len(self.lower)
            highs.addCols(n, np.zeros(n), np.array(self.lower), np.array(self.upper), 0, none, none, empty)
            for terms, lower, upper in self.rows:
                columns = np.array(list(terms), dtype=np.int32)
                highs.addRow(lower, upper, len(columns), columns, np.array(list(terms.values()), dtype=float))
            self._highs = highs
        return self._highs

    def set_sides(self, sides: dict[int, tuple[float, float]]) -> None:
        if sides:
            rows = np.array(list(sides), dtype=np.int32)
            low, high = np.array(list(sides.values()), dtype=float).T
            self.solver().changeRowsBounds(len(rows), rows, np.ascontiguousarray(low), np.ascontiguousarray(high))

    def least(self, cost: dict[int, float]) -> float | None:
        """The least of `cost`; None where nothing is feasible."""
        highs = self.solver()
        n = len(self.lower)
        costs = np.zeros(n)
        costs[list(cost)] = list(cost.values())
        highs.changeColsCost(n, np.arange(n, dtype=np.int32), costs)
        highs.run()
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return float(highs.getInfo().objective_function_value)
        assert status in (
            highspy.HighsModelStatus.kInfeasible,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        ), status
        return None


class Assignment:
    """Who is served where, for units that stand."""

    def __init__(self, case: Case, possible: list[Site]) -> None:
        self.case, self.sites = case, possible
        self.need = case.needs.persons
        self.periods = range(len(case.periods))
        self.linear = Linear()
        self.serve: list[tuple[int, int, int, int, float]] = []  # column, settlement, service, period, minutes
        self.cap: dict[tuple[int, int], int] = {}
        self.week: dict[tuple[int, int], int] = {}
        users: dict[tuple[int, int, int], list[int]] = {}
        for n, site in enumerate(possible):
            for t in self.periods:
                self._new(n, site, t, users)
        for unit in case.region.units:
            for t in self.periods:
                self._existing(unit, t, users)
        for (i, s, t), columns in users.items():
            self.linear.row(dict.fromkeys(columns, 1.0), 0.0, float(self.need[i, s, t]))
        self.worst = self.linear.column(0.0, 1.0)
        self._shares()
        self.goals = {"unmet": self._unmet(), "worst_served": ({self.worst: -1.0}, 0.0), "travel": self._travel()}
        self.holds = {name: self.linear.row(goal, -inf, inf) for name, (goal, _) in self.goals.items()}

    def _column(self, i: int, s: int, t: int, j: int, users: dict[tuple[int, int, int], list[int]]) -> int:
        column = self.linear.column(0.0, float(self.need[i, s, t]))
        self.serve.append((column, i, s, t, float(self.case.travel.minutes[i, j])))
        users.setdefault((i, s, t), []).append(column)
        return column

    def _within(self, s: int, i: int, j: int, catchment: str) -> bool:
        service = self.case.services[s]
        minutes, km = planning(service).standard_minutes.central, planning(service).standard_km.central
        changed = self.case.scenario.keys.standards.get(service.id)
        if changed is not None:
            minutes = minutes if changed.minutes is None else changed.minutes
            km = km if changed.km is None else changed.km
        travel, places = self.case.travel, self.case.region.settlements
        near = travel.minutes[i, j] <= minutes and travel.km[i, j] <= km
        return bool(near) and (catchment == "region" or places[i].municipality == places[j].municipality)

    def _reached_from(self, n: int, i: int) -> bool:
        """Whether settlement i may be served from site n: inside the standard, and one of the nearest or required."""
        site = self.sites[n]
        catchment = self.case.services[site.service].catchment
        if not self._within(site.service, i, site.at, catchment):
            return False
        nearer = [
            other
            for other in self.sites
            if other.service == site.service
            and not other.required
            and self._within(other.service, i, other.at, catchment)
            and self.case.travel.minutes[i, other.at] < self.case.travel.minutes[i, site.at]
        ]
        return site.required or len(nearer) < self.case.scenario.keys.sites.nearest

    def _new(self, n: int, site: Site, t: int, users: dict[tuple[int, int, int], list[int]]) -> None:
        columns, hours = {}, {}
        for i in range(len(self.case.region.settlements)):
            if self._reached_from(n, i):
                column = self._column(i, site.service, t, site.at, users)
                columns[column] = 1.0
                hours[column] = self._hours(site, i, t)
        self.cap[n, t] = self.linear.row(columns, 0.0, 0.0)
        self.week[n, t] = self.linear.row(hours, 0.0, 0.0)

    def _hours(self, site: Site, i: int, t: int) -> float:
        """Hours a week of one client: visits, and driving shared by the clients of the village."""
        team = planning(self.case.services[site.service]).team
        if team is None:
            return 0.0
        together = min(team.clients_per_trip.central, max(1.0, float(self.need[i, site.service, t])))
        driving = 2 * float(self.case.travel.minutes[i, site.at]) / together
        return team.visits.central * (team.visit_minutes.central + driving) / 60

    def _existing(self, unit: Any, t: int, users: dict[tuple[int, int, int], list[int]]) -> None:
        s = next(s for s, service in enumerate(self.case.services) if service.id == unit.service)
        j = next(j for j, place in enumerate(self.case.region.settlements) if place.ekatte == unit.ekatte)
        year = self.case.periods[t].last_year
        steps = [step for step in unit.places if step.year <= year]
        places = max(steps, key=lambda step: step.year).places.central if steps else 0
        columns = [
            self._column(i, s, t, j, users)
            for i in range(len(self.case.region.settlements))
            if self._within(s, i, j, unit.catchment)
        ]
        self.linear.row(dict.fromkeys(columns, 1.0), 0.0, float(places))

    def weight(self, s: int) -> float:
        return self.case.scenario.keys.weights.get(self.case.services[s].id, 1.0)

    def years(self, t: int) -> int:
        return self.case.periods[t].last_year - self.case.periods[t].first_year + 1

    def _shares(self) -> None:
        """Worst served share x weighted need <= weighted persons served, of each municipality in the last period."""
        last = len(self.case.periods) - 1
        places = self.case.region.settlements
        for municipality in self.case.region.municipalities:
            inside = [i for i, place in enumerate(places) if place.municipality == municipality.code]
            total = sum(self.weight(s) * self.need[i, s, last] for i in inside for s in range(len(self.case.services)))
            if total > 0:
                terms = {c: -self.weight(s) for c, i, s, t, _ in self.serve if i in inside and t == last}
                self.linear.row({self.worst: float(total), **terms}, -inf, 0.0)

    def _unmet(self) -> tuple[dict[int, float], float]:
        everybody = sum(
            self.weight(s) * self.years(t) * float(self.need[i, s, t])
            for i, s, t in np.argwhere(self.need > 0).tolist()
        )
        return {c: -self.weight(s) * self.years(t) for c, _, s, t, _ in self.serve}, everybody

    def _travel(self) -> tuple[dict[int, float], float]:
        return {c: self.years(t) * minutes for c, _, _, t, minutes in self.serve}, 0.0

    def stand(self, choice: Choice) -> None:
        """Put the units of `choice` up: what they can hold, and what of it must be used."""
        rules = self.case.scenario.keys.rules
        sides = {}
        for n, (site, counts) in enumerate(zip(self.sites, choice, strict=True)):
            service = self.case.services[site.service]
            plan = planning(service)
            least = plan.minimum_use.central / 100 if rules.minimum_use else 0.0
            for t in self.periods:
                here = [
                    (k, number)
                    for (k, contracted), number in zip(site.kinds, counts, strict=True)
                    if number and (serves_from(self.case, service, contracted) or 0) <= t
                ]
                units = sum(number for _, number in here)
                if plan.team is not None:
                    week = plan.team.hours.central * units
                    sides[self.cap[n, t]] = (0.0, MANY if units else 0.0)
                    sides[self.week[n, t]] = (least * week, week if rules.mobile_hours else MANY)
                else:
                    places = sum(size.central * m for k, m in here if (size := plan.sizes[k].places) is not None)
                    sides[self.cap[n, t]] = (least * places, places)
        self.linear.set_sides(sides)

    def best(self, objective: str) -> float | None:
        goal, constant = self.goals[objective]
        value = self.linear.least(goal)
        if value is None:
            return None
        return -value if objective == "worst_served" else value + constant

    def hold(self, objective: str, value: float) -> None:
        _, constant = self.goals[objective]
        upper = -value if objective == "worst_served" else value - constant
        self.linear.set_sides({self.holds[objective]: (-inf, upper)})


class Payments:
    """Whether the funds can pay for units, in thousand EUR."""

    def __init__(self, case: Case, possible: list[Site]) -> None:
        self.case, self.sites = case, possible
        self.linear = Linear()
        self.linear.column(0.0, 0.0)  # HiGHS does not judge programmes without columns
        drawn: dict[tuple[str, str | None, str, int], list[int]] = {}
        self.due: dict[tuple[int, str, str, int], int] = {}
        for s, service in enumerate(case.services):
            for municipality in case.region.municipalities:
                for kind in ("capital", "running"):
                    for t in range(len(case.periods)):
                        paying = []
                        for fund in case.region.funds:
                            if self._may(fund, service.id, kind, t):
                                owner = municipality.code if fund.scope == "municipality" else None
                                column = self.linear.column(0.0, inf)
                                drawn.setdefault((fund.id, owner, kind, t), []).append(column)
                                paying.append(column)
                        row = self.linear.row(dict.fromkeys(paying, 1.0), 0.0, 0.0)
                        self.due[s, municipality.code, kind, t] = row
        self._envelopes(drawn)

    def _may(self, fund: Any, service: str, kind: str, t: int) -> bool:
        """Capital is paid in the year of contract; running money must be allowed in every year of the period."""
        period = self.case.periods[t]
        years = range(period.first_year, period.last_year + 1)
        if kind == "capital":
            years = range((period.first_year + period.last_year) // 2, (period.first_year + period.last_year) // 2 + 1)
        return any(
            row.service == service and row.kind == kind and all(row.first_year <= y <= row.last_year for y in years)
            for row in fund.pays
        )

    def _envelopes(self, drawn: dict[tuple[str, str | None, str, int], list[int]]) -> None:
        keys = self.case.scenario.keys
        covered = set()
        for fund in self.case.region.funds:
            factor = keys.funds[fund.id].factor if fund.id in keys.funds else 1.0
            for envelope in fund.envelopes:
                amount = envelope.amount.at(keys.cost.envelopes) * factor / 1000
                together: list[int] = []
                for t, period in enumerate(self.case.periods):
                    years = [
                        y
                        for y in range(period.first_year, period.last_year + 1)
                        if envelope.first_year <= y <= envelope.last_year
                    ]
                    cell = (fund.id, envelope.municipality, envelope.kind, t)
                    if years:
                        covered.add(cell)
                        columns = drawn.get(cell, [])
                        together += columns
                        if envelope.yearly:
                            self.linear.row(dict.fromkeys(columns, 1.0), 0.0, amount * len(years))
                if not envelope.yearly:
                    self.linear.row(dict.fromkeys(together, 1.0), 0.0, amount)
        for cell, columns in drawn.items():
            if cell not in covered:
                self.linear.row(dict.fromkeys(columns, 1.0), 0.0, 0.0)

    def costs(self, choice: Choice) -> dict[tuple[int, str, str, int], float]:
        """Thousand EUR by service, municipality, kind and period."""
        level = self.case.scenario.keys.cost.level
        cost: dict[tuple[int, str, str, int], float] = {}
        for site, counts in zip(self.sites, choice, strict=True):
            service = self.case.services[site.service]
            code = self.case.region.settlements[site.at].municipality
            for (k, contracted), number in zip(site.kinds, counts, strict=True):
                if not number:
                    continue
                size = planning(service).sizes[k]
                start = begins(self.case, service, contracted)
                key = (site.service, code, "capital", contracted)
                cost[key] = cost.get(key, 0.0) + number * size.capital.at(level) / 1000
                for t, period in enumerate(self.case.periods):
                    years = min(period.last_year + 1 - start, period.last_year + 1 - period.first_year)
                    if years > 0:
                        key = (site.service, code, "running", t)
                        cost[key] = cost.get(key, 0.0) + number * size.running.at(level) * years / 1000
        return cost

    def can_pay(self, choice: Choice) -> bool:
        due = dict.fromkeys(self.due, 0.0) | self.costs(choice)
        self.linear.set_sides({self.due[key]: (value, value) for key, value in due.items()})
        return self.linear.least({}) is not None


def best_values(case: Case, found: Sequence[float] | None = None) -> list[float] | None:
    """The best value of every stage of the scenario, each held within its tolerance; None where no plan is feasible.

    `found`: what the stages found, where that is not the best; then these are held.
    """
    possible = sites(case)
    payments, assignment = Payments(case, possible), Assignment(case, possible)
    affordable = [
        choice
        for choice in product(*(site.choices() for site in possible))
        if not case.scenario.keys.rules.money or payments.can_pay(choice)
    ]
    left: list[Choice] = affordable
    values = []
    for number, stage in enumerate(case.scenario.keys.stages):
        reached = list(_reached(stage.objective, left, assignment, payments))
        if not reached:
            return None
        sign = -1 if stage.objective == "worst_served" else 1
        best = min(sign * value for _, value in reached) * sign
        values.append(best)
        held = best if found is None else found[number]
        bound = held + sign * (abs(held) * stage.tolerance + WHISKER * max(1.0, abs(held)))
        left = [choice for choice, value in reached if sign * value <= sign * bound]
        if stage.objective != "money":
            assignment.hold(stage.objective, bound)
    return values


def _reached(
    objective: str, choices: list[Choice], assignment: Assignment, payments: Payments
) -> Iterator[tuple[Choice, float]]:
    """What each choice can reach at best, for those that are feasible."""
    for choice in choices:
        assignment.stand(choice)
        value = assignment.best(objective if objective != "money" else "unmet")
        if value is not None:
            yield choice, sum(payments.costs(choice).values()) if objective == "money" else value
