"""Funds as the model sees them: purses, what each may pay, and the limits of their envelopes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mapping.instance.case import Case
from mapping.instance.envelopes import limits_of, pots_of
from mapping.instance.types import MONEY_KINDS, CoFinancing, Limit, Purse
from mapping.region import Fund
from mapping.region.rows import FundPaysRow, MoneyKind
from mapping.scenario import Period


def build_purses(
    case: Case, municipality_index: Mapping[str, int]
) -> tuple[tuple[Purse, ...], NDArray[np.bool_], tuple[Limit, ...]]:
    """Purses, `pays` (purses, services, kinds, periods) and limits of the funds of `case`.

    A fund of municipal scope is one purse per municipality that has an envelope.
    """
    purses: list[Purse] = []
    limits: list[Limit] = []
    funds: list[Fund] = []
    for fund in case.region.funds:
        scopes = (
            [None]
            if fund.scope == "region"
            else sorted({municipality_index[e.municipality] for e in fund.envelopes if e.municipality is not None})
        )
        for municipality in scopes:
            purses.append(Purse(fund.id, municipality))
            funds.append(fund)
            code = None if municipality is None else case.region.municipalities[municipality].code
            limits += _limits(case, fund, len(purses) - 1, code)
    funded = {(limit.purse, limit.kind, t) for limit in limits for t in limit.periods}
    pays = np.zeros((len(purses), len(case.services), len(MONEY_KINDS), len(case.periods)), dtype=bool)
    for p, fund in enumerate(funds):
        for s, service in enumerate(case.services):
            for k, kind in enumerate(MONEY_KINDS):
                for t, period in enumerate(case.periods):
                    # No envelope for the kind and period, no money, whatever the fund may pay.
                    pays[p, s, k, t] = (p, kind, t) in funded and any(
                        row.service == service.id and row.kind == kind and may_pay(row, period) for row in fund.pays
                    )
    return tuple(purses), pays, tuple(limits)


def co_financing(case: Case) -> tuple[CoFinancing, ...]:
    """The shares of partners for the services of `case`."""
    index = {service.id: s for s, service in enumerate(case.services)}
    scope = {fund.id: fund.scope for fund in case.region.funds}
    return tuple(
        CoFinancing(
            row.fund,
            row.partner,
            index[row.service],
            row.kind,
            row.central / 100,
            scope[row.partner] == "municipality",
        )
        for row in case.region.co_financing
        if row.service in index
    )


def may_pay(row: FundPaysRow, period: Period) -> bool:
    """Whether a fund's rule covers `period`:
    its contract year for capital, every one of its years for running.
    """
    if row.kind == "capital":
        return row.first_year <= period.contract_year <= row.last_year
    return row.first_year <= period.first_year and period.last_year <= row.last_year


def fund_limits(case: Case, fund: Fund, municipality: str | None) -> list[tuple[MoneyKind, tuple[int, ...], float]]:
    """What the envelopes of a fund (of a municipality) allow: kind, periods, and EUR in them together."""
    kinds = dict.fromkeys(e.kind for e in fund.envelopes if e.municipality == municipality)
    return [
        (kind, periods, amount)
        for kind in kinds
        for periods, amount in limits_of(pots_of(case, fund, municipality, kind))
    ]


def _limits(case: Case, fund: Fund, purse: int, municipality: str | None) -> list[Limit]:
    found = []
    for kind, periods, amount in fund_limits(case, fund, municipality):
        span = "_".join(str(case.periods[t].first_year) for t in periods)
        name = f"{fund.id}.{municipality or 'region'}.{kind}.{span}"
        found.append(Limit(name, purse, kind, periods, amount))
    return found
