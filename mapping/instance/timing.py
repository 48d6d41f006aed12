"""When what is contracted in a period is in service, and for how long it costs money."""

from __future__ import annotations

from mapping.scenario import Period


def may_sign(period: Period, contracts_from: int | None) -> bool:
    """Whether contracts may be signed in `period`, if none is signed before the year `contracts_from`."""
    return contracts_from is None or period.contract_year >= contracts_from


def service_start(period: Period, lead_months: float) -> float:
    """When a unit contracted in `period` starts, as a year with a fraction (2022.5 = mid-2022)."""
    return period.contract_year + lead_months / 12


def first_service_period(periods: tuple[Period, ...], contracted: int, lead_months: float) -> int | None:
    """Index of the first period that a unit contracted in period `contracted` serves; None if there is none.

    A period is judged by its last year: the unit serves it when it starts no later than the beginning of that
    year.
    """
    start = service_start(periods[contracted], lead_months)
    for t in range(contracted, len(periods)):
        if start <= periods[t].last_year:
            return t
    return None


def running_years(periods: tuple[Period, ...], contracted: int, lead_months: float, t: int) -> float:
    """Years of running cost in period `t` of a unit contracted in period `contracted`."""
    start = service_start(periods[contracted], lead_months)
    period = periods[t]
    return max(0.0, period.last_year + 1 - max(start, period.first_year))
