"""The programme of one world with unmet need as its only goal, and a given plan's units carried out in it."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mapping.instance import Instance
from mapping.model import build_model
from mapping.model.variables import NONE, Variables
from mapping.scenario import Stage
from mapping.solve.arrays import Arrays, Effort, FloatArray, Found, IntArray, arrays_of, cost_of, minimise, slice_of
from mapping.solve.outcome import feasibility, relative_gap
from mapping.uncertainty.types import Built

UNMET = (Stage(objective="unmet", gap=0.0),)
"""The only objective of a world."""

EXACT = 2e-4
"""A plan is carried out this close to the best that its units allow, relative to its value."""

NODES, LONGER_NODES = 150, 20
"""A search of so many nodes ends even where it is not that close; what is found carries its bound. The longer search
has fewer nodes, but sub-programmes beside them."""

WIDE = 3e-3
"""Where the relative gap is wider after the first search, there is a longer one."""


class Stated:
    """An instance's programme: `arrays`, `cost` (weighted unmet need, by column), and the site of each column."""

    def __init__(self, instance: Instance, seed: int = 1) -> None:
        """State the programme; nothing is solved yet."""
        self.instance = replace(instance, stages=UNMET)
        self.model = build_model(self.instance)
        self.arrays: Arrays = arrays_of(self.model.program)
        self.cost = cost_of(self.model.goals[0], self.arrays.columns)
        self.seed = seed
        self.tolerance = feasibility(self.model.program)
        self.opened: IntArray = np.array(list(self.variables.open.values()), dtype=np.int64)
        self._site = self._site_of_columns()

    @property
    def variables(self) -> Variables:
        """Columns by meaning."""
        return self.model.variables

    def carry_out(self, built: Sequence[Built], exactly: bool = False) -> Found:
        """The least unmet need with at most (`exactly`: just) the units `built`; `values` by column of the model.

        Changes of existing units, who is served where and who pays are free. Columns of sites where nothing is built
        are left out before the search, which makes it short.
        """
        most = self.units_by_column(built)
        upper = self.arrays.upper.copy()
        upper[self.opened] = np.minimum(upper[self.opened], most[self.opened])
        building = self.opened[most[self.opened] > 0]
        used = np.zeros(len(self.instance.facilities) + 1, dtype=bool)
        used[-1] = True  # columns of no site
        used[self._site[building]] = True
        keep = np.flatnonzero(used[self._site])
        here = slice_of(self.arrays, keep, np.arange(self.arrays.rows), None)
        cost, lower, upper, whole = self.cost[keep], self.arrays.lower[keep], upper[keep], self.arrays.whole[keep]
        all_built = lower.copy()
        at = np.searchsorted(keep, building)
        all_built[at] = upper[at]

        def least(low: FloatArray, gap: float, start: FloatArray | None, longer: bool = False) -> Found:
            nodes = LONGER_NODES if longer else NODES
            effort = Effort(gap, nodes, math.inf, self.tolerance, quick=longer, bare=not longer)
            return minimise(here, cost, low, upper, whole, effort, self.seed, threading.Event(), start)

        everything = float(cost @ np.where(cost > 0, upper, 0.0))
        found = least(all_built, EXACT * everything, None)
        if not exactly:
            scale = found.value if math.isfinite(found.value) else everything
            found = least(lower, EXACT * abs(scale), found.values)
            if relative_gap(found.value, found.bound) > WIDE and found.values is not None:
                again = least(lower, EXACT * abs(scale), found.values, longer=True)
                best = again if again.value < found.value else found
                found = replace(best, bound=max(found.bound, again.bound))
        if found.values is None:
            return found
        values = np.zeros(self.arrays.columns)
        values[keep] = found.values
        values[self.arrays.whole] = np.round(values[self.arrays.whole])
        return replace(found, values=values)

    def units_by_column(self, built: Sequence[Built]) -> FloatArray:
        """How many units `built` has in each column (none where this world's lead times leave no column for them)."""
        instance = self.instance
        service = {spec.id: s for s, spec in enumerate(instance.services)}
        settlement = {code: i for i, code in enumerate(instance.settlements)}
        site = {(f.service, f.settlement): n for n, f in enumerate(instance.facilities) if f.is_new}
        units = np.zeros(self.arrays.columns)
        for one in built:
            s = service[one.service]
            f = site.get((s, settlement[one.settlement]))
            k = next(k for k, size in enumerate(instance.services[s].sizes) if size.id == one.size)
            column = None if f is None else self.variables.open.get((f, k, one.period))
            if column is not None:
                units[column] += one.units
        return units

    def _site_of_columns(self) -> IntArray:
        """The new site that each column belongs to, -1 for none."""
        site = np.full(self.arrays.columns, -1, dtype=np.int64)
        for (f, _, _), column in self.variables.open.items():
            site[column] = f
        for (_, f, _), column in self.variables.moved.items():
            site[column] = f
        link, period = np.nonzero(self.variables.serve != NONE)
        site[self.variables.serve[link, period]] = self.instance.links.facility[link]
        new = np.array([facility.is_new for facility in self.instance.facilities] + [False], dtype=bool)
        return np.where(new[site], site, -1)
