"""The toy region of tests/data, solved; docs/toy.md works its plan out by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from mapping.instance import Case, Instance, build_instance
from mapping.model import Model, build_model
from mapping.plan import Plan
from mapping.run import read_case
from mapping.scenario import ScenarioFile
from mapping.solve import HighsSession, Solution, extract_plan, solve_stages

TOY = Path(__file__).parent / "data" / "toy.toml"


@dataclass(frozen=True)
class Solved:
    """A case, what was made of it, and its plan."""

    case: Case
    instance: Instance
    model: Model
    solution: Solution
    plan: Plan


@cache
def toy_case() -> Case:
    """The toy's region and scenario, need and travel."""
    return read_case(TOY)


@cache
def solved_toy() -> Solved:
    """The toy as it stands in the files."""
    return solve(toy_case())


def solve(case: Case, by_parts: bool | None = None) -> Solved:
    """Solve all stages of `case` and read the plan out."""
    instance = build_instance(case)
    model = build_model(instance)
    session = HighsSession(model.program, model.goals[0], threads=1, seed=1)
    solution = solve_stages(model, instance.stages, session, by_parts=by_parts)
    return Solved(case, instance, model, solution, extract_plan(case, instance, model, solution, "test"))


def with_keys(case: Case, change: Callable[[dict[str, object]], None]) -> Case:
    """`case` with other keys in its scenario: `change` edits them as a scenario file would."""
    content = case.scenario.keys.model_dump(mode="json")
    change(content)
    keys = ScenarioFile.model_validate(content)
    return replace(case, scenario=replace(case.scenario, keys=keys))
