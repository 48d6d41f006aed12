"""The years in which the scenario lets a fund pay: from when, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from mapping.explain.conflicts import naming
from mapping.explain.conflicts.plain import Plain
from mapping.explain.conflicts.types import Easing, Edit, Member
from mapping.instance import Case
from mapping.instance.edits import clipped
from mapping.region import Fund
from mapping.words import Text

Side = Literal["pays_from", "pays_until"]


def windows(plain: Plain) -> Iterator[Member]:
    """Every year that a fund is told to pay from, or until, where that takes some of what the tables let it pay."""
    case = plain.case
    if not case.scenario.keys.rules.money:
        return
    for fund in case.region.funds:
        change, before = case.scenario.keys.funds.get(fund.id), case.region.edits.pays.get(fund.id)
        if change is None or before is None:
            continue
        for side in ("pays_from", "pays_until"):
            year = getattr(change, side)
            if year is not None and fund.pays != tuple(clipped(before, *_years(case, fund.id, side, None))):
                yield _of_side(case, fund, side, year)


def _of_side(case: Case, fund: Fund, side: Side, year: int) -> Member:
    key, since = f"funds.{fund.id}.{side}", side == "pays_from"
    what = Text("плаща едва от", "pays only from") if since else Text("плаща само до", "pays only until")
    first = {year for p in case.periods for year in (p.contract_year, p.first_year)}
    last = {year for p in case.periods for year in (p.contract_year, p.last_year)}
    other = sorted({year - y for y in first if y < year} if since else {y - year for y in last if y > year})
    sign = -1 if since else 1

    def says(by: float) -> Text:
        before, after = (Text(f"{y}", f"{y}") for y in (year, year + sign * round(by)))
        return naming.from_to(key, before, after)

    return Member(
        id=key,
        key=key,
        words=Text(f"фондът „{fund.name.bg}“ {what.bg} {year} г.", f"the fund “{fund.name.en}” {what.en} {year}"),
        without=_moved(fund.id, side, None),
        easing=Easing(
            "year",
            lambda by: _moved(fund.id, side, year + sign * round(by)),
            says,
            ladder=tuple(float(years) for years in other),
        )
        if other
        else None,
    )


def _years(case: Case, fund: str, side: Side, year: int | None) -> tuple[int | None, int | None]:
    """From and until which year the fund pays, with another `year` on one side."""
    change = case.scenario.keys.funds[fund]
    return (year, change.pays_until) if side == "pays_from" else (change.pays_from, year)


def _moved(fund: str, side: Side, year: int | None) -> Edit:
    """The fund pays from (until) another year, None: from (until) whenever the tables say."""

    def on_case(case: Case) -> Case:
        keys = case.scenario.keys
        years = _years(case, fund, side, year)
        change = keys.funds[fund].model_copy(update={side: year})
        keys = keys.model_copy(update={"funds": {**keys.funds, fund: change}})
        pays = tuple(clipped(case.region.edits.pays[fund], *years))
        funds = tuple(replace(one, pays=pays) if one.id == fund else one for one in case.region.funds)
        return replace(case, region=replace(case.region, funds=funds), scenario=replace(case.scenario, keys=keys))

    return Edit(on_case)
