"""Processes of this machine that work beside the one that started them: how they begin, and how they are ended."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from typing import Any

SECONDS_BETWEEN_LOOKS = 0.5
"""How often a worker looks whether whoever started it has gone."""

SECONDS_TO_END = 10
"""So long one waits for a process that was told to end."""


def started_anew(
    workers: int, begin: Callable[..., None] | None = None, known: tuple[Any, ...] = ()
) -> ProcessPoolExecutor:
    """So many processes, started (spawn) when they are first needed; each calls `begin` with `known` once, first.

    Ctrl-C reaches whoever started them, not them; they end by themselves when they are left alone.
    """
    return ProcessPoolExecutor(workers, get_context("spawn"), _begin, (begin, known))


def end_now(pool: ProcessPoolExecutor) -> None:
    """End the processes of `pool`, whatever they do."""
    running = processes_of(pool)
    pool.shutdown(wait=False, cancel_futures=True)
    for process in running:
        with suppress(OSError, ValueError):
            process.terminate()
    for process in running:
        with suppress(OSError, ValueError, AssertionError):
            process.join(SECONDS_TO_END)


def processes_of(pool: ProcessPoolExecutor) -> list[BaseProcess]:
    """The processes of a pool, which has no public name for them before Python 3.14 (kill_workers)."""
    return list((getattr(pool, "_processes", None) or {}).values())


def _begin(begin: Callable[..., None] | None, known: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        parent, ever = parent_process(), threading.Event()
        while not ever.wait(SECONDS_BETWEEN_LOOKS):
            if parent is not None and not parent.is_alive():
                os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    if begin is not None:
        begin(*known)
