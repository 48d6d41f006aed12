"""Reading a scenario file: its keys checked, then held against the region it names."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError

from mapping.errors import ProblemLog, Where, nearest_word, unknown_word
from mapping.scenario.schema import Period, ScenarioFile
from mapping.tables import note_validation_errors
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario that was read: its name (the file's), its keys, and the region's folder."""

    name: str
    file: str
    keys: ScenarioFile
    region_folder: Path


def read_scenario(path: Path) -> Scenario:
    """Read the scenario file at `path`.

    Raises:
        InputError: with every problem of the file, each with its key and what to do.
    """
    log = ProblemLog()
    keys = _read_keys(path, log)
    if keys is not None:
        _check_periods(path.name, keys.periods, log)
        _check_stages(path.name, keys, log)
    log.close()
    if keys is None:  # pragma: no cover - an unread file is a problem, and close() has raised it
        raise AssertionError("unreachable")
    return Scenario(path.stem, path.name, keys, (path.parent / keys.region).resolve())


def _read_keys(path: Path, log: ProblemLog) -> ScenarioFile | None:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        log.add(Where(path.as_posix()), Text("няма такъв файл със сценарий", "there is no such scenario file"),
                Text("Проверете пътя, например scenarios/haskovo.toml.",
                     "Check the path, for example scenarios/haskovo.toml."))  # fmt: skip
        return None
    except (OSError, UnicodeDecodeError) as error:
        log.add(Where(path.as_posix()), Text(f"файлът не може да се прочете ({error})",
                                             f"the file cannot be read ({error})"),
                Text("Запишете го като текст в UTF-8.", "Save it as text in UTF-8."))  # fmt: skip
        return None
    except tomllib.TOMLDecodeError as error:
        log.add(Where(path.name), Text(f"файлът не е правилен TOML ({error})", f"the file is not valid TOML ({error})"),
                Text("Поправете посочения ред; ключ не може да се дава два пъти.",
                     "Correct the line named; a key cannot be given twice."))  # fmt: skip
        return None
    try:
        return ScenarioFile.model_validate(content)
    except ValidationError as error:
        _note_unknown_keys(path.name, error, log)
        known = [e for e in error.errors() if e["type"] != "extra_forbidden"]
        if known:
            rest = ValidationError.from_exception_data(error.title, [_line(e) for e in known])  # type: ignore[arg-type]
            note_validation_errors(log, rest, lambda loc: Where(path.name, key=_dotted(loc)))
        return None


def _line(item: dict[str, object] | object) -> dict[str, object]:
    assert isinstance(item, dict)
    line = {"type": item["type"], "loc": item["loc"], "input": item["input"]}
    if "ctx" in item:
        line["ctx"] = item["ctx"]
    return line


def _dotted(loc: tuple[int | str, ...]) -> str:
    words = ""
    for part in loc:
        if isinstance(part, int):
            words += f"[{part + 1}]"
        else:
            words += f".{part}" if words else part
    return words


def _note_unknown_keys(file: str, error: ValidationError, log: ProblemLog) -> None:
    for item in error.errors():
        if item["type"] != "extra_forbidden":
            continue
        loc = item["loc"]
        near = nearest_word(str(loc[-1]), _keys_at(ScenarioFile, loc[:-1]))
        todo = (
            Text(f"Вероятно е „{near}“.", f"Did you mean “{near}”?")
            if near
            else Text("Махнете го; docs/scenario.md описва ключовете.",
                      "Remove it; docs/scenario.md describes the keys.")
        )  # fmt: skip
        log.add(Where(file, key=_dotted(loc)), Text("непознат ключ", "unknown key"), todo)


def _keys_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The known keys of the part of a scenario at `loc`."""
    current: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, int) or current is None:
            continue
        field = current.model_fields.get(part)
        if field is None:
            continue
        current = _model_in(field.annotation)
    return list(current.model_fields) if current is not None else []


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found is not None:
            return found
    return None


def _check_periods(file: str, periods: tuple[Period, ...], log: ProblemLog) -> None:
    for number, (before, after) in enumerate(zip(periods, periods[1:], strict=False), start=2):
        if after.first_year != before.last_year + 1:
            log.add(Where(file, key=f"periods[{number}].first_year"),
                    Text(f"периодът не започва след {before.last_year} г.",
                         f"the period does not start after {before.last_year}"),
                    Text(f"Запишете {before.last_year + 1}: периодите се редят без празнини и застъпване.",
                         f"Write {before.last_year + 1}: periods follow each other without gaps or overlaps."),
                    )  # fmt: skip


def _check_stages(file: str, keys: ScenarioFile, log: ProblemLog) -> None:
    seen: set[str] = set()
    for number, stage in enumerate(keys.stages, start=1):
        if stage.objective in seen:
            log.add(Where(file, key=f"stages[{number}].objective"),
                    Text(f"целта „{stage.objective}“ се повтаря", f"the objective “{stage.objective}” is repeated"),
                    Text("Оставете всяка цел по веднъж.", "Keep each objective once."))  # fmt: skip
        seen.add(stage.objective)


def check_against_region(
    scenario: Scenario, services: set[str], planned: set[str], funds: set[str], ekatte: set[str]
) -> None:
    """Check the names in the scenario against those of its region.

    Args:
        scenario: the scenario that was read.
        services: ids of all services of the catalogue.
        planned: ids of the services that may get new units.
        funds: ids of the funds.
        ekatte: codes of the settlements.

    Raises:
        InputError: with every name that the region does not know.
    """
    log = ProblemLog()
    keys = scenario.keys
    for number, service in enumerate(keys.services, start=1):
        _known(log, scenario.file, f"services[{number}]", service, planned, services)
    for part, names in (("weights", keys.weights), ("standards", keys.standards)):
        for service in names:
            _known(log, scenario.file, f"{part}.{service}", service, planned, services)
    for fund in keys.funds:
        if fund not in funds:
            unknown_word(log, Where(scenario.file, key=f"funds.{fund}"), fund, funds)
    pairs: dict[tuple[str, str], int] = {}
    for number, choice in enumerate(keys.sites.choices, start=1):
        key = f"sites.choices[{number}]"
        _known(log, scenario.file, f"{key}.service", choice.service, planned, services)
        if choice.settlement not in ekatte:
            unknown_word(log, Where(scenario.file, key=f"{key}.settlement"), choice.settlement, ekatte)
        pair = (choice.service, choice.settlement)
        if pair in pairs:
            log.add(Where(scenario.file, key=key),
                    Text(f"мястото вече е решено в sites.choices[{pairs[pair]}]",
                         f"the site is already decided in sites.choices[{pairs[pair]}]"),
                    Text("Оставете само едното решение.", "Keep only one of the two."))  # fmt: skip
        pairs[pair] = number
    log.close()


def _known(log: ProblemLog, file: str, key: str, service: str, planned: set[str], services: set[str]) -> None:
    if service in planned:
        return
    if service in services:
        log.add(Where(file, key=key),
                Text(f"за услугата „{service}“ не се планират нови звена",
                     f"no new units are planned for the service “{service}”"),
                Text("Махнете я или поставете planned=yes в services.csv.",
                     "Remove it, or set planned=yes in services.csv."))  # fmt: skip
    else:
        unknown_word(log, Where(file, key=key), service, planned)
