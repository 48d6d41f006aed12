"""What a plan leaves of the money: in the purses that may pay a unit, and under the ceiling on running cost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mapping.instance import Instance
from mapping.instance.types import MONEY_KINDS
from mapping.plan import Plan
from mapping.region.rows import MoneyKind


@dataclass(frozen=True, slots=True)
class Bill:
    """What a unit costs in one period (EUR), what the plan leaves to whoever may pay, and all they have."""

    kind: MoneyKind
    period: int
    cost: float
    left: float
    most: float

    @property
    def missing(self) -> float:
        """EUR that the plan does not leave."""
        return max(0.0, self.cost - self.left)

    @property
    def impossible(self) -> bool:
        """Whether the money is too little even if nothing else is built."""
        return self.most < self.cost - 1


@dataclass(frozen=True)
class Left:
    """What `plan` leaves of the money of `instance`."""

    instance: Instance
    plan: Plan

    def bills(self, f: int, k: int, contracted: int) -> list[Bill]:
        """What one unit of size `k` at the possible site `f`, contracted in one period, costs by kind and period;
        nothing where money is not limited."""
        if "money" not in self.instance.rules:
            return []
        facility = self.instance.facilities[f]
        spec = self.instance.services[facility.service]
        here = int(self.instance.municipality_of[facility.settlement])
        found = []
        for kind in MONEY_KINDS:
            for t in range(len(self.instance.periods)):
                once = spec.sizes[k].capital if t == contracted else 0.0
                cost = once if kind == "capital" else spec.sizes[k].running * spec.running_years[contracted][t]
                if cost > 0:
                    found.append(Bill(kind, t, cost, *self._free(facility.service, here, kind, t)))
        return found

    def missing(self, f: int, k: int, contracted: int) -> float:
        """EUR that the plan does not leave for such a unit, over all its bills."""
        return sum(bill.missing for bill in self.bills(f, k, contracted))

    @cached_property
    def under_ceiling(self) -> float | None:
        """EUR a year that the plan leaves under the ceiling on running cost after the programme; None: no ceiling."""
        if self.instance.running_after is None or "running_after" not in self.instance.rules:
            return None
        used = sum(opening.running_cents_a_year for unit in self.plan.units for opening in unit.openings)
        made = [unit.change for unit in self.plan.units if unit.change is not None and unit.state != "transformed"]
        used += sum(change.running_cents_a_year for change in made)
        return self.instance.running_after - used / 100

    def over_ceiling(self, f: int, k: int) -> float:
        """EUR a year by which one more unit would pass the ceiling."""
        running = self.instance.services[self.instance.facilities[f].service].sizes[k].running
        return 0.0 if self.under_ceiling is None else max(0.0, running - self.under_ceiling)

    def _free(self, s: int, municipality: int, kind: MoneyKind, t: int) -> tuple[float, float]:
        """EUR that the plan leaves in a period to the purses that may pay for a service in a municipality, and all they
        have: of several envelopes over a purse's period the scarcest counts."""
        instance, k = self.instance, MONEY_KINDS.index(kind)
        left = most = 0.0
        for p in np.flatnonzero(instance.pays[:, s, k, t]).tolist():
            purse = instance.purses[p]
            if purse.municipality not in (None, municipality):
                continue
            code = None if purse.municipality is None else instance.municipalities[purse.municipality]
            limits = [one for one in instance.limits if one.purse == p and one.kind == kind and t in one.periods]
            if limits:
                most += min(limit.amount for limit in limits)
                left += max(
                    0.0, min(limit.amount - self._paid(purse.fund, code, kind, limit.periods) for limit in limits)
                )
        return left, most

    @cached_property
    def _payments(self) -> dict[tuple[str, str | None, MoneyKind, int], int]:
        sums: dict[tuple[str, str | None, MoneyKind, int], int] = {}
        for unit in self.plan.units:
            for payment in unit.money:
                key = (payment.fund, payment.municipality, payment.kind, payment.period)
                sums[key] = sums.get(key, 0) + payment.cents
        return sums

    def _paid(self, fund: str, municipality: str | None, kind: MoneyKind, periods: tuple[int, ...]) -> float:
        """EUR that the plan pays from a purse in some periods."""
        return sum(self._payments.get((fund, municipality, kind, t), 0) for t in periods) / 100
