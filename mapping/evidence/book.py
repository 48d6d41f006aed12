"""Every number of a plan by its key, and the claim behind it."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.evidence.changes import change_claim
from mapping.evidence.choices import choice_claim, choice_keys
from mapping.evidence.claim import Claim
from mapping.evidence.costs import payment_claim, payment_key
from mapping.evidence.facts import Facts
from mapping.evidence.money import envelope_claim, money_keys, plan_cost_claim, spent_claim
from mapping.evidence.need import need_claim
from mapping.evidence.serving import assigned_claim
from mapping.evidence.stages import stage_claim, stage_keys
from mapping.evidence.totals import (
    coverage_claim,
    map_claim,
    mark_claim,
    new_units_claim,
    number_claim,
    population_claim,
    served_claim,
    service_claim,
    total_keys,
    unmet_claim,
)
from mapping.evidence.travel import travel_claim, travel_keys
from mapping.evidence.unit_claims import unit_claim, unit_keys


def number_keys(facts: Facts) -> Iterator[str]:
    """The key of every number on the map and in the tables, each once."""
    yield from money_keys(facts)
    yield from total_keys(facts)
    yield from dict.fromkeys(unit_keys(facts))
    yield from stage_keys(facts)
    yield from choice_keys(facts)
    yield from travel_keys(facts)


def claim_of(facts: Facts, key: str) -> Claim:  # noqa: PLR0911 - one way out for each sort of number
    """The claim with this key.

    Raises:
        KeyError: the run has no such number.
    """
    sort, *words = key.split("/")
    try:
        match sort, *words:
            case "unit", unit, quantity:
                return unit_claim(facts, unit, quantity, None)
            case "unit", unit, quantity, period:
                return unit_claim(facts, unit, quantity, period)
            case "change", unit, figure:
                return change_claim(facts, unit, figure)
            case "payment", unit, *_:
                found = facts.unit[unit]
                return payment_claim(facts, found, next(p for p in found.money if payment_key(facts, found, p) == key))
            case "assigned", settlement, unit, period:
                return assigned_claim(facts, settlement, unit, facts.periods[period])
            case "need", settlement, service, period:
                return need_claim(facts, settlement, service, facts.periods[period])
            case "served", settlement, service, period:
                return served_claim(facts, settlement, service, facts.periods[period])
            case "unmet", settlement, service, period:
                return unmet_claim(facts, settlement, service, facts.periods[period])
            case "region", service, period, measure:
                return coverage_claim(facts, ("region", ""), service, facts.periods[period], measure)
            case "municipality" | "settlement", code, service, period, measure:
                return coverage_claim(facts, (sort, code), service, facts.periods[period], measure)
            case "settlement", ekatte, column:
                return population_claim(facts, ekatte, column)
            case "service", service, "number":
                return number_claim(facts, service)
            case "service", service, period, figure:
                return service_claim(facts, service, facts.periods[period], figure)
            case "map", service, column:
                return map_claim(facts, service, column)
            case "mark", ekatte, service, state, figure:
                return mark_claim(facts, ekatte, service, state, figure)
            case "units", kind:
                return new_units_claim(facts, kind)
            case "money", kind:
                return plan_cost_claim(facts, kind)
            case "envelope", *rest:
                return envelope_claim(facts, tuple(rest))
            case "spent", fund, purse, kind, period, figure:
                return spent_claim(facts, fund, purse, kind, period, figure)
            case "stage", objective, figure:
                return stage_claim(facts, objective, figure)
            case "choice", of, which:
                return choice_claim(facts, of, which)
            case "travel", one, other, ("minutes" | "km") as measure:
                return travel_claim(facts, one, other, measure)
    except (KeyError, IndexError, StopIteration, ValueError) as error:
        raise KeyError(key) from error
    raise KeyError(key)
