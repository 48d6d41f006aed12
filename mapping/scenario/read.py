"""Reading a scenario file: what it states, with what it extends, held against the schema and each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mapping.errors import ProblemLog
from mapping.scenario.chain import read_chain
from mapping.scenario.keypath import Path as KeyPath
from mapping.scenario.schema import ScenarioFile
from mapping.scenario.stated import Origin, place_of
from mapping.scenario.types import Scenario
from mapping.scenario.validate import validate
from mapping.scenario.whole import check_whole


@dataclass(frozen=True, slots=True)
class ScenarioReading:
    """What could be read of a file that may have problems:
    no scenario if it is no TOML, else without its wrong keys.
    """

    scenario: Scenario | None
    region_folder: Path | None


def read_scenario(path: Path) -> Scenario:
    """Read the scenario file at `path`.

    Raises:
        InputError: with every problem of the file, each with its key and what to do.
    """
    log = ProblemLog()
    scenario = collect_scenario(path, log).scenario
    log.close()
    if scenario is None:
        raise AssertionError("a scenario that was not read has a problem, and close() has raised it")
    return scenario


def collect_scenario(path: Path, log: ProblemLog) -> ScenarioReading:
    """Read the scenario file at `path`, and those that it extends; every problem goes to `log`."""
    stated, root = read_chain(path, log)
    if stated is None:
        return ScenarioReading(None, None)
    named = stated.content.get("region")
    folder = (path.parent / named).resolve() if isinstance(named, str) else None
    placed = log.placed(lambda where: place_of(stated.origins, where) if where.file == path.name else where)
    keys = validate(path.name, stated.content, placed)
    check_whole(path.name, keys, placed)
    base = None
    if len(stated.chain) > 1 and root is not None:
        base = validate(stated.chain[-1].name, root, ProblemLog())  # what is wrong there is told where it is read
    return ScenarioReading(scenario_of(path, keys, stated.chain, stated.origins, base), folder)


def scenario_of(
    path: Path,
    keys: ScenarioFile,
    chain: tuple[Path, ...] = (),
    origins: Mapping[KeyPath, Origin] | None = None,
    base: ScenarioFile | None = None,
) -> Scenario:
    """The scenario with these keys in the file at `path`, which need not exist."""
    folder = (path.parent / keys.region).resolve()
    return Scenario(path.stem, path.name, keys, folder, chain or (path,), origins or {}, base)
