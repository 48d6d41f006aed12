"""Reading a scenario file: its keys checked, then held against the region it names."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mapping.catalogue.names import RegionNames
from mapping.errors import ProblemLog, Where, unknown_word
from mapping.scenario.policies import check_changes, check_groups, check_listed, check_weights, check_years
from mapping.scenario.schema import Period, ScenarioFile
from mapping.scenario.siting import check_contracts, check_given_once, check_siting
from mapping.tables import Names
from mapping.validation import note_unreadable, note_validation_errors
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario that was read: its name (the file's), its keys, and the region's folder."""

    name: str
    file: str
    keys: ScenarioFile
    region_folder: Path


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
    keys = _validate(path.name, content, log)
    _check_periods(path.name, keys.periods, log)
    _check_stages(path.name, keys, log)
    _check_numbers(path.name, keys, log)
    check_weights(path.name, keys, log)
    check_years(path.name, keys, log)
    check_contracts(path.name, keys, log)
    check_given_once(path.name, keys, log)
    return ScenarioReading(scenario_of(path, keys), folder)


def scenario_of(path: Path, keys: ScenarioFile) -> Scenario:
    """The scenario with these keys in the file at `path`, which need not exist."""
    return Scenario(path.stem, path.name, keys, (path.parent / keys.region).resolve())


def _read_toml(path: Path, log: ProblemLog) -> dict[str, Any] | None:
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


def _validate(file: str, content: dict[str, Any], log: ProblemLog) -> ScenarioFile:
    """The keys of the file; where some are wrong,
    they are noted and left out so that the others can be checked.
    """
    try:
        return ScenarioFile.model_validate(content)
    except ValidationError as error:
        wrong = error.errors()
    note_validation_errors(log, wrong, lambda loc: Where(file, key=_dotted(loc)), ScenarioFile)
    rest = deepcopy(content)
    for item in wrong:
        _leave_out(rest, item["loc"])
    try:
        return ScenarioFile.model_validate(_STAND_INS | rest)
    except ValidationError as error:
        for item in error.errors():
            _stand_in(file, rest, item["loc"], log)
    try:
        return ScenarioFile.model_validate(_STAND_INS | rest)
    except ValidationError:
        parts = {item["loc"][0] for item in wrong}
        sound = {key: value for key, value in content.items() if key not in parts}
        return ScenarioFile.model_validate(_STAND_INS | sound)


_STAND_INS: dict[str, Any] = {
    "title": {"bg": "", "en": ""},
    "question": {"bg": "", "en": ""},
    "region": "",
    "periods": [{"first_year": 2021, "last_year": 2021}],
    "stages": [{"objective": "unmet", "gap": 0.0}],
}
"""For required parts that are wrong, and noted as such, so that the other parts can be checked."""


_ITEM_STAND_INS: dict[str, Any] = {
    "service": "stand_in",
    "beside": "another_stand_in",
    "settlement": "00000",
    "unit": "stand_in",
    "change": "stand_in",
    "status": "forbidden",
    "minutes": 0.0,
    "of": "need",
    "share": 0.0,
    "by": 2060,
    "gap": 0.0,
}
"""For required keys of an item of a list, likewise."""


def _stand_in(file: str, content: dict[str, Any], loc: tuple[int | str, ...], log: ProblemLog) -> None:
    """Put a value in place of a required one that an item of a list lacks, so that the other items can be checked;
    nothing more is noted of that key, or of the item as a whole."""
    *way, last = loc
    if last not in _ITEM_STAND_INS or not way or not isinstance(way[-1], int):
        return
    inner: Any = content
    for part in way:
        inner = inner[part]
    if isinstance(inner, dict):
        inner.setdefault(last, _ITEM_STAND_INS[str(last)])
        log.quiet(file, _dotted(tuple(way)))
        log.quiet(file, _dotted(loc))


def _leave_out(content: dict[str, Any], loc: tuple[int | str, ...]) -> None:
    """Take the key at `loc` out of nested dicts; an item of a list is kept, since others count from it."""
    *way, last = loc
    inner: Any = content
    for part in way:
        try:
            inner = inner[part]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(inner, dict):
        inner.pop(last, None)


