"""What no fund pays: for some services, in some periods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import inf

import numpy as np
from numpy.typing import NDArray

from mapping.explain.conflicts import naming
from mapping.explain.conflicts.plain import Plain
from mapping.explain.conflicts.types import Easing, Edit, Member
from mapping.instance import Case, Instance, Limit, Purse, build_instance
from mapping.instance.types import MONEY_KINDS
from mapping.region.rows import MoneyKind
from mapping.words import Text

STEP = 100.0
"""Money is told to whole hundreds of euro, upwards."""
SHOWN = 4
"""So many services are named."""


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
