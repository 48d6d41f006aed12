"""From a scenario file to a case; every problem of the scenario and of all tables in one report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mapping.errors import InputError, Problem, ProblemLog, Where, unknown_word
from mapping.instance import Case, check_edits, check_paid, prepare_case
from mapping.publish.products import BY_NAME, USUAL, Product, makeable
from mapping.region import HEADING, POINT_TABLES, REGION_TABLES, Region, collect_region
from mapping.region.territories import COUNTRY, OFFICIAL_MUNICIPALITIES, OFFICIAL_SETTLEMENTS
from mapping.run.key import plan_key
from mapping.run.scenario_files import seen_from
from mapping.scenario import Scenario, check_against_region, collect_scenario
from mapping.words import Text

REGION_FILES: tuple[str, ...] = (
    HEADING,
    *REGION_TABLES,
    *POINT_TABLES,
    COUNTRY,
    OFFICIAL_SETTLEMENTS,
    OFFICIAL_MUNICIPALITIES,
)
"""Files of a region's folder that are read where they exist."""


MOST_READINGS = 5
"""So often files that change while they are read are read again."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run reads: the scenario, its region, SHA-256 of every file by the name that messages write, and the key of
    the plans that these inputs lead to."""

    scenario: Scenario
    region: Region
    files: Mapping[str, str]
    key: str


def read_whole(path: Path) -> Inputs:
    """Read the scenario at `path` and its region, and the hashes of the very files that were read.

    Raises:
        InputError: with every problem of the scenario and of every table, or that files are being written.
    """
    scenario, region = read_inputs(path)
    files = hashes(input_files(scenario.chain, scenario.region_folder))
    for _ in range(MOST_READINGS):
        # No hash may be of another content than the one that is planned: read until two looks at the files agree.
        before = files
        scenario, region = read_inputs(path)
        files = hashes(input_files(scenario.chain, scenario.region_folder))
        if files == before:
            return Inputs(scenario, region, files, plan_key(scenario.keys, tables_of(scenario.region_folder, files)))
    raise InputError([Problem(
        Where(path.as_posix()),
        Text("файловете се променят, докато се четат", "the files change while they are read"),
        Text("Изчакайте записването им да свърши и пуснете командата отново.",
             "Wait until they are written, and give the command again."),
    )])  # fmt: skip


def tables_of(region_folder: Path, files: Mapping[str, str]) -> dict[str, str]:
    """Of the hashes of input files those of the region's, by their names in its folder."""
    known = {name: files.get(f"{region_folder.name}/{name}") for name in REGION_FILES}
    return {name: digest for name, digest in known.items() if digest is not None}


def hashes(files: Mapping[str, Path]) -> dict[str, str]:
    """SHA-256 of each file, by name."""
    return {name: sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def read_inputs(path: Path, own_figures: bool = True) -> tuple[Scenario, Region]:
    """Read the scenario at `path` and its region; without `own_figures` as if the user had added none to the tables.

    Raises:
        InputError: with every problem of the scenario and of every table.
    """
    log = ProblemLog()
    reading = collect_scenario(path, log)
    region: Region | None = None
    if reading.region_folder is not None:
        found = collect_region(reading.region_folder, log, own_figures)
        region = found.region
        if reading.scenario is not None:
            check_against_region(reading.scenario, log, found.names)
            if region is not None:
                check_paid(reading.scenario, region, log)
                check_edits(reading.scenario, region, log)
            check_outputs(reading.scenario, region, log)
    log.close()
    if reading.scenario is None or region is None:
        raise AssertionError("what was not read has a problem, and close() has raised it")
    return reading.scenario, region


def read_case(path: Path, own_figures: bool = True) -> Case:
    """Read the scenario at `path` and its region, and estimate need and travel; without `own_figures` as if the user
    had added none to the tables.

    Raises:
        InputError: with every problem of the scenario and of every table.
    """
    scenario, region = read_inputs(path, own_figures)
    return prepare_case(region, scenario)


def check_outputs(scenario: Scenario, region: Region | None, log: ProblemLog) -> None:
    """Note every product that the scenario asks for and that there is not, or that cannot be made of its region."""
    for number, name in enumerate(scenario.keys.outputs or (), start=1):
        where = scenario.where(f"outputs[{number}]")
        if name not in BY_NAME:
            unknown_word(log, where, name, BY_NAME)
            continue
        reason = None if region is None else BY_NAME[name].missing(region)
        if reason is not None:
            log.add(
                where,
                Text(f"„{name}“ не може да се направи: {reason.bg}", f"“{name}” cannot be made: {reason.en}"),
                Text("Махнете го от outputs или отстранете причината.", "Take it out of outputs, or mend the cause."),
            )


def products_of(scenario: Scenario, region: Region) -> tuple[Product, ...]:
    """What a run of the scenario makes: what it asks for, or the usual products that can be made of its region."""
    return makeable(USUAL if scenario.keys.outputs is None else scenario.keys.outputs, region)


def input_files(chain: Sequence[Path], region_folder: Path) -> dict[str, Path]:
    """Every file a run reads: its name as messages write it, and its path. `chain` are the scenario's file and those
    that it extends.
    """
    files = {seen_from(chain[0].parent, file): file for file in chain}
    for name in REGION_FILES:
        if (region_folder / name).is_file():
            files[f"{region_folder.name}/{name}"] = region_folder / name
    return files
