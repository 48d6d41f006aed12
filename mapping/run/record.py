"""run.json: what was run, with what, on what, and how long it took."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

import mapping
from mapping.instance import Case
from mapping.model import OBJECTIVE_WORDS
from mapping.plan import Plan
from mapping.publish.crs import Crs
from mapping.publish.making import files_of
from mapping.run.folder import RECORD
from mapping.run.key import code_of_planning, code_of_publishing, version_of
from mapping.run.reading import hashes
from mapping.run.result import ResultRecord, result_of
from mapping.run.scenario_files import ScenarioRecord, scenario_record, seen_from
from mapping.scenario import Scenario
from mapping.words import Language, Text

if TYPE_CHECKING:  # checking a finished run needs no solver
    from mapping.run.solving import Solved

PACKAGES = (
    "pulp",
    "highspy",
    "numpy",
    "geopandas",
    "shapely",
    "pyproj",
    "pyogrio",
    "matplotlib",
    "pydantic",
    "babel",
)
"""Packages whose version a run records."""


class StageRecord(BaseModel):
    """How a stage went; its proof is in plan.json."""

    model_config = ConfigDict(frozen=True)
    objective: str
    status: str
    seconds: float
    nodes: int


class Note(BaseModel):
    """A sentence about the run, for people."""

    model_config = ConfigDict(frozen=True)
    bg: str
    en: str


class RegionRecord(BaseModel):
    """The region and where its folder is, relative to the run's folder."""

    model_config = ConfigDict(frozen=True)
    id: str
    folder: str


class CodeRecord(BaseModel):
    """SHA-256 of the program's code on which the plan depends, and of that on which its products do."""

    model_config = ConfigDict(frozen=True)
    planning: str = ""
    publishing: str = ""

    @classmethod
    def now(cls) -> CodeRecord:
        """That of this program."""
        return cls(planning=code_of_planning(), publishing=code_of_publishing())


class TakenRecord(BaseModel):
    """The finished run from which the plan was taken without solving: its folder, relative to this one, and when the
    plan was found."""

    model_config = ConfigDict(frozen=True)
    folder: str
    found: datetime


class Publication(BaseModel):
    """Products that were made of the finished plan later on: when, by which version (`code` of publishing), how, and
    which inputs were no longer those of the run."""

    model_config = ConfigDict(frozen=True)
    products: tuple[str, ...]
    language: Language
    crs: Crs
    made: datetime
    version: str
    changed_inputs: tuple[str, ...]
    code: str = ""


class RunRecord(BaseModel):
    """All of run.json. Hashes are SHA-256 of the files' bytes; times are UTC. `products` are the files of each product
    in the folder; `publications` what was made after the run. `key` is the same for runs that must have the same plan
    (`mapping.run.key`; empty in runs of older versions), `result` the plan in short, `taken` whose plan it is where
    nothing was solved."""

    model_config = ConfigDict(frozen=True)
    program: str
    version: str
    scenario: ScenarioRecord
    region: RegionRecord
    language: Language
    started: datetime
    finished: datetime
    seconds: Mapping[str, float]
    stages: tuple[StageRecord, ...]
    assignment_seconds: float
    travel: Note
    notes: tuple[Note, ...]
    versions: Mapping[str, str]
    machine: Mapping[str, str | int]
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    products: Mapping[str, tuple[str, ...]] = {}
    publications: tuple[Publication, ...] = ()
    key: str = ""
    code: CodeRecord = CodeRecord()
    result: ResultRecord | None = None
    taken: TakenRecord | None = None

    @property
    def plan_found(self) -> datetime:
        """When the plan was found, here or in the run from which it was taken."""
        return self.finished if self.taken is None else self.taken.found


