"""The envelopes of the funds: how much money there is, and where to write that there is more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil, inf

from mapping.explain.conflicts import naming
from mapping.explain.conflicts.plain import Plain, with_amount
from mapping.explain.conflicts.types import Easing, Edit, Member
from mapping.instance import Case
from mapping.region import Envelope, Fund
from mapping.words import Text

THOUSANDTHS = 1000
"""Factors are told to a thousandth, upwards."""
CLOSE = 1e-9
"""Floating point."""
STEP = 100.0
"""Money is told to whole hundreds of euro, upwards."""


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
    # At least: other envelopes of the fund may need more, and the factor is one for all of them.
    return naming.from_to(key, naming.plain_number(before), Text(f"поне {needed.bg}", f"at least {needed.en}"))


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
