"""Alternatives of a finished run: a folder with a table, the marks of every plan, and the plans."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import mapping
from mapping.explain.alternatives.search import find_alternatives
from mapping.explain.alternatives.types import Alternatives, Wish
from mapping.explain.effects import worst_served
from mapping.instance import Case
from mapping.plan import Plan, coverage, last_period, plan_to_json
from mapping.publish.costs import cost_of_plan
from mapping.publish.fields import Row
from mapping.publish.making import files_of
from mapping.publish.records import plain
from mapping.publish.tables import write_csv
from mapping.run.folder import RECORD, new_run_folder
from mapping.run.listener import Listener
from mapping.run.reading import hashes
from mapping.run.recheck import reread
from mapping.run.record import now
from mapping.run.scenario_files import seen_from
from mapping.run.trouble import writing_to

SUFFIX = ".alternatives"
"""What stands behind the run's name in the name of the folder of its alternatives."""

PLANS = "plans"
COLUMNS = (
    "number", "objective", "value", "bound", "loss", "sought", "sought_found", "sought_bound", "served",
    "money_eur", "worst_municipality", "worst_share", "marks", "marks_other_than_run", "plan",
)  # fmt: skip
"""docs/explain.md says what they mean."""


@dataclass(frozen=True, slots=True)
class AlternativesResult:
    """What was found, of which case, where it is, and the inputs that are no longer those of the run."""

    folder: Path
    case: Case
    alternatives: Alternatives
    changed_inputs: tuple[str, ...]


def execute_alternatives(
    run_folder: Path,
    outputs: Path | None,
    number: int,
    within: float,
    wish: Wish,
    listener: Listener,
    told: Callable[[int], None],
) -> AlternativesResult:
    """Find up to `number` alternatives of the run in `run_folder` that lose at most `within` of its first objective,
    and write them to `outputs` (beside the run, where None)/<run>.alternatives/.

    Raises:
        InputError: the folder is no run, or the results would replace something else.
        BrokenPlanError: a plan failed its independent check.
        OutputError: the results cannot be written.
    """
    home = run_folder.resolve()
    run = reread(home)
    started = now()
    where = home.parent if outputs is None else outputs
    final = where / (home.name + SUFFIX)
    with new_run_folder(where, final.name) as folder:
        listener.step("solve")
        found = find_alternatives(run.case, run.plan, number, within, wish, listener.solving, told)
        with writing_to(final):
            (folder / PLANS).mkdir()
            plans = [run.plan, *(one.plan for one in found.found)]
            for at, plan in enumerate(plans):
                (folder / PLANS / f"{at:02d}.json").write_text(plan_to_json(plan), encoding="utf-8", newline="\n")
            write_csv(folder / "alternatives.csv", COLUMNS, _rows(run.case, found))
            write_csv(folder / "marks.csv", ("number", "what", "where"), _marks(found))
            record = {
                "program": "needsmap", "version": mapping.__version__, "kind": "alternatives",
                "scenario": {"name": run.case.scenario.name, "keys": run.case.scenario.keys.model_dump(mode="json")},
                "region": {"id": run.case.region.id, "folder": seen_from(final, run.case.scenario.region_folder)},
                "run": seen_from(final, home), "asked": number, "within": within, "wish": wish, "end": found.end,
                "started": started.isoformat(), "finished": now().isoformat(),
                "inputs": dict(run.record.inputs), "changed_inputs": list(run.changed_inputs),
                "outputs": hashes({name: folder / name for name in files_of(folder)}),
            }  # fmt: skip
            text = json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
            (folder / RECORD).write_text(text, encoding="utf-8", newline="\n")
    return AlternativesResult(final, run.case, found, run.changed_inputs)


def _rows(case: Case, found: Alternatives) -> Iterable[Row]:
    """The run's plan is number 0."""
    sought = {"different": "shared_marks", "best": found.run.stages[0].objective}[found.wish]
    yield _row(case, 0, found.run) | {"marks": len(found.marks), "marks_other_than_run": 0}
    for at, one in enumerate(found.found, start=1):
        yield _row(case, at, one.plan) | {
            "loss": plain(round(one.loss, 6)),
            "sought": sought,
            "sought_found": plain(round(one.found, 6)),
            "sought_bound": plain(round(one.bound, 6)),
            "marks": len(one.marks),
            "marks_other_than_run": len(one.marks ^ found.marks),
        }


def _row(case: Case, number: int, plan: Plan) -> Row:
    proof, worst = plan.stages[0], worst_served(case, plan)
    row: Row = dict.fromkeys(COLUMNS)
    return row | {
        "number": number,
        "objective": proof.objective,
        "value": plain(proof.value),
        "bound": plain(proof.bound),
        "served": plain(round(coverage(last_period(plan)).served, 3)),
        "money_eur": plain(round(sum(cost_of_plan(case, plan).values()) / 100, 2)),
        "worst_municipality": worst.municipality,
        "worst_share": plain(round(worst.share, 6)),
        "plan": f"{PLANS}/{number:02d}.json",
    }


def _marks(found: Alternatives) -> Iterable[Row]:
    for number, marks in enumerate([found.marks, *(one.marks for one in found.found)]):
        for what, where in sorted(marks):
            yield {"number": number, "what": what, "where": where}
