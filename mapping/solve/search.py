"""A goal's search by parts: prices, joins and moves (see `mapping.solve.parts`)."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from mapping.solve.arrays import Effort, FloatArray, Found, minimise
from mapping.solve.join import PiecePlan, piece_plan
from mapping.solve.levels import levels_between, with_units
from mapping.solve.losses import Losses
from mapping.solve.master import Master, Relaxed
from mapping.solve.outcome import relative_gap
from mapping.solve.prices import Joint, Priced, Pricing, in_threads

ROUNDS = 10
"""Rounds of pricing at most."""
TOWARDS_FIRST, TOWARDS_BEST = 0.8, 0.5
"""How far prices are drawn towards the best so far, before the first plan and after it."""
PRICE_NODES, PROBE_NODES, CLOSE_NODES, JOIN_NODES, MOVE_NODES = 30, 5, 1000, 300, 40
LEVEL_NODES = 20
ONCE_NODES, ONCE_SCALE = 2, 0.15
"""Nodes, and part of the wanted gap that each piece may be off, where a search prices only once."""
ONCE_CLOSE_NODES, ONCE_CLOSE_SCALE = 100, 0.03
"""The same for pieces that are searched longer after it."""
JOIN_EVERY = 3
"""Rounds of pricing between joins."""
OPENED_WHOLE, OPENED_COLUMNS = 240, 9_000
"""What a move opens up at most (a single part may be larger)."""
SIDE_BY_SIDE = 2
"""Moves tried from the same plan: not the number of threads, which would change the plan."""
FILL_AGAIN = 3
"""After so many rounds of moves without a better plan, the pool is filled up once more."""
STALE = 10
"""Rounds of moves without a better plan before the search gives up."""
PENALTY = 1000.0
"""What breaking a linking row costs, in the largest price."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a search goes by: the gap to reach, when to end, the feasibility tolerance, seed, threads, stop."""

    wanted: float
    deadline: float
    tolerance: float
    seed: int
    threads: int
    stop: threading.Event


