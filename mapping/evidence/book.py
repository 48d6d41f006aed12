"""Every number of a plan by its key, and the claim behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mapping.evidence.capacity import (
    capacity_keys,
    map_claim,
    mark_claim,
    new_units_claim,
    number_claim,
    population_claim,
    service_claim,
)
from mapping.evidence.changes import change_claim
from mapping.evidence.choices import choice_claim, choice_keys
from mapping.evidence.claim import Claim
from mapping.evidence.costs import payment_claim, payment_key
from mapping.evidence.coverage import coverage_claim, coverage_keys, served_claim, unmet_claim
from mapping.evidence.facts import REGION, Facts
from mapping.evidence.money import envelope_claim, money_keys, plan_cost_claim, spent_claim, unit_cost_claim
from mapping.evidence.need import need_claim, prevalence_claim, rate_claim, rate_keys
from mapping.evidence.serving import assigned_claim
from mapping.evidence.stages import stage_claim, stage_keys
from mapping.evidence.travel import travel_claim, travel_keys
from mapping.evidence.unit_claims import unit_claim, unit_keys


def number_keys(facts: Facts) -> Iterator[str]:
    """The key of every number on the map and in the tables, each once."""
    yield from money_keys(facts)
    yield from coverage_keys(facts)
    yield from capacity_keys(facts)
    yield from unit_keys(facts)
    yield from stage_keys(facts)
    yield from choice_keys(facts)
    yield from rate_keys(facts)
    yield from travel_keys(facts)


def claim_of(facts: Facts, key: str) -> Claim:
    """The claim with this key.

    Raises:
        KeyError: the run has no such number.
    """
    sort, *words = key.split("/")
    try:
        return _SORTS[sort](facts, *words)
    except (KeyError, IndexError, StopIteration, ValueError, TypeError) as error:
        raise KeyError(key) from error


def _unit(facts: Facts, unit: str, quantity: str, period: str | None = None) -> Claim:
    return unit_claim(facts, unit, quantity, period)


def _payment(facts: Facts, unit: str, *words: str) -> Claim:
    found, key = facts.unit[unit], "/".join(("payment", unit, *words))
    return payment_claim(facts, found, next(pay for pay in found.money if payment_key(facts, found, pay) == key))


def _settlement(facts: Facts, ekatte: str, *words: str) -> Claim:
    """Residents, or the sums of all services of a settlement."""
    if len(words) == 1:
        return population_claim(facts, ekatte, words[0])
    service, period, measure = words
    return coverage_claim(facts, ("settlement", ekatte), service, facts.periods[period], measure)


def _service(facts: Facts, service: str, *words: str) -> Claim:
    if words == ("number",):
        return number_claim(facts, service)
    period, figure = words
    return service_claim(facts, service, facts.periods[period], figure)


def _travel(facts: Facts, one: str, other: str, measure: str) -> Claim:
    if measure not in ("minutes", "km"):
        raise KeyError(measure)
    return travel_claim(facts, one, other, "km" if measure == "km" else "minutes")


_SORTS: Mapping[str, Callable[..., Claim]] = {
    "unit": _unit,
    "change": change_claim,
    "payment": _payment,
    "assigned": lambda facts, place, unit, period: assigned_claim(facts, place, unit, facts.periods[period]),
    "need": lambda facts, place, service, period: need_claim(facts, place, service, facts.periods[period]),
    "rate": rate_claim,
    "prevalence": prevalence_claim,
    "served": lambda facts, place, service, period: served_claim(facts, place, service, facts.periods[period]),
    "unmet": lambda facts, place, service, period: unmet_claim(facts, place, service, facts.periods[period]),
    "region": lambda facts, service, period, measure: coverage_claim(
        facts, REGION, service, facts.periods[period], measure
    ),
    "municipality": lambda facts, code, service, period, measure: coverage_claim(
        facts, ("municipality", code), service, facts.periods[period], measure
    ),
    "settlement": _settlement,
    "service": _service,
    "map": map_claim,
    "mark": mark_claim,
    "units": new_units_claim,
    "money": plan_cost_claim,
    "cost": unit_cost_claim,
    "envelope": lambda facts, *words: envelope_claim(facts, words),
    "spent": spent_claim,
    "stage": stage_claim,
    "choice": choice_claim,
    "travel": _travel,
}
"""By the first word of a key: what makes its claim from the others."""
