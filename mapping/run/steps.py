"""A whole run, step by step."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mapping.errors import BrokenPlanError
from mapping.instance import Case, prepare_case
from mapping.model import Breach
from mapping.plan import Plan, plan_to_json
from mapping.publish.products import Form, files_of, make_products
from mapping.run.folder import RECORD, new_run_folder
from mapping.run.listener import Listener, Step
from mapping.run.reading import input_files, products_of, read_inputs
from mapping.run.record import Circumstances, RunResult, hashes, make_record, now, record_text
from mapping.run.scenario_files import write_scenario
from mapping.run.trouble import writing_to
from mapping.verify import verify_plan
from mapping.words import Language, Text

PLAN = "plan.json"

MOST_BREACHES = 20
"""So many breaches of a broken plan are listed singly."""


def execute(scenario_path: Path, outputs: Path, listener: Listener, language: Language = "bg") -> RunResult:
    """Plan the scenario at `scenario_path` and write its results to `outputs`/<name of the scenario>/.

    Args:
        scenario_path: the scenario file.
        outputs: the folder of all runs; made where it is missing.
        listener: told about every step and the solver's progress.
        language: of the printed map; data files carry both.

    Raises:
        InputError: the scenario or the tables have problems, or the results would replace something else.
        InfeasibleError: no plan satisfies all rules.
        NoPlanError: there was no plan when the time ran out or the run was cancelled.
        BrokenPlanError: the plan failed its independent check.
        OutputError: the results cannot be written.
    """
    from mapping.run.solving import plan_case  # noqa: PLC0415 - only planning needs a solver, checking does not

    started, clock = now(), Clock(listener)
    with clock.step("read"):
        scenario, region = read_inputs(scenario_path)
        inputs = hashes(input_files(scenario.chain, scenario.region_folder))
    final = outputs / scenario.name
    with new_run_folder(outputs, scenario.name) as folder:
        with clock.step("need"):
            case = prepare_case(region, scenario)
        solved = plan_case(case, clock.step, listener)
        with clock.step("check"):
            check_plan(case, solved.plan)
        with clock.step("publish"), writing_to(final):
            made = publish_plan(case, solved.plan, folder, language)
            write_scenario(scenario, folder, final)
        with writing_to(final):
            written = hashes({name: folder / name for name in files_of(folder)})
            run = Circumstances(scenario_path, final, language, started, clock.seconds, inputs)
            record = make_record(case, solved, run, written, made)
            (folder / RECORD).write_text(record_text(record), encoding="utf-8", newline="\n")
    return RunResult(final, case, solved.plan, record)


def broken_plan(breaches: tuple[Breach, ...], heading: Text) -> BrokenPlanError:
    """The error that lists what a plan breaks."""
    more = len(breaches) - MOST_BREACHES
    lines = {"bg": [heading.bg], "en": [heading.en]}
    for breach in breaches[:MOST_BREACHES]:
        lines["bg"].append(f"  {breach.rule}: {breach.what.bg}")
        lines["en"].append(f"  {breach.rule}: {breach.what.en}")
    if more > 0:
        lines["bg"].append(f"  … и още {more}")
        lines["en"].append(f"  … and {more} more")
    return BrokenPlanError(Text("\n".join(lines["bg"]), "\n".join(lines["en"])))


def check_plan(case: Case, plan: Plan) -> None:
    """Check `plan` without a solver; raises `BrokenPlanError` with what it breaks."""
    breaches = verify_plan(case, plan)
    if breaches:
        raise broken_plan(
            breaches,
            Text(
                "Планът не издържа независимата проверка: това е грешка на програмата. Нищо не е записано.",
                "The plan failed its independent check, a defect of the program. Nothing was written.",
            ),
        )


def publish_plan(case: Case, plan: Plan, folder: Path, language: Language) -> dict[str, tuple[str, ...]]:
    """Write `plan` to `folder`, which is made if need be: plan.json, and the products that the scenario asks for (the
    usual ones where it does not say); returns the files of each product.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PLAN).write_text(plan_to_json(plan), encoding="utf-8", newline="\n")
    return make_products(products_of(case.scenario, case.region), case, plan, folder, Form(language))


class Clock:
    """Tells the listener what begins, and keeps how long it took."""

    def __init__(self, listener: Listener) -> None:
        """Nothing has begun."""
        self._listener = listener
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, step: Step) -> Iterator[None]:
        """Time what is done inside."""
        self._listener.step(step)
        began = time.perf_counter()
        yield
        self.seconds[step] = round(time.perf_counter() - began, 3)
