"""What the envelopes of a purse allow: pots of money, each open in some periods, and the limits that follow.

Envelopes of one fund, municipality and kind never share a year (an error of the tables), but they may meet in a
period: then the period may draw on both. Spending is possible exactly when no run of neighbouring periods spends more
than the pots that are open in any of them hold together: the marriage condition for pots and periods (Hall 1935); runs
are enough because the envelopes follow each other in time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mapping.instance.case import Case
from mapping.region import Fund
from mapping.region.rows import MoneyKind


@dataclass(frozen=True, slots=True)
class Pot:
    """EUR that may be spent in any of the periods from `first` to `last` (indices)."""

    first: int
    last: int
    amount: float


def pots_of(case: Case, fund: Fund, municipality: str | None, kind: MoneyKind) -> list[Pot]:
    """The pots of a fund (of a municipality) for a kind, after the scenario's change of the fund.

    A sum for several years is one pot. Money for every year is a pot a period, with its amount for every year that
    falls into the period; with carry-over the pot stays open in the later periods that the envelope covers.
    """
    change = case.scenario.keys.funds.get(fund.id)
    factor = case.scenario.keys.budget.factor * (change.factor if change is not None else 1.0)
    found = []
    for envelope in fund.envelopes:
        if (envelope.municipality, envelope.kind) != (municipality, kind):
            continue
        amount = envelope.amount.at(case.scenario.keys.cost.envelopes) * factor
        years = [
            max(0, min(p.last_year, envelope.last_year) - max(p.first_year, envelope.first_year) + 1)
            for p in case.periods
        ]
        covered = [t for t, n in enumerate(years) if n > 0]
        if envelope.yearly:
            found += [Pot(t, covered[-1] if envelope.carry_over else t, amount * years[t]) for t in covered]
        elif covered:
            found.append(Pot(covered[0], covered[-1], amount))
    return found


def limits_of(pots: Iterable[Pot]) -> list[tuple[tuple[int, ...], float]]:
    """Periods and the EUR that may be spent in them together: every limit that no other implies, by last period."""
    pots = tuple(pots)
    covered = {t for pot in pots for t in range(pot.first, pot.last + 1)}
    limits = []
    for last in sorted(covered):
        first = last
        while first in covered:
            if not _implied(pots, first, last):
                limits.append((tuple(range(first, last + 1)), sum(pot.amount for pot in _open(pots, first, last))))
            first -= 1
    return limits


def _open(pots: tuple[Pot, ...], first: int, last: int) -> list[Pot]:
    """The pots that are open in some of the periods from `first` to `last`."""
    return [pot for pot in pots if pot.first <= last and first <= pot.last]


def _implied(pots: tuple[Pot, ...], first: int, last: int) -> bool:
    """Whether a longer run draws on the same pots, or the run falls into two that share no pot."""
    here = _open(pots, first, last)
    longer = _open(pots, first - 1, first - 1) and _open(pots, first - 1, last) == here
    later = _open(pots, last + 1, last + 1) and _open(pots, first, last + 1) == here
    apart = any(
        len(_open(pots, first, cut)) + len(_open(pots, cut + 1, last)) == len(here) for cut in range(first, last)
    )
    return bool(longer or later or apart)
