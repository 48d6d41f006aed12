"""The scenario files of a folder, and what is wrong with some: without planning anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mapping.errors import InputError, Problem, ProblemLog, Where
from mapping.region import Region
from mapping.run.reading import read_inputs
from mapping.run.scenario_files import seen_from
from mapping.run.trouble import writing_to
from mapping.scenario import Scenario, collect_scenario
from mapping.scenario.draft import Examples, draft
from mapping.scenario.findings import find_idle
from mapping.words import Text

SCHEMA = "scenario.schema.json"


@dataclass(frozen=True, slots=True)
class Listed:
    """A scenario file: read, or what is wrong with it."""

    path: Path
    scenario: Scenario | None
    problems: tuple[Problem, ...]


def scenarios_in(folder: Path) -> tuple[Listed, ...]:
    """The scenario files in `folder` by name; a file that has problems is listed with them.

    Raises:
        InputError: there is no such folder, or no scenario in it.
    """
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not files:
        raise InputError([_none_in(folder)])
    return tuple(_listed(path) for path in files)


def _none_in(folder: Path) -> Problem:
    return Problem(
        Where(folder.as_posix()),
        Text("тук няма сценарии (*.toml)", "there are no scenarios here (*.toml)"),
        Text("Дайте папка със сценарии, например scenarios.", "Give a folder of scenarios, such as scenarios."),
    )


def _listed(path: Path) -> Listed:
    log = ProblemLog()
    scenario = collect_scenario(path, log).scenario
    try:
        log.close()
    except InputError as error:
        return Listed(path, None, error.problems)
    return Listed(path, scenario, ())


def check_scenarios(paths: Sequence[Path]) -> tuple[Listed, ...]:
    """Hold the scenarios at `paths` (those of a folder, where it is one) against their regions: with the problems of
    each, or with what it states without effect.
    """
    found: list[Listed] = []
    files: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        files += inside
        found += [] if inside else [Listed(path, None, (_none_in(path),))]
    for file in files:
        try:
            scenario, _ = read_inputs(file)
            found.append(Listed(file, scenario, find_idle(scenario)))
        except InputError as error:
            found.append(Listed(file, None, error.problems))
    return tuple(found)


def write_draft(path: Path, extends: Path) -> None:
    """Write a new scenario file at `path` that extends the one at `extends`.

    Raises:
        InputError: there is a file at `path` already, its name is no name of a scenario, or `extends` or its region
            cannot be read.
        OutputError: the disk refuses.
    """
    log = ProblemLog()
    if path.suffix != ".toml":
        log.add(Where(path.as_posix()),
                Text("името на сценарий завършва на .toml", "the name of a scenario ends in .toml"),
                Text(f"Напишете {path.with_suffix('.toml').name}.",
                     f"Write {path.with_suffix('.toml').name}."))  # fmt: skip
    if path.exists():
        log.add(Where(path.as_posix()), Text("тук вече има файл", "there is a file here already"),
                Text("Изберете друго име.", "Choose another name."))  # fmt: skip
    log.close()
    examples = _examples(*read_inputs(extends))
    schema = next((folder / SCHEMA for folder in (path.parent, extends.parent) if (folder / SCHEMA).is_file()), None)
    text = draft(seen_from(path.parent, extends), None if schema is None else seen_from(path.parent, schema), examples)
    with writing_to(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _examples(scenario: Scenario, region: Region) -> Examples:
    """Names of the region that the scenario plans with, and that its file does not decide yet."""
    keys = scenario.keys
    planned = [service.id for service in region.catalogue.services if service.planning is not None]
    asked = keys.services or tuple(planned)
    decided = {(choice.service, choice.settlement) for choice in keys.sites.choices}
    free = ((s, place.ekatte) for s in asked for place in region.settlements if (s, place.ekatte) not in decided)
    service, settlement = next(free, (None, None))
    funds = [fund.id for fund in region.funds if fund.id not in keys.funds]
    return Examples(funds[0] if funds else None, service, settlement, bool(keys.coverage))
