"""Locks of the operating system: they go with the process that holds them, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep
from typing import IO

from mapping.errors import InputError, Problem, Where
from mapping.run.trouble import writing_to
from mapping.words import Text

PLACING = ".placing.lock"
"""The file whose lock is held while results are put in place; nothing of it stays."""

WAIT = 0.01
"""Seconds between two looks at a lock that another run holds."""


@contextmanager
def only_here(lock: Path, otherwise: Text) -> Iterator[None]:
    """Do what is inside while no other process holds `lock`, which goes with the process.

    Raises:
        InputError: another does; `otherwise` says what it does.
    """
    with writing_to(lock.parent):
        handle = locked(lock)
    if handle is None:
        raise InputError([Problem(
            Where(lock.parent.as_posix()),
            otherwise,
            Text("Изчакайте го да завърши или го прекъснете с Ctrl-C.", "Wait until it ends, or end it with Ctrl-C."),
        )])  # fmt: skip
    try:
        yield
    finally:
        handle.close()


@contextmanager
def placing(outputs: Path) -> Iterator[None]:
    """Wait until no other run looks at or moves results under `outputs`; keep the others waiting meanwhile."""
    path = outputs / PLACING
    handle = locked(path)
    while handle is None or not _is_same_file(handle, path):
        if handle is not None:
            handle.close()  # whoever had it removed it: another file is the lock now
        sleep(WAIT)
        handle = locked(path)
    try:
        yield
    finally:
        with suppress(OSError):  # Windows removes no open file
            path.unlink()
        handle.close()
        if sys.platform == "win32":
            with suppress(OSError):
                path.unlink()


def _is_same_file(handle: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle.fileno()), path.stat())
    except OSError:
        return False


def locked(path: Path) -> IO[bytes] | None:
    """The file at `path`, open and locked until it is closed (or the process dies);
    None if another holds it.
    """
    handle = path.open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists on Windows only

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - exists elsewhere only

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        return None
    return handle
