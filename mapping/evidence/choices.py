"""What the scenario chose: standards, weights, floors, ceilings, levels."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.evidence.claim import SILENT, Claim
from mapping.evidence.facts import Facts
from mapping.evidence.makers import chosen, estimated
from mapping.evidence.measures import EURO_A_YEAR, KM, MINUTES, NONE, SHARE, YEAR
from mapping.instance import planning_of
from mapping.words import Text


def standard_claims(facts: Facts, service: str) -> list[Claim]:
    """The longest acceptable travel of a service, minutes and km: the scenario's where it has one."""
    if service not in facts.service_index:
        return []
    planning = planning_of(facts.case.services[facts.service_index[service]])
    changed = facts.case.scenario.keys.standards.get(service)
    found = []
    for quantity, unit, own in (
        ("standard_minutes", MINUTES, changed.minutes if changed else None),
        ("standard_km", KM, changed.km if changed else None),
    ):
        what = Text("стандарт: най-дълго приемливо пътуване", "standard: longest acceptable travel")
        key = f"choice/{service}/{quantity}"
        if own is not None:
            name = quantity.removeprefix("standard_")
            found.append(chosen(facts, key, what, own, unit, f"standards.{service}.{name}"))
        elif facts.case.region.points is None:
            estimate = getattr(planning, quantity)
            found.append(estimated(facts, key, what, estimate, "service_values.csv", (service, quantity)))
    return found


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
    if keys.after.running is not None:
        yield "choice/after/running"
    if keys.contracts_from is not None:
        yield "choice/contracts/from"
    yield from (f"choice/fund/{fund}" for fund in keys.funds)


def choice_claim(facts: Facts, of: str, which: str) -> Claim:
    """One choice by its key; KeyError where there is none."""
    keys, key = facts.case.scenario.keys, f"choice/{of}/{which}"
    if of == "coverage" and 1 <= int(which) <= len(keys.coverage):
        floor = keys.coverage[int(which) - 1]
        scope = (
            Text("от потребността", "of the need")
            if floor.of == "need"
            else Text("от територията или местата", "of territory or settlements")
        )
        what = Text(
            f"под на покритието {which}: най-малко този дял {scope.bg} до {floor.by} г.",
            f"coverage floor {which}: at least this share {scope.en} by {floor.by}",
        )
        return chosen(facts, key, what, floor.share, SHARE, f"coverage[{which}].share")
    if of == "after" and keys.after.running is not None:
        what = Text("таван на годишната издръжка след програмата", "ceiling of running cost a year after the programme")
        return chosen(facts, key, what, keys.after.running, EURO_A_YEAR, "after.running")
    if of == "contracts" and keys.contracts_from is not None:
        what = Text("първа година на нови договори", "first year of new contracts")
        return chosen(facts, key, what, float(keys.contracts_from), YEAR, "contracts_from")
    if of == "fund":
        fund = facts.fund[which]
        what = Text(f"множител на парите на „{fund.name.bg}“", f"factor on the money of “{fund.name.en}”")
        return chosen(facts, key, what, keys.funds[which].factor, NONE, f"funds.{which}.factor")
    if which == "weight" and of in facts.service_index:
        return weight_claim(facts, of)
    for claim in standard_claims(facts, of):
        if claim.key == key:
            return claim
    raise KeyError(key)
