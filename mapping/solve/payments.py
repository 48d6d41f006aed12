"""Who pays for what: the solver's sums by service and period, shared among the units."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mapping.instance import Instance
from mapping.instance.types import MONEY_KINDS
from mapping.model import Model
from mapping.model.rules.money import change_cost, cost_of
from mapping.plan import Payment
from mapping.region.rows import MoneyKind

Opened = dict[int, list[tuple[int, int, int]]]
"""Facility -> [(size, period of contract, whole units)]."""

Made = dict[int, int]
"""Change -> period of its contract."""

Payer = tuple[Literal["new", "change"], int]
"""New units at a facility, or a change."""

Payments = Mapping[Payer, tuple[Payment, ...]]


@dataclass(frozen=True, slots=True)
class Bill:
    """What is due for new units at a site, or for a change, by kind and period, in cents."""

    payer: Payer
    service: int
    municipality: int
    due: Mapping[tuple[MoneyKind, int], int]


def bills_of(instance: Instance, opened: Opened, made: Made) -> list[Bill]:
    """The bills of all that is opened and changed, in order of facilities, then changes."""
    bills = []
    periods = range(len(instance.periods))
    for f in sorted(opened):
        facility = instance.facilities[f]
        due = {
            (kind, t): round(100 * sum(n * cost_of(instance, f, k, u, kind, t) for k, u, n in opened[f]))
            for kind in MONEY_KINDS
            for t in periods
        }
        bills.append(Bill(("new", f), facility.service, int(instance.municipality_of[facility.settlement]), due))
    for c, contracted in sorted(made.items()):
        change = instance.changes[c]
        if change.service is not None:
            due = {
                (kind, t): round(100 * change_cost(change, contracted, kind, t))
                for kind in MONEY_KINDS
                for t in periods
            }
            bills.append(Bill(("change", c), change.service, change.municipality, due))
    return bills


def share_payments(
    instance: Instance, model: Model, values: NDArray[np.float64], bills: list[Bill]
) -> dict[Payer, tuple[Payment, ...]]:
    """Share what each purse pays for a service, scope, kind and period among the bills there, one by one.

    Each takes from the purses in order until it is paid, so that most have a single payer.
    """
    if "money" not in instance.rules:
        return {}
    purses: dict[tuple[int, int | None, str, int], list[list[int]]] = {}
    for key, column in model.variables.spend.items():
        cents = math.ceil(float(values[column]) * 1000 * 100 - 1e-3)
        cell = (key.service, key.municipality, key.kind, key.period)
        purses.setdefault(cell, []).append([key.purse, max(0, cents)])
    payments: dict[Payer, list[Payment]] = {}
    for bill in bills:
        for (kind, t), due in bill.due.items():
            cell = (bill.service, bill.municipality, kind, t)
            sources = purses.get(cell) or purses.get((bill.service, None, kind, t), [])
            left = due
            for source in sources:
                paid = min(left, source[1])
                if source is sources[-1]:
                    paid = left  # a cent of rounding at most
                if paid > 0:
                    purse = instance.purses[source[0]]
                    code = None if purse.municipality is None else instance.municipalities[purse.municipality]
                    payments.setdefault(bill.payer, []).append(Payment(purse.fund, code, kind, t, paid))
                    source[1] -= paid
                    left -= paid
    return {payer: tuple(paid) for payer, paid in payments.items()}
