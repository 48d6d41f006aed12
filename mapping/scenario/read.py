"""Reading a scenario file: its keys checked, then held against each other."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from mapping.errors import ProblemLog, Where
from mapping.scenario.schema import ScenarioFile
from mapping.scenario.tree import Tree
from mapping.scenario.types import Scenario
from mapping.scenario.validate import validate
from mapping.scenario.whole import check_whole
from mapping.validation import note_unreadable
from mapping.words import Text


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
    """Read the scenario file at `path`; every problem of the file goes to `log`."""
    content = _read_toml(path, log)
    if content is None:
        return ScenarioReading(None, None)
    named = content.get("region")
    folder = (path.parent / named).resolve() if isinstance(named, str) else None
    keys = validate(path.name, content, log)
    check_whole(path.name, keys, log)
    return ScenarioReading(scenario_of(path, keys), folder)


def scenario_of(path: Path, keys: ScenarioFile) -> Scenario:
    """The scenario with these keys in the file at `path`, which need not exist."""
    return Scenario(path.stem, path.name, keys, (path.parent / keys.region).resolve())


def _read_toml(path: Path, log: ProblemLog) -> Tree | None:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        log.add(
            Where(path.as_posix()),
            Text("няма такъв файл със сценарий", "there is no such scenario file"),
            Text(
                "Проверете пътя, например scenarios/haskovo.toml.",
                "Check the path, for example scenarios/haskovo.toml.",
            ),
        )
    except IsADirectoryError:
        log.add(Where(path.as_posix()), Text("това е папка, а не файл със сценарий",
                                             "this is a folder, not a scenario file"),
                Text("Дайте файла, например scenarios/haskovo.toml.",
                     "Give the file, for example scenarios/haskovo.toml."))  # fmt: skip
    except UnicodeDecodeError:
        log.add(Where(path.as_posix()), Text("файлът не е текст в UTF-8", "the file is not text in UTF-8"),
                Text("Запишете го като текст в UTF-8.", "Save it as text in UTF-8."))  # fmt: skip
    except OSError as error:
        note_unreadable(log, path.as_posix(), error)
    except tomllib.TOMLDecodeError as error:
        log.add(
            Where(path.name),
            Text(f"файлът не е правилен TOML ({error})", f"the file is not valid TOML ({error})"),
            Text(
                "Поправете посочения ред; ключ не може да се дава два пъти.",
                "Correct the line named; a key cannot be given twice.",
            ),
        )
    return None
