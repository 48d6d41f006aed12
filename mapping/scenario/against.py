"""A scenario held against the region it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mapping.catalogue.names import RegionNames
from mapping.errors import ProblemLog, Where, unknown_word
from mapping.scenario.policies import check_changes, check_groups, check_listed
from mapping.scenario.siting import check_siting
from mapping.scenario.types import Scenario
from mapping.tables import Names
from mapping.words import Text


def check_against_region(scenario: Scenario, log: ProblemLog, names: RegionNames) -> None:
    """Note in `log` every name in the scenario that its region does not know."""
    keys, log = scenario.keys, log.placed(scenario.place)
    known = _Known(scenario.file, log, names.planned, names.services)
    for number, service in enumerate(keys.services, start=1):
        known.check_service(f"services[{number}]", service)
    by_service: dict[str, Iterable[str]] = {
        "weights": keys.weights,
        "standards": keys.standards,
        "catalogue": keys.catalogue,
        "need.services": keys.need.services,
    }
    for part, services in by_service.items():
        for service in services:
            known.check_service(f"{part}.{service}", service)
    for fund in keys.funds:
        _check_name(log, Where(scenario.file, key=f"funds.{fund}"), fund, names.funds)
    for number, code in enumerate(keys.municipalities, start=1):
        _check_name(log, Where(scenario.file, key=f"municipalities[{number}]"), code, names.municipalities)
    pairs: dict[tuple[str, str], int] = {}
    for number, choice in enumerate(keys.sites.choices, start=1):
        key = f"sites.choices[{number}]"
        known.check_service(f"{key}.service", choice.service)
        if choice.status == "required" and keys.services and choice.service not in keys.services:
            log.add(Where(scenario.file, key=f"{key}.service"),
                    Text(f"иска се звено на „{choice.service}“, а услугата не е сред services на сценария",
                         f"a unit of “{choice.service}” is required, but it is not among the scenario's services"),
                    Text("Добавете услугата там или махнете решението.",
                         "Add the service there, or remove the decision."))  # fmt: skip
        _check_name(log, Where(scenario.file, key=f"{key}.settlement"), choice.settlement, names.settlements)
        pair = (choice.service, choice.settlement)
        if pair in pairs:
            log.add(Where(scenario.file, key=key),
                    Text(f"мястото вече е решено в sites.choices[{pairs[pair]}]",
                         f"the site is already decided in sites.choices[{pairs[pair]}]"),
                    Text("Оставете само едното решение.", "Keep only one of the two."))  # fmt: skip
        pairs[pair] = number
    check_listed(scenario.file, keys, log, known.check_service)
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
