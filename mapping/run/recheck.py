"""Checking a finished run again, from the files of its folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from mapping.errors import InputError, Problem, Where
from mapping.instance import Case, prepare_case
from mapping.model import Breach
from mapping.plan import Plan, plan_from_json
from mapping.publish.making import files_of
from mapping.region import read_region
from mapping.run.folder import PLAN, RECORD
from mapping.run.reading import hashes, input_files
from mapping.run.record import RunRecord
from mapping.run.scenario_files import recorded_scenario
from mapping.verify import verify_plan
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class Reread:
    """A finished run: its plan, its case from the tables as they are now, and the inputs that are not as they were."""

    case: Case
    plan: Plan
    record: RunRecord
    changed_inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recheck(Reread):
    """What was found besides: breaches of the plan, results that are not as written."""

    breaches: tuple[Breach, ...]
    changed_outputs: tuple[str, ...]


def reread(folder: Path) -> Reread:
    """Read the plan in `folder` again, and its scenario (as it was run) and region.

    Raises:
        InputError: the folder is no run, or its region cannot be read any more.
    """
    record = _read_record(folder)
    plan = _read_plan(folder)
    scenario = recorded_scenario(record.scenario, folder)
    region_folder = (folder / record.region.folder).resolve()
    if not region_folder.is_dir():
        raise InputError([Problem(
            Where((folder / RECORD).as_posix()),
            Text(f"регионът на плана не е там, където беше: {region_folder}",
                 f"the region of the run is not where it was: {region_folder}"),
            Text("Мястото му се помни спрямо папката на плана. Върнете едното или другото на мястото му.",
                 "Its place is kept relative to the run's folder. Put the one or the other back in its place."),
        )])  # fmt: skip
    region = read_region(region_folder)
    case = prepare_case(region, scenario)
    return Reread(case, plan, record, _changed(record.inputs, _hashes_now(scenario.chain, region_folder)))


def recheck(folder: Path) -> Recheck:
    """Check the plan in `folder` against the scenario as it was run and the region's tables as they are now.

    Raises:
        InputError: the folder is no run, or its region cannot be read any more.
    """
    run = reread(folder)
    present = {name: folder / name for name in files_of(folder) if name != RECORD}
    return Recheck(
        case=run.case,
        plan=run.plan,
        record=run.record,
        changed_inputs=run.changed_inputs,
        breaches=verify_plan(run.case, run.plan),
        changed_outputs=_changed(run.record.outputs, hashes(present)),
    )


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen of a finished run without reading its tables: inputs that are no longer as they were (`missing` if
    their folder is not there at all), and results that are not as written."""

    changed_inputs: tuple[str, ...]
    missing: bool
    changed_outputs: tuple[str, ...]


def look(folder: Path, record: RunRecord) -> Look:
    """Hold the files of the finished run in `folder`, and those it was made from, against the hashes in `record`."""
    chain = tuple(folder / file for file in record.scenario.chain or (record.scenario.file,))
    region = (folder / record.region.folder).resolve()
    present = {name: folder / name for name in files_of(folder) if name != RECORD}
    return Look(
        changed_inputs=_changed(record.inputs, _hashes_now(chain, region)),
        missing=not region.is_dir(),
        changed_outputs=_changed(record.outputs, hashes(present)),
    )


def _hashes_now(chain: Sequence[Path], region_folder: Path) -> dict[str, str]:
    return hashes({n: p for n, p in input_files(chain, region_folder).items() if p.is_file()})


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Names that are missing, new, or have other bytes."""
    return tuple(name for name in sorted({*before, *after}) if before.get(name) != after.get(name))


def _read_record(folder: Path) -> RunRecord:
    try:
        return RunRecord.model_validate_json(_read(folder, RECORD))
    except ValidationError as error:
        raise _unreadable(folder, RECORD) from error


def _read_plan(folder: Path) -> Plan:
    try:
        return plan_from_json(_read(folder, PLAN))
    except ValidationError as error:
        raise _unreadable(folder, PLAN) from error


def _read(folder: Path, name: str) -> str:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(folder, name) from error


def _unreadable(folder: Path, name: str) -> InputError:
    return InputError(
        [
            Problem(
                Where((folder / name).as_posix()),
                Text(
                    "файлът липсва или не е записан от needsmap",
                    "the file is missing, or was not written by needsmap",
                ),
                Text(
                    "Дайте папката на завършен план, например outputs/haskovo.",
                    "Give the folder of a finished run, for example outputs/haskovo.",
                ),
            )
        ]
    )
