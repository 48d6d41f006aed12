"""What the ways of solving a location problem share: the clock, the wish to stop, and how a stage ends."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mapping.model import Goal, Program
from mapping.solve.outcome import Outcome, Progress, relative_gap
from mapping.solve.session import HighsSession

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(slots=True)
class Context:
    """One run: seed, who is told, when the stage must end, the session that a cancel must reach, the largest programme.

    Not safe for several threads but for `cancel`.
    """

    seed: int
    teller: Callable[[int, Progress], None]
    deadline: float = math.inf
    stop: threading.Event = field(default_factory=threading.Event)
    size: tuple[int, int, int] = (0, 0, 0)
    nodes: int = 0
    stage: int = 0
    _session: HighsSession | None = None
    _began: float = field(default_factory=time.perf_counter)

    def cancel(self) -> None:
        """Ask everything that runs to stop; safe from another thread or a signal handler."""
        self.stop.set()
        if self._session is not None:
            self._session.cancel()

    @property
    def seconds_left(self) -> float:
        """Seconds until the stage must end, at least a thousandth."""
        return max(1e-3, min(1e9, self.deadline - time.perf_counter()))

    @property
    def over(self) -> bool:
        """Whether to stop: the time is up, or somebody asked."""
        return self.stop.is_set() or time.perf_counter() >= self.deadline

    def begin(self, seconds: float) -> None:
        """A stage starts, and may take `seconds`."""
        self._began = time.perf_counter()
        self.deadline = self._began + seconds
        self.nodes = 0
        self.stage += 1

    def tell(self, progress: Progress) -> None:
        """Hand on where the solver stands."""
        self.teller(self.stage, progress)

    def report(self, best: float | None, bound: float | None) -> None:
        """Where the stage stands."""
        known = best is not None and bound is not None
        gap = relative_gap(best, bound) if known else None  # type: ignore[arg-type]
        self.tell(Progress(time.perf_counter() - self._began, best, bound, gap, self.nodes))

    def state(self, program: Program, goal: Goal) -> HighsSession:
        """`program` in HiGHS, through PuLP; a cancel reaches it from now on."""
        session = HighsSession(program, goal, 1, self.seed)
        whole = sum(column.whole for column in program.columns)
        self.size = max(self.size, (len(program.columns), whole, len(program.rows)))
        self._session = session
        if self.stop.is_set():
            session.cancel()
        return session

    def solve(
        self, session: HighsSession, goal: Goal, gap: float, start: FloatArray | None = None, quiet: bool = False
    ) -> Outcome:
        """Solve `goal` within the time of the stage."""
        outcome = session.solve(goal, gap, self.seconds_left, start, None if quiet else self.tell)
        self.nodes += outcome.nodes
        return outcome


@dataclass(frozen=True, slots=True)
class Found:
    """What a stage found: which sites are open, which site serves each point (-1: none), value and proven bound.

    Where places limit, `shares` has the persons by (point, site) instead of `serves`. `values` are the stage's own.
    """

    open: BoolArray
    serves: IntArray
    value: float
    bound: float
    shares: dict[tuple[int, int], float] | None = None
