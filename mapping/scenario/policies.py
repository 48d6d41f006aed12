"""What a scenario asks of the whole plan (weights, floors, shared units), held against its periods and region."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mapping.errors import ProblemLog, Where, unknown_word
from mapping.scenario.schema import CoverageFloor, ScenarioFile
from mapping.tables import Names
from mapping.words import Text

ServiceCheck = Callable[[str, str], None]
"""Notes a service that is not planned: (key, service)."""


def check_weights(file: str, keys: ScenarioFile, log: ProblemLog) -> None:
    """Note period weights that are not one number a period, or all nothing."""
    weights, periods = keys.period_weights, len(keys.periods)
    if weights and len(weights) != periods:
        log.add(Where(file, key="period_weights"),
                Text(f"{len(weights)} тежести при {periods} периода", f"{len(weights)} weights for {periods} periods"),
                Text("Дайте по едно число за всеки период.", "Give one number for each period."))  # fmt: skip
    elif weights and not any(weights):
        log.add(Where(file, key="period_weights"),
                Text("всички тежести са 0", "all weights are 0"),
                Text("Дайте поне на един период число над 0.",
                     "Give at least one period a number above 0."))  # fmt: skip


def check_years(file: str, keys: ScenarioFile, log: ProblemLog) -> None:
    """Note floors that would hold only after the last period."""
    asked = [(f"coverage[{number}].by", floor.by) for number, floor in enumerate(keys.coverage, start=1)]
    if keys.inter_municipal is not None and keys.inter_municipal.by is not None:
        asked.append(("inter_municipal.by", keys.inter_municipal.by))
    last = keys.periods[-1].last_year
    for key, year in asked:
        if year > last:
            log.add(Where(file, key=key),
                    Text(f"{year} г. е след последния период", f"{year} is after the last period"),
                    Text(f"Запишете {last} или по-рано.", f"Write {last} or earlier."))  # fmt: skip


def check_listed(file: str, keys: ScenarioFile, log: ProblemLog, check_service: ServiceCheck) -> None:
    """Note services of floors, numbers, sizes, spacing and pairing that no new units are planned for, or that the
    scenario leaves out; of the service that must stand `beside` existing units are enough.
    """
    for key, service in _named(keys):
        noted = len(log)
        check_service(key, service)
        if len(log) == noted:
            _check_chosen(file, keys, log, key, service)


def _named(keys: ScenarioFile) -> Iterator[tuple[str, str]]:
    """(key, service) of every rule that names services for which it must be possible to plan."""
    lists = [(f"number[{number}]", limit.services) for number, limit in enumerate(keys.number, start=1)]
    lists += [(f"coverage[{number}]", floor.services) for number, floor in enumerate(keys.coverage, start=1)]
    if keys.inter_municipal is not None:
        lists.append(("inter_municipal", keys.inter_municipal.services))
    for part, services in lists:
        yield from ((f"{part}.services[{number}]", service) for number, service in enumerate(services, start=1))
    yield from ((f"sizes.{service}", service) for service in keys.sizes)
    yield from ((f"spacing[{number}].service", item.service) for number, item in enumerate(keys.spacing, start=1))
    yield from ((f"pairing[{number}].service", item.service) for number, item in enumerate(keys.pairing, start=1))


def _check_chosen(file: str, keys: ScenarioFile, log: ProblemLog, key: str, service: str) -> None:
    if keys.services and service not in keys.services:
        log.add(Where(file, key=key),
                Text(f"услугата „{service}“ не е сред services на сценария",
                     f"the service “{service}” is not among the scenario's services"),
                Text("Добавете я там или я махнете тук.", "Add it there, or remove it here."))  # fmt: skip


def check_groups(
    file: str, keys: ScenarioFile, log: ProblemLog, *, groups: Names, rates: Names, municipalities: Names
) -> None:
    """Note groups and municipalities that the region does not know, and groups that listed services do not serve.

    `rates` are pairs of group and service.
    """
    for part, named in (("group_weights", keys.group_weights), ("need.groups", keys.need.groups)):
        for group in named:
            _check_name(log, Where(file, key=f"{part}.{group}"), group, groups)
    for number, floor in enumerate(keys.coverage, start=1):
        where = Where(file, key=f"coverage[{number}].group")
        if floor.group is not None and _check_name(log, where, floor.group, groups) and rates is not None:
            served_by = {service for group, service in rates if group == floor.group}
            _check_served(log, where, floor, keys.services, served_by)
        if floor.municipality is not None:
            _check_name(log, Where(file, key=f"coverage[{number}].municipality"), floor.municipality, municipalities)


def _check_served(
    log: ProblemLog, where: Where, floor: CoverageFloor, planned: tuple[str, ...], served_by: set[str]
) -> None:
    listed = floor.services or planned
    if not (served_by & set(listed) if listed else served_by):
        choices = ", ".join(sorted(served_by)) or "-"
        log.add(where,
                Text(f"услугите не са за групата „{floor.group}“",
                     f"the services do not serve the group “{floor.group}”"),
                Text(f"За нея са: {choices}.", f"These do: {choices}."))  # fmt: skip


def _check_name(log: ProblemLog, where: Where, word: str, known: Names) -> bool:
    """Whether `word` is known; notes it where it is not."""
    if known is not None and (word,) not in known:
        unknown_word(log, where, word, {name for (name,) in known})
        return False
    return known is not None


def check_changes(file: str, keys: ScenarioFile, log: ProblemLog, known: Names) -> None:
    """Note decisions about changes that the region does not know, and units decided twice."""
    seen: dict[str, str] = {}
    for number, choice in enumerate(keys.changes, start=1):
        where = Where(file, key=f"changes[{number}]")
        pair = (choice.unit, choice.change)
        if known is not None and pair not in known:
            of_unit = sorted(change for unit, change in known if unit == choice.unit)
            log.add(where,
                    Text(f"за „{choice.unit}“ няма промяна „{choice.change}“ в unit_changes.csv",
                         f"“{choice.unit}” has no change “{choice.change}” in unit_changes.csv"),
                    Text(f"Възможни: {', '.join(of_unit) or 'никакви'}.",
                         f"Possible: {', '.join(of_unit) or 'none'}."))  # fmt: skip
        word = f"{choice.unit}.{choice.change}"
        if word in seen or (choice.status == "required" and seen.get(choice.unit) == "required"):
            log.add(where,
                    Text("за това звено вече е решено", "this unit is already decided"),
                    Text("Оставете само едното решение.", "Keep only one of the two."))  # fmt: skip
        seen[word] = choice.status
        if choice.status == "required":
            seen[choice.unit] = "required"
