"""Sums of a plan that several readers need: by service, municipality, period, fund."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from mapping.plan.types import Envelope, NeedRecord, Plan
from mapping.region.rows import MoneyKind
from mapping.units import MILLI

KeyT = TypeVar("KeyT", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Need, served and unmet persons (thousandths) of some records together."""

    need_milli: int
    unmet_milli: int

    @property
    def need(self) -> float:
        """Persons in need."""
        return self.need_milli / MILLI

    @property
    def served(self) -> float:
        """Persons served."""
        return (self.need_milli - self.unmet_milli) / MILLI

    @property
    def unmet(self) -> float:
        """Persons left without the service."""
        return self.unmet_milli / MILLI

    @property
    def share(self) -> float:
        """Served share of the need (1 where there is no need)."""
        return 1 - self.unmet_milli / self.need_milli if self.need_milli else 1.0


def coverage(records: Iterable[NeedRecord]) -> Coverage:
    """Sum need and unmet of `records`."""
    need = unmet = 0
    for record in records:
        need += record.need_milli
        unmet += record.unmet_milli
    return Coverage(need, unmet)


def coverage_by(records: Iterable[NeedRecord], key: Callable[[NeedRecord], KeyT]) -> dict[KeyT, Coverage]:
    """Sum need and unmet of `records` by `key`, in order of first appearance."""
    sums: dict[KeyT, list[int]] = {}
    for record in records:
        pair = sums.setdefault(key(record), [0, 0])
        pair[0] += record.need_milli
        pair[1] += record.unmet_milli
    return {name: Coverage(need, unmet) for name, (need, unmet) in sums.items()}


def last_period(plan: Plan) -> list[NeedRecord]:
    """The need records of the last period: where the programme leads."""
    last = len(plan.periods) - 1
    return [record for record in plan.needs if record.period == last]


def money_by_fund(plan: Plan) -> dict[tuple[str, MoneyKind], int]:
    """Cents by (fund, kind) over all units and periods, in order of first appearance of the envelopes."""
    sums = {(envelope.fund, envelope.kind): 0 for envelope in plan.envelopes}
    for unit in plan.units:
        for payment in unit.money:
            key = (payment.fund, payment.kind)
            sums[key] = sums.get(key, 0) + payment.cents
    return sums


def available_by_fund(plan: Plan) -> dict[tuple[str, MoneyKind], int]:
    """Cents by (fund, kind) that the envelopes allow over all periods together.

    Envelopes may cover the same period, each a limit: the most that all of them allow is the least sum of envelopes
    that cover every period (in each purse the periods of an envelope follow each other).
    """
    purses: dict[tuple[str, str | None, MoneyKind], list[Envelope]] = {}
    for envelope in plan.envelopes:
        purses.setdefault((envelope.fund, envelope.municipality, envelope.kind), []).append(envelope)
    sums: dict[tuple[str, MoneyKind], int] = {}
    for (fund, _, kind), envelopes in purses.items():
        least = {-1: 0}
        for t in range(len(plan.periods)):
            covering = [e.cents + least[e.periods[0] - 1] for e in envelopes if t in e.periods]
            least[t] = min(covering, default=least[t - 1])
        sums[fund, kind] = sums.get((fund, kind), 0) + least[len(plan.periods) - 1]
    return sums


def users_of(plan: Plan) -> dict[tuple[str, int], int]:
    """Persons served (thousandths) by (unit, period)."""
    users: dict[tuple[str, int], int] = {}
    for visit in plan.served:
        key = (visit.unit, visit.period)
        users[key] = users.get(key, 0) + visit.milli
    return users
