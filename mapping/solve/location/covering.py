"""Problems in which only reach matters: as many as possible reached, with as few or as cheap units as possible.

A column says whether a site is open, one whether a point is missed; there is none for a pair (Church and ReVelle 1974;
Toregas et al. 1971).
"""

from __future__ import annotations

import numpy as np

from mapping.instance import Location
from mapping.model import Goal
from mapping.model.program import Draft, Program
from mapping.scenario import Stage
from mapping.solve.location.context import BoolArray, Context, FloatArray, Found, IntArray
from mapping.solve.location.cover import Cover, greedy, reduce_cover
from mapping.solve.location.fewest import fewest
from mapping.solve.location.reaching import reach_most
from mapping.solve.location.trouble import with_plan

THOUSAND = 1000.0
OBJECTIVES = frozenset({"unmet", "units", "money"})


def solve_covering(location: Location, context: Context) -> list[Found]:
    """Every stage in order; each holds the ones before it. All objectives are of OBJECTIVES."""
    objectives = {stage.objective for stage in location.stages}
    reach = np.isfinite(location.distance)
    partial = not location.everybody
    # A site that is not needed may still have to be opened where a least number asks for it.
    filler = location.least > 0 and not (objectives == {"unmet"} and np.isinf(location.budget))
    keep = location.must | filler
    charge = location.cost if ("money" in objectives or np.isfinite(location.budget)) else np.zeros(location.sites)
    cover = reduce_cover(reach, location.persons, charge, keep, partial)
    lost = float(location.persons[~reach.any(axis=1)].sum())
    program = _Stated(location, cover, partial, 0 if objectives == {"unmet"} and not filler else location.least)
    results: list[Found] = []
    session = None
    values: FloatArray | None = None
    for stage in location.stages:
        goal, constant = program.goal(stage, lost)
        context.begin(stage.seconds)
        if session is None:
            session = context.state(program.freeze(), goal)
            values = program.start(context, stage.objective)
        outcome = context.solve(session, goal, stage.gap, values)
        values = with_plan(outcome)
        slack = abs(outcome.value) * (stage.tolerance + 1e-7) + 1e-6
        session.hold(goal, outcome.value + slack)
        opened = program.opened(values)
        results.append(Found(opened, nearest(location, opened), outcome.value + constant, outcome.bound + constant))
    return results


def nearest(location: Location, opened: BoolArray) -> IntArray:
    """The nearest open site of each point, -1 where none reaches it."""
    if not opened.any():
        return np.full(location.points, -1, dtype=np.int64)
    sites = np.flatnonzero(opened)
    best = sites[np.argmin(location.distance[:, sites], axis=1)]
    best[~np.isfinite(location.distance[np.arange(location.points), best])] = -1
    return np.asarray(best, dtype=np.int64)


class _Stated:
    """The programme of a covering problem and what its columns mean."""

    def __init__(self, location: Location, cover: Cover, partial: bool, least: int) -> None:
        draft = Draft()
        self._location, self._cover, self._least = location, cover, least
        self._open = {
            int(s): draft.column(f"open[{s}]", float(location.must[s]), 1.0, whole=True) for s in cover.columns
        }
        self._missed: list[int] = []
        for row, sites in enumerate(cover.sites):
            terms = [(self._open[s], 1.0) for s in sites]
            if partial:
                self._missed.append(draft.column(f"missed[{row}]", 0.0, 1.0))
                terms.append((self._missed[row], 1.0))
            draft.row(f"cover[{row}]", terms, ">=", 1.0)
        new = [(column, 1.0) for s, column in self._open.items() if not location.existing[s]]
        if least > 0:
            draft.row("number[least]", new, ">=", float(least))
        if location.most < len(new):
            draft.row("number[most]", new, "<=", float(location.most))
        if np.isfinite(location.budget):
            spent = [(column, float(location.capital[s]) / THOUSAND) for s, column in self._open.items()]
            draft.row("budget", spent, "<=", location.budget / THOUSAND)
        self._draft = draft

    def freeze(self) -> Program:
        """The programme."""
        return self._draft.freeze()

    def start(self, context: Context, objective: str) -> FloatArray | None:
        """A plan by construction and exchange; None where money limits, or is what counts."""
        location = self._location
        if np.isfinite(location.budget) or objective == "money":
            return None
        musts = [s for s in self._open if location.must[s]]
        room = location.most - sum(not location.existing[s] for s in musts)
        first = [*musts, *greedy(self._cover, room, musts)]
        if self._missed:
            chosen = set(reach_most(self._cover, first, musts, context.seed, lambda: context.over))
        else:
            chosen = set(fewest(self._cover, first, musts, context.seed, lambda: context.over))
            if sum(not location.existing[s] for s in chosen) < self._least:
                return None
        values = np.zeros(len(self._open) + len(self._missed))
        for s, column in self._open.items():
            values[column] = float(s in chosen)
        for column, sites in zip(self._missed, self._cover.sites, strict=False):
            values[column] = float(chosen.isdisjoint(sites))
        return values

    def opened(self, values: FloatArray) -> BoolArray:
        """The open sites; where the least number is no row, unneeded sites are opened up to it, in their order."""
        location = self._location
        opened = location.must.copy()
        for s, column in self._open.items():
            opened[s] = values[column] > 0.5
        new = int((opened & ~location.existing).sum())
        more = np.flatnonzero(~opened & ~location.existing)[: max(0, location.least - new)]
        opened[more] = True
        return opened

    def goal(self, stage: Stage, lost: float) -> tuple[Goal, float]:
        """The goal of a stage, and what must be added to its value: the points that nobody can reach."""
        location = self._location
        if stage.objective == "unmet":
            weight = location.unmet_weight
            terms = {c: float(w) * weight for c, w in zip(self._missed, self._cover.weight, strict=False)}
            return Goal("unmet", True, terms), lost * weight
        new = {s: column for s, column in self._open.items() if not location.existing[s]}
        if stage.objective == "units":
            return Goal("units", True, dict.fromkeys(new.values(), 1.0)), 0.0
        return Goal("money", True, {column: float(location.cost[s]) / THOUSAND for s, column in new.items()}), 0.0
