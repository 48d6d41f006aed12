"""What a choice of units costs, and whether the funds can pay for it, in thousand EUR."""

from __future__ import annotations

from math import inf
from typing import Any

from brute.choices import Standing
from brute.linear import Linear
from brute.tables import begins, contract_year, on, planning, service_of, years
from mapping.instance import Case

KINDS = ("capital", "running")
Due = tuple[int, str, str, int]
"""A service, the municipality where its units stand, the kind of money, and the period."""


def costs(case: Case, here: Standing) -> dict[Due, float]:
    """What new units and changes of existing ones cost; existing units keep the money that they have."""
    level = case.scenario.keys.cost.level
    cost: dict[Due, float] = {}

    def add(s: int, town: str, contracted: int, lead: float, capital: float, running: float) -> None:
        key = (s, town, "capital", contracted)
        cost[key] = cost.get(key, 0.0) + capital / 1000
        for t, period in enumerate(case.periods):
            runs = min(period.last_year + 1 - begins(case, contracted, lead), years(case, t))
            if runs > 0:
                key = (s, town, "running", t)
                cost[key] = cost.get(key, 0.0) + running * runs / 1000

    for unit in here.new:
        plan = planning(case.services[unit.service])
        size, town = plan.sizes[unit.size], case.region.settlements[unit.at].municipality
        capital, running = size.capital.at(level) * unit.number, size.running.at(level) * unit.number
        add(unit.service, town, unit.contracted, plan.lead_months.central, capital, running)
    for one in here.made:
        s, town = service_of(case, one.service), case.region.settlement(one.unit.ekatte).municipality
        if s is not None:
            lead = one.change.lead_months.central
            add(s, town, one.contracted, lead, one.change.capital.at(level), one.change.running.at(level))
    return cost


class Payments:
    """Every fund pays what it may of each bill; what all of them pay are the bills."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.linear = Linear()
        self.linear.column(0.0, 0.0)  # HiGHS does not judge programmes without columns
        self.paid: dict[tuple[str, Due], int] = {}
        self.due: dict[Due, int] = {}
        for s, service in enumerate(case.services):
            for town in case.region.municipalities:
                for kind in KINDS:
                    for t in range(len(case.periods)):
                        due = (s, town.code, kind, t)
                        for fund in case.region.funds:
                            if self._may(fund, service.id, kind, t):
                                self.paid[fund.id, due] = self.linear.column(0.0, inf)
                        paying = [column for (_, bill), column in self.paid.items() if bill == due]
                        self.due[due] = self.linear.row(dict.fromkeys(paying, 1.0), 0.0, 0.0)
        self._envelopes()
        if on(case, "co_financing"):
            self._partners()

    def _may(self, fund: Any, service: str, kind: str, t: int) -> bool:
        """Capital is paid in the year of contract; running money must be allowed in every year of the period."""
        period = self.case.periods[t]
        wanted = (
            [contract_year(self.case, t)] if kind == "capital" else [*range(period.first_year, period.last_year + 1)]
        )
        return any(
            row.service == service and row.kind == kind and all(row.first_year <= y <= row.last_year for y in wanted)
            for row in fund.pays
        )

    def _envelopes(self) -> None:
        """What a purse pays for a kind in a period is drawn from the envelopes that have a year in that period."""
        drawn: dict[tuple[str, str | None, str, int], list[int]] = {}
        for fund in self.case.region.funds:
            for envelope in fund.envelopes:
                for t, column in self._draw(fund, envelope).items():
                    drawn.setdefault((fund.id, envelope.municipality, envelope.kind, t), []).append(column)
            for owner in [None] if fund.scope == "region" else [town.code for town in self.case.region.municipalities]:
                for kind in KINDS:
                    for t in range(len(self.case.periods)):
                        bills = [
                            column
                            for (payer, (_, town, of, when)), column in self.paid.items()
                            if payer == fund.id and of == kind and when == t and owner in (None, town)
                        ]
                        sources = dict.fromkeys(drawn.get((fund.id, owner, kind, t), []), -1.0)
                        self.linear.row(dict.fromkeys(bills, 1.0) | sources, -inf, 0.0)

    def _draw(self, fund: Any, envelope: Any) -> dict[int, int]:
        """What is drawn from an envelope, by period: of all its years together, or year by year."""
        keys = self.case.scenario.keys
        factor = keys.funds[fund.id].factor if fund.id in keys.funds else 1.0
        amount = envelope.amount.at(keys.cost.envelopes) * factor / 1000
        columns: dict[int, int] = {}
        given = 0.0
        for t, period in enumerate(self.case.periods):
            first, last = max(period.first_year, envelope.first_year), min(period.last_year, envelope.last_year)
            if first <= last:
                columns[t] = self.linear.column(0.0, inf)
                given += amount * (last - first + 1)
                if envelope.yearly and envelope.carry_over:
                    self.linear.row(dict.fromkeys(columns.values(), 1.0), 0.0, given)
                elif envelope.yearly:
                    self.linear.row({columns[t]: 1.0}, 0.0, amount * (last - first + 1))
        if not envelope.yearly:
            self.linear.row(dict.fromkeys(columns.values(), 1.0), 0.0, amount)
        return columns

    def _partners(self) -> None:
        """Of what a fund and its partner pay together, the partner pays at least its share."""
        scope = {fund.id: fund.scope for fund in self.case.region.funds}
        towns = [town.code for town in self.case.region.municipalities]
        for wish in self.case.region.co_financing:
            share = wish.central / 100
            for s, service in enumerate(self.case.services):
                for t in range(len(self.case.periods)):
                    if service.id == wish.service:
                        for group in [towns] if scope[wish.partner] == "region" else [[town] for town in towns]:
                            terms: dict[int, float] = {}
                            for town in group:
                                due = (s, town, wish.kind, t)
                                for fund, value in ((wish.fund, share), (wish.partner, share - 1)):
                                    if (fund, due) in self.paid:
                                        terms[self.paid[fund, due]] = value
                            self.linear.row(terms, -inf, 0.0)

    def can_pay(self, here: Standing) -> bool:
        due = dict.fromkeys(self.due, 0.0) | costs(self.case, here)
        self.linear.set_sides({self.due[key]: (value, value) for key, value in due.items()})
        return self.linear.least({}) is not None
