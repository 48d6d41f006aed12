"""Where a fund pays only together with a partner, the partner pays its share."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance
from mapping.instance.types import CoFinancing
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.rules.money import TOLERANCE_CENTS
from mapping.model.variables import SpendKey, Variables, cost_scopes
from mapping.plan import Plan
from mapping.region.rows import MoneyKind
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """A row per stated share and period, and per municipality where the partner is municipal."""
    if "money" not in instance.rules:
        return
    at: dict[tuple[int, MoneyKind, int], list[tuple[SpendKey, int]]] = {}
    for key, column in variables.spend.items():
        at.setdefault((key.service, key.kind, key.period), []).append((key, column))
    for share in instance.co_financing:
        for t in range(len(instance.periods)):
            spent = at.get((share.service, share.kind, t), [])
            scopes = cost_scopes(instance, share.service, share.kind, t)
            groups = [(scope,) for scope in scopes] if share.by_municipality else [tuple(scopes)]
            for group in groups:
                _share_row(instance, draft, share, t, [(k, c) for k, c in spent if k.municipality in group], group)


def _share_row(
    instance: Instance,
    draft: Draft,
    share: CoFinancing,
    t: int,
    spent: list[tuple[SpendKey, int]],
    scopes: tuple[int | None, ...],
) -> None:
    """share x (fund + partner) <= partner, over `scopes` together."""
    terms = []
    for key, column in spent:
        fund = instance.purses[key.purse].fund
        if fund == share.fund:
            terms.append((column, share.share))
        elif fund == share.partner:
            terms.append((column, share.share - 1.0))
    if not any(value > 0 for _, value in terms):
        return
    scope = scopes[0] if len(scopes) == 1 else None
    place = "region" if scope is None else instance.municipalities[scope]
    service = instance.services[share.service].id
    name = f"co_financing[{share.fund}.{share.partner}.{service}.{place}.{share.kind}.{instance.period_name(t)}]"
    # A row over several municipalities ties them together, which nothing else of the service does.
    draft.row(name, terms, "<=", 0.0, linking=len(scopes) > 1)


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """From the payments: what the partner pays is its share of what it and the fund pay together."""
    if not case.scenario.keys.rules.money:
        return
    scope = {fund.id: fund.scope for fund in case.region.funds}
    paid: dict[tuple[str, str, str, int, str | None], int] = {}
    for unit in plan.units:
        for p in unit.money:
            for place in (unit.municipality, None):
                key = (p.fund, unit.service, p.kind, p.period, place)
                paid[key] = paid.get(key, 0) + p.cents
    codes = [municipality.code for municipality in case.region.municipalities]
    for row in case.region.co_financing:
        for place in codes if scope[row.partner] == "municipality" else [None]:
            for t, period in enumerate(plan.periods):
                fund, partner = (paid.get((f, row.service, row.kind, t, place), 0) for f in (row.fund, row.partner))
                wanted = row.central / 100 * (fund + partner)
                if partner < wanted - TOLERANCE_CENTS:
                    where = f"{row.partner}, {row.service}, {row.kind}, {period.name}{', ' + place if place else ''}"
                    yield Breach(
                        "co_financing",
                        Text(
                            f"{where}: плаща {partner / 100:.2f}, делът е {wanted / 100:.2f} евро",
                            f"{where}: pays {partner / 100:.2f}, its share is EUR {wanted / 100:.2f}",
                        ),
                    )


CO_FINANCING = Rule(
    key="co_financing",
    title=Text("Съфинансиране", "Co-financing"),
    equation="spend[partner,s,kind,t] >= share (spend[f,s,kind,t] + spend[partner,s,kind,t])",
    words=Text(
        "Където фонд плаща само заедно с партньор, партньорът плаща поне своя дял: във всяка община поотделно, ако "
        "е общински, иначе общо за региона.",
        "Where a fund pays only together with a partner, the partner pays at least its share: in each municipality by "
        "itself if it is municipal, over the region together if not.",
    ),
    source="co_financing.csv, each row with its source",
    scenario_key="rules.co_financing",
    always=False,
    constrain=constrain,
    check=check,
)
