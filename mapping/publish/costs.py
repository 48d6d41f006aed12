"""What a plan costs, whether or not the scenario limits money."""

from __future__ import annotations

from mapping.instance import Case, planning_of
from mapping.instance.timing import running_years
from mapping.plan import Plan
from mapping.region.rows import MoneyKind


def cost_of_plan(case: Case, plan: Plan) -> dict[MoneyKind, float]:
    """Capital and running cost of all openings and changes over all periods, in cents."""
    services = {service.id: service for service in case.services}
    changes = {(unit.id, change.id): change for unit in case.region.units for change in unit.changes}
    cents: dict[MoneyKind, float] = {"capital": 0.0, "running": 0.0}

    def add(period: int, lead_months: float, capital: int, running_a_year: int) -> None:
        cents["capital"] += capital
        years = sum(running_years(case.periods, period, lead_months, t) for t in range(len(case.periods)))
        cents["running"] += running_a_year * years

    for unit in plan.units:
        for opening in unit.openings:
            lead = planning_of(services[unit.service]).lead_months.central
            add(opening.period, lead, opening.capital_cents, opening.running_cents_a_year)
        made = unit.change
        if made is not None and unit.state != "transformed":
            lead = changes[unit.id, made.id].lead_months.central
            add(made.period, lead, made.capital_cents, made.running_cents_a_year)
    return cents
