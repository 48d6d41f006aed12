"""An independent judge of conflicts: takes members out of a case by their ids alone, and asks brute force for a plan.

Nothing here knows how the program takes a member away: each is taken out of scenario and tables, as a planner would
rewrite them, and every choice of whole units of what remains is gone through (brute_force).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from brute.choices import all_choices, count_choices, sites
from brute.payments import Payments
from brute.policies import Policies
from brute.tables import on
from brute_force import Assignment, Search
from builders import estimate, plain_name

from mapping.instance import Case
from mapping.region import Envelope, Fund
from mapping.region.rows import FundPaysRow
from mapping.scenario import ScenarioFile

PLENTY = 1e9
MORE_UNITS = 4
"""Where the number of units at a site is no member kept, so many stand for any number."""


def has_plan(case: Case) -> bool:
    """Whether any choice of units, with some assignment of persons, keeps all rules: every one is gone through."""
    possible = sites(case)
    policies, payments = Policies(case), Payments(case)
    search = Search(case, Assignment(case, possible))
    return any(
        policies.allow(here)
        and (not on(case, "money") or payments.can_pay(here))
        and search.reach("unmet", here) is not None
        for here in all_choices(case, possible)
    )


def choices(case: Case) -> int:
    """How many choices of units there are."""
    return count_choices(case)


class Judge:
    """Rewrites one case: floors for each municipality are written out first, envelopes with their factor and level."""

    def __init__(self, case: Case, members: Iterable[str]) -> None:
        """`members`: the ids of all members of the case."""
        self.members = frozenset(members)
        keys = case.scenario.keys.model_dump(mode="json")
        self.changes = {f"changes[{n}]": choice for n, choice in enumerate(keys["changes"], start=1)}
        self.pairings = {f"pairing[{n}]": wish for n, wish in enumerate(keys["pairing"], start=1)}
        self.floor: dict[str, int] = {}
        floors = []
        for number, floor in enumerate(keys["coverage"], start=1):
            codes = [m.code for m in case.region.municipalities] if floor["each_municipality"] else [None]
            for code in codes:
                self.floor[f"coverage[{number}]" + ("" if code is None else f".{code}")] = len(floors)
                one = {"each_municipality": False, "municipality": code} if code is not None else {}
                floors.append({**floor, **one})
        keys["coverage"] = floors
        level = keys["cost"]["envelopes"]
        funds = []
        for fund in case.region.funds:
            factor = keys["funds"].get(fund.id, {}).get("factor", 1.0)
            envelopes = tuple(replace(e, amount=estimate(e.amount.at(level) * factor)) for e in fund.envelopes)
            funds.append(replace(fund, envelopes=envelopes))
        keys["funds"] = {}
        self.case = _with(replace(case, region=replace(case.region, funds=tuple(funds))), keys)

    def only(self, kept: Iterable[str], most_units: int = MORE_UNITS) -> Case:
        """The case with only the members `kept` in force."""
        case = self.case
        for member in sorted(self.members - set(kept)):
            case = self.eased(case, member, None, most_units)
        return case

    def eased(  # noqa: PLR0912 - one branch a kind of member
        self, case: Case, member: str, amount: float | None, most_units: int = MORE_UNITS
    ) -> Case:
        """`case` with a member eased by `amount` in its unit; None: taken away."""
        keys = case.scenario.keys.model_dump(mode="json")
        much = PLENTY if amount is None else amount
        name, _, rest = member.partition(".")
        sites = keys["sites"]
        if member in self.floor:
            floor = keys["coverage"][self.floor[member]]
            floor["share"] = max(0.0, floor["share"] - much)
        elif found := re.fullmatch(r"sites\.choices\[(\d+)\]", member):
            sites["choices"][int(found[1]) - 1]["status"] = "candidate"
        elif member in self.changes:
            keys["changes"] = [choice for choice in keys["changes"] if choice != self.changes[member]]
        elif found := re.fullmatch(r"number\[(\d+)\]\.(at_least|at_most)", member):
            wish, side = keys["number"][int(found[1]) - 1], found[2]
            value = wish[side] - much if side == "at_least" else wish[side] + much
            wish[side] = int(min(max(0, value), 1e6))
        elif member == "after.running":
            keys["after"]["running"] += much
        elif member == "budget.total":
            keys["budget"]["total"] += much
        elif member == "fairness.least":
            keys["fairness"]["least"] = max(0.0, keys["fairness"]["least"] - much)
        elif member == "inter_municipal":
            left = keys["inter_municipal"]["units"] - much
            keys["inter_municipal"] = {**keys["inter_municipal"], "units": int(left)} if left > 0 else None
        elif member == "contracts_from":
            keys["contracts_from"] = None if amount is None else int(keys["contracts_from"] - amount)
        elif member == "assignment":
            keys["assignment"] = "divisible"
        elif member in ("sites.units_per_site", "sites.teams_per_site"):
            key = member.removeprefix("sites.")
            sites[key] = max(most_units, sites[key]) if amount is None else int(sites[key] + amount)
        elif member == "sites.nearest":
            sites["nearest"] = 1000 if amount is None else int(sites["nearest"] + amount)
        elif name == "sizes":
            keys["sizes"].pop(rest)
        elif name.startswith("spacing["):
            wish = keys["spacing"][int(name[8:-1]) - 1]
            for limit in ("minutes", "km"):
                if wish[limit] is not None:
                    wish[limit] = max(1e-6, wish[limit] - much)
        elif member in self.pairings and amount is None:
            keys["pairing"] = [wish for wish in keys["pairing"] if wish != self.pairings[member]]
        elif member in self.pairings:
            keys["pairing"] = [
                {**wish, "minutes": wish["minutes"] + amount} if wish == self.pairings[member] else wish
                for wish in keys["pairing"]
            ]
        elif name == "standards":
            planning = next(s for s in case.services if s.id == rest).planning
            assert planning is not None
            before = keys["standards"].get(rest) or {}
            minutes = before.get("minutes") or planning.standard_minutes.central
            km = before.get("km") or planning.standard_km.central
            keys["standards"][rest] = {"minutes": minutes + much, "km": km + (PLENTY if amount is None else 0)}
        else:
            return _tables(case, member, much)
        return _with(case, keys)


def longer_km(case: Case, service: str, more: float) -> Case:
    """`case` with a standard that is longer by so many kilometres."""
    keys = case.scenario.keys.model_dump(mode="json")
    planning = next(s for s in case.services if s.id == service).planning
    assert planning is not None
    standard = keys["standards"].setdefault(service, {"minutes": None, "km": None})
    standard["km"] = (standard["km"] or planning.standard_km.central) + more
    return _with(case, keys)


def _tables(case: Case, member: str, much: float) -> Case:  # noqa: PLR0911 - one return a table
    """What stands in the tables."""
    name, _, rest = member.partition(".")
    region = case.region
    if name in ("minimum_use", "legal_size", "site_needs", "catchment"):
        services = tuple(_service(s, name, much) if s.id == rest else s for s in case.services)
        return replace(case, services=services)
    if name == "envelopes":
        return replace(case, region=replace(region, funds=tuple(_fund(fund, rest, much) for fund in region.funds)))
    if name == "staff":
        rate = region.parameters["staff_per_1000"].central
        place = next((place for place in region.settlements if place.municipality == rest), None)
        if place is None:
            return case
        persons = {**place.persons, "age_30_44": place.persons["age_30_44"] + 1000 * much / rate}
        settlements = [replace(p, persons=persons) if p is place else p for p in region.settlements]
        return replace(case, region=replace(region, settlements=tuple(settlements)))
    if name == "rehousing":
        unit, change = rest.split(".")
        units = tuple(
            replace(u, changes=tuple(replace(c, users=estimate(0)) if c.id == change else c for c in u.changes))
            if u.id == unit
            else u
            for u in region.units
        )
        return replace(case, region=replace(region, units=units))
    if name == "co_financing":
        fund, partner, service, kind = rest.split(".")
        rows = tuple(
            row.model_copy(update={"central": max(0.0, row.central - much)})
            if (row.fund, row.partner, row.service, row.kind) == (fund, partner, service, kind)
            else row
            for row in region.co_financing
        )
        return replace(case, region=replace(region, co_financing=rows))
    if name == "fund_pays":
        return replace(case, region=replace(region, funds=(*region.funds, _another_fund(case, rest, much))))
    raise AssertionError(f"the judge does not know {member}")


def _service(service: Any, name: str, much: float) -> Any:
    planning = service.planning
    if name == "catchment":
        return replace(service, catchment="region")
    if name == "minimum_use":
        planning = replace(planning, minimum_use=estimate(max(0.0, planning.minimum_use.central - much)))
    if name == "legal_size":
        planning = replace(planning, legal_places=None)
    if name == "site_needs":
        planning = replace(planning, min_population=estimate(max(0.0, planning.min_population.central - much)))
    return replace(service, planning=planning)


def _fund(fund: Fund, which: str, more: float) -> Fund:
    envelopes = tuple(
        replace(e, amount=estimate(e.amount.central + more))
        if which == f"{fund.id}.{e.municipality or 'region'}.{e.kind}.{e.first_year}_{e.last_year}"
        else e
        for e in fund.envelopes
    )
    return replace(fund, envelopes=envelopes)


def _another_fund(case: Case, kind: Any, amount: float) -> Fund:
    """A fund of so much money, that pays a kind of cost in those periods in which no fund of the case pays it."""
    rows, name = [], f"another_{kind}"
    for service in case.services:
        for period in case.periods:
            first = period.contract_year if kind == "capital" else period.first_year
            last = period.contract_year if kind == "capital" else period.last_year
            if not any(_pays(fund, service.id, kind, first, last, period) for fund in case.region.funds):
                rows.append(
                    FundPaysRow(fund=name, service=service.id, kind=kind, first_year=first, last_year=last,
                                status="assumption", source="us")
                )  # fmt: skip
    span = case.periods[0].first_year, case.periods[-1].last_year
    money = Envelope(None, kind, *span, False, estimate(amount))
    return Fund(name, plain_name(name), "region", tuple(rows), (money,), "")


def _pays(fund: Fund, service: str, kind: str, first: int, last: int, period: Any) -> bool:
    may = any(
        row.service == service and row.kind == kind and row.first_year <= first and last <= row.last_year
        for row in fund.pays
    )
    money = any(
        e.kind == kind and e.first_year <= period.last_year and period.first_year <= e.last_year for e in fund.envelopes
    )
    return may and money


def _with(case: Case, keys: dict[str, Any]) -> Case:
    return replace(case, scenario=replace(case.scenario, keys=ScenarioFile.model_validate(keys)))
