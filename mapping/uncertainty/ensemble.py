"""An ensemble: the plan of every world, worked out side by side in processes of their own.

A world's plan depends on the tables, the scenario, the central plan and the seed alone: worlds learn from the central
plan's search, never from each other, and nothing is bounded by seconds. So the ensemble is the same whatever the number
of workers, and an ensemble of more worlds begins with that of fewer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from multiprocessing.synchronize import Event

from mapping.errors import NoPlanError
from mapping.instance import Case
from mapping.plan import Plan
from mapping.processes import started_anew
from mapping.uncertainty.factors import check_central, check_dependence, find_factors
from mapping.uncertainty.types import Ensemble, World, WorldPlan
from mapping.uncertainty.world_plan import Basis, make_basis, plan_world, world_plan
from mapping.uncertainty.worlds import sample_worlds
from mapping.words import Text

Teller = Callable[[int, int, WorldPlan | None], None]
"""Told how many of how many worlds are planned, and the last of them (None before the first: when the central programme
begins to be searched for what all worlds learn from, and when that is done)."""

SECONDS_BETWEEN_LOOKS = 0.5
"""How often one looks whether a stop is asked for while workers work."""


def run_ensemble(
    case: Case, plan: Plan, seed: int, worlds: int, workers: int, tell: Teller, stop: threading.Event
) -> Ensemble:
    """Plan `worlds` worlds of `case`, whose plan for the central values is `plan`, with `workers` processes.

    Setting `stop` ends it early: the ensemble then holds the worlds that were planned up to the first that was not.

    Raises:
        InputError: the scenario does not ask for central values or for unmet need first, or nothing in the tables has a
            range, or dependence.csv names what the tables do not have.
        NoPlanError: it was stopped before the first world was planned.
        BrokenPlanError: a plan failed its independent check.
    """
    check_central(case.scenario)
    factors = find_factors(case.region)
    check_dependence(case.region, factors)
    drawn = sample_worlds(factors, case.region.dependence, seed, worlds)
    tell(0, worlds, None)
    basis = make_basis(case, factors, plan, case.scenario.keys.solver.seed, stop)
    tell(0, worlds, None)
    plans: list[WorldPlan] = []
    for planned in _plans(basis, drawn, workers, stop):
        if stop.is_set():
            break
        plans.append(planned)
        tell(len(plans), worlds, planned)
    if not plans:
        raise NoPlanError(
            Text(
                "Работата беше спряна, преди да се планира и едно възможно развитие.",
                "The work was stopped before any world was planned.",
            )
        )
    return Ensemble(seed, factors, drawn[: len(plans)], tuple(plans), world_plan(case, plan, 0))


def _plans(basis: Basis, worlds: tuple[World, ...], workers: int, stop: threading.Event) -> Iterator[WorldPlan]:
    """The plans in the order of the worlds; one worker works in this process.

    Where a worker is ended from outside (out of memory, say), the worlds left are planned by half as many: their plans
    are the same.
    """
    if workers <= 1:
        for world in worlds:
            yield plan_world(basis, world, stop)
        return
    done = 0
    try:
        for planned in _side_by_side(basis, worlds, workers, stop):
            done += 1
            yield planned
    except BrokenProcessPool:
        yield from _plans(basis, worlds[done:], workers // 2, stop)


def _side_by_side(basis: Basis, worlds: tuple[World, ...], workers: int, stop: threading.Event) -> Iterator[WorldPlan]:
    """The plans in the order of the worlds, from processes of their own.

    Raises:
        BrokenProcessPool: one of them was ended from outside.
    """
    halt = get_context("spawn").Event()
    with started_anew(min(workers, len(worlds)), _begin, (basis, halt)) as pool:
        waiting = [pool.submit(_work, world) for world in worlds]
        try:
            for future in waiting:
                yield _result(future, stop, halt)
        finally:
            for future in waiting:
                future.cancel()
            if not all(future.done() for future in waiting):
                halt.set()


def _result(future: Future[WorldPlan], stop: threading.Event, halt: Event) -> WorldPlan:
    """What `future` brings; where a stop is asked for meanwhile, the workers are told."""
    while True:
        if stop.is_set():
            halt.set()
        try:
            return future.result(SECONDS_BETWEEN_LOOKS)
        except TimeoutError:
            continue


class _Worker:
    """What a worker process knows, put there once when it begins."""

    basis: Basis
    stop = threading.Event()


def _begin(basis: Basis, halt: Event) -> None:
    """Begin a worker, whose parent says by `halt` when to stop."""
    _Worker.basis = basis

    def watch() -> None:
        halt.wait()
        _Worker.stop.set()

    threading.Thread(target=watch, daemon=True).start()


def _work(world: World) -> WorldPlan:
    return plan_world(_Worker.basis, world, _Worker.stop)
