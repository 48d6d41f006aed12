"""What a plan pays in each year, as far as its periods and the timing that it takes allow.

A plan knows periods only. Inside a period the years follow from what the model itself takes: contracts are signed at
the start of the period's middle year, which is the year that a fund must be allowed to pay capital in, and running
cost is counted by the months in service. So capital is put into the year of the contract (builders are paid later too,
in parts), and the running cost that a fund pays for a unit in a period is shared among its years as the unit's months
in service are. Envelopes are kept by period, not by year: a year may ask for more than a yearly budget has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mapping.instance import Case, planning_of
from mapping.instance.timing import service_start
from mapping.plan import Payment, Plan, PlanUnit
from mapping.region.rows import MoneyKind

CENTS = 100
LEAST = 100 * CENTS
"""Less is rounding."""


Purse = tuple[str, str | None, MoneyKind]
"""A fund, the municipality whose money it is (None: the whole region's), and the kind of money."""


def paid_by_year(case: Case, plan: Plan) -> Mapping[Purse, dict[int, int]]:
    """Cents by purse, by year of the plan; each period's years add up to what is paid in the period."""
    every = range(plan.periods[0].first_year, plan.periods[-1].last_year + 1)
    found: dict[Purse, dict[int, int]] = {}
    for unit in plan.units:
        begun = list(_running(case, unit))
        for pay in unit.money:
            years = found.setdefault((pay.fund, pay.municipality, pay.kind), dict.fromkeys(every, 0))
            for year, cents in _shared(case, pay, begun).items():
                years[year] += cents
    return found


def by_fund(paid: Mapping[Purse, Mapping[int, int]]) -> Mapping[tuple[str, MoneyKind], dict[int, int]]:
    """The same, the municipalities of a fund together."""
    found: dict[tuple[str, MoneyKind], dict[int, int]] = {}
    for (fund, _, kind), years in paid.items():
        sums = found.setdefault((fund, kind), dict.fromkeys(years, 0))
        for year, cents in years.items():
            sums[year] += cents
    return found


def _running(case: Case, unit: PlanUnit) -> Iterator[tuple[float, int]]:
    """Of all that is opened or changed: when it begins (a year with a fraction), and its cents a year."""
    made = unit.change
    if unit.openings:
        services = {service.id: service for service in case.services}
        lead = planning_of(services[unit.service]).lead_months.central
        for opening in unit.openings:
            yield service_start(case.periods[opening.period], lead), opening.running_cents_a_year
    if made is not None:
        changes = {change.id: change for one in case.region.units if one.id == unit.home for change in one.changes}
        yield service_start(case.periods[made.period], changes[made.id].lead_months.central), made.running_cents_a_year


def _shared(case: Case, pay: Payment, begun: list[tuple[float, int]]) -> dict[int, int]:
    """The cents of a payment by year of its period."""
    period = case.periods[pay.period]
    if pay.kind == "capital":
        return {period.contract_year: pay.cents}
    years = range(period.first_year, period.last_year + 1)
    weights = [sum(cents * min(1.0, max(0.0, year + 1 - start)) for start, cents in begun) for year in years]
    whole = sum(weights)
    if whole <= 0:
        return {period.last_year: pay.cents}
    shares: dict[int, int] = {}
    told, until = 0, 0.0
    for year, weight in zip(years, weights, strict=True):  # rounded as it adds up, so that nothing is lost
        until += weight
        upto = round(pay.cents * until / whole)
        shares[year], told = upto - told, upto
    return shares


@dataclass(frozen=True, slots=True)
class Beyond:
    """A year in which a fund of yearly money would pay `cents` more than it has for the year; of a municipal fund
    summed over the `municipalities` (their number) whose own budget it is that does not reach."""

    fund: str
    kind: MoneyKind
    year: int
    cents: int
    municipalities: int


def beyond_yearly(case: Case, paid: Mapping[Purse, Mapping[int, int]]) -> tuple[Beyond, ...]:
    """Where the years of `paid` go beyond yearly money, by fund, kind and year."""
    keys = case.scenario.keys
    funds = {fund.id: fund for fund in case.region.funds}
    found: dict[tuple[str, MoneyKind, int], list[int]] = {}
    for (code, municipality, kind), years in paid.items():
        change = keys.funds.get(code)
        factor = keys.budget.factor * (change.factor if change is not None else 1.0)
        rows = [row for row in funds[code].envelopes if (row.municipality, row.kind) == (municipality, kind)]
        if not rows or not all(row.yearly for row in rows):
            continue
        for year, cents in years.items():
            inside = [row.amount.at(keys.cost.envelopes) for row in rows if row.first_year <= year <= row.last_year]
            over = cents - round(CENTS * factor * sum(inside))
            if over >= LEAST:
                sums = found.setdefault((code, kind, year), [0, 0])
                sums[0] += over
                sums[1] += municipality is not None
    return tuple(Beyond(*key, *sums) for key, sums in sorted(found.items()))
