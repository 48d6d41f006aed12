"""run.json: what it says of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.crs import Crs
from mapping.run.key import code_of_planning, code_of_publishing
from mapping.run.result import ResultRecord
from mapping.run.scenario_files import ScenarioRecord
from mapping.words import Language


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
    found: AwareDatetime


class Publication(BaseModel):
    """Products that were made of the finished plan later on: when, by which version (`code` of publishing), how, and
    which inputs were no longer those of the run."""

    model_config = ConfigDict(frozen=True)
    products: tuple[str, ...]
    language: Language
    crs: Crs
    made: AwareDatetime
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
    finished: AwareDatetime
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
    found: AwareDatetime
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
