"""A stated share of a need, of the territory or of the settlements is reached by a stated year."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mapping.instance import Case, Instance, standard_of
from mapping.model.presence import standing
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import NONE, Variables
from mapping.plan import Plan
from mapping.scenario import CoverageFloor
from mapping.units import MILLI
from mapping.words import Text

PERCENT = 100.0
CLOSE = 1e-9
"""Relative: sums in floating point."""

Terms = tuple[tuple[int, float], ...]


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """One row per floor and period for which it holds; for territory and settlements also one row and one column
    (reached, 0..1) for all settlements that the same units reach.

    Need is written with the unmet persons: sum part unmet <= (1 - share) sum part need. `reached` needs not be whole:
    where units are, so is the largest value that it can take.
    """
    for need_floor in instance.need_floors:
        for t in range(need_floor.first_period, len(instance.periods)):
            total = float((instance.need[:, :, t] * need_floor.parts[:, :, t]).sum())
            if need_floor.share > 0 and total > 0:
                known = (variables.unmet[:, :, t] != NONE) & (need_floor.parts[:, :, t] > 0)
                cells = np.argwhere(known).tolist()
                terms = [(int(variables.unmet[i, s, t]), float(need_floor.parts[i, s, t])) for i, s in cells]
                name = f"coverage[{need_floor.name}.{instance.period_name(t)}]"
                draft.row(name, terms, "<=", (1 - need_floor.share) * total, linking=True)
    _reach(instance, variables, draft)


def _reach(instance: Instance, variables: Variables, draft: Draft) -> None:
    columns: dict[tuple[int, float, Terms], int] = {}
    for floor in instance.reach_floors:
        total = float(floor.amounts.sum())
        if floor.share == 0 or total == 0:
            continue
        for t in range(floor.first_period, len(instance.periods)):
            always = 0.0
            percent: dict[int, float] = {}
            for i in np.flatnonzero(floor.amounts).tolist():
                constant, terms = _stands_near(instance, variables, floor.near[i], t)
                amount = PERCENT * float(floor.amounts[i]) / total
                if constant >= 1 and all(value > 0 for _, value in terms):
                    always += amount
                elif terms:
                    key = (t, constant, terms)
                    if key not in columns:
                        name = f"{floor.name}.{instance.settlements[i]}"
                        here = int(instance.municipality_of[i])
                        columns[key] = _reached(instance, draft, name, t, constant, terms, here)
                    column = columns[key]
                    percent[column] = percent.get(column, 0.0) + amount
            if always < PERCENT * floor.share * (1 - CLOSE):
                name = f"coverage[{floor.name}.{instance.period_name(t)}]"
                draft.row(name, percent.items(), ">=", PERCENT * floor.share - always, linking=True)


def _stands_near(instance: Instance, variables: Variables, near: tuple[int, ...], t: int) -> tuple[float, Terms]:
    """How many units stand near in period `t`, as a constant and terms of whole columns."""
    constant, terms = 0.0, []
    for f in near:
        here, more = standing(instance, variables, f, t)
        constant += here
        terms += more
    return constant, tuple(terms)


def _reached(
    instance: Instance, draft: Draft, name: str, t: int, constant: float, terms: Terms, municipality: int
) -> int:
    """A column that is at most 1, and at most the units that stand near."""
    name = f"coverage[reached.{name}.{instance.period_name(t)}]"
    column = draft.column(name, 0.0, 1.0, at=(municipality, municipality))
    draft.row(name, [(column, 1.0), *((unit, -value) for unit, value in terms)], "<=", constant, linking=True)
    return column


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """Every floor holds in each of its periods: persons counted from the plan's needs, settlements reached from where
    its units stand.
    """
    for number, floor in enumerate(case.scenario.keys.coverage, start=1):
        for t, period in enumerate(plan.periods):
            if period.last_year < floor.by:
                continue
            for scope, (reached, total, allowance) in measured(case, plan, floor, t).items():
                if reached < floor.share * total - allowance:
                    where = f"coverage[{number}], {scope}, {period.name}"
                    share = f"{PERCENT * reached / total:.2f} %"
                    least = f"{PERCENT * floor.share:.2f} %"
                    yield Breach(
                        "coverage",
                        Text(f"{where}: достигнати {share} при най-малко {least}",
                             f"{where}: {share} reached, the least is {least}"),
                    )  # fmt: skip


def measured(case: Case, plan: Plan, floor: CoverageFloor, t: int) -> dict[str, tuple[float, float, float]]:
    """What the plan reaches of `floor` in period `t`, by scope ("region" or a municipality): the amount reached and the
    whole (persons, decares or settlements), and how far rounding may have moved the first.
    """
    return _served(case, plan, floor, t) if floor.of == "need" else _area_reached(case, plan, floor, t)


def _scope(case: Case, floor: CoverageFloor, municipality: str) -> str | None:
    """The name of the scope of `floor` to which a municipality belongs; None where it belongs to none, or the scenario
    does not plan for it."""
    planned = case.scenario.keys.municipalities
    if planned and municipality not in planned:
        return None
    if floor.each_municipality:
        return municipality
    if floor.municipality is None:
        return "region"
    return municipality if municipality == floor.municipality else None


def _served(case: Case, plan: Plan, floor: CoverageFloor, t: int) -> dict[str, tuple[float, float, float]]:
    """Scope -> persons served, persons in need, and what rounding may have taken: a thousandth from each visit, of
    which the group's part counts.
    """
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    home = {place.ekatte: place.municipality for place in case.region.settlements}
    order = {service.id: s for s, service in enumerate(case.services)}
    counted = {service for service in order if not floor.services or service in floor.services}
    part = None if floor.group is None else case.needs.part(floor.group)[:, :, t]

    def weight_of(settlement: str, service: str) -> float:
        return 1.0 if part is None else float(part[index[settlement], order[service]])

    sums: dict[str, list[float]] = {}
    for record in plan.needs:
        scope = _scope(case, floor, record.municipality)
        if record.period == t and record.service in counted and scope is not None:
            weight = weight_of(record.settlement, record.service)
            triple = sums.setdefault(scope, [0.0, 0.0, 0.0])
            triple[0] += weight * (record.need_milli - record.unmet_milli) / MILLI
            triple[1] += weight * record.need_milli / MILLI
    for visit in plan.served:
        scope = _scope(case, floor, home[visit.settlement])
        if visit.period == t and visit.service in counted and scope in sums:
            sums[scope][2] += weight_of(visit.settlement, visit.service) / MILLI
    return {scope: (served, need, lost + CLOSE * need) for scope, (served, need, lost) in sums.items() if need > 0}


def _area_reached(case: Case, plan: Plan, floor: CoverageFloor, t: int) -> dict[str, tuple[float, float, float]]:
    """Scope -> decares (settlements, or municipalities) reached, all of them, and the error of adding them up."""
    places = case.region.settlements
    index = {place.ekatte: i for i, place in enumerate(places)}
    services = {service.id: service for service in case.services}
    existing = {unit.id: unit for unit in case.region.units}
    reached: set[int] = set()
    for unit in plan.units:
        stands = unit.units_in_service[t] > 0 and (unit.state == "new" or unit.places[t] > 0)
        if not stands or unit.service not in services or (floor.services and unit.service not in floor.services):
            continue
        service, j = services[unit.service], index[unit.settlement]
        if floor.of == "municipalities":
            home = places[j].municipality
            reached.update(i for i, place in enumerate(places) if place.municipality == home)
            continue
        minutes, km = standard_of(case, service)
        catchment = existing[unit.home].catchment if unit.home in existing else service.catchment
        for i, place in enumerate(places):
            near = case.travel.minutes[i, j] <= minutes and case.travel.km[i, j] <= km
            if near and (catchment == "region" or place.municipality == places[j].municipality):
                reached.add(i)
    sums: dict[str, list[float]] = {}
    counted: set[str] = set()
    for i, place in enumerate(places):
        scope = _scope(case, floor, place.municipality)
        if scope is not None:
            pair = sums.setdefault(scope, [0.0, 0.0])
            amount = place.area_decares if floor.of == "territory" else 1.0
            if floor.of == "municipalities" and place.municipality in counted:
                continue
            counted.add(place.municipality)
            pair[0] += amount * (i in reached)
            pair[1] += amount
    return {scope: (here, total, CLOSE * total) for scope, (here, total) in sums.items() if total > 0}


COVERAGE = Rule(
    key="coverage",
    title=Text("Прагове на обхвата", "Coverage floors"),
    equation="sum_{i,s} part[i,s,t] (need - unmet)[i,s,t] >= share sum_{i,s} part[i,s,t] need[i,s,t]; or sum_i area[i] "
    "reached[i,t] >= share sum_i area[i], reached[i,t] <= min(1, units of s that stand in t within T[s], D[s] of i)",
    words=Text(
        "До посочената година се обхваща поне посоченият дял: от нуждаещите се (общо или от една рискова група), от "
        "територията или от населените места; в региона, в една община или във всяка. Или: поне в посочения дял от "
        "общините има звено.",
        "By the stated year at least the stated share is reached: of those in need (all or of one risk group), of the "
        "territory or of the settlements; in the region, in one municipality or in each. Or: at least the stated share "
        "of the municipalities has a unit.",
    ),
    source="Targets of the strategy of Haskovo municipality 2016-2020 (30 % of children with disabilities, 25 % of old "
    "people in need, mobile services over 80 % of the territory: strategy_2016_2020 in sources.csv)",
    scenario_key="coverage",
    always=False,
    constrain=constrain,
    check=check,
)
