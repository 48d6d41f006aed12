"""run.json: what was run, with what, on what, and how long it took."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

import mapping
from mapping.instance import Case
from mapping.model import OBJECTIVE_WORDS
from mapping.plan import Plan
from mapping.publish.crs import Crs
from mapping.run.scenario_files import ScenarioRecord, scenario_record, seen_from
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


class Publication(BaseModel):
    """Products that were made of the finished plan later on: when, by which version, how, and which inputs were no
    longer those of the run."""

    model_config = ConfigDict(frozen=True)
    products: tuple[str, ...]
    language: Language
    crs: Crs
    made: datetime
    version: str
    changed_inputs: tuple[str, ...]


class RunRecord(BaseModel):
    """All of run.json. Hashes are SHA-256 of the files' bytes; times are UTC. `products` are the files of each product
    in the folder; `publications` what was made after the run."""

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


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a finished run hands back: where its folder is, the case and the plan, and the record."""

    folder: Path
    case: Case
    plan: Plan
    record: RunRecord


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What only the run itself knows: where it read and writes, when it began, how long its steps took."""

    scenario_path: Path
    final: Path
    language: Language
    started: datetime
    seconds: Mapping[str, float]
    inputs: Mapping[str, str]


def make_record(
    case: Case,
    solved: Solved,
    run: Circumstances,
    outputs: Mapping[str, str],
    products: Mapping[str, tuple[str, ...]],
) -> RunRecord:
    """The record of a run whose files are all written: their hashes, and which are those of each product."""
    method = case.travel.method
    return RunRecord(
        program="needsmap",
        version=mapping.__version__,
        scenario=scenario_record(case.scenario, run.scenario_path, run.final),
        region=RegionRecord(id=case.region.id, folder=seen_from(run.final, case.scenario.region_folder)),
        language=run.language,
        started=run.started,
        finished=now(),
        seconds=run.seconds,
        stages=tuple(
            StageRecord(objective=s.objective, status=s.status, seconds=round(s.seconds, 3), nodes=s.nodes)
            for s in solved.stages
        ),
        assignment_seconds=round(solved.assignment_seconds, 3),
        travel=Note(bg=method.bg, en=method.en),
        notes=tuple(Note(**asdict(note)) for note in _notes(solved.plan)),
        versions={"python": platform.python_version(), **{name: version_of(name) for name in PACKAGES}},
        machine={
            "system": f"{platform.system()} {platform.release()} {platform.machine()}",
            "cores": os.cpu_count() or 1,
        },
        inputs=run.inputs,
        outputs=outputs,
        products=products,
    )


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


def hashes(files: Mapping[str, Path]) -> dict[str, str]:
    """SHA-256 of each file, by name."""
    return {name: sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def now() -> datetime:
    """The time, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def version_of(package: str) -> str:
    """The installed version of `package`, "unknown" where there is none."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


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