class Search:
    """Values are minimised here, whatever the goal. `plan` is by the programme's columns."""

    def __init__(self, joint: Joint, cost: FloatArray, terms: Terms, tell: Callable[[float, float, int], None]) -> None:
        """Nothing is solved yet; `tell` hears value, bound and steps whenever they change."""
        self._joint = joint
        self._cost = cost
        self._terms = terms
        self._tell = tell
        self._pricing = Pricing(joint, terms.threads, terms.seed, terms.stop)
        self._master = Master(joint, PENALTY)
        self._losses: Losses | None = None
        self.plan: FloatArray | None = None
        self.bound = -math.inf
        self.steps = 0

    @property
    def value(self) -> float:
        """The plan's value; infinite without one."""
        return math.inf if self.plan is None else float(self._cost @ self.plan)

    @property
    def joint(self) -> Joint:
        """The goal over the pieces."""
        return self._joint

    @property
    def pool(self) -> list[PiecePlan]:
        """Plans of the pieces found so far."""
        return self._master.plans

    @property
    def over(self) -> bool:
        """Whether the wanted gap is reached, or time is up, or a stop was asked for."""
        terms = self._terms
        reached = relative_gap(self.value, self.bound) <= terms.wanted
        return reached or terms.stop.is_set() or time.perf_counter() >= terms.deadline

    def know(self, plans: list[PiecePlan]) -> None:
        """Put plans of the pieces into the pool."""
        for plan in plans:
            self._master.add(plan)

    def take(self, plan: FloatArray | None) -> bool:
        """Keep `plan` if it is better than the one at hand; its pieces go into the pool either way."""
        if plan is None:
            return False
        for number, piece in enumerate(self._joint.pieces):
            self._master.add(piece_plan(self._joint, number, plan[piece.columns]))
        better = float(self._cost @ plan) < self.value - 1e-9 * self._scale
        if better:
            self.plan = plan
        return better

    def prove(self, bound: float) -> None:
        """A bound that is known from elsewhere."""
        self.bound = max(self.bound, bound)

    def price(self, prices: FloatArray, rounds: int = ROUNDS) -> None:
        """Generate plans of the pieces at prices, starting from `prices`, and bound the goal."""
        if self.plan is None:
            self._idle()
        best = likely = self._pricing.at(prices, self._effort(PRICE_NODES, quick=True))
        self._step(best.bound)
        self._pooled(best)
        for number in range(1, rounds):
            if self.over or self.bound == math.inf:
                return
            relaxed = self._master.relax()
            towards = TOWARDS_FIRST if self.plan is None else TOWARDS_BEST
            target = towards * likely.prices + (1 - towards) * relaxed.prices
            fresh, probed = self._probe(target)
            if not fresh:
                relaxed = self._master.relax()
                fresh, probed = self._probe(relaxed.prices)
            # The plans' values say how good prices may be; to prove it, the parts are searched longer at the end.
            if probed.promise > likely.promise:
                likely = probed
            if relaxed.broken > 1e-7 and not fresh:
                self._master.dearer()
            elif not fresh or relaxed.value - self.bound <= 0.05 * self._slack:
                break
            if number % JOIN_EVERY == 0:
                self._join()
        if rounds > 1 and self.plan is None:
            self._join()
        if not self.over:
            self._close(likely)
        if not self.over and rounds > 1:
            self._pooled(self._pricing.at(self._master.relax().prices, self._effort(PRICE_NODES, quick=True)))

    def once(self, prices: FloatArray) -> None:
        """Price once, in little time, and join: for a search whose pool holds good plans already."""
        self._price_briefly(prices)
        self._join()

    def again(self, prices: FloatArray) -> None:
        """As `once`; then, until the wanted gap is reached: search longer in the pieces whose bound is worst, and pool
        plans with the numbers of units in between.
        """
        priced = self._price_briefly(prices)
        self._join()
        if not self.over:
            self._close(priced, ONCE_CLOSE_NODES, ONCE_CLOSE_SCALE)
        if not self.over:
            self.fill()

    def fill(self) -> None:
        """Pool plans with the numbers of units in between, and join."""
        self._fill()
        self._join()

    def _price_briefly(self, prices: FloatArray) -> Priced:
        if self.plan is None:
            self._idle()
        starts = self._master.cheapest(prices)
        priced = self._pricing.at(prices, self._effort(ONCE_NODES, scale=ONCE_SCALE, quick=True), starts)
        self._step(priced.bound)
        self._pooled(priced)
        return priced

    def _probe(self, prices: FloatArray) -> tuple[int, Priced]:
        """Plans of the pieces at prices, looked for briefly; and the number of them that is new to the pool."""
        priced = self._pricing.at(
            prices, self._effort(PROBE_NODES, scale=0.1 if self.plan is None else 0.03, quick=True)
        )
        self._step(priced.bound)
        return self._pooled(priced), priced

    def move(self) -> None:
        """Join the pool's plans, then open pieces up a few at a time, until that does not help any more."""
        if not self.over:
            self._fill()
            self._join()
        draw = np.random.default_rng(self._terms.seed)
        stale = 0
        while self.plan is not None and not self.over and stale < STALE:
            relaxed = self._master.relax()
            groups = self._groups(relaxed, draw)
            opened = partial(self._opened, self.plan, groups, self._kept(relaxed))
            helped = [False]
            for bound, plan in in_threads(opened, range(len(groups)), self._terms.threads):
                helped.append(self.take(plan))
                self._step(bound)
            if sum(helped) > 1:
                self._join()
            stale = 0 if any(helped) else stale + 1
            if stale == FILL_AGAIN:
                self._fill()
                self._join()

    def _fill(self) -> None:
        """Pool plans of the pieces that the master mixes, with the numbers of units in between."""
        relaxed = self._master.relax()
        wanted = levels_between(self._master, relaxed)
        effort = self._effort(LEVEL_NODES, scale=0.03, quick=True)

        def one(which: int) -> Found:
            number, units = wanted[which]
            return self._pricing.least(with_units(self._joint.pieces[number], units), number, relaxed.prices, effort)

        for (number, _), found in zip(wanted, in_threads(one, range(len(wanted)), self._terms.threads), strict=True):
            if found.values is not None:
                self._master.add(piece_plan(self._joint, number, found.values))

    def _opened(
        self, plan: FloatArray, groups: list[list[int]], kept: list[int], which: int
    ) -> tuple[float, FloatArray | None]:
        """A bound of the goal (if a group opens everything) and a plan, from one group opened up."""
        terms = self._terms
        effort = self._effort(MOVE_NODES, scale=0.1)
        found, better = self._master.join(groups[which], kept, plan, effort, terms.seed, terms.stop)
        whole = len(groups[which]) == len(self._joint.pieces)
        return (found.bound if whole else -math.inf), better

    @property
    def _scale(self) -> float:
        known = [abs(v) for v in (self.value, self.bound) if math.isfinite(v)]
        return max([1e-3, *known])

    @property
    def _slack(self) -> float:
        return max(self._terms.wanted, 1e-6) * self._scale

    def _effort(self, nodes: int, scale: float | None = None, quick: bool = False) -> Effort:
        part = 0.25 / max(1, len(self._joint.pieces)) if scale is None else scale
        gap = self._terms.wanted * self._scale * part
        return Effort(gap, nodes, self._terms.deadline, self._terms.tolerance, quick)

    def _step(self, bound: float) -> None:
        self.prove(bound)
        self.steps += 1
        self._tell(self.value, self.bound, self.steps)

    def _pooled(self, priced: Priced) -> int:
        fresh = 0
        for number, found in enumerate(priced.found):
            if found.values is not None:
                fresh += self._master.add(piece_plan(self._joint, number, found.values))
        return fresh

    def _idle(self) -> None:
        """Plans of the pieces that open nothing more than they must."""
        terms = self._terms
        for number, piece in enumerate(self._joint.pieces):
            upper = np.where(piece.whole, piece.lower, piece.upper)
            found = minimise(
                piece.slice, self._joint.cost[number], piece.lower, upper, np.zeros(len(upper), dtype=bool),
                Effort(0.0, 0, terms.deadline, terms.tolerance), terms.seed, terms.stop,
            )  # fmt: skip
            if found.values is not None:
                self._master.add(piece_plan(self._joint, number, found.values))

    def _close(self, priced: Priced, nodes: int = CLOSE_NODES, scale: float | None = None) -> None:
        """Search longer in the pieces whose bound is furthest from their plan."""
        apart = np.array([found.value - found.bound for found in priced.found])
        wide = np.flatnonzero(~(apart <= self._effort(0, scale).gap))
        order = wide[np.argsort(-np.nan_to_num(apart[wide], posinf=1e300), kind="stable")]
        if len(order):
            closer = self._pricing.closer(priced, order.tolist(), self._effort(nodes, scale, quick=True))
            self._pooled(closer)
            self._step(closer.bound)

    def _join(self) -> None:
        relaxed = self._master.relax()
        effort = self._effort(JOIN_NODES, scale=0.05)
        kept = self._kept(relaxed)
        terms = self._terms
        _, plan = self._master.join((), kept, self.plan, effort, terms.seed, terms.stop)
        self.take(plan)
        self._step(-math.inf)

    def _kept(self, relaxed: Relaxed) -> list[int]:
        """Pooled plans that may be part of a better plan: those whose regret is not beyond what is to be gained."""
        if self.plan is None:
            return list(range(len(self._master.plans)))
        most = self.value - relaxed.value + 1e-6 * self._scale
        return np.flatnonzero(self._master.regret(relaxed) <= most).tolist()

    def _groups(self, relaxed: Relaxed, draw: np.random.Generator) -> list[list[int]]:
        """Pieces to open up, drawn by what they lose."""
        if self.plan is None:
            return []
        if self._losses is None:
            self._losses = Losses(self._joint)
        chances = self._losses.chances(relaxed, self.plan)
        groups = []
        for _ in range(SIDE_BY_SIDE):
            order = np.argsort(-(np.log(chances) + draw.gumbel(size=len(chances))), kind="stable")
            group: list[int] = []
            whole = columns = 0
            for number in order.tolist():
                piece = self._joint.pieces[number]
                more, wider = whole + int(piece.whole.sum()), columns + len(piece.columns)
                if not group or (more <= OPENED_WHOLE and wider <= OPENED_COLUMNS):
                    group.append(number)
                    whole, columns = more, wider
            groups.append(sorted(group))
        return groups if groups[0] != groups[-1] else groups[:1]
