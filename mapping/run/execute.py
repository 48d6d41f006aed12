"""A whole run: from a scenario to a folder of results; nothing is solved that was solved before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mapping.instance import Case, prepare_case
from mapping.publish.products import Form
from mapping.run.folder import new_run_folder, put_right
from mapping.run.index import finished_entry
from mapping.run.listener import Listener
from mapping.run.publication import Wish, publish
from mapping.run.reading import Inputs, products_of, read_whole
from mapping.run.recognition import Earlier, Reuse, earlier_run, passes, rest_is_whole, to_make_anew
from mapping.run.record import Recognised, RunRecord, RunResult, TakenRecord
from mapping.run.recording import Circumstances, Found, Subject, now, write_record
from mapping.run.scenario_files import seen_from, write_scenario
from mapping.run.steps import Clock, check_plan, publish_plan
from mapping.run.trouble import writing_to
from mapping.words import Language

REUSE = Reuse()


def execute(
    scenario_path: Path, outputs: Path, listener: Listener, language: Language = "bg", reuse: Reuse = REUSE
) -> RunResult:
    """Plan the scenario at `scenario_path` and write its results to `outputs`/<name of the scenario>/.

    Where a run under `outputs` had the same inputs (`mapping.run.key`), and its plan is whole and passes its check
    again, nothing is solved: if it is this scenario's own folder only the products that it lacks are made, else its
    plan is taken over into the scenario's folder.

    Args:
        scenario_path: the scenario file.
        outputs: the folder of all runs; made where it is missing.
        listener: told about every step and the solver's progress.
        language: of the printed map; data files carry both.
        reuse: what may be taken from finished runs.

    Raises:
        InputError: the scenario or the tables have problems, or the results would replace something else.
        InfeasibleError: no plan satisfies all rules.
        NoPlanError: there was no plan when the time ran out or the run was cancelled.
        BrokenPlanError: the plan failed its independent check.
        OutputError: the results cannot be written.
    """
    started, clock = now(), Clock(listener)
    with clock.step("read"):
        inputs = read_whole(scenario_path)
    scenario = inputs.scenario
    with writing_to(outputs / scenario.name):
        put_right(outputs)
    with clock.step("need"):
        case = prepare_case(inputs.region, scenario)
    earlier = earlier_run(outputs, scenario.name, inputs.key, reuse)
    if earlier is not None:
        with clock.step("check"):
            earlier = earlier if passes(case, earlier.found(scenario.name)) else None
    run = _Run(scenario_path, outputs, case, inputs, language, started, clock)
    if earlier is None:
        return run.solved(listener)
    if run.owns(earlier):
        return run.handed_back(earlier)
    return run.taken_over(earlier)


@dataclass(frozen=True, slots=True)
class _Run:
    """A run whose inputs are read: its plan is searched for, or that of a finished run is taken."""

    scenario_path: Path
    outputs: Path
    case: Case
    inputs: Inputs
    language: Language
    started: datetime
    clock: Clock

    @property
    def name(self) -> str:
        return self.case.scenario.name

    @property
    def final(self) -> Path:
        return self.outputs / self.name

    def solved(self, listener: Listener) -> RunResult:
        """Search for a plan and write it."""
        from mapping.run.solving import plan_case  # noqa: PLC0415 - only planning needs a solver, checking does not

        with new_run_folder(self.outputs, self.name) as folder:
            solved = plan_case(self.case, self.clock.step, listener)
            with self.clock.step("check"):
                check_plan(self.case, solved.plan)
            record = self._write(Found.of(solved), folder)
        return RunResult(self.final, self.case, solved.plan, record)

    def owns(self, earlier: Earlier) -> bool:
        """Whether `earlier` stands in this scenario's folder and was run from the same files in the same places."""
        record, scenario = earlier.record, self.case.scenario
        return (
            earlier.folder == self.final
            and record.scenario.keys == scenario.keys
            and record.scenario.file == seen_from(self.final, self.scenario_path)
            and record.region.folder == seen_from(self.final, scenario.region_folder)
            and record.inputs == self.inputs.files
            and rest_is_whole(earlier)
        )

    def handed_back(self, earlier: Earlier) -> RunResult:
        """The finished run itself; products that it lacks are made."""
        form = Form(self.language)
        lacking = to_make_anew(earlier, products_of(self.case.scenario, self.case.region), form)
        record = earlier.record
        if lacking:
            with self.clock.step("publish"):
                publish(self.final, Wish(lacking), form)
                record = finished_entry(self.final).record or record
        recognised = Recognised(self.final, earlier.record.plan_found, lacking)
        return RunResult(self.final, self.case, earlier.plan, record, recognised)

    def taken_over(self, earlier: Earlier) -> RunResult:
        """Write the plan of a finished run as this scenario's own."""
        found = earlier.found(self.name)
        when = earlier.record.plan_found
        with new_run_folder(self.outputs, self.name) as folder:
            taken = TakenRecord(folder=seen_from(self.final, earlier.folder), found=when)
            record = self._write(found, folder, taken)
        return RunResult(self.final, self.case, found.plan, record, Recognised(earlier.folder, when))

    def _write(self, found: Found, folder: Path, taken: TakenRecord | None = None) -> RunRecord:
        """Write the plan, its products and the record into `folder`, which will be the final one."""
        with self.clock.step("publish"), writing_to(self.final):
            made = publish_plan(self.case, found.plan, folder, self.language)
            write_scenario(self.case.scenario, folder, self.final)
        with writing_to(self.final):
            run = Circumstances(
                self.scenario_path,
                self.final,
                self.language,
                self.started,
                self.clock.seconds,
                self.inputs.files,
                self.inputs.key,
                taken,
            )
            return write_record(Subject.of(self.case), found, run, folder, made)
