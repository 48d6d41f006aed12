"""Co-financing: the shares that partners must pay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mapping.explain.conflicts import naming
from mapping.explain.conflicts.plain import Plain
from mapping.explain.conflicts.types import Easing, Edit, Member
from mapping.instance import Case
from mapping.region.rows import CoFinancingRow
from mapping.words import Text


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


def _percents(most: float) -> tuple[float, ...]:
    return (*(float(n) for n in range(1, int(most) + 1) if n < most), most)


def _less_share(row: CoFinancingRow, where: Text, before: Text, by: float) -> Text:
    after = naming.share((row.central - by) / 100)
    return Text(
        f"съфинансирането от {where.bg}: {after.bg} вместо {before.bg} (co_financing.csv)",
        f"co-financing of {where.en}: {after.en} instead of {before.en} (co_financing.csv)",
    )


def _share(at: int, less: float) -> Edit:
    def on_case(case: Case) -> Case:
        rows = list(case.region.co_financing)
        rows[at] = rows[at].model_copy(update={"central": rows[at].central - less})
        return replace(case, region=replace(case.region, co_financing=tuple(rows)))

    return Edit(on_case)
