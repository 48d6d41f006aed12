"""`needsmap verify` rests on files alone: no solver, and nothing of the model but the checks of the rules."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from runs import SilentListener
from toy import TOY

from mapping.run import execute

NO_SOLVER = """
import sys
sys.modules["pulp"] = sys.modules["highspy"] = None
"""

NO_MODEL = """
import importlib.util, pkgutil, types
from pathlib import Path

class Nothing(types.ModuleType):
    '''A module in which every name is there, and nothing works.'''
    __path__ = []
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {"__init__": lambda *_: 1 / 0})

folder = Path(importlib.util.find_spec("mapping").submodule_search_locations[0]) / "model"
modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "rule"}
assert {"build", "program", "variables", "objectives", "presence", "problem"} <= modules
for name in modules:
    sys.modules["mapping.model." + name] = Nothing("mapping.model." + name)
# What the model's package itself must offer to those who read plans: words of objectives.
sys.modules["mapping.model.objectives"].OBJECTIVE_WORDS = {}
"""

NO_INSTANCE = """
import mapping.instance, mapping.instance.build, mapping.model
def nothing(*_):
    raise AssertionError("the check built an instance or wrote rows")
for module in (mapping.instance, mapping.instance.build):
    module.build_instance = nothing
for rule in mapping.model.RULES:
    object.__setattr__(rule, "constrain", nothing)
"""

VERIFY = """
from mapping.cli.main import entry
sys.exit(entry(["verify", sys.argv[1], "--lang", "en"]))
"""

RECHECK = """
from mapping.run import recheck
found = recheck(Path(sys.argv[1]))
assert found.plan.units and not found.changed_inputs and not found.changed_outputs
for breach in found.breaches:
    print(breach.rule)
"""


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run of the toy."""
    return execute(TOY, tmp_path_factory.mktemp("alone"), SilentListener(), "en").folder  # type: ignore[arg-type]


def python(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_the_command_needs_no_solver(run_folder: Path):
    """It passes where pulp and highspy cannot be imported."""
    done = python(NO_SOLVER + VERIFY, run_folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "The plan passes" in done.stdout


def test_planning_itself_does_need_one(run_folder: Path):
    """So the modules are truly out of reach above."""
    done = python(NO_SOLVER + "from mapping.solve import solve_stages\n", run_folder)
    assert "ModuleNotFoundError" in done.stderr or "ImportError" in done.stderr


def test_checks_of_rules_use_nothing_of_the_programme(run_folder: Path):
    """Every module of the model but the rules themselves is empty, and no rule can write a row."""
    done = python(NO_SOLVER + NO_MODEL + NO_INSTANCE + RECHECK, run_folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_changed_plan_is_caught_from_the_files_alone(run_folder: Path):
    """A person more in the day centre of Delta than it has places."""
    changed = Path(shutil.copytree(run_folder, run_folder.with_name("changed")))
    plan = json.loads((run_folder / "plan.json").read_text(encoding="utf-8"))
    visit = next(visit for visit in plan["served"] if visit["unit"] == "new.day.00004")
    visit["milli"] += 1000
    (changed / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    done = python(NO_SOLVER + VERIFY, changed)
    assert done.returncode != 0
    assert "places: new.day.00004" in done.stderr
