"""A whole ensemble: from a scenario file to a folder of results, whole or not at all."""

from __future__ import annotations

import json
import os
import platform
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel, ConfigDict

import mapping
from mapping.errors import InfeasibleError
from mapping.instance import Case, prepare_case
from mapping.plan import Plan, plan_to_json
from mapping.publish.ensemble import write_ensemble
from mapping.run.certainty import Question, files_in, read_worlds, write_reading
from mapping.run.folder import PLAN, RECORD, new_run_folder
from mapping.run.key import version_of
from mapping.run.listener import Listener
from mapping.run.reading import hashes, read_whole
from mapping.run.recognition import Reuse, earlier_run, passes
from mapping.run.record import RegionRecord
from mapping.run.recording import PACKAGES, now
from mapping.run.scenario_files import ScenarioRecord, scenario_record, seen_from, write_scenario
from mapping.run.steps import Clock, check_plan
from mapping.run.trouble import writing_to
from mapping.uncertainty.factors import check_central
from mapping.uncertainty.types import Certainties, Ensemble, WorldPlan
from mapping.words import Language, Text

SUFFIX = ".ensemble"
"""What stands behind the scenario's name in the name of an ensemble's folder."""


class WorldListener(Listener, Protocol):
    """Also told of the worlds of an ensemble."""

    def world(self, done: int, worlds: int) -> None:
        """So many of so many worlds are planned."""


@dataclass(frozen=True, slots=True)
class EnsembleSize:
    """How many worlds of which seed are to be planned, side by side in how many processes."""

    worlds: int
    seed: int
    workers: int


class EnsembleRecord(BaseModel):
    """All of run.json of an ensemble. `planned` worlds of `worlds` asked for; hashes are SHA-256, times UTC."""

    model_config = ConfigDict(frozen=True)
    program: str
    version: str
    kind: str
    scenario: ScenarioRecord
    region: RegionRecord
    seed: int
    worlds: int
    planned: int
    without_plan: int
    workers: int
    central_plan_from: str
    started: datetime
    finished: datetime
    seconds: Mapping[str, float]
    versions: Mapping[str, str]
    machine: Mapping[str, str | int]
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EnsembleResult:
    """What a finished ensemble hands back: its folder, the case of the central values and its plan, and all worlds."""

    folder: Path
    case: Case
    plan: Plan
    ensemble: Ensemble
    record: EnsembleRecord
    certainties: Certainties


def execute_ensemble(
    scenario_path: Path,
    outputs: Path,
    asked: EnsembleSize,
    listener: WorldListener,
    question: Question | None = None,
    language: Language = "bg",
) -> EnsembleResult:
    """Plan the worlds of the scenario at `scenario_path`, read from them what the `question` asks, and write all to
    `outputs`/<name>.ensemble/; maps are in `language`.

    The plan for the central values is that of a finished run of the same inputs under `outputs` (`mapping.run.key`), if
    it was not stopped and passes its check; else it is worked out first.

    Raises:
        InputError: the scenario or the tables have problems, or the results would replace something else.
        InfeasibleError: no plan for the central values satisfies all rules, or none of any world does.
        NoPlanError: it was cancelled before there was anything.
        BrokenPlanError: a plan failed its independent check.
        OutputError: the results cannot be written.
    """
    from mapping.run.solving import plan_case  # noqa: PLC0415 - only planning needs a solver, checking does not

    started, clock = now(), Clock(listener)
    with clock.step("read"):
        inputs = read_whole(scenario_path)
    scenario, region = inputs.scenario, inputs.region
    name = scenario.name + SUFFIX
    final = outputs / name
    with new_run_folder(outputs, name) as folder:
        with clock.step("need"):
            case = prepare_case(region, scenario)
        check_central(scenario)
        earlier = earlier_run(outputs, scenario.name, inputs.key, Reuse())
        if earlier is not None and passes(case, earlier.found(scenario.name)):
            plan = earlier.found(scenario.name).plan
        else:
            earlier = None
            plan = plan_case(case, clock.step, listener).plan
            with clock.step("check"):
                check_plan(case, plan)
        with clock.step("worlds"):
            ensemble = _worlds(case, plan, asked, listener)
            check_planned(ensemble)
        with clock.step("certainty"):
            certainties = read_worlds(case, ensemble, question or Question(), asked.workers, listener)
        with clock.step("publish"), writing_to(final):
            write_reading(case, plan, certainties, question or Question(), folder, language)
            write_scenario(scenario, folder, final)
            (folder / PLAN).write_text(plan_to_json(plan), encoding="utf-8", newline="\n")
            write_ensemble(case, ensemble, folder)
        with writing_to(final):
            record = EnsembleRecord(
                program="needsmap",
                version=mapping.__version__,
                kind="ensemble",
                scenario=scenario_record(scenario, scenario_path, final),
                region=RegionRecord(id=region.id, folder=seen_from(final, scenario.region_folder)),
                seed=asked.seed,
                worlds=asked.worlds,
                planned=len(ensemble.plans),
                without_plan=sum(not p.found for p in ensemble.plans),
                workers=asked.workers,
                central_plan_from="" if earlier is None else seen_from(final, earlier.folder),
                started=started,
                finished=now(),
                seconds=clock.seconds,
                versions={"python": platform.python_version(), **{p: version_of(p) for p in PACKAGES}},
                machine={
                    "system": f"{platform.system()} {platform.release()} {platform.machine()}",
                    "cores": os.cpu_count() or 1,
                },
                inputs=inputs.files,
                outputs=hashes(files_in(folder)),
            )
            text = json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=1, allow_nan=False)
            (folder / RECORD).write_text(text + "\n", encoding="utf-8", newline="\n")
    return EnsembleResult(final, case, plan, ensemble, record, certainties)


def check_planned(ensemble: Ensemble) -> None:
    """Raise `InfeasibleError` where no world has a plan: nothing can be said then of how sure a unit is."""
    if not any(plan.found for plan in ensemble.plans):
        count = len(ensemble.plans)
        raise InfeasibleError(
            Text(
                f"В никое от {count} възможни развития няма план, който да спазва всички правила; нищо не е записано. "
                "Разхлабете правилата на сценария или пуснете повече развития.",
                f"In none of {count} possible futures does any plan keep all the rules; nothing was written. "
                "Loosen the scenario's rules, or plan more futures.",
            )
        )


def _worlds(case: Case, plan: Plan, asked: EnsembleSize, listener: WorldListener) -> Ensemble:
    from mapping.uncertainty.ensemble import run_ensemble  # noqa: PLC0415 - as above

    stop = threading.Event()

    def tell(done: int, worlds: int, _last: WorldPlan | None) -> None:
        listener.world(done, worlds)

    listener.solving(stop.set)
    try:
        return run_ensemble(case, plan, asked.seed, asked.worlds, asked.workers, tell, stop)
    finally:
        listener.solving(None)
