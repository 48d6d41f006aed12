"""One scenario, measured in a process of its own, so that its peak memory is its own: `python -m benchmarks.one`.

The last line that it prints is the measurement as JSON; `run_one` starts it and reads that line.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.machine import peak_memory

if TYPE_CHECKING:
    from mapping.run import Step
    from mapping.solve import Progress


@dataclass(frozen=True, slots=True)
class StageTime:
    """How a stage went. `reached` are the seconds to a gap of 5, 1 and 0.2 %, None where it was not reached."""

    objective: str
    found: float
    bound: float
    gap: float
    status: str
    nodes: int
    seconds: float
    reached: dict[str, float | None]


@dataclass(slots=True)
class Measurement:
    """What one scenario took. Seconds are wall clock, memory MB; `built_memory` is the peak once PuLP's is stated."""

    scenario: str
    settlements: int = 0
    services: int = 0
    columns: int = 0
    whole_columns: int = 0
    rows: int = 0
    pairs: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    cpu_seconds: dict[str, float] = field(default_factory=dict)
    built_memory: float = 0.0
    peak_memory: float = 0.0
    stages: list[StageTime] = field(default_factory=list)
    breaches: int | None = None

    @property
    def build_seconds(self) -> float:
        """From the case to PuLP's statement: instance, rules and statement."""
        return sum(self.seconds[step] for step in ("instance", "model", "statement"))

    @property
    def solve_seconds(self) -> float:
        """All stages and the final assignment of persons."""
        return self.seconds.get("solve", 0.0)


WATCHED = {"5 %": 0.05, "1 %": 0.01, "0.2 %": 0.002}


def run_one(scenario: Path, solve: bool, first_gap: float | None = None, seconds: float | None = None) -> Measurement:
    """Measure `scenario` in a new process.

    Args:
        scenario: the scenario file.
        solve: whether to solve it after stating it.
        first_gap: solve the first stage only, to this gap instead of the scenario's.
        seconds: time limit of every stage instead of the scenario's.
    """
    command = [sys.executable, "-m", "benchmarks.one", str(scenario)]
    command += ["--solve"] if solve else []
    command += ["--first-gap", str(first_gap)] if first_gap is not None else []
    command += ["--seconds", str(seconds)] if seconds is not None else []
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    content = json.loads(done.stdout.splitlines()[-1])
    stages = [StageTime(**stage) for stage in content.pop("stages")]
    return Measurement(**content, stages=stages)


def measure(scenario_path: Path, solve: bool, first_gap: float | None, seconds: float | None) -> Measurement:
    """Read, build, state and (if asked) solve a scenario in this process, and check the plan."""
    # Loaded before the clock runs: importing is no part of any step.
    from mapping.instance import build_instance, prepare_case  # noqa: PLC0415
    from mapping.model import build_model  # noqa: PLC0415
    from mapping.model.problem import state_problem  # noqa: PLC0415
    from mapping.run.reading import read_inputs  # noqa: PLC0415
    from mapping.run.solving import solve_case  # noqa: PLC0415
    from mapping.verify import verify_plan  # noqa: PLC0415

    result = Measurement(scenario_path.stem)

    @contextmanager
    def timed(step: str) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        result.seconds[step] = time.perf_counter() - wall
        result.cpu_seconds[step] = time.process_time() - cpu
        print(f"  {scenario_path.stem}: {step} {result.seconds[step]:.2f} s", file=sys.stderr, flush=True)

    with timed("read"):
        scenario, region = read_inputs(scenario_path)
        stages = scenario.keys.stages[: 1 if first_gap is not None else None]
        if first_gap is not None:
            stages = (stages[0].model_copy(update={"gap": first_gap}),)
        if seconds is not None:
            stages = tuple(stage.model_copy(update={"seconds": seconds}) for stage in stages)
        scenario = replace(scenario, keys=scenario.keys.model_copy(update={"stages": stages}))
    with timed("need"):
        case = prepare_case(region, scenario)
    with timed("instance"):
        instance = build_instance(case)
    with timed("model"):
        model = build_model(instance)
    with timed("statement"):
        problem = state_problem(model.program, model.goals[0])
    result.built_memory = peak_memory()
    del problem
    result.settlements, result.services = len(instance.settlements), len(instance.services)
    result.columns, result.rows = len(model.program.lower), len(model.program.rhs)
    result.whole_columns = int(model.program.whole.sum())
    result.pairs = len(instance.links.facility)
    if solve:
        watch = _Watch()
        with timed("solve"):
            solved = solve_case(case, instance, model, watch)
        with timed("check"):
            result.breaches = len(verify_plan(case, solved.plan))
        for number, stage in enumerate(solved.stages, start=1):
            result.stages.append(
                StageTime(
                    stage.objective, stage.found, stage.bound, stage.gap, stage.status, stage.nodes, stage.seconds,
                    {label: watch.reached.get((number, label)) for label in WATCHED},
                )
            )  # fmt: skip
    result.peak_memory = peak_memory()
    return result


class _Watch:
    """A listener that notes when each stage's gap first fell to the watched ones."""

    def __init__(self) -> None:
        self.reached: dict[tuple[int, str], float] = {}
        self._began: dict[int, float] = {}

    def step(self, step: Step) -> None:
        """Nothing to do: steps are timed outside."""

    def solving(self, cancel: Callable[[], None] | None) -> None:
        """Nothing to do: a benchmark is not cancelled."""

    def progress(self, stage: int, stages: int, objective: str, progress: Progress) -> None:  # noqa: ARG002
        """Note the time at which a watched gap was reached, from the first word about the stage."""
        now = time.perf_counter()
        since = now - self._began.setdefault(stage, now)
        for label, wanted in WATCHED.items():
            if progress.gap is not None and progress.gap <= wanted + 1e-6:
                self.reached.setdefault((stage, label), since)


def main() -> None:
    """Measure the scenario named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", type=Path)
    parser.add_argument("--solve", action="store_true")
    parser.add_argument("--first-gap", type=float)
    parser.add_argument("--seconds", type=float)
    asked = parser.parse_args()
    result = measure(asked.scenario, asked.solve, asked.first_gap, asked.seconds)
    print(json.dumps(asdict(result)))


if __name__ == "__main__":
    main()
