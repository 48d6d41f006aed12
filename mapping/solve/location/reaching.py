"""Plans by exchange for maximal covering: reach as much weight as possible with so many sites.

A site is exchanged for the best other one as long as that reaches more; then some sites are closed at random and the
best ones opened instead, and so on, from the best plan found (Lourenco, Martin and Stutzle 2003, "Iterated local
search", Handbook of Metaheuristics, 320-353). Random choices are seeded and the number of rounds is fixed, so that the
same input gives the same plan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from mapping.solve.location.context import FloatArray, IntArray
from mapping.solve.location.cover import Cover

ROUNDS = 300
PATIENCE = 120
"""Rounds without a better plan after which the search ends."""


class Reaching:
    """A set of open sites and what it reaches, kept up to date while sites open and close.

    `gain` (columns,) is the weight that a closed site would add; sites are positions in the cover's columns here.
    """

    def __init__(self, cover: Cover) -> None:
        """Nothing is open."""
        position = {int(site): at for at, site in enumerate(cover.columns)}
        sizes = [len(sites) for sites in cover.sites]
        self.weight = cover.weight
        self._sites = np.array([position[s] for sites in cover.sites for s in sites], dtype=np.int64)
        self._start = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        rows = np.repeat(np.arange(len(sizes)), sizes)
        order = np.argsort(self._sites, kind="stable")
        self._rows = rows[order]
        counts = np.bincount(self._sites, minlength=len(cover.columns))
        self._row_start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self.times = np.zeros(len(sizes), dtype=np.int64)
        self.open = np.zeros(len(cover.columns), dtype=bool)
        gain = np.bincount(self._sites, self.weight[rows], minlength=len(cover.columns))
        self.gain: FloatArray = gain.astype(np.float64)
        self.reached = 0.0

    def rows_of(self, site: int) -> IntArray:
        """The points that a site reaches."""
        return np.asarray(self._rows[self._row_start[site] : self._row_start[site + 1]], dtype=np.int64)

    def only_by(self, site: int) -> IntArray:
        """The points that an open site alone reaches."""
        rows = self.rows_of(site)
        return np.asarray(rows[self.times[rows] == 1], dtype=np.int64)

    def spread(self, rows: IntArray) -> FloatArray:
        """By site, the weight of those of `rows` that it reaches."""
        if len(rows) == 0:
            return np.zeros(len(self.open))
        lengths = self._start[rows + 1] - self._start[rows]
        entries = np.repeat(self._start[rows] - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
        entries += np.arange(int(lengths.sum()))
        weight = np.repeat(self.weight[rows], lengths)
        return np.bincount(self._sites[entries], weight, minlength=len(self.open)).astype(np.float64)

    def add(self, site: int) -> None:
        """Open a site."""
        rows = self.rows_of(site)
        new = rows[self.times[rows] == 0]
        self.times[rows] += 1
        self.open[site] = True
        self.gain -= self.spread(new)
        self.reached += float(self.weight[new].sum())

    def remove(self, site: int) -> None:
        """Close a site."""
        rows = self.rows_of(site)
        lost = rows[self.times[rows] == 1]
        self.times[rows] -= 1
        self.open[site] = False
        self.gain += self.spread(lost)
        self.reached -= float(self.weight[lost].sum())

    def best_closed(self, gain: FloatArray) -> int:
        """The closed site with most `gain`."""
        return int(np.argmax(np.where(self.open, -np.inf, gain)))


def reach_most(
    cover: Cover, start: Sequence[int], fixed: Sequence[int], seed: int, over: Callable[[], bool]
) -> list[int]:
    """The sites of `start` (which hold the `fixed` ones), exchanged so that they reach more; as many as before."""
    position = {int(site): at for at, site in enumerate(cover.columns)}
    state = Reaching(cover)
    for site in start:
        state.add(position[site])
    stays = {position[site] for site in fixed}
    random = np.random.default_rng(seed)
    _exchange(state, stays, over)
    best, reached, since = state.open.copy(), state.reached, 0
    free = int(state.open.sum()) - len(stays)
    for _ in range(ROUNDS):
        if since >= PATIENCE or free < 2 or over():
            break
        _shake(state, stays, random, int(random.integers(2, max(3, min(free, 8)) + 1)))
        _exchange(state, stays, over)
        since += 1
        if state.reached > reached + 1e-9 * max(1.0, reached):
            best, reached, since = state.open.copy(), state.reached, 0
        elif state.reached < reached:
            _go_to(state, best)
    return [int(cover.columns[at]) for at in np.flatnonzero(best)]


def _exchange(state: Reaching, stays: set[int], over: Callable[[], bool]) -> None:
    """Exchange every open site for the best other one, again and again, until none reaches more."""
    better = True
    while better and not over():
        better = False
        for site in np.flatnonzero(state.open).tolist():
            if site in stays:
                continue
            alone = state.only_by(site)
            gain = state.gain + state.spread(alone)
            other = state.best_closed(gain)
            if gain[other] > float(state.weight[alone].sum()) * (1 + 1e-12) + 1e-9:
                state.remove(site)
                state.add(other)
                better = True


def _shake(state: Reaching, stays: set[int], random: np.random.Generator, number: int) -> None:
    """Close sites at random, open as many: one at random, the others where they reach most."""
    free = [site for site in np.flatnonzero(state.open).tolist() if site not in stays]
    closed = random.choice(free, size=min(number, len(free)), replace=False).tolist()
    for site in closed:
        state.remove(site)
    promising = np.flatnonzero(~state.open & (state.gain > 0))
    if len(promising):
        state.add(int(random.choice(promising)))
    while int(state.open.sum()) < len(free) + len(stays):
        state.add(state.best_closed(state.gain))


def _go_to(state: Reaching, wanted: np.ndarray) -> None:
    """Open and close what is needed to have `wanted` open."""
    for site in np.flatnonzero(state.open & ~wanted).tolist():
        state.remove(site)
    for site in np.flatnonzero(wanted & ~state.open).tolist():
        state.add(site)
