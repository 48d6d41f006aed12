"""Spending stays inside every envelope, and a fund pays only what it may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapping.instance import Case, Change, Instance, planning_of, possible_changes
from mapping.instance.money import may_pay
from mapping.instance.timing import running_years
from mapping.instance.types import MONEY_KINDS
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables, cost_scopes
from mapping.plan import Plan, PlanUnit
from mapping.region import Fund
from mapping.region.rows import MoneyKind
from mapping.units import THOUSAND
from mapping.words import Text

TOLERANCE_CENTS = 100
"""One euro: the solver's tolerance on sums of millions, and rounding to cents."""


def cost_of(instance: Instance, facility: int, size: int, contracted: int, kind: MoneyKind, t: int) -> float:
    """EUR that a unit of `size` contracted in period `contracted` costs in period `t`."""
    service = instance.services[instance.facilities[facility].service]
    if kind == "capital":
        return service.sizes[size].capital if t == contracted else 0.0
    return service.sizes[size].running * service.running_years[contracted][t]


def change_cost(change: Change, contracted: int, kind: MoneyKind, t: int) -> float:
    """EUR that a change of an existing unit contracted in period `contracted` costs in period `t`."""
    if kind == "capital":
        return change.capital if t == contracted else 0.0
    return change.running * change.running_years[contracted][t]


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """A cost row per service, scope, kind and period (payments = costs); a limit row per envelope and period, or run of
    periods that draws on the same money.

    All are linking: who pays is settled where the parts are joined; a part is units and users, not payers.
    """
    paying: dict[tuple[int, int | None, str, int], list[int]] = {}
    by_purse: dict[tuple[int, str, int], list[int]] = {}
    for key, column in variables.spend.items():
        paying.setdefault((key.service, key.municipality, key.kind, key.period), []).append(column)
        by_purse.setdefault((key.purse, key.kind, key.period), []).append(column)

    opened = _opened(instance, variables)
    for s, service in enumerate(instance.services):
        units = opened.get(s, {})
        for kind in MONEY_KINDS:
            for t in range(len(instance.periods)):
                for scope in cost_scopes(instance, s, kind, t):
                    terms = [(column, 1.0) for column in paying.get((s, scope, kind, t), [])]
                    for (f, k, contracted), column in units.get(scope, []):
                        terms.append((column, -cost_of(instance, f, k, contracted, kind, t) / THOUSAND))
                    for (c, contracted), column in variables.change.items():
                        change = instance.changes[c]
                        if change.service == s and scope in (None, change.municipality):
                            terms.append((column, -change_cost(change, contracted, kind, t) / THOUSAND))
                    if any(value for _, value in terms):
                        place = "region" if scope is None else instance.municipalities[scope]
                        name = f"money[cost.{service.id}.{place}.{kind}.{instance.period_name(t)}]"
                        draft.row(name, terms, "=", 0.0, linking=True)
    for limit in instance.limits:
        spent = [(column, 1.0) for t in limit.periods for column in by_purse.get((limit.purse, limit.kind, t), [])]
        if spent:
            draft.row(f"money[limit.{limit.name}]", spent, "<=", limit.amount / THOUSAND, linking=True)


_Units = list[tuple[tuple[int, int, int], int]]


def _opened(instance: Instance, variables: Variables) -> dict[int, dict[int | None, _Units]]:
    """Service -> municipality (None: all of them) -> the columns `open` there, by facility, size and period."""
    found: dict[int, dict[int | None, _Units]] = {}
    for index, column in variables.open.items():
        facility = instance.facilities[index[0]]
        at = int(instance.municipality_of[facility.settlement])
        by_place = found.setdefault(facility.service, {})
        for place in (None, at):
            by_place.setdefault(place, []).append((index, column))
    return found


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """Payments equal the catalogue's costs, each fund pays only what it may, every envelope holds."""
    yield from _check_costs(case, plan)
    yield from _check_payers(case, plan)
    yield from _check_envelopes(case, plan)


def _check_costs(case: Case, plan: Plan) -> Iterator[Breach]:
    for unit in plan.units:
        for t in range(len(plan.periods)):
            owed = due(case, unit, t)
            for kind in MONEY_KINDS:
                paid = sum(p.cents for p in unit.money if p.kind == kind and p.period == t)
                if abs(paid - owed[kind] * 100) > TOLERANCE_CENTS:
                    place = f"{unit.id}, {plan.periods[t].name}, {kind}"
                    yield Breach(
                        "money",
                        Text(
                            f"{place}: платени {paid / 100:.2f}, дължими {owed[kind]:.2f} евро",
                            f"{place}: paid {paid / 100:.2f}, due {owed[kind]:.2f} EUR",
                        ),
                    )


