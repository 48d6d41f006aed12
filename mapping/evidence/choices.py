"""What the scenario chose: standards, weights, floors, ceilings, levels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from mapping.evidence.claim import SILENT, Claim
from mapping.evidence.facts import Facts
from mapping.evidence.makers import chosen, estimated
from mapping.evidence.measures import EURO_A_YEAR, KM, MINUTES, NONE, SHARE, YEAR
from mapping.instance import planning_of
from mapping.words import Text

Measure = Literal["minutes", "km"]


def standard_claims(facts: Facts, service: str) -> list[Claim]:
    """The longest acceptable travel of a service, minutes and km: the scenario's where it has one."""
    if service not in facts.service_index:
        return []
    planning = planning_of(facts.case.services[facts.service_index[service]])
    found = []
    measures: tuple[tuple[Measure, Text], ...] = (("minutes", MINUTES), ("km", KM))
    for name, unit in measures:
        quantity = f"standard_{name}"
        what = Text("стандарт: най-дълго приемливо пътуване", "standard: longest acceptable travel")
        key = f"choice/{service}/{quantity}"
        stated = _stated_standard(facts, service, name)
        if stated is not None:
            path, own = stated
            found.append(chosen(facts, key, what, own, unit, path))
        elif facts.case.region.points is None:
            estimate = getattr(planning, quantity)
            found.append(estimated(facts, key, what, estimate, "service_values.csv", (service, quantity)))
    return found


def _stated_standard(facts: Facts, service: str, name: Measure) -> tuple[str, float] | None:
    """The scenario's key for the travel of a service, its own before that of all services, and its value."""
    keys = facts.case.scenario.keys
    own: float | None = getattr(keys.standards.get(service), name, None)
    if own is not None:
        return f"standards.{service}.{name}", own
    common: float | None = getattr(keys.all_services, name)
    return None if common is None else (f"all_services.{name}", common)


def weight_claim(facts: Facts, service: str) -> Claim:
    """What one unmet person of a service weighs."""
    keys = facts.case.scenario.keys
    name = facts.service_name[service]
    what = Text(f"тежест на едно непокрито лице: {name.bg}", f"weight of one unmet person: {name.en}")
    how = SILENT if service in keys.weights else Text("не е зададена: 1", "not given: 1")
    return chosen(
        facts, f"choice/{service}/weight", what, keys.weights.get(service, 1.0), NONE, f"weights.{service}", how
    )


def choice_keys(facts: Facts) -> Iterator[str]:
    """The scenario's choices that are numbers."""
    for service in facts.service_index:
        yield f"choice/{service}/weight"
        yield from (claim.key for claim in standard_claims(facts, service))
    keys = facts.case.scenario.keys
    yield from (f"choice/coverage/{n}" for n in range(1, len(keys.coverage) + 1))
    yield from (claim.key for claim in _single_choices(facts))
    yield from (f"choice/fund/{fund}" for fund in keys.funds)
    yield from (f"choice/parameter/{name}" for name in keys.parameters)


def choice_claim(facts: Facts, of: str, which: str) -> Claim:
    """One choice by its key; KeyError where there is none."""
    key = f"choice/{of}/{which}"
    if of == "coverage":
        return _floor_claim(facts, key, int(which))
    if of == "fund":
        fund, factor = facts.fund[which], facts.case.scenario.keys.funds[which].factor
        what = Text(f"множител на парите на „{fund.name.bg}“", f"factor on the money of “{fund.name.en}”")
        return chosen(facts, key, what, factor, NONE, f"funds.{which}.factor")
    if of == "parameter":
        what = Text(f"параметър на региона: {which}", f"parameter of the region: {which}")
        return estimated(facts, key, what, facts.case.region.parameters[which], "parameters.csv", (which,))
    if which == "weight" and of in facts.service_index:
        return weight_claim(facts, of)
    known = {claim.key: claim for claim in (*_single_choices(facts), *standard_claims(facts, of))}
    return known[key]


def _floor_claim(facts: Facts, key: str, number: int) -> Claim:
    """The share that a floor asks for; KeyError where there is no such floor."""
    floors = facts.case.scenario.keys.coverage
    if not 1 <= number <= len(floors):
        raise KeyError(key)
    floor = floors[number - 1]
    scope = {
        "need": Text("от потребността", "of the need"),
        "territory": Text("от територията", "of the territory"),
        "settlements": Text("от населените места", "of the settlements"),
        "municipalities": Text("от общините да има звено", "of the municipalities have a unit"),
    }[floor.of]
    what = Text(
        f"под на покритието {number}: най-малко този дял {scope.bg} до {floor.by} г.",
        f"coverage floor {number}: at least this share {scope.en} by {floor.by}",
    )
    return chosen(facts, key, what, floor.share, SHARE, f"coverage[{number}].share")


def _single_choices(facts: Facts) -> Iterator[Claim]:
    """Choices that stand by themselves, where the scenario makes them."""
    keys = facts.case.scenario.keys
    if keys.after.running is not None:
        what = Text("таван на годишната издръжка след програмата", "ceiling of running cost a year after the programme")
        yield chosen(facts, "choice/after/running", what, keys.after.running, EURO_A_YEAR, "after.running")
    if keys.contracts_from is not None:
        what = Text("първа година на нови договори", "first year of new contracts")
        yield chosen(facts, "choice/contracts/from", what, float(keys.contracts_from), YEAR, "contracts_from")
    if keys.budget.factor != 1:
        what = Text("множител на парите на всички фондове", "factor on the money of all funds")
        yield chosen(facts, "choice/budget/factor", what, keys.budget.factor, NONE, "budget.factor")
