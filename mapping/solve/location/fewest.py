"""Plans with few sites that reach everybody, by exchange with row weights.

While every point is reached, the site that is missed least closes. Then again and again one more closes and one that
reaches a point not reached, chosen at random, opens instead; points that stay out weigh more and more, so that the
search leaves what it has tried (Gao, Weise and Li 2015, "An efficient local search heuristic with row weighting for the
unicost set covering problem", European Journal of Operational Research 246(3), 750-761). Random choices are seeded, and
the number of steps depends on nothing but what was found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from mapping.solve.location.cover import Cover

EACH, MOST = 20, 15_000
"""Steps without a better plan after which the search ends: so many for each site, and at most."""


class _Weighted:
    """Which sites are open, how often each point is reached, and what each site would gain or lose by a change.

    `score` of a closed site is the weight it would add, of an open one the weight that only it reaches.
    """

    def __init__(self, cover: Cover) -> None:
        position = {int(site): at for at, site in enumerate(cover.columns)}
        self.sites = [[position[s] for s in sites] for sites in cover.sites]
        self.rows: list[list[int]] = [[] for _ in cover.columns]
        for row, sites in enumerate(self.sites):
            for site in sites:
                self.rows[site].append(row)
        self.weight = [1] * len(self.sites)
        self.times = [0] * len(self.sites)
        self.score = [len(rows) for rows in self.rows]
        self.open = [False] * len(self.rows)
        self.moved = [0] * len(self.rows)
        self.out = set(range(len(self.sites)))

    def add(self, site: int) -> None:
        """Open a site."""
        self.open[site] = True
        for row in self.rows[site]:
            times, weight = self.times[row], self.weight[row]
            self.times[row] = times + 1
            if times == 0:
                self.out.discard(row)
                for other in self.sites[row]:
                    if other != site:
                        self.score[other] -= weight
            elif times == 1:
                self.score[next(o for o in self.sites[row] if self.open[o] and o != site)] -= weight
        self.score[site] = sum(self.weight[row] for row in self.rows[site] if self.times[row] == 1)

    def remove(self, site: int) -> None:
        """Close a site."""
        self.open[site] = False
        for row in self.rows[site]:
            times, weight = self.times[row], self.weight[row]
            self.times[row] = times - 1
            if times == 1:
                self.out.add(row)
                for other in self.sites[row]:
                    if other != site:
                        self.score[other] += weight
            elif times == 2:
                self.score[next(o for o in self.sites[row] if self.open[o])] += weight
        self.score[site] = sum(self.weight[row] for row in self.rows[site] if self.times[row] == 0)

    def weigh(self) -> None:
        """Make the points that are not reached weigh one more."""
        for row in self.out:
            self.weight[row] += 1
            for site in self.sites[row]:
                self.score[site] += 1


def fewest(cover: Cover, start: Sequence[int], fixed: Sequence[int], seed: int, over: Callable[[], bool]) -> list[int]:
    """Sites that reach every point: those of `start` (which hold the `fixed` ones), or fewer."""
    position = {int(site): at for at, site in enumerate(cover.columns)}
    state = _Weighted(cover)
    for site in start:
        state.add(position[site])
    stays = {position[site] for site in fixed}
    best = list(start)
    random = np.random.default_rng(seed)
    last, step, since = -1, 0, 0
    while since < min(MOST, EACH * len(state.rows)):
        step, since = step + 1, since + 1
        while not state.out:
            since = 0
            best = [int(cover.columns[at]) for at, is_open in enumerate(state.open) if is_open]
            free = [at for at, is_open in enumerate(state.open) if is_open and at not in stays]
            if not free:
                return best
            state.remove(min(free, key=lambda at: (state.score[at], state.moved[at])))
        free = [at for at, is_open in enumerate(state.open) if is_open and at not in stays and at != last]
        if not free or (step % 100 == 0 and over()):
            break
        closed = min(free, key=lambda at: (state.score[at], state.moved[at]))
        state.remove(closed)
        state.moved[closed] = step
        row = sorted(state.out)[int(random.integers(len(state.out)))]
        candidates = [at for at in state.sites[row] if at != closed] or state.sites[row]
        opened = max(candidates, key=lambda at: (state.score[at], -state.moved[at]))
        state.add(opened)
        state.moved[opened] = step
        state.weigh()
        last = opened
    return best
