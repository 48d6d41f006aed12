"""Money: envelopes, what no fund pays, co-financing, and the ceiling on running costs after the programme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil, inf

import numpy as np
from numpy.typing import NDArray

from mapping.explain.conflicts import naming
from mapping.explain.conflicts.plain import Plain, with_amount, with_keys
from mapping.explain.conflicts.types import Easing, Edit, Member
from mapping.instance import Case, Instance, Limit, Purse, build_instance
from mapping.instance.types import MONEY_KINDS
from mapping.region import Envelope, Fund
from mapping.region.rows import CoFinancingRow, MoneyKind
from mapping.scenario.schema import After, Budget
from mapping.words import Text

THOUSANDTHS = 1000
"""Factors are told to a thousandth, upwards."""
CLOSE = 1e-9
"""Floating point."""
STEP = 100.0
"""Money is told to whole hundreds of euro, upwards."""
SHOWN = 4
"""So many services are named."""


def envelopes(plain: Plain) -> Iterator[Member]:
    """Every envelope of every fund."""
    case = plain.case
    if not case.scenario.keys.rules.money:
        return
    for f, fund in enumerate(case.region.funds):
        for at, envelope in enumerate(fund.envelopes):
            yield _of_envelope(plain, fund, envelope, f, at)


def _of_envelope(plain: Plain, fund: Fund, envelope: Envelope, f: int, at: int) -> Member:
    case = plain.case
    now, kind = envelope.amount.central, naming.KINDS[envelope.kind]
    yearly = Text(" годишно", " a year") if envelope.yearly else Text("", "")
    of = None if envelope.municipality is None else naming.municipality(case, envelope.municipality)
    where = Text("", "") if of is None else Text(f" ({of.bg})", f" ({of.en})")
    span = f"{envelope.first_year}–{envelope.last_year}"
    what = Text(f"„{fund.name.bg}“{where.bg}, {kind.bg}, {span} г.", f"“{fund.name.en}”{where.en}, {kind.en}, {span}")
    amount, place = naming.euro(now), envelope.municipality or "region"
    return Member(
        id=f"envelopes.{fund.id}.{place}.{envelope.kind}.{envelope.first_year}_{envelope.last_year}",
        key=f"envelopes.csv; funds.{fund.id}.factor",
        words=Text(f"парите на {what.bg}: {amount.bg}{yearly.bg}", f"the money of {what.en}: {amount.en}{yearly.en}"),
        without=_envelope(f, at, inf),
        easing=Easing(
            "EUR a year" if envelope.yearly else "EUR",
            lambda by: _envelope(f, at, by),
            lambda by: _more_money(what, now, by, yearly, _where_written(plain.stated, f, at, now + by)),
            step=STEP,
            linear=True,
            common="money",
            price=float(envelope.last_year - envelope.first_year + 1) if envelope.yearly else 1.0,
        ),
    )


def unpaid(plain: Plain) -> Iterator[Member]:
    """For each kind of cost: that no fund pays it for some services in some periods."""
    case = plain.case
    if not case.scenario.keys.rules.money:
        return
    nobody_in_need = replace(case.needs, milli=np.zeros_like(case.needs.milli))
    pays = build_instance(replace(case, needs=nobody_in_need)).pays
    for k, kind in enumerate(MONEY_KINDS):
        nobody = np.logical_not(pays[:, :, k, :].any(axis=0)).reshape(len(case.services), len(case.periods))
        if nobody.any():
            yield _of_nobody(case, kind, nobody)


def _of_nobody(case: Case, kind: MoneyKind, nobody: NDArray[np.bool_]) -> Member:
    """`nobody` (services, periods): where no fund pays."""
    services = [service.id for service, periods in zip(case.services, nobody, strict=True) if periods.any()]
    shown = naming.services(case, services[:SHOWN])
    more = "" if len(services) <= SHOWN else ", …"
    spans = ", ".join(f"{p.first_year}–{p.last_year}" for t, p in enumerate(case.periods) if nobody[:, t].any())
    what = naming.KINDS[kind]
    return Member(
        id=f"fund_pays.{kind}",
        key="fund_pays.csv, envelopes.csv",
        words=Text(
            f"никой фонд не плаща {what.bg} през {spans} г. за: {shown.bg}{more}",
            f"no fund pays {what.en} in {spans} for: {shown.en}{more}",
        ),
        without=Edit(on_instance=lambda made: _other_source(made, kind, inf)),
        easing=Easing(
            "EUR",
            lambda by: Edit(on_instance=lambda made: _other_source(made, kind, by)),
            lambda by: Text(
                f"{naming.euro(by).bg} от друг източник за {what.bg}, които никой фонд не плаща "
                "(нов фонд във funds.csv, fund_pays.csv и envelopes.csv)",
                f"{naming.euro(by).en} from another source for {what.en} that no fund pays "
                "(a new fund in funds.csv, fund_pays.csv and envelopes.csv)",
            ),
            step=STEP,
            linear=True,
            common="money",
        ),
    )


def partners(plain: Plain) -> Iterator[Member]:
    """Every share of a partner."""
    case = plain.case
    rules = case.scenario.keys.rules
    planned = {service.id for service in case.services}
    if not (rules.money and rules.co_financing):
        return
    for at, row in enumerate(case.region.co_financing):
        if row.service in planned and row.central > 0:
            yield _of_partner(case, row, at)


def _of_partner(case: Case, row: CoFinancingRow, at: int) -> Member:
    names = {fund.id: fund.name for fund in case.region.funds}
    fund, partner, kind = names[row.fund], names[row.partner], naming.KINDS[row.kind]
    service, before = naming.service(case, row.service), naming.share(row.central / 100)
    where = Text(
        f"„{partner.bg}“ към „{fund.bg}“ за {service.bg}, {kind.bg}",
        f"“{partner.en}” beside “{fund.en}” for {service.en}, {kind.en}",
    )
    return Member(
        id=f"co_financing.{row.fund}.{row.partner}.{row.service}.{row.kind}",
        key="co_financing.csv",
        words=Text(
            f"съфинансирането: поне {before.bg} от {where.bg}", f"co-financing: at least {before.en} of {where.en}"
        ),
        without=_share(at, row.central),
        easing=Easing(
            "percent",
            lambda by: _share(at, by),
            lambda by: _less_share(row, where, before, by),
            most=row.central,
            ladder=_percents(row.central),
        ),
    )


def ceiling(plain: Plain) -> Iterator[Member]:
    """What new units may cost to run when the programme has ended."""
    keys = plain.case.scenario.keys
    now = keys.after.running
    if now is None or not keys.rules.running_after:
        return
    shown = naming.euro(now)
    yield Member(
        id="after.running",
        key="after.running",
        words=Text(
            f"таванът на издръжката след програмата: {shown.bg} годишно",
            f"the ceiling on running costs after the programme: {shown.en} a year",
        ),
        without=Edit(lambda case: with_keys(case, after=After())),
        easing=Easing(
            "EUR a year",
            lambda by: Edit(lambda case: with_keys(case, after=After(running=now + by))),
            lambda by: naming.from_to("after.running", shown, naming.euro(now + by)),
            step=STEP,
            linear=True,
            common="money",
        ),
    )


def total(plain: Plain) -> Iterator[Member]:
    """What everything new may cost together."""
    keys = plain.case.scenario.keys
    now = keys.budget.total
    if now is None or not keys.rules.total_budget:
        return
    shown = naming.euro(now)
    yield Member(
        id="budget.total",
        key="budget.total",
        words=Text(f"общият бюджет за всичко ново: {shown.bg}", f"the total budget of everything new: {shown.en}"),
        without=Edit(lambda case: with_keys(case, budget=Budget())),
        easing=Easing(
            "EUR",
            lambda by: Edit(lambda case: with_keys(case, budget=Budget(total=now + by))),
            lambda by: naming.from_to("budget.total", shown, naming.euro(now + by)),
            step=STEP,
            linear=True,
            common="money",
        ),
    )


def _percents(most: float) -> tuple[float, ...]:
    return (*(float(n) for n in range(1, int(most) + 1) if n < most), most)


def _more_money(what: Text, now: float, by: float, yearly: Text, where: Text) -> Text:
    before, after, more = naming.euro(now), naming.euro(now + by), naming.euro(by)
    return Text(
        f"{what.bg}: {after.bg}{yearly.bg} вместо {before.bg}, т.е. още {more.bg}{yearly.bg} ({where.bg})",
        f"{what.en}: {after.en}{yearly.en} instead of {before.en}, so {more.en} more{yearly.en} ({where.en})",
    )


def _where_written(stated: Case, fund_at: int, at: int, amount: float) -> Text:
    """Where to write that an envelope is to have `amount`: in its table, or where the scenario multiplies it, as a
    factor."""
    keys, fund = stated.scenario.keys, stated.region.funds[fund_at]
    own = keys.funds[fund.id].factor if fund.id in keys.funds else 1.0
    all_funds = keys.budget.factor
    table = fund.envelopes[at].amount.at(keys.cost.envelopes)
    if (own == 1.0 and all_funds == 1.0) or table == 0:
        return Text("envelopes.csv", "envelopes.csv")
    # The factor that takes everything away is the one to raise; else the fund's own.
    key, before, other = (
        ("budget.factor", all_funds, own) if all_funds == 0 and own > 0 else (f"funds.{fund.id}.factor", own, all_funds)
    )
    if other == 0:
        return Text(f"funds.{fund.id}.factor и budget.factor", f"funds.{fund.id}.factor and budget.factor")
    needed = naming.plain_number(ceil(THOUSANDTHS * amount / (table * other) - CLOSE) / THOUSANDTHS)
    return naming.from_to(key, naming.plain_number(before), needed)


def _less_share(row: CoFinancingRow, where: Text, before: Text, by: float) -> Text:
    after = naming.share((row.central - by) / 100)
    return Text(
        f"съфинансирането от {where.bg}: {after.bg} вместо {before.bg} (co_financing.csv)",
        f"co-financing of {where.en}: {after.en} instead of {before.en} (co_financing.csv)",
    )


def _envelope(fund_at: int, at: int, more: float) -> Edit:
    def on_fund(fund: Fund) -> Fund:
        envelopes = list(fund.envelopes)
        envelopes[at] = with_amount(envelopes[at], envelopes[at].amount.central + more)
        return replace(fund, envelopes=tuple(envelopes))

    def on_case(case: Case) -> Case:
        funds = list(case.region.funds)
        funds[fund_at] = on_fund(funds[fund_at])
        return replace(case, region=replace(case.region, funds=tuple(funds)))

    return Edit(on_case)


def _share(at: int, less: float) -> Edit:
    def on_case(case: Case) -> Case:
        rows = list(case.region.co_financing)
        rows[at] = rows[at].model_copy(update={"central": rows[at].central - less})
        return replace(case, region=replace(case.region, co_financing=tuple(rows)))

    return Edit(on_case)


def _other_source(instance: Instance, kind: MoneyKind, amount: float) -> Instance:
    """`instance` with a source of so many EUR, that pays this kind of cost where nobody else does."""
    k = MONEY_KINDS.index(kind)
    pays = np.zeros((1, *instance.pays.shape[1:]), dtype=bool)
    pays[0, :, k, :] = ~instance.pays[:, :, k, :].any(axis=0)
    purse, periods = len(instance.purses), tuple(range(len(instance.periods)))
    name = f"other_{kind}"
    return replace(
        instance,
        purses=(*instance.purses, Purse(name, None)),
        pays=np.concatenate([instance.pays, pays]),
        limits=(*instance.limits, Limit(f"{name}.region.{kind}", purse, kind, periods, amount)),
    )
