"""Spending stays inside every envelope, and a fund pays only what it may."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance, planning_of
from mapping.instance.money import envelope_limits, may_pay
from mapping.instance.timing import running_years
from mapping.instance.types import MONEY_KINDS
from mapping.model.objectives import THOUSAND
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables, cost_scopes
from mapping.plan import Plan
from mapping.region.rows import MoneyKind
from mapping.words import Text

TOLERANCE_CENTS = 100
"""One euro: the solver's tolerance on sums of millions, and rounding to cents."""


def cost_of(instance: Instance, facility: int, size: int, contracted: int, kind: MoneyKind, t: int) -> float:
    """EUR that a unit of `size` contracted in period `contracted` costs in period `t`."""
    service = instance.services[instance.facilities[facility].service]
    if kind == "capital":
        return service.sizes[size].capital if t == contracted else 0.0
    return service.sizes[size].running * service.running_years[contracted][t]


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """A cost row per service, scope, kind and period (payments = costs), and a limit row per envelope.

    All are linking: who pays is settled where the parts are joined; a part is units and users, not payers.
    """
    paying: dict[tuple[int, int | None, str, int], list[int]] = {}
    by_purse: dict[tuple[int, str, int], list[int]] = {}
    for key, column in variables.spend.items():
        paying.setdefault((key.service, key.municipality, key.kind, key.period), []).append(column)
        by_purse.setdefault((key.purse, key.kind, key.period), []).append(column)

    for s, service in enumerate(instance.services):
        mine = [(index, column) for index, column in variables.open.items()
                if instance.facilities[index[0]].service == s]  # fmt: skip
        for kind in MONEY_KINDS:
            for t in range(len(instance.periods)):
                for scope in cost_scopes(instance, s, kind, t):
                    terms = [(column, 1.0) for column in paying.get((s, scope, kind, t), [])]
                    for (f, k, contracted), column in mine:
                        at = int(instance.municipality_of[instance.facilities[f].settlement])
                        if scope is None or at == scope:
                            terms.append((column, -cost_of(instance, f, k, contracted, kind, t) / THOUSAND))
                    if any(value for _, value in terms):
                        place = "region" if scope is None else instance.municipalities[scope]
                        name = f"money[cost.{service.id}.{place}.{kind}.{instance.period_name(t)}]"
                        draft.row(name, terms, "=", 0.0, linking=True)
    for limit in instance.limits:
        spent = [(column, 1.0) for t in limit.periods for column in by_purse.get((limit.purse, limit.kind, t), [])]
        if spent:
            draft.row(f"money[limit.{limit.name}]", spent, "<=", limit.amount / THOUSAND, linking=True)


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """Payments equal the catalogue's costs, each fund pays only what it may, every envelope holds."""
    yield from _check_costs(case, plan)
    yield from _check_payers(case, plan)
    yield from _check_envelopes(case, plan)


def _check_costs(case: Case, plan: Plan) -> Iterator[Breach]:
    services = {service.id: service for service in case.services}
    level = case.scenario.keys.cost.level
    for unit in plan.units:
        if unit.state != "new":
            continue
        planning = planning_of(services[unit.service])
        sizes = {size.id: size for size in planning.sizes}
        for t in range(len(plan.periods)):
            due: dict[MoneyKind, float] = {"capital": 0.0, "running": 0.0}
            for opening in unit.openings:
                size = sizes[opening.size]
                if opening.period == t:
                    due["capital"] += opening.units * size.capital.at(level)
                years = running_years(case.periods, opening.period, planning.lead_months.central, t)
                due["running"] += opening.units * size.running.at(level) * years
            for kind in MONEY_KINDS:
                paid = sum(p.cents for p in unit.money if p.kind == kind and p.period == t)
                if abs(paid - due[kind] * 100) > TOLERANCE_CENTS:
                    place = f"{unit.id}, {plan.periods[t].name}, {kind}"
                    yield Breach(
                        "money",
                        Text(
                            f"{place}: платени {paid / 100:.2f}, дължими {due[kind]:.2f} евро",
                            f"{place}: paid {paid / 100:.2f}, due {due[kind]:.2f} EUR",
                        ),
                    )


def _check_payers(case: Case, plan: Plan) -> Iterator[Breach]:
    funds = {fund.id: fund for fund in case.region.funds}
    for unit in plan.units:
        for payment in unit.money:
            allowed = any(
                row.service == unit.service and row.kind == payment.kind and may_pay(row, case.periods[payment.period])
                for row in funds[payment.fund].pays
            )
            own = payment.municipality is None or payment.municipality == unit.municipality
            if not (allowed and own) or payment.cents < 0:
                bill = f"{payment.kind}, {plan.periods[payment.period].name}"
                yield Breach(
                    "money",
                    Text(
                        f"{unit.id}: {payment.fund} не може да плати ({bill})",
                        f"{unit.id}: {payment.fund} may not pay ({bill})",
                    ),
                )


def _check_envelopes(case: Case, plan: Plan) -> Iterator[Breach]:
    paid: dict[tuple[str, str | None, MoneyKind, int], int] = {}
    for unit in plan.units:
        for p in unit.money:
            key = (p.fund, p.municipality, p.kind, p.period)
            paid[key] = paid.get(key, 0) + p.cents
    covered: set[tuple[str, str | None, MoneyKind, int]] = set()
    for fund in case.region.funds:
        for envelope in fund.envelopes:
            for periods, amount in envelope_limits(case, fund, envelope):
                keys = [(fund.id, envelope.municipality, envelope.kind, t) for t in periods]
                covered.update(keys)
                spent = sum(paid.get(key, 0) for key in keys)
                if spent > amount * 100 + TOLERANCE_CENTS:
                    yield Breach(
                        "money",
                        Text(
                            f"{fund.id}, {envelope.kind}: похарчени {spent / 100:.2f} при {amount:.2f} евро",
                            f"{fund.id}, {envelope.kind}: spent {spent / 100:.2f} of {amount:.2f} EUR",
                        ),
                    )
    for key, cents in paid.items():
        if cents and key not in covered:
            yield Breach("money", Text(f"{key[0]}, {key[2]}: разход без средства", f"{key[0]}, {key[2]}: no envelope"))


MONEY = Rule(
    key="money",
    title=Text("Пари", "Money"),
    equation=(
        "sum_f spend[f,s,kind,t] = sum_{j,k,t'} cost[s,k,kind,t',t] open[s,j,k,t'];  "
        "sum_{s,t in e} spend[f,s,kind,t] <= envelope[e]"
    ),
    words=Text(
        "Похарченото от всеки фонд, период и вид разход остава в рамките му; фондът плаща само за услугите, видовете "
        "разход и годините, за които може.",
        "What is spent of each fund, period and kind stays inside its envelope; a fund pays only for the services, "
        "kinds and years that it may.",
    ),
    source="funds.csv, fund_pays.csv and envelopes.csv, each row with its source",
    scenario_key="rules.money",
    always=False,
    constrain=constrain,
    check=check,
)
