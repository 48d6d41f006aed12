"""A scenario planned twice: with the user's own figures in the tables, and as if there were none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mapping.compare import PlanChanges, compare_plans
from mapping.instance import Case
from mapping.plan import Plan, plan_to_json
from mapping.publish.differences import write_differences
from mapping.run.folder import RECORD, new_run_folder
from mapping.run.listener import Listener, Step
from mapping.run.reading import hashes, input_files, read_case
from mapping.run.recording import difference_record, now
from mapping.run.steps import check_plan
from mapping.run.trouble import writing_to
from mapping.words import Text

WITHOUT = Text("План без вашите стойности", "Plan without your figures")
WITH = Text("План с вашите стойности", "Plan with your figures")

SUFFIX = "_replaced"
"""What the folder of the differences is called after the scenario."""


@dataclass(frozen=True, slots=True)
class Effect:
    """The plan `before` (without the user's own figures), the plan `after` (with them), and what is different.

    `case` is that of the plan after.
    """

    case: Case
    before: Plan
    after: Plan
    changes: PlanChanges


def effect_of_own_figures(path: Path, listener: Listener, announce: Callable[[Text], None]) -> Effect | None:
    """Plan the scenario at `path` without and with the user's own figures; None where the tables have none.

    `announce` is told which plan is searched for. Nothing is written.

    Raises:
        InputError: the scenario or the tables have problems.
        InfeasibleError: one of the two has no plan that satisfies all rules.
        NoPlanError: there was no plan when the time ran out or the search was cancelled.
        BrokenPlanError: a plan failed its independent check.
    """
    listener.step("read")
    case = read_case(path)
    if not case.region.replaced:
        return None
    without = read_case(path, own_figures=False)
    announce(WITHOUT)
    before = _plan(without, listener)
    announce(WITH)
    after = _plan(case, listener)
    return Effect(case, before, after, compare_plans(before, after))


def write_effect(effect: Effect, outputs: Path) -> Path:
    """Write both plans and their differences to `outputs`/<name of the scenario>_replaced; returns that folder.

    Raises:
        InputError: something that is no result of this program stands there.
        OutputError: the disk refuses.
    """
    name = effect.case.scenario.name + SUFFIX
    final = outputs / name
    with new_run_folder(outputs, name) as folder, writing_to(final):
        for file, plan in (("plan_before.json", effect.before), ("plan_after.json", effect.after)):
            (folder / file).write_text(plan_to_json(plan), encoding="utf-8", newline="\n")
        write_differences(effect.case, effect.changes, folder)
        inputs = hashes(input_files(effect.case.scenario.chain, effect.case.scenario.region_folder))
        written = hashes({file.name: file for file in sorted(folder.iterdir())})
        text = difference_record(effect.case.scenario.name, now(), inputs, written)
        (folder / RECORD).write_text(text, encoding="utf-8", newline="\n")
    return final


def _plan(case: Case, listener: Listener) -> Plan:
    from mapping.run.solving import plan_case  # noqa: PLC0415 - only planning needs a solver

    @contextmanager
    def step(name: Step) -> Iterator[None]:
        listener.step(name)
        yield

    plan = plan_case(case, step, listener).plan
    listener.step("check")
    check_plan(case, plan)
    return plan
