"""An ensemble against single plans, in the same run: `python -m benchmarks ensemble`.

CPU seconds of this process and its workers say what is worked, whatever else runs on the machine; wall clock says what
is waited. One single plan (all stages, as `needsmap run` plans it) is measured first, then the worlds.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import mean, median
from typing import TypeVar

from benchmarks.table import Cell, Table
from mapping.uncertainty.types import Place

T = TypeVar("T")

ALL_WORLDS, SINGLE_PLANS = 200, 25
"""The target: so many worlds in the time of so many single plans."""


class _Silent:
    """A listener that says nothing."""

    def step(self, step: object) -> None:
        """Nothing to say."""

    def solving(self, cancel: Callable[[], None] | None) -> None:
        """Nothing to say."""

    def progress(self, stage: int, stages: int, objective: str, progress: object) -> None:
        """Nothing to say."""


@contextmanager
def _no_step(_step: object) -> Iterator[None]:
    yield


def ensemble(scenario: Path, worlds: int, workers: int) -> list[Table]:
    """Measure `worlds` worlds of `scenario` on `workers` processes against one single plan; project to 200."""
    from mapping.run import read_case  # noqa: PLC0415 - what is measured, not what measures
    from mapping.run.solving import plan_case  # noqa: PLC0415
    from mapping.uncertainty.ensemble import run_ensemble  # noqa: PLC0415

    case = read_case(scenario)
    single, single_wall, single_cpu = _timed(lambda: plan_case(case, _no_step, _Silent()))
    since: list[tuple[float, float]] = []

    def tell(_done: int, _worlds: int, _last: object) -> None:
        since.append((time.perf_counter(), _cpu()))

    found, wall, cpu = _timed(lambda: run_ensemble(case, single.plan, 1, worlds, workers, tell, threading.Event()))
    # The first two words frame what is done once, in this process.
    once_wall, once_cpu = (after - before for before, after in zip(since[0], since[1], strict=True))
    each_wall, each_cpu = (wall - once_wall) / worlds, (cpu - once_cpu) / worlds
    planned = [plan for plan in found.plans if plan.found]
    gaps = sorted(plan.gap for plan in planned) or [float("nan")]
    projected, projected_cpu = once_wall + ALL_WORLDS * each_wall, once_cpu + ALL_WORLDS * each_cpu
    row: dict[str, Cell] = {
        "scenario": scenario.stem,
        "workers": workers,
        "single plan s": single_wall,
        "single plan cpu s": single_cpu,
        "worlds": worlds,
        "worlds s": wall,
        "worlds cpu s": cpu,
        "once s": once_wall,
        "once cpu s": once_cpu,
        "a world s": each_wall,
        "a world cpu s": each_cpu,
        f"{ALL_WORLDS} worlds s": projected,
        "in single plans": projected / single_wall,
        "in single plans, cpu": projected_cpu / single_cpu,
    }
    quality: dict[str, Cell] = {
        "scenario": scenario.stem,
        "worlds": worlds,
        "without plan": worlds - len(planned),
        "gap % median": 100 * median(gaps),
        "gap % mean": 100 * mean(gaps),
        "gap % most": 100 * gaps[-1],
        "central units": sum(one.units for one in found.central.built),
        "units a world": mean(sum(one.units for one in plan.built) for plan in planned) if planned else None,
        "units kept": mean(_kept(plan.units_at(), found.central.units_at()) for plan in planned) if planned else None,
    }
    note = (
        f"Target: {ALL_WORLDS} worlds in the time of {SINGLE_PLANS} single plans or less. `once` is the search of the "
        "central programme that all worlds learn from; CPU seconds are of all processes. A gap is to the world's own "
        "bound, what the tolerance gave away to stay near the central plan included."
    )
    return [
        Table("ensemble", f"{worlds} worlds against one single plan", [row], [note]),
        Table("ensemble_plans", "What the worlds' plans are", [quality]),
    ]


def _kept(units: dict[Place, int], central: dict[Place, int]) -> int:
    return sum(min(count, central.get(place, 0)) for place, count in units.items())


def _timed(work: Callable[[], T]) -> tuple[T, float, float]:
    """The result of `work`, its wall seconds, and the CPU seconds of this process and of children that have ended."""
    began, used = time.perf_counter(), _cpu()
    result = work()
    return result, time.perf_counter() - began, _cpu() - used


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
