"""Problems in which places limit: a column for each pair, the share of the point's need that goes there.

share[i,j] <= open[j] for each pair and persons within places of an open unit: the strong form (Geoffrion and Graves
1974, Management Science 20(5), 822-844; Holmberg, Ronnqvist and Yuan 1999, European Journal of Operational Research
113(3), 544-559).
"""

from __future__ import annotations

import numpy as np

from mapping.instance import Location
from mapping.model import Goal, Program
from mapping.model.program import Draft
from mapping.scenario import Stage
from mapping.solve.location.context import Context, FloatArray, Found
from mapping.solve.location.trouble import largest_together, with_plan

THOUSAND = 1000.0
OBJECTIVES = frozenset({"unmet", "units", "money", "travel", "location_cost"})
LEAST_SHARE = 1e-7
"""Shares below this are the solver's tolerance."""


def solve_capacitated(location: Location, context: Context) -> list[Found]:
    """Every stage in order; each holds the ones before it. All objectives are of OBJECTIVES."""
    stated = _Stated(location)
    results: list[Found] = []
    session = None
    values: FloatArray | None = None
    for stage in location.stages:
        goal, constant = stated.goal(stage)
        context.begin(stage.seconds)
        if session is None:
            session = context.state(stated.program, goal)
        outcome = context.solve(session, goal, stage.gap, values)
        values = with_plan(outcome)
        session.hold(goal, outcome.value + abs(outcome.value) * (stage.tolerance + 1e-7) + 1e-6)
        results.append(stated.found(values, outcome.value + constant, outcome.bound + constant))
    return results


class _Stated:
    """The programme of a capacitated problem and what its columns mean."""

    def __init__(self, location: Location) -> None:
        self._location = location
        capacity = location.capacity if location.capacity is not None else np.full(location.sites, np.inf)
        draft = Draft()
        self._open = [
            draft.column(f"open[{s}]", float(location.must[s]), 1.0, whole=True) for s in range(location.sites)
        ]
        pairs = np.isfinite(location.distance)
        if location.whole:
            pairs &= location.persons[:, None] <= capacity[None, :] + 1e-9
        self._share = {
            (i, j): draft.column(f"share[{i}.{j}]", 0.0, 1.0, whole=location.whole)
            for i, j in np.argwhere(pairs).tolist()
        }
        self._missed: list[int] = []
        for i in range(location.points):
            terms = [(self._share[i, j], 1.0) for j in np.flatnonzero(pairs[i]).tolist()]
            if not location.everybody:
                self._missed.append(draft.column(f"missed[{i}]", 0.0, 1.0))
                terms.append((self._missed[i], 1.0))
            draft.row(f"served[{i}]", terms, "=", 1.0)
        for j in range(location.sites):
            here = np.flatnonzero(pairs[:, j]).tolist()
            used = [(self._share[i, j], float(location.persons[i])) for i in here]
            if used and location.persons[here].sum() > capacity[j]:
                draft.row(f"places[{j}]", [*used, (self._open[j], -float(capacity[j]))], "<=", 0.0)
        for (i, j), share in self._share.items():
            draft.row(f"there[{i}.{j}]", [(share, 1.0), (self._open[j], -1.0)], "<=", 0.0)
        self._limits(draft, capacity)
        self.program: Program = draft.freeze()

    def _limits(self, draft: Draft, capacity: FloatArray) -> None:
        location = self._location
        new = [(self._open[j], 1.0) for j in np.flatnonzero(~location.existing).tolist()]
        if location.least == location.most:
            draft.row("number", new, "=", float(location.most))
        else:
            if location.least > 0:
                draft.row("number[least]", new, ">=", float(location.least))
            if location.most < len(new):
                draft.row("number[most]", new, "<=", float(location.most))
        if np.isfinite(location.budget):
            spent = [(self._open[j], float(location.capital[j]) / THOUSAND) for j in range(location.sites)]
            draft.row("budget", spent, "<=", location.budget / THOUSAND)
        total = float(location.persons.sum())
        if location.everybody and np.isfinite(capacity).all() and largest_together(location, capacity) < np.inf:
            # Implied by the others, and says to the solver how many units it takes.
            places = [(self._open[j], float(capacity[j])) for j in range(location.sites)]
            draft.row("together", places, ">=", total)

    def goal(self, stage: Stage) -> tuple[Goal, float]:
        """The goal of a stage, and what must be added to its value."""
        location = self._location
        if stage.objective == "unmet":
            persons = location.persons * location.unmet_weight
            return Goal("unmet", True, {c: float(persons[i]) for i, c in enumerate(self._missed)}), 0.0
        new = np.flatnonzero(~location.existing).tolist()
        if stage.objective == "units":
            return Goal("units", True, {self._open[j]: 1.0 for j in new}), 0.0
        if stage.objective == "money":
            return Goal("money", True, {self._open[j]: float(location.cost[j]) / THOUSAND for j in new}), 0.0
        price = location.years * (location.travel_price if stage.objective == "location_cost" else 1.0)
        terms = {
            column: float(location.persons[i] * location.distance[i, j]) * price
            for (i, j), column in self._share.items()
        }
        if stage.objective == "location_cost":
            terms |= {self._open[j]: float(location.cost[j]) for j in new}
        return Goal(stage.objective, True, terms), 0.0

    def found(self, values: FloatArray, value: float, bound: float) -> Found:
        """Who is served where."""
        location = self._location
        opened = values[self._open] > 0.5
        shares = {
            pair: float(location.persons[pair[0]] * values[column])
            for pair, column in self._share.items()
            if values[column] > LEAST_SHARE
        }
        return Found(opened, np.full(location.points, -1, dtype=np.int64), value, bound, shares)