@dataclass(frozen=True, slots=True)
class Recognised:
    """A finished run of the same inputs, whose plan a run took instead of solving: its folder, when the plan was found,
    and the products that were made anew in the run's own folder."""

    folder: Path
    found: datetime
    made: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a finished run hands back: where its folder is, the case and the plan, the record, and whose plan it is
    where nothing was solved."""

    folder: Path
    case: Case
    plan: Plan
    record: RunRecord
    recognised: Recognised | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What only the run itself knows: where it read and writes, when it began, how long its steps took, the key of what
    it read, and whose plan it took where it solved nothing."""

    scenario_path: Path
    final: Path
    language: Language
    started: datetime
    seconds: Mapping[str, float]
    inputs: Mapping[str, str]
    key: str
    taken: TakenRecord | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A plan, and how the search for it went."""

    plan: Plan
    stages: tuple[StageRecord, ...]
    assignment_seconds: float

    @classmethod
    def of(cls, solved: Solved) -> Found:
        """What was solved just now."""
        stages = tuple(
            StageRecord(objective=s.objective, status=s.status, seconds=round(s.seconds, 3), nodes=s.nodes)
            for s in solved.stages
        )
        return cls(solved.plan, stages, round(solved.assignment_seconds, 3))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a record says of the case: its scenario, the region's id, and how travel was found."""

    scenario: Scenario
    region: str
    travel: Text

    @classmethod
    def of(cls, case: Case) -> Subject:
        """That of `case`."""
        return cls(case.scenario, case.region.id, case.travel.method)


def make_record(
    case: Subject,
    found: Found,
    run: Circumstances,
    outputs: Mapping[str, str],
    products: Mapping[str, tuple[str, ...]],
) -> RunRecord:
    """The record of a run whose files are all written: their hashes, and which are those of each product."""
    return RunRecord(
        program="needsmap",
        version=mapping.__version__,
        scenario=scenario_record(case.scenario, run.scenario_path, run.final),
        region=RegionRecord(id=case.region, folder=seen_from(run.final, case.scenario.region_folder)),
        language=run.language,
        started=run.started,
        finished=now(),
        seconds=run.seconds,
        stages=found.stages,
        assignment_seconds=found.assignment_seconds,
        travel=Note(bg=case.travel.bg, en=case.travel.en),
        notes=tuple(Note(**asdict(note)) for note in _notes(found.plan)),
        versions={"python": platform.python_version(), **{name: version_of(name) for name in PACKAGES}},
        machine={
            "system": f"{platform.system()} {platform.release()} {platform.machine()}",
            "cores": os.cpu_count() or 1,
        },
        inputs=run.inputs,
        outputs=outputs,
        products=products,
        key=run.key,
        code=CodeRecord.now(),
        result=result_of(found.plan),
        taken=run.taken,
    )


def write_record(
    case: Subject, found: Found, run: Circumstances, folder: Path, products: Mapping[str, tuple[str, ...]]
) -> RunRecord:
    """Write run.json into `folder`, which holds all other files of the run; raises `OSError` where the disk refuses."""
    written = hashes({name: folder / name for name in files_of(folder)})
    record = make_record(case, found, run, written, products)
    (folder / RECORD).write_text(record_text(record), encoding="utf-8", newline="\n")
    return record


def record_text(record: RunRecord) -> str:
    """The record as JSON."""
    content: dict[str, Any] = record.model_dump(mode="json")
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def difference_record(scenario: str, finished: datetime, inputs: Mapping[str, str], outputs: Mapping[str, str]) -> str:
    """run.json of a folder that holds no plan of its own but the differences of two."""
    content = {
        "program": "needsmap",
        "version": mapping.__version__,
        "what": "differences",
        "scenario": scenario,
        "finished": finished.isoformat(),
        "inputs": dict(inputs),
        "outputs": dict(outputs),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def now() -> datetime:
    """The time, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def _notes(plan: Plan) -> list[Text]:
    notes = []
    for number, stage in enumerate(plan.stages, start=1):
        name = OBJECTIVE_WORDS[stage.objective][0]
        if stage.status == "time_limit":
            notes.append(Text(
                f"Етап {number} ({name.bg}) е спрян от времето, преди да достигне исканата точност.",
                f"Stage {number} ({name.en}) was stopped by the clock before it reached the wanted gap.",
            ))  # fmt: skip
        if stage.status == "cancelled":
            notes.append(Text(
                f"Етап {number} ({name.bg}) е прекъснат по желание; задържан е най-добрият план дотогава.",
                f"Stage {number} ({name.en}) was cancelled on request; the best plan so far was kept.",
            ))  # fmt: skip
    return notes