def due(case: Case, unit: PlanUnit, t: int) -> dict[MoneyKind, float]:
    """EUR by kind that a unit costs in period `t`, from the tables; a change is paid where it leads to."""
    level = case.scenario.keys.cost.level
    due: dict[MoneyKind, float] = {"capital": 0.0, "running": 0.0}
    if unit.state == "new":
        planning = planning_of(next(service for service in case.services if service.id == unit.service))
        sizes = {size.id: size for size in planning.sizes}
        for opening in unit.openings:
            size = sizes[opening.size]
            if opening.period == t:
                due["capital"] += opening.units * size.capital.at(level)
            years = running_years(case.periods, opening.period, planning.lead_months.central, t)
            due["running"] += opening.units * size.running.at(level) * years
    elif unit.change is not None and (unit.state == "transformed" or unit.change.service is None):
        changes = {(u.id, c.id): c for u, c in possible_changes(case)}
        change = changes.get((unit.home, unit.change.id))
        if change is not None:
            due["capital"] = change.capital.at(level) if unit.change.period == t else 0.0
            years = running_years(case.periods, unit.change.period, change.lead_months.central, t)
            due["running"] = change.running.at(level) * years
    return due


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
    """The payments of every purse can be drawn from its envelopes: each period from the money that lapses first."""
    paid: dict[tuple[str, str | None, MoneyKind], list[int]] = {}
    for unit in plan.units:
        for p in unit.money:
            spent = paid.setdefault((p.fund, p.municipality, p.kind), [0] * len(plan.periods))
            spent[p.period] += p.cents
    funds = {fund.id: fund for fund in case.region.funds}
    for (fund, municipality, kind), spent in paid.items():
        lots = _lots(case, funds[fund], municipality, kind)
        short = 0.0
        for t, cents in enumerate(spent):
            due = float(cents)
            usable = [lot for lot in lots if lot.first <= t <= lot.last]
            for lot in sorted(usable, key=lambda lot: lot.last):
                drawn = min(due, lot.cents)
                lot.cents -= drawn
                due -= drawn
            short += due
            if due and not usable:
                where = f"{fund}, {kind}, {plan.periods[t].name}"
                yield Breach("money", Text(f"{where}: разход без средства", f"{where}: no envelope"))
        if short > TOLERANCE_CENTS:
            total = f"{short / 100:.2f}"
            yield Breach(
                "money",
                Text(
                    f"{fund}, {kind}: рамките не стигат с {total} евро",
                    f"{fund}, {kind}: the envelopes fall short by {total} EUR",
                ),
            )


@dataclass(slots=True)
class _Lot:
    """Cents left of what an envelope gives a period, or all periods, and the periods that may spend them."""

    first: int
    last: int
    cents: float


def _lots(case: Case, fund: Fund, municipality: str | None, kind: MoneyKind) -> list[_Lot]:
    keys, lots = case.scenario.keys, []
    factor = keys.budget.factor * (keys.funds[fund.id].factor if fund.id in keys.funds else 1.0)
    for envelope in fund.envelopes:
        if (envelope.municipality, envelope.kind) != (municipality, kind):
            continue
        cents = envelope.amount.at(keys.cost.envelopes) * factor * 100
        shares = [
            (t, sum(envelope.first_year <= year <= envelope.last_year for year in range(p.first_year, p.last_year + 1)))
            for t, p in enumerate(case.periods)
        ]
        shares = [(t, years) for t, years in shares if years]
        if envelope.yearly:
            last = shares[-1][0] if shares else 0
            lots += [_Lot(t, last if envelope.carry_over else t, cents * years) for t, years in shares]
        elif shares:
            lots.append(_Lot(shares[0][0], shares[-1][0], cents))
    return lots


MONEY = Rule(
    key="money",
    title=Text("Пари", "Money"),
    equation=(
        "sum_f spend[f,s,kind,t] = sum_{j,k,t'} cost[s,k,kind,t',t] open[s,j,k,t'] "
        "+ sum_{c,t'} cost[c,kind,t',t] change[c,t'];  "
        "sum_{s,t in e} spend[f,s,kind,t] <= envelope[e] (carried over: sum_{t'<=t} spend <= sum_{t'<=t} envelope)"
    ),
    words=Text(
        "Похарченото от всеки фонд, период и вид разход остава в рамките му; неизхарченото се прехвърля за следващите "
        "периоди само където фондът го допуска. Фондът плаща само за услугите, видовете разход и годините, за които "
        "може.",
        "What is spent of each fund, period and kind stays inside its envelope; what is not spent is kept for later "
        "periods only where the fund allows it. A fund pays only for the services, kinds and years that it may.",
    ),
    source="funds.csv, fund_pays.csv and envelopes.csv, each row with its source",
    scenario_key="rules.money",
    always=False,
    constrain=constrain,
    check=check,
)
