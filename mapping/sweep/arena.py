"""Where members are planned side by side: processes of this machine, or a Dask cluster. Both are a
`concurrent.futures.Executor` to the sweep."""

from __future__ import annotations

from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import suppress
from importlib import import_module
from typing import Any, Protocol

from mapping.errors import InputError, NeedsmapError, Problem, Where
from mapping.processes import end_now, processes_of, started_anew
from mapping.words import Text

SECONDS_TO_ANSWER = 10
"""So long a cluster may take to answer, and to have a first worker."""


class Arena(Protocol):
    """Where members are planned."""

    def open(self) -> Executor:
        """An executor; after `lost` another one.

        Raises:
            NeedsmapError: there is none to be had.
        """

    def width(self) -> int:
        """How many members are planned at once."""

    def lost(self) -> None:
        """The executor broke: what it was given is lost, and another is wanted."""

    def close(self) -> None:
        """No more is planned; what still runs is given up."""


class LocalArena:
    """Processes of this machine, started anew (spawn), one thread each."""

    def __init__(self, workers: int) -> None:
        """So many processes, started when they are first needed."""
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def open(self) -> Executor:
        """The pool, started if need be."""
        if self._pool is None:
            self._pool = started_anew(self._workers)
        return self._pool

    def width(self) -> int:
        """The number of processes."""
        return self._workers

    def lost(self) -> None:
        """Give the broken pool up."""
        self.close()

    def close(self) -> None:
        """End the processes, whatever they do: nothing of theirs is in any file."""
        pool, self._pool = self._pool, None
        if pool is not None:
            end_now(pool)

    def processes(self) -> tuple[int, ...]:
        """The ids of the processes that live."""
        return () if self._pool is None else tuple(p.pid for p in processes_of(self._pool) if p.pid is not None)


class DaskArena:
    """The workers of a Dask cluster, which have this program installed."""

    def __init__(self, address: str) -> None:
        """The cluster whose scheduler listens at `address`, as tcp://192.168.1.5:8786."""
        self._address = address
        self._client: Any = None

    def open(self) -> Executor:
        """The executor of the cluster, connected if need be.

        Raises:
            InputError: Dask is not installed.
            ClusterError: nobody answers at the address, or the cluster has no worker.
        """
        if self._client is None:
            self._client = self._connected()
        executor: Executor = self._client.get_executor(pure=False)
        return executor

    def width(self) -> int:
        """The threads of all workers that there are now."""
        threads: dict[str, int] = self._client.nthreads() if self._client is not None else {}
        return max(1, sum(threads.values()))

    def lost(self) -> None:
        """The cluster plans again by itself what a dead worker had; without a scheduler it cannot go on.

        Raises:
            ClusterError: the scheduler is gone.
        """
        if self._client is None or self._client.status != "running":
            raise self._gone()

    def close(self) -> None:
        """Leave the cluster; it forgets what it was given."""
        client, self._client = self._client, None
        if client is not None:
            with suppress(Exception):  # a cluster that is gone needs no farewell
                client.close(timeout=SECONDS_TO_ANSWER)

    def _connected(self) -> Any:
        try:
            distributed: Any = import_module("distributed")  # optional: pip install needsmap[dask]
        except ImportError as error:
            raise InputError([Problem(
                Where("--dask"),
                Text("липсва библиотеката dask.distributed", "the library dask.distributed is missing"),
                Text("Инсталира се с: pip install needsmap[dask]", "It is installed with: pip install needsmap[dask]"),
            )]) from error  # fmt: skip
        try:
            client = distributed.Client(self._address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
            client.wait_for_workers(1, timeout=SECONDS_TO_ANSWER)
        except (OSError, TimeoutError, ValueError) as error:
            raise self._gone() from error
        return client

    def _gone(self) -> ClusterError:
        return ClusterError(
            Text(
                f"На {self._address} няма клъстер, който да отговаря и да има работници. Завършените варианти са "
                "запазени; пуснете командата отново, когато клъстерът работи, или без --dask.",
                f"There is no cluster at {self._address} that answers and has workers. Finished members are kept; give "
                "the command again when the cluster works, or without --dask.",
            )
        )


class ClusterError(NeedsmapError):
    """There is no cluster to plan on."""

    exit_code = 1
