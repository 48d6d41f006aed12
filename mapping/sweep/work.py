"""What a worker does: it plans one member, and hands back what is to be written. It touches no file of the sweep, so a
worker that dies at any moment leaves nothing behind, and may be on another machine."""

from __future__ import annotations

import pickle
import tempfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from mapping.errors import BrokenPlanError, InfeasibleError, InputError, NeedsmapError, NoPlanError
from mapping.instance import Case, Estimates, estimates_key, prepare_case
from mapping.publish.making import make_products
from mapping.publish.products import Form, makeable
from mapping.region import Region
from mapping.run.key import planner
from mapping.run.listener import Step
from mapping.run.recognition import passes
from mapping.run.record import Found
from mapping.run.steps import Clock, check_plan
from mapping.scenario import Scenario
from mapping.words import Language, Text

Trouble = Literal["infeasible", "no_plan", "broken", "bad_input", "crashed"]
"""Why a member has no plan: its rules contradict each other; none was found in time; the plan failed its check; the
scenario cannot be read; whatever planned it died, or the program failed."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The region that all members share, packed, so that it can be sent to a worker with every member and unpacked
    there once."""

    packed: bytes

    @classmethod
    def of(cls, region: Region) -> Ground:
        """The ground of `region`, as the tables have it."""
        return cls(zlib.compress(pickle.dumps(region)))


@dataclass(frozen=True, slots=True)
class Task:
    """A member to be planned: its scenario, the region, the products to make and their language, SHA-256 of what plans
    where the sweep was started; `taken` is the plan of a finished run of the same inputs, if there is one."""

    scenario: Scenario
    ground: Ground
    planner: str
    products: tuple[str, ...] = ()
    language: Language = "bg"
    taken: Found | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """What was planned: the plan and how it was found (`solved`: by searching for it), how travel was estimated, the
    seconds of each step, and the files of each product with their bytes."""

    found: Found
    solved: bool
    travel: Text
    seconds: Mapping[str, float]
    products: Mapping[str, tuple[str, ...]]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Failed:
    """A member without a plan: why, and in words."""

    trouble: Trouble
    words: Text
    seconds: float = 0.0


class OtherVersionError(NeedsmapError):
    """A worker runs another version of the program, or of what it plans with."""

    exit_code = 1


def work(task: Task) -> Planned | Failed:
    """Plan one member on one thread.

    Raises:
        OtherVersionError: this worker would plan otherwise than a run where the sweep was started.
    """
    if planner() != task.planner:
        raise OtherVersionError(
            Text(
                "Работен процес е с друга версия на needsmap или на библиотеките му; плановете биха били други. "
                "Инсталирайте навсякъде едно и също.",
                "A worker has another version of needsmap or of its libraries; its plans would be others. Install the "
                "same everywhere.",
            )
        )
    clock = Clock(_Silent())
    try:
        return _plan(task, clock)
    except NeedsmapError as error:
        words = _listed(error) if isinstance(error, InputError) else error.message
        return Failed(_trouble(error), words, round(sum(clock.seconds.values()), 3))


def _plan(task: Task, clock: Clock) -> Planned:
    from mapping.run.solving import search_case  # noqa: PLC0415 - only planning needs a solver

    with clock.step("need"):
        case = case_of(task.ground, task.scenario)
    found, solved = task.taken, False
    if found is not None:
        with clock.step("check"):
            found = found if passes(case, found) else None
    if found is None:
        found, solved = Found.of(search_case(on_one_thread(case), clock.step, _Silent())), True
        with clock.step("check"):
            check_plan(case, found.plan)
    with clock.step("publish"):
        products, files = _make(task, case, found)
    return Planned(found, solved, case.travel.method, clock.seconds, products, files)


def case_of(ground: Ground, scenario: Scenario) -> Case:
    """The case of `scenario`; the region is unpacked, and need and travel are estimated, once for all members in this
    process that have the same."""
    known = _estimated(ground, estimates_key(scenario.keys))
    if known.estimates is None:
        case = prepare_case(_unpacked(ground), scenario)
        known.estimates = Estimates(case.needs, case.travel)
        return case
    return prepare_case(_unpacked(ground), scenario, known.estimates)


def on_one_thread(case: Case) -> Case:
    """The case, to be solved on one thread: members run side by side, and the plan is the same for any number."""
    keys = case.scenario.keys
    solver = keys.solver.model_copy(update={"threads": 1})
    scenario = replace(case.scenario, keys=keys.model_copy(update={"solver": solver}))
    return replace(case, scenario=scenario)


class _Known:
    """A place for what was estimated, filled when it is first needed."""

    __slots__ = ("estimates",)

    def __init__(self) -> None:
        self.estimates: Estimates | None = None


# Remembered by all that they depend on: a worker holds a few regions and estimates, never a wrong one.
@lru_cache(maxsize=2)
def _unpacked(ground: Ground) -> Region:
    region: Region = pickle.loads(zlib.decompress(ground.packed))
    return region


@lru_cache(maxsize=16)
def _estimated(_ground: Ground, _key: str) -> _Known:
    return _Known()


def _make(task: Task, case: Case, found: Found) -> tuple[dict[str, tuple[str, ...]], dict[str, bytes]]:
    """The files of each product that is asked for, and their bytes."""
    if not task.products:
        return {}, {}
    with tempfile.TemporaryDirectory(prefix="needsmap_") as temporary:
        folder = Path(temporary)
        products = makeable(task.products, case.region)
        made = make_products(products, case, found.plan, folder, Form(task.language))
        return made, {name: (folder / name).read_bytes() for files in made.values() for name in files}


def _trouble(error: NeedsmapError) -> Trouble:
    kinds: tuple[tuple[type[NeedsmapError], Trouble], ...] = (
        (InfeasibleError, "infeasible"),
        (NoPlanError, "no_plan"),
        (BrokenPlanError, "broken"),
        (InputError, "bad_input"),
    )
    return next((trouble for kind, trouble in kinds if isinstance(error, kind)), "crashed")


def _listed(error: InputError) -> Text:
    return Text("; ".join(problem.what.bg for problem in error.problems),
                "; ".join(problem.what.en for problem in error.problems))  # fmt: skip


class _Silent:
    """A listener that says nothing; nothing can stop it, but the end of its process."""

    def step(self, step: Step) -> None:
        """Nothing to say."""

    def solving(self, cancel: Callable[[], None] | None) -> None:
        """Nothing to say."""

    def progress(self, stage: int, stages: int, objective: str, progress: object) -> None:
        """Nothing to say."""