def _dotted(loc: tuple[int | str, ...]) -> str:
    words = ""
    for part in loc:
        if isinstance(part, int):
            words += f"[{part + 1}]"
        else:
            words += f".{part}" if words else part
    return words


def _check_periods(file: str, periods: tuple[Period, ...], log: ProblemLog) -> None:
    for number, (before, after) in enumerate(pairwise(periods), start=2):
        if after.first_year != before.last_year + 1:
            log.add(
                Where(file, key=f"periods[{number}].first_year"),
                Text(
                    f"периодът не започва след {before.last_year} г.",
                    f"the period does not start after {before.last_year}",
                ),
                Text(
                    f"Запишете {before.last_year + 1}: периодите се редят без празнини и застъпване.",
                    f"Write {before.last_year + 1}: periods follow each other without gaps or overlaps.",
                ),
            )


def _check_stages(file: str, keys: ScenarioFile, log: ProblemLog) -> None:
    seen: set[str] = set()
    for number, stage in enumerate(keys.stages, start=1):
        if stage.objective in seen:
            log.add(
                Where(file, key=f"stages[{number}].objective"),
                Text(f"целта „{stage.objective}“ се повтаря", f"the objective “{stage.objective}” is repeated"),
                Text("Оставете всяка цел по веднъж.", "Keep each objective once."),
            )
        seen.add(stage.objective)


def _check_numbers(file: str, keys: ScenarioFile, log: ProblemLog) -> None:
    first = keys.periods[0].first_year
    for number, key in enumerate(keys.number, start=1):
        if key.by is not None and key.by < first:
            log.add(
                Where(file, key=f"number[{number}].by"),
                Text(f"нито един период не започва до {key.by} г.", f"no period begins by {key.by}"),
                Text(f"Дайте година от {first} нататък или махнете by.", f"Give a year from {first} on, or remove by."),
            )


def check_against_region(scenario: Scenario, log: ProblemLog, names: RegionNames) -> None:
    """Note in `log` every name in the scenario that its region does not know."""
    keys = scenario.keys
    known = _Known(scenario.file, log, names.planned, names.services)
    for number, service in enumerate(keys.services, start=1):
        known.check_service(f"services[{number}]", service)
    for part, services in (("weights", keys.weights), ("standards", keys.standards)):
        for service in services:
            known.check_service(f"{part}.{service}", service)
    for fund in keys.funds:
        _check_name(log, Where(scenario.file, key=f"funds.{fund}"), fund, names.funds)
    pairs: dict[tuple[str, str], int] = {}
    for number, choice in enumerate(keys.sites.choices, start=1):
        key = f"sites.choices[{number}]"
        known.check_service(f"{key}.service", choice.service)
        _check_name(log, Where(scenario.file, key=f"{key}.settlement"), choice.settlement, names.settlements)
        pair = (choice.service, choice.settlement)
        if pair in pairs:
            log.add(Where(scenario.file, key=key),
                    Text(f"мястото вече е решено в sites.choices[{pairs[pair]}]",
                         f"the site is already decided in sites.choices[{pairs[pair]}]"),
                    Text("Оставете само едното решение.", "Keep only one of the two."))  # fmt: skip
        pairs[pair] = number
    check_listed(scenario.file, keys, log, names.planned, known.check_service)
    check_groups(scenario.file, keys, log, groups=names.groups, rates=names.rates, municipalities=names.municipalities)
    check_siting(scenario.file, keys, log, names)
    check_changes(scenario.file, keys, log, names.changes)


def _check_name(log: ProblemLog, where: Where, word: str, known: Names) -> None:
    if known is not None and (word,) not in known:
        unknown_word(log, where, word, {name for (name,) in known})


@dataclass(frozen=True, slots=True)
class _Known:
    file: str
    log: ProblemLog
    planned: Names
    services: Names

    def check_service(self, key: str, service: str) -> None:
        where = Where(self.file, key=key)
        if self.services is None or self.planned is None or (service,) in self.planned:
            return
        if (service,) in self.services:
            self.log.add(where,
                         Text(f"за услугата „{service}“ не се планират нови звена",
                              f"no new units are planned for the service “{service}”"),
                         Text("Махнете я или поставете planned=yes в services.csv.",
                              "Remove it, or set planned=yes in services.csv."))  # fmt: skip
        else:
            unknown_word(self.log, where, service, {name for (name,) in self.planned})
