"""The published instances through the front door: `python benchmarks/published.py FOLDER [--set orlib_pmed ...]`.

FOLDER is that of the instances (facloc-bench/1; FORMAT.md explains it). Each case is written as a region of points and
a scenario, run, checked, and its value held against the published one. With `--spopt PYTHON` (an interpreter that has
spopt 0.8, pulp<4 and highspy) each case that spopt can state is solved by it too, with the same solver and in the same
run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import machine  # noqa: E402 - the folder above must be known first
from benchmarks import published_convert as convert  # noqa: E402
from benchmarks.table import Cell, Table, write  # noqa: E402

SPOPT_STATES = {"lscp", "clscpso", "mclp", "p_median", "cpmp", "p_center", "p_dispersion"}
KILL_AFTER = 3.0
"""A process that takes so many times its time limit is ended."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    folder: Path
    sets: tuple[str, ...]
    cases: tuple[str, ...]
    seconds: float
    spopt: Path | None
    out: Path | None


class _Silent:
    """Watches nothing."""

    def step(self, step: str) -> None:
        """Nothing to do."""

    def solving(self, cancel: Callable[[], None] | None) -> None:
        """Nothing to do."""

    def progress(self, stage: int, stages: int, objective: str, progress: object) -> None:
        """Nothing to do."""


def measure(scenario: Path, objective: str) -> dict[str, Any]:
    """Run a scenario in this process: seconds by step, value, bound and status of the stage, sizes, peak memory."""
    from mapping.errors import InfeasibleError, NeedsmapError  # noqa: PLC0415 - importing is not measured
    from mapping.run import execute, recheck  # noqa: PLC0415
    from mapping.run import solving as _solving  # noqa: F401, PLC0415

    try:
        result = execute(scenario, scenario.parent / "out", _Silent())
    except InfeasibleError as error:
        return {"infeasible": True, "word": error.of("en").splitlines()[0], "memory": machine.peak_memory()}
    except NeedsmapError as error:
        return {"infeasible": False, "word": error.of("en").splitlines()[0], "memory": machine.peak_memory()}
    peak = machine.peak_memory()
    breaches = len(recheck(result.folder).breaches)
    [proof] = [proof for proof in result.plan.stages if proof.objective == objective]
    return {
        "infeasible": False,
        "word": proof.status,
        "seconds": dict(result.record.seconds),
        "value": proof.value,
        "gap": proof.gap,
        "columns": result.plan.size.columns,
        "rows": result.plan.size.rows,
        "breaches": breaches,
        "memory": peak,
    }


def run_ours(scenario: Path, objective: str, seconds: float) -> dict[str, Any]:
    """`measure` in a process of its own."""
    command = [sys.executable, str(Path(__file__)), "--one", str(scenario), "--objective", objective]
    return _json_of(command, seconds * KILL_AFTER + 120, os.environ | {"PYTHONPATH": str(ROOT)})


def run_spopt(
    python: Path, instance: convert.Instance, case: dict[str, Any], folder: Path, seconds: float
) -> dict[str, Any]:
    """The case by spopt in a process of its own; {} where spopt cannot state it."""
    problem, asked = case["problem"], case["params"]
    if problem not in SPOPT_STATES or "budget" in asked or asked.get("p_rule") == "at_most":
        return {}
    if problem == "lscp" and not asked.get("unicost", True):
        return {}
    cost = convert.cost_matrix(instance)
    if instance["cost"]["kind"] == "sets":
        cost = np.where(np.isfinite(cost), 0.0, 1.0)
    elif not np.isfinite(cost).all():
        return {}
    weight = np.array(instance["demand"].get("weight") or [1] * instance["demand"]["n"], dtype=float)
    if problem == "cpmp" and not asked.get("cost_times_weight"):
        cost = cost / weight[:, None]
    existing = instance["sites"].get("existing", []) if asked.get("keep_existing") else []
    capacity = instance["sites"].get("capacity") or []
    if "capacity_all" in asked:
        capacity = [asked["capacity_all"]] * instance["sites"]["n"]
    path = folder / "arrays.npz"
    np.savez(
        path,
        problem=problem,
        cost=cost,
        weight=weight,
        radius=asked.get("radius", 0.5),
        p=asked.get("p", 0),
        predefined=np.array(sorted({*existing, *asked.get("predefined", [])}), dtype=int),
        capacity=np.array(capacity if problem in ("cpmp", "clscpso") else [], dtype=float),
        seconds=seconds,
    )
    script = Path(__file__).with_name("published_spopt.py")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    found = _json_of([str(python), str(script), str(path)], seconds * KILL_AFTER + 120, environment)
    path.unlink()
    return found


