"""A whole frontier: from a scenario file to a folder with the table, the picture and the plan of every point."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from matplotlib import rc_context

import mapping
from mapping.explain.frontier.trace import trace
from mapping.explain.frontier.types import Frontier, Point
from mapping.instance import Case, prepare_case
from mapping.plan import plan_to_json
from mapping.publish.charts.frontier import draw_frontier
from mapping.publish.frontier import FrontierRow, write_frontier
from mapping.publish.making import files_of
from mapping.publish.printed.sheet import DPI, STYLE
from mapping.run.folder import RECORD, new_run_folder
from mapping.run.listener import Listener
from mapping.run.planning import planner_of
from mapping.run.reading import hashes, input_files, read_inputs
from mapping.run.record import now
from mapping.run.scenario_files import seen_from
from mapping.run.trouble import writing_to
from mapping.words import Language

SUFFIX = ".frontier"
"""What stands behind the scenario's name in the name of a frontier's folder."""

POINTS = "points"
"""The folder of the points' plans."""

PICTURE = "frontier.png"


@dataclass(frozen=True, slots=True)
class FrontierSize:
    """How many points, how many floors of fairness for each of them, and the budgets (EUR), where they are given."""

    points: int = 8
    floors: int = 0
    budgets: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class FrontierResult:
    """What a finished frontier hands back: its folder, the case, all points, and the rows of its table."""

    folder: Path
    case: Case
    frontier: Frontier
    rows: tuple[FrontierRow, ...]


def execute_frontier(
    scenario_path: Path,
    outputs: Path,
    size: FrontierSize,
    listener: Listener,
    told: Callable[[int, int], None],
    language: Language = "bg",
) -> FrontierResult:
    """Trace the frontier of the scenario at `scenario_path` and write it to `outputs`/<name>.frontier/; `told` hears
    that so many of so many plans are done. Each point is what `needsmap run` gives with `budget.total` (and
    `fairness.least`) of that point.

    Raises:
        InputError: the scenario or the tables have problems, or the results would replace something else.
        InfeasibleError: not even without a ceiling there is a plan.
        NoPlanError: none was found there in time.
        BrokenPlanError: a plan failed its independent check.
        OutputError: the results cannot be written.
    """
    started = now()
    listener.step("read")
    scenario, region = read_inputs(scenario_path)
    inputs = hashes(input_files(scenario.chain, scenario.region_folder))
    final = outputs / (scenario.name + SUFFIX)
    with new_run_folder(outputs, final.name) as folder:
        listener.step("need")
        case = prepare_case(region, scenario)
        frontier = trace(case, planner_of(listener), size.points, size.floors, size.budgets, told)
        rows = rows_of(case, frontier)
        with writing_to(final):
            _write_plans(frontier, rows, folder)
            write_frontier(rows, folder)
            with rc_context(STYLE):
                draw_frontier(rows, language).savefig(folder / PICTURE, dpi=DPI, metadata={"Software": None})
            record = {
                "program": "needsmap", "version": mapping.__version__, "kind": "frontier",
                "scenario": {"name": scenario.name, "file": seen_from(final, scenario_path),
                             "keys": scenario.keys.model_dump(mode="json")},
                "region": {"id": region.id, "folder": seen_from(final, scenario.region_folder)},
                "points": size.points, "floors": size.floors, "budgets": list(size.budgets),
                "started": started.isoformat(), "finished": now().isoformat(),
                "inputs": inputs,
                "outputs": hashes({name: folder / name for name in files_of(folder)}),
            }  # fmt: skip
            text = json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
            (folder / RECORD).write_text(text, encoding="utf-8", newline="\n")
    return FrontierResult(final, case, frontier, rows)


def rows_of(case: Case, frontier: Frontier) -> tuple[FrontierRow, ...]:
    """The rows of the table, numbered from 1."""
    return tuple(_row(case, frontier, number, point) for number, point in enumerate(frontier.points, start=1))


def _row(case: Case, frontier: Frontier, number: int, point: Point) -> FrontierRow:
    here, known = point.reached, frontier.known(point)
    if here is None or known is None:
        status = "infeasible" if point.infeasible else "no_plan"
        return FrontierRow(number, point.budget, point.least, status, frontier.objective)
    return FrontierRow(
        number=number,
        budget=point.budget,
        least=point.least,
        status=here.plan.stages[0].status,
        objective=frontier.objective,
        plan=f"{POINTS}/{number:02d}.json",
        capital=here.capital,
        running=here.running,
        need=here.need,
        served=here.served,
        found=known.found,
        bound=known.bound,
        best=known.best,
        proven=known.proven,
        worst=(here.worst.municipality, case.region.municipality(here.worst.municipality).name),
        worst_share=here.worst.share,
        new_units=here.new_units,
        efficient=known.efficient,
    )


def _write_plans(frontier: Frontier, rows: Sequence[FrontierRow], folder: Path) -> None:
    (folder / POINTS).mkdir()
    for row, point in zip(rows, frontier.points, strict=True):
        if row.plan is not None and point.reached is not None:
            (folder / row.plan).write_text(plan_to_json(point.reached.plan), encoding="utf-8", newline="\n")
