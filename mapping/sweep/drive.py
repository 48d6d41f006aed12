"""Planning tasks side by side, whatever becomes of the workers."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from mapping.errors import NeedsmapError
from mapping.sweep.arena import Arena
from mapping.sweep.work import Failed, Planned, Task, work
from mapping.words import Text

SECONDS_BETWEEN_LOOKS = 0.2

MOST_LOSSES = 3
"""A task that was lost so often with others, when one of their workers died, is planned alone from then on; one whose
own worker died so often is given up."""


@dataclass(slots=True)
class _Job:
    """A task; how often it was lost with others, and how often surely its own worker died."""

    task: Task
    lost: int = 0
    died: int = 0


class Driver:
    """Plans tasks on an arena; more may be added while it works."""

    def __init__(self, arena: Arena, do: Callable[[Task], Planned | Failed] = work) -> None:
        """Plan on `arena`, each task by `do`."""
        self._arena = arena
        self._do = do
        self._waiting: deque[_Job] = deque()
        self._suspects: deque[_Job] = deque()
        self._flying: dict[Future[Planned | Failed], _Job] = {}
        self._alone: _Job | None = None

    def add(self, task: Task) -> None:
        """Plan this one too."""
        self._waiting.append(_Job(task))

    def run(self, stop: threading.Event) -> Iterator[tuple[Task, Planned | Failed]]:
        """Each task with what came of it, as they end; no more once `stop` is set.

        Raises:
            NeedsmapError: there is nothing to plan on, or a worker has another version of the program.
        """
        try:
            while (self._waiting or self._suspects or self._flying) and not stop.is_set():
                self._send()
                done, _ = wait(self._flying, SECONDS_BETWEEN_LOOKS, FIRST_COMPLETED)
                for future in done:
                    job = self._flying.pop(future, None)
                    if job is None:
                        continue  # it was lost with others a moment ago
                    outcome = self._outcome(future, job)
                    if outcome is not None:
                        yield job.task, outcome
        finally:
            for future in self._flying:
                future.cancel()

    def _send(self) -> None:
        """Give the workers what they can take; suspects one by one, when nothing else is planned."""
        if self._alone is not None and self._flying:
            return
        self._alone = None
        # One more than can be planned at once, so that no worker waits for this process.
        while self._waiting and len(self._flying) <= self._arena.width():
            if not self._submit(self._waiting.popleft()):
                return
        if self._suspects and not self._flying:
            self._alone = self._suspects.popleft()
            self._submit(self._alone)

    def _submit(self, job: _Job) -> bool:
        """Hand the job to a worker; False where the pool turns out to be broken."""
        executor = self._arena.open()
        try:
            self._flying[executor.submit(self._do, job.task)] = job
        except BrokenProcessPool:
            self._waiting.appendleft(job)
            self._all_lost()
            return False
        return True

    def _outcome(self, future: Future[Planned | Failed], job: _Job) -> Planned | Failed | None:
        """What came of the job; None where it is to be planned again, because its worker died."""
        try:
            return future.result()
        except NeedsmapError:
            raise
        except BrokenProcessPool:
            self._flying[future] = job
            self._all_lost()
        except CancelledError:
            self._arena.lost()  # raises where nothing is left to plan on
            self._waiting.append(job)
        except Exception as error:
            if type(error).__name__ != "KilledWorker":  # Dask's word for it when several workers died over a task
                return Failed("crashed", _crash_words(error))
            self._arena.lost()
            job.died += 1
            self._suspects.append(job)
        return self._given_up(job)

    def _all_lost(self) -> None:
        """The pool is broken, and with it all that it had."""
        jobs = list(self._flying.values())
        self._flying.clear()
        self._arena.lost()
        for job in jobs:
            job.lost += 1
            job.died += job is self._alone
            (self._suspects if job.lost >= MOST_LOSSES else self._waiting).append(job)
        self._alone = None

    def _given_up(self, job: _Job) -> Failed | None:
        """That the job ends whoever plans it, if it has done so often enough."""
        if job.died < MOST_LOSSES:
            return None
        self._suspects.remove(job)
        return Failed(
            "crashed",
            Text(
                f"процесът, който го планира, беше прекратен {job.died} пъти (може би паметта не стига)",
                f"the process that planned it was ended {job.died} times (perhaps memory is short)",
            ),
        )


def _crash_words(error: Exception) -> Text:
    name = f"{type(error).__name__}: {error}".splitlines()[0][:300]
    return Text(f"грешка на програмата ({name})", f"the program failed ({name})")