def _json_of(command: list[str], seconds: float, environment: dict[str, str]) -> dict[str, Any]:
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        return {"word": f"over {seconds:.0f} s"}
    lines = done.stdout.strip().splitlines()
    if done.returncode != 0 or not lines:
        words = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        return {"word": words[-1][:80]}
    content: dict[str, Any] = json.loads(lines[-1])
    return content


def row_of(instance: convert.Instance, case: dict[str, Any], asked: Asked) -> dict[str, Cell]:
    """A case as a row of the table."""
    row: dict[str, Cell] = {"case": case["case_id"], "problem": case["problem"]}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        limited = case | {"params": case["params"] | {"seconds": asked.seconds}}
        try:
            stated = convert.write_case(instance, limited, folder)
        except convert.NotStatedError as error:
            return row | {"right": f"not stated: {error}"}
        ours = run_ours(stated.scenario, stated.objective, asked.seconds)
        value = ours.get("value")
        shown = None if value is None else stated.scale * value + stated.offset
        spent = ours.get("seconds", {})
        build, solve = spent.get("model"), spent.get("solve")
        row |= {
            "columns": ours.get("columns"),
            "rows": ours.get("rows"),
            "read s": spent.get("read"),
            "build s": build,
            "solve s": solve,
            "value": shown,
            "reference": case["reference"]["value"],
            "right": convert.right(shown, case["reference"], ours.get("infeasible", False), case["sense"]),
            "gap %": None if ours.get("gap") is None else 100 * ours["gap"],
            "status": "infeasible" if ours.get("infeasible") else ours["word"],
            "broken": ours.get("breaches"),
            "peak MB": ours.get("memory"),
        }
        if asked.spopt is not None:
            theirs = run_spopt(asked.spopt, instance, case, folder, asked.seconds)
            both = (theirs.get("build"), theirs.get("solve"))
            total = None if None in both else sum(both)  # type: ignore[arg-type]
            mine = None if build is None or solve is None else build + solve
            row |= {
                "spopt s": total,
                "spopt value": theirs.get("value"),
                "spopt says": theirs.get("word"),
                "ours / spopt": None if total is None or mine is None else mine / total,
                "spopt MB": theirs.get("memory"),
            }
    return row


def main() -> None:
    """Run the cases asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--set", dest="sets", nargs="*", default=[], help="only these sets (folders, or parts of them)")
    parser.add_argument("--case", dest="cases", nargs="*", default=[], help="only cases with these words in their ids")
    parser.add_argument("--seconds", type=float, default=convert.SECONDS, help="longest time of a case")
    parser.add_argument("--spopt", type=Path, help="a Python that has spopt 0.8, pulp<4, highspy")
    parser.add_argument("--out", type=Path, help="a folder for the table as CSV and Markdown")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--objective", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one is not None:
        print(json.dumps(measure(given.one, given.objective)))
        return
    if given.folder is None or not given.folder.is_dir():
        parser.error("give the folder of the published instances")
    asked = Asked(given.folder, tuple(given.sets), tuple(given.cases), given.seconds, given.spopt, given.out)
    rows = []
    for path in sorted(asked.folder.glob("*/*.json")):
        if asked.sets and not any(word in path.parent.name for word in asked.sets):
            continue
        instance = json.loads(path.read_text(encoding="utf-8"))
        for case in instance["cases"]:
            if asked.cases and not any(word in case["case_id"] for word in asked.cases):
                continue
            row = row_of(instance, case, asked)
            rows.append(row)
            print(
                "  ".join(f"{name}: {value}" for name, value in row.items() if value is not None),
                file=sys.stderr,
                flush=True,
            )
    note = (
        "build s and solve s are the steps `model` and `solve` of the run; spopt s is building and solving. "
        "right: the value is the published one (better: than the best known; no value: none is published). "
        f"At most {asked.seconds:g} s a case."
    )
    table = Table("published", "Published instances", rows, (note,))
    print(machine.describe() + "\n\n" + table.markdown())
    if asked.out is not None:
        write([table], machine.describe(), asked.out)


if __name__ == "__main__":
    main()
