"""What a scenario says of where, when and how large units may be: sizes, spacing, pairing, the first contracts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from mapping.catalogue.names import RegionNames
from mapping.errors import ProblemLog, Where, unknown_word
from mapping.scenario.schema import ScenarioFile, SizeLimits
from mapping.words import Text

KeyT = TypeVar("KeyT")


def check_contracts(file: str, keys: ScenarioFile, log: ProblemLog) -> None:
    """Note a year from which contracts may be signed that leaves none of the periods."""
    last = max(period.contract_year for period in keys.periods)
    if keys.contracts_from is not None and keys.contracts_from > last:
        log.add(
            Where(file, key="contracts_from"),
            Text(
                f"нито един договор не се подписва след {last} г., средата на последния период",
                f"no contract is signed after {last}, the middle of the last period",
            ),
            Text(f"Дайте година до {last} или махнете ключа.", f"Give a year up to {last}, or remove the key."),
        )


def check_given_once(file: str, keys: ScenarioFile, log: ProblemLog) -> None:
    """Note a service spaced twice, and two services paired twice."""
    _check_repeats(file, "spacing", (spacing.service for spacing in keys.spacing), log)
    _check_repeats(file, "pairing", ((pairing.service, pairing.beside) for pairing in keys.pairing), log)


def _check_repeats(file: str, part: str, items: Iterable[KeyT], log: ProblemLog) -> None:
    seen: dict[KeyT, int] = {}
    for number, item in enumerate(items, start=1):
        if item in seen:
            log.add(
                Where(file, key=f"{part}[{number}]"),
                Text(f"повтаря {part}[{seen[item]}]", f"repeats {part}[{seen[item]}]"),
                Text("Оставете само едното.", "Keep only one of the two."),
            )
        seen.setdefault(item, number)


def check_siting(file: str, keys: ScenarioFile, log: ProblemLog, names: RegionNames) -> None:
    """Note sizes that the region has not, and services to stand beside that it does not know."""
    for service, limits in keys.sizes.items():
        _check_sizes(file, service, limits, log, names)
    for number, pairing in enumerate(keys.pairing, start=1):
        if names.services is not None and (pairing.beside,) not in names.services:
            where = Where(file, key=f"pairing[{number}].beside")
            unknown_word(log, where, pairing.beside, {service for (service,) in names.services})


def _check_sizes(file: str, service: str, limits: SizeLimits, log: ProblemLog, names: RegionNames) -> None:
    where = Where(file, key=f"sizes.{service}")
    if names.mobile is not None and (service,) in names.mobile:
        log.add(where,
                Text("мобилна услуга няма места, а екипи", "a mobile service has teams, not places"),
                Text("Махнете ключа; sites.teams_per_site ограничава екипите.",
                     "Remove the key; sites.teams_per_site limits the teams."))  # fmt: skip
        return
    sizes = {places for of, places in names.places or () if of == service}
    if not sizes or not all(_is_number(places) for places in sizes):
        return
    known = sorted(float(places) for places in sizes)
    least, most = limits.least or 0, limits.most if limits.most is not None else known[-1]
    if not any(least <= places <= most for places in known):
        offered = ", ".join(f"{places:g}" for places in known)
        log.add(where,
                Text(f"няма такъв размер; услугата има размери с {offered} места",
                     f"there is no such size; the service has sizes of {offered} places"),
                Text("Разширете границите; за да няма нови звена, махнете услугата от services.",
                     "Widen the limits; for no new units, leave the service out of services."))  # fmt: skip


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
