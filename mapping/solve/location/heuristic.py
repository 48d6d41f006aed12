"""Plans by exchange for problems in which everybody goes to the nearest unit.

A site is opened, closed, or exchanged for another where that pays, the best such move first (Teitz and Bart 1968,
Operations Research 16(5), 955-961; the bookkeeping of Resende and Werneck 2007, European Journal of Operational
Research 174(1), 54-68).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mapping.solve.location.context import BoolArray, FloatArray, IntArray

LEAST, EACH = 100, 16
"""A point keeps at least so many of its nearest sites, and so many for each open one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be opened: `fixed` costs by site, sites that `must` be open, between `least` and `most` sites in all."""

    fixed: FloatArray
    must: BoolArray
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Best:
    """A plan: its open sites and its value."""

    open: BoolArray
    value: float


@dataclass(frozen=True, slots=True)
class Nearest:
    """Each point's sites in order of cost: `site` and `cost` (points, k), inf past its last one.

    `farthest` (points,) is a cost that no pair outside the lists is below. `costs` (points, sites) has all of them.
    """

    site: IntArray
    cost: FloatArray
    farthest: FloatArray
    costs: FloatArray

    @property
    def points(self) -> int:
        """Number of points."""
        return len(self.site)

    @property
    def sites(self) -> int:
        """Number of sites."""
        return int(self.costs.shape[1])

    def earned(self, prices: FloatArray) -> FloatArray:
        """By site, what the points pay whose price is above their cost there, as a negative number."""
        paid = np.minimum(0.0, self.cost - prices[:, None])
        return np.bincount(self.site.ravel(), paid.ravel(), minlength=self.sites).astype(np.float64)

    def two(self, opened: BoolArray) -> tuple[IntArray, FloatArray, FloatArray]:
        """Each point's nearest open site, its cost, and the cost of the second nearest; -1 and inf where none is."""
        there = opened[self.site] & np.isfinite(self.cost)
        first = there.argmax(axis=1)
        rows = np.arange(self.points)
        got = there[rows, first]
        cost = np.where(got, self.cost[rows, first], np.inf)
        nearest = np.where(got, self.site[rows, first], -1)
        there[rows, first] = False
        second = there.argmax(axis=1)
        next_cost = np.where(there[rows, second], self.cost[rows, second], np.inf)
        short = np.flatnonzero(~np.isfinite(next_cost) & np.isfinite(self.farthest))
        if len(short):
            # The list is too short for these: look at every open site.
            sites = np.flatnonzero(opened)
            some = self.costs[np.ix_(short, sites)]
            order = np.argsort(some, axis=1, kind="stable")[:, :2]
            cost[short] = some[np.arange(len(short)), order[:, 0]]
            nearest[short] = np.where(np.isfinite(cost[short]), sites[order[:, 0]], -1)
            next_cost[short] = some[np.arange(len(short)), order[:, -1]] if len(sites) > 1 else np.inf
        return nearest.astype(np.int64), cost, next_cost


def nearest_lists(costs: FloatArray, most: int) -> Nearest:
    """The lists of `costs` (points, sites); about `most` sites are open in a plan, so the lists can be short."""
    points, sites = costs.shape
    k = min(sites, max(LEAST, EACH * sites // max(1, most)))
    if k < sites:
        part = np.argpartition(costs, k, axis=1)
        farthest = costs[np.arange(points), part[:, k]]
        part = part[:, :k]
    else:
        part = np.broadcast_to(np.arange(sites), costs.shape)
        farthest = np.full(points, np.inf)
    some = np.take_along_axis(costs, part, axis=1)
    order = np.argsort(some, axis=1, kind="stable")
    return Nearest(
        np.take_along_axis(part, order, axis=1).astype(np.int64),
        np.take_along_axis(some, order, axis=1),
        farthest,
        costs,
    )


def value_of(near: Nearest, choice: Choice, opened: BoolArray) -> float:
    """What a set of sites costs with everybody at the nearest; inf where somebody reaches none."""
    return float(near.two(opened)[1].sum() + choice.fixed[opened].sum())


def exchange(near: Nearest, choice: Choice, start: Best, moves: int) -> Best:
    """Improve `start` by at most `moves` best moves."""
    opened, value = start.open.copy(), start.value
    owner = np.repeat(np.arange(near.points), near.site.shape[1])
    site, cost = near.site.ravel(), near.cost.ravel()
    for _ in range(moves):
        nearest, first, second = near.two(opened)
        if not np.isfinite(first).all():
            break
        count = int(opened.sum())
        gain, loss = _gains(near, choice, opened, owner, site, cost, (nearest, first, second))
        options: list[tuple[float, int, int]] = []
        if count < choice.most:
            j = int(np.argmax(gain))
            options.append((float(gain[j]), j, -1))
        if count > choice.least:
            r = int(np.argmin(loss))
            options.append((-float(loss[r]), -1, r))
        options.append(_best_exchange(near, opened, owner, site, cost, (nearest, first, second), gain, loss))
        better, opens, closes = max(options)
        if better <= 1e-9 * max(1.0, abs(value)):
            break
        if opens >= 0:
            opened[opens] = True
        if closes >= 0:
            opened[closes] = False
        value = value_of(near, choice, opened)
    return Best(opened, value) if value < start.value else start


_Two = tuple[IntArray, FloatArray, FloatArray]


def _gains(
    near: Nearest, choice: Choice, opened: BoolArray, owner: IntArray, site: IntArray, cost: FloatArray, two: _Two
) -> tuple[FloatArray, FloatArray]:
    """What opening each closed site gains and what closing each open one loses; -inf and inf where it may not be."""
    nearest, first, second = two
    closer = np.flatnonzero(cost < first[owner])
    gain = np.bincount(site[closer], first[owner[closer]] - cost[closer], minlength=near.sites) - choice.fixed
    gain[opened] = -np.inf
    loss = np.bincount(nearest, second - first, minlength=near.sites) - choice.fixed
    loss[~opened | choice.must] = np.inf
    return gain, loss


def _best_exchange(
    near: Nearest,
    opened: BoolArray,
    owner: IntArray,
    site: IntArray,
    cost: FloatArray,
    two: _Two,
    gain: FloatArray,
    loss: FloatArray,
) -> tuple[float, int, int]:
    """The exchange of a closed site for an open one that gains most: (gain, opens, closes)."""
    nearest, first, second = two
    r, j = int(np.argmin(loss)), int(np.argmax(gain))
    best = (float(gain[j] - loss[r]), j, r)
    # A point that loses its unit may go to the one that opens instead of to its second nearest.
    near_enough = np.flatnonzero((cost < second[owner]) & ~opened[site] & np.isfinite(loss[nearest[owner]]))
    if len(near_enough):
        i = owner[near_enough]
        saved = second[i] - np.maximum(cost[near_enough], first[i])
        key = site[near_enough] * near.sites + nearest[i]
        pairs, where = np.unique(key, return_inverse=True)
        # Where there is no second nearest unit, closing loses inf and saves inf: such a unit stays.
        total = np.bincount(where, np.where(np.isfinite(saved), saved, 0.0))
        opens, closes = pairs // near.sites, pairs % near.sites
        worth = gain[opens] - loss[closes] + total
        at = int(np.argmax(worth))
        if worth[at] > best[0]:
            best = (float(worth[at]), int(opens[at]), int(closes[at]))
    return best
