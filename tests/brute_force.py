"""The best plan of a tiny case, found by going through every choice of whole units (see brute/)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf

from brute.assignment import Assignment
from brute.choices import Standing, all_choices, count_choices, sites
from brute.payments import Payments, costs
from brute.policies import Policies
from brute.tables import on

from mapping.instance import Case

__all__ = ["best_values", "count_choices"]

WHISKER = 1e-6
"""A stage is held this much below its best, so that the plan that reached it stays feasible in floating point."""

GREATEST = ("worst_served", "spread")
"""Objectives that are made as large as can be. In here their sign is turned, and every objective is made least."""


def money(case: Case, here: Standing) -> float:
    """Capital and running cost over all periods, thousand EUR."""
    return sum(costs(case, here).values())


def units(_case: Case, here: Standing) -> float:
    return float(sum(unit.number for unit in here.new))


def spread(case: Case, here: Standing) -> float:
    """The least minutes between two settlements with new units, turned; the region's most where there are no two."""
    minutes = case.travel.minutes
    everywhere = max((float(minutes[i, j]) for i, j in combinations(range(len(minutes)), 2)), default=0.0)
    towns = sorted({unit.at for unit in here.new})
    return -min((float(minutes[i, j]) for i, j in combinations(towns, 2)), default=everywhere)


OF_UNITS: Mapping[str, Callable[[Case, Standing], float]] = {"money": money, "units": units, "spread": spread}
"""Objectives that the units alone decide."""


@dataclass
class Search:
    """What units reach in each objective, given what is held of others."""

    case: Case
    assignment: Assignment
    most_cost: float = inf

    def reach(self, objective: str, here: Standing) -> float | None:
        """The least value that these units allow; None where they break a rule or what is held."""
        self.assignment.stand(here)
        cost = 1000 * money(self.case, here)
        if self.most_cost < inf:
            self.assignment.hold("cost_of_travel", self.most_cost - cost)
        if objective in OF_UNITS:
            possible = self.assignment.least("travel") is not None
            return OF_UNITS[objective](self.case, here) if possible else None
        if objective == "longest_trip":
            return self.assignment.longest_trip()
        if objective == "location_cost":
            travel = self.assignment.least("cost_of_travel")
            return None if travel is None else cost + travel
        return self.assignment.least(objective)

    def hold(self, objective: str, most: float) -> None:
        """What is held of persons; what is held of units leaves out choices instead."""
        if objective == "longest_trip":
            self.assignment.hold_trips(most)
        elif objective == "location_cost":
            self.most_cost = most
        elif objective not in OF_UNITS:
            self.assignment.hold(objective, most)


def best_values(case: Case, found: Sequence[float] | None = None, whisker: float = WHISKER) -> list[float] | None:
    """The best value of every stage of the scenario, each held within its tolerance; None where no plan is feasible.

    `found`: what the stages found, where that is not the best; then these are held. Each stage is held `whisker`
    (relative, at least absolute) below its value.
    """
    possible = sites(case)
    policies, payments = Policies(case), Payments(case)
    left = [
        here
        for here in all_choices(case, possible)
        if policies.allow(here) and (not on(case, "money") or payments.can_pay(here))
    ]
    search = Search(case, Assignment(case, possible))
    values = []
    for number, stage in enumerate(case.scenario.keys.stages):
        sign = -1.0 if stage.objective in GREATEST else 1.0
        reached = [(here, value) for here in left if (value := search.reach(stage.objective, here)) is not None]
        if not reached:
            return None
        best = min(value for _, value in reached)
        values.append(sign * best)
        held = best if found is None else sign * found[number]
        most = held + abs(held) * stage.tolerance + whisker * max(1.0, abs(held))
        left = [here for here, value in reached if value <= most]
        search.hold(stage.objective, most)
    return values


def least_unmet(case: Case, allowed: Callable[[Standing], bool]) -> float | None:
    """The least weighted unmet need of all choices of units that are `allowed`; None where none of them is feasible."""
    possible = sites(case)
    policies, payments = Policies(case), Payments(case)
    search = Search(case, Assignment(case, possible))
    values = [
        search.reach("unmet", here)
        for here in all_choices(case, possible)
        if allowed(here) and policies.allow(here) and (not on(case, "money") or payments.can_pay(here))
    ]
    return min((value for value in values if value is not None), default=None)
