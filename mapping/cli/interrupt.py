"""Ctrl-C: the first stops the search and keeps the best plan, the second ends at once.

The run works in a thread of its own, so that the main thread, where signals arrive, is never inside the
solver.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from threading import Thread
from types import FrameType
from typing import Generic, TypeVar

from mapping.cli.progress import TerminalListener

T = TypeVar("T")

SECONDS_BETWEEN_LOOKS = 0.1


def run_stoppable(work: Callable[[], T], listener: TerminalListener, abandon: Callable[[], None], code: int) -> T:
    """Do `work` in a thread and return what it returns, or raise what it raises.

    The first Ctrl-C calls the listener's `cancel`, if the solver runs; any other calls `abandon` and ends the
    process with exit `code`.
    """
    pressed = 0

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        nonlocal pressed
        pressed += 1
        if pressed > 1 or listener.cancel is None:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a third must not disturb the end
            raise KeyboardInterrupt
        listener.cancel()
        listener.stopping()

    worker = _Worker(work)
    before = signal.signal(signal.SIGINT, on_signal)
    try:
        worker.start()
        while worker.is_alive():
            worker.join(SECONDS_BETWEEN_LOOKS)
    except KeyboardInterrupt:
        abandon()
        sys.stdout.flush()
        sys.stderr.flush()
        # A thread inside the solver cannot be ended in any other way.
        os._exit(code)
    finally:
        signal.signal(signal.SIGINT, before)
    return worker.outcome()


class _Worker(Thread, Generic[T]):
    def __init__(self, work: Callable[[], T]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._result: list[T] = []
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._result.append(self._work())
        except BaseException as error:
            self._error = error

    def outcome(self) -> T:
        if self._error is not None:
            raise self._error
        return self._result[0]
