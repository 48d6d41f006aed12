"""A small scenario on the shipped region that solves in seconds,
for tests of runs, of checks and of the command.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mapping.instance import Case, build_instance
from mapping.model import build_model
from mapping.plan import Plan
from mapping.run import read_case
from mapping.run.solving import solve_case

HASKOVO = Path(__file__).parents[1] / "geodata" / "haskovo"

SMALL = """
region = "{region}"
services = ["ftc_dementia", "home_patronage"]

[title]
bg = "Проба"
en = "Trial"

[question]
bg = "Къде?"
en = "Where?"

[[periods]]
first_year = 2021
last_year = 2023

[[periods]]
first_year = 2024
last_year = 2027
"""

STAGES = """
[[stages]]
objective = "unmet"
gap = 0.1
tolerance = 0.01

[[stages]]
objective = "worst_served"
gap = 0.2
tolerance = 0.05

[[stages]]
objective = "travel"
gap = 0.3
tolerance = 0.05

[[stages]]
objective = "money"
gap = 0.3
"""


class SilentListener:
    """Watches nothing; remembers the steps."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.stages: set[str] = set()

    def step(self, step: str) -> None:
        self.steps.append(step)

    def solving(self, cancel: object) -> None:
        pass

    def progress(self, stage: int, stages: int, objective: str, _progress: object) -> None:
        assert 1 <= stage <= stages
        self.stages.add(objective)


def write_small(folder: Path, name: str = "small", region: Path = HASKOVO, text: str = SMALL + STAGES) -> Path:
    """Write the scenario into `folder`; returns its path."""
    path = folder / f"{name}.toml"
    path.write_text(text.replace("{region}", region.as_posix()), encoding="utf-8")
    return path


def impossible() -> str:
    """A scenario that requires a unit which nobody may pay for."""
    lines = (HASKOVO / "funds.csv").read_text(encoding="utf-8").splitlines()[1:]
    funds = "".join(f"[funds.{line.split(',')[0]}]\nfactor = 0\n" for line in lines)
    choice = '[[sites.choices]]\nservice = "ftc_dementia"\nsettlement = "77195"\nstatus = "required"\n'
    return SMALL + STAGES + funds + choice


@dataclass(frozen=True)
class SolvedCase:
    case: Case
    plan: Plan


@cache
def solved_small(folder: Path) -> SolvedCase:
    """The small scenario, solved (once for a folder)."""
    case = read_case(write_small(folder))
    instance = build_instance(case)
    solved = solve_case(case, instance, build_model(instance), SilentListener())
    return SolvedCase(case, solved.plan)
