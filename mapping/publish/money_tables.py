"""The tables of money: by purse and period, by envelope, by unit."""

from __future__ import annotations

from collections.abc import Iterable

from mapping.plan import Payment, PlanUnit
from mapping.publish.fields import Row
from mapping.publish.records import Lookup, euro, named, of_municipality, of_service, period_value
from mapping.publish.yearly import Purse


def _payments(look: Lookup) -> Iterable[tuple[PlanUnit, Payment]]:
    for unit in look.plan.units:
        for payment in unit.money:
            yield unit, payment


def _spent(look: Lookup) -> dict[tuple[Purse, int], int]:
    """Cents by purse, kind and period, over all units."""
    spent: dict[tuple[Purse, int], int] = {}
    for _, pay in _payments(look):
        key = ((pay.fund, pay.municipality, pay.kind), pay.period)
        spent[key] = spent.get(key, 0) + pay.cents
    return spent


def _of_purse(look: Lookup, purse: Purse) -> Row:
    fund, municipality, kind = purse
    return {
        "fund": fund,
        **named("fund", look.funds[fund].name),
        **of_municipality(look, municipality),
        "kind": kind,
    }


def money_rows(look: Lookup) -> Iterable[Row]:
    """What each purse pays in each period."""
    spent = _spent(look)
    paid_for: dict[tuple[Purse, int], set[str]] = {}
    for unit, pay in _payments(look):
        paid_for.setdefault(((pay.fund, pay.municipality, pay.kind), pay.period), set()).add(unit.id)
    covered: dict[Purse, set[int]] = {}
    for envelope in look.plan.envelopes:
        purse = (envelope.fund, envelope.municipality, envelope.kind)
        covered.setdefault(purse, set()).update(envelope.periods)
    for purse, t in spent:
        covered.setdefault(purse, set()).add(t)
    for purse, periods in covered.items():
        for t in sorted(periods):
            yield {
                **_of_purse(look, purse),
                "period": period_value(look.plan.periods[t]),
                "spent_eur": euro(spent.get((purse, t), 0)),
                "units": len(paid_for.get((purse, t), ())),
            }


def envelope_rows(look: Lookup) -> Iterable[Row]:
    """Every envelope, what is spent of it, and what is left."""
    spent = _spent(look)
    for envelope in look.plan.envelopes:
        purse = (envelope.fund, envelope.municipality, envelope.kind)
        used = sum(spent.get((purse, t), 0) for t in envelope.periods)
        yield {
            **_of_purse(look, purse),
            "periods": ";".join(period_value(look.plan.periods[t]) for t in envelope.periods),
            "envelope_eur": euro(envelope.cents),
            "spent_eur": euro(used),
            "left_eur": euro(envelope.cents - used),
        }


def unit_money_rows(look: Lookup) -> Iterable[Row]:
    """What each purse pays for each unit in each period."""
    sums: dict[tuple[str, Purse, int], int] = {}
    units = {unit.id: unit for unit in look.plan.units}
    for unit, pay in _payments(look):
        key = (unit.id, (pay.fund, pay.municipality, pay.kind), pay.period)
        sums[key] = sums.get(key, 0) + pay.cents
    for (unit_id, purse, t), cents in sums.items():
        yield {
            "unit": unit_id,
            **of_service(look, units[unit_id].service),
            "unit_municipality": units[unit_id].municipality,
            **_of_purse(look, purse),
            "period": period_value(look.plan.periods[t]),
            "paid_eur": euro(cents),
        }
