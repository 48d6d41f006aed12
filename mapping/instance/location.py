"""A pure location problem: what remains of a case that is nothing but points, one service, one period.

Such a case needs no columns for periods, sizes and money, and no column for a pair of points where only the nearest
unit matters: `mapping.solve.location` states it in the small forms of the literature. Whatever has more in it than is
understood here is no pure location problem, and is stated as any other case (`build_instance`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from mapping.catalogue import Planning, Service
from mapping.instance.case import Case
from mapping.instance.money import fund_limits
from mapping.instance.standards import planning_of, standard_of
from mapping.instance.timing import running_years
from mapping.instance.types import FloatArray, IntArray
from mapping.scenario import ScenarioFile, Stage
from mapping.units import MILLI

BoolArray = NDArray[np.bool_]

UNDERSTOOD = frozenset({
    "title", "question", "region", "outputs", "periods", "services", "weights", "standards", "need", "cost", "funds",
    "sites",
    "number", "assignment", "travel_price", "coverage", "rules", "stages", "solver",
})  # fmt: skip
"""Keys of a scenario that a location problem can take in; any other must stand at its default."""

UNDERSTOOD_RULES = frozenset({"places", "money", "site_status"})
"""Switches of rules that a location problem heeds; the others have nothing to say about points."""


@dataclass(frozen=True, slots=True)
class Location:
    """Points in need (rows) and sites (columns) of one service in one period.

    `point` and `site` are settlement indices, `persons` (points,) those in need, `distance` (points, sites) one way,
    inf beyond reach. `cost` (sites,) is the EUR of a unit with its yearly cost, 0 where one stands (`existing`);
    `must` marks sites that are open in every plan (existing or required). `capacity` (sites,) in persons, None where
    places limit nobody. Between `least` and `most` new units, their capital cost (`capital`) within `budget`.
    `everybody`: all persons are served; `whole`: each point by one unit. An unmet person counts `unmet_weight`, a
    person-minute `years`, and `travel_price` EUR for each of these.
    """

    point: IntArray
    site: IntArray
    persons: FloatArray
    distance: FloatArray
    cost: FloatArray
    capital: FloatArray
    existing: BoolArray
    must: BoolArray
    capacity: FloatArray | None
    least: int
    most: int
    budget: float
    everybody: bool
    whole: bool
    unmet_weight: float
    years: float
    travel_price: float
    stages: tuple[Stage, ...]

    @property
    def sites(self) -> int:
        """Number of sites."""
        return len(self.site)

    @property
    def points(self) -> int:
        """Number of points in need."""
        return len(self.point)


def location_of(case: Case) -> Location | None:
    """The case as a pure location problem; None where it is more than that, or has nobody in need or no site."""
    keys = case.scenario.keys
    if case.region.points is None or len(case.periods) != 1 or len(case.services) != 1 or not _understood(keys):
        return None
    [service] = case.services
    planning = planning_of(service)
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    status = {c.settlement: c.status for c in keys.sites.choices} if keys.rules.site_status else {}
    sizes = planning.site_sizes or {}
    standing = {unit.ekatte: float(unit.places_in(case.periods[0].last_year)) for unit in case.region.units}
    new = [p for p in (*sizes, *(p for p in status if p not in sizes)) if status.get(p) != "forbidden"]
    if any(p not in sizes or len(sizes[p]) != 1 for p in new) or keys.sites.units_per_site != 1:
        return None
    if keys.sites.nearest < len(new):
        return None
    there = [p for p, places in standing.items() if places > 0]
    point = np.flatnonzero(case.needs.milli[:, 0, 0])
    if not len(point) or not (there or new):
        return None
    budget = _budget(case, planning)
    if budget is None:
        return None
    capital, running, places = _units(case, planning, new)
    site = np.array([index[p] for p in (*there, *new)], dtype=np.int64)
    persons = case.needs.milli[point, 0, 0] / MILLI
    free = np.zeros(len(there))
    capacity = np.concatenate([[standing[p] for p in there], places])
    limited = keys.rules.places and bool((capacity < persons.sum()).any())
    numbers = keys.number
    return Location(
        point=point,
        site=site,
        persons=persons,
        distance=_within(case, service, point, site),
        cost=np.concatenate([free, capital + running]),
        capital=np.concatenate([free, capital]),
        existing=np.arange(len(site)) < len(there),
        must=np.array([*(True for _ in there), *(status.get(p) == "required" for p in new)], dtype=bool),
        capacity=capacity if limited else None,
        least=max([0, *(n.at_least for n in numbers if n.at_least is not None)]),
        most=min([len(new), *(n.at_most for n in numbers if n.at_most is not None)]),
        budget=budget,
        everybody=bool(keys.coverage),
        whole=keys.assignment == "whole",
        unmet_weight=keys.weights.get(service.id, 1.0) * _years(case),
        years=_years(case),
        travel_price=keys.travel_price,
        stages=keys.stages,
    )


def _understood(keys: ScenarioFile) -> bool:
    """Whether no key says more than a location problem can take in."""
    for name, field in ScenarioFile.model_fields.items():
        if name not in UNDERSTOOD and getattr(keys, name) != field.default:
            return False
    for name, field in type(keys.rules).model_fields.items():
        if name not in UNDERSTOOD_RULES and getattr(keys.rules, name) != field.default:
            return False
    first, last = keys.periods[0].first_year, keys.periods[-1].last_year
    if any(n.by is not None and n.by < first for n in keys.number):
        return False
    return all(
        c.of == "need" and c.share == 1 and c.group is None and c.municipality is None and c.by <= last
        for c in keys.coverage
    )


def _years(case: Case) -> float:
    return float(case.periods[0].last_year - case.periods[0].first_year + 1)


def _units(case: Case, planning: Planning, new: list[str]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Capital EUR, running EUR over the period, and places of the unit that may be opened at each of `new`."""
    sizes = {size.id: size for size in planning.sizes}
    level = case.scenario.keys.cost.level
    years = running_years(case.periods, 0, planning.lead_months.central, 0)
    chosen = [sizes[(planning.site_sizes or {})[p][0]] for p in new]
    return (
        np.array([size.capital.at(level) for size in chosen]),
        np.array([size.running.at(level) * years for size in chosen]),
        np.array([0.0 if size.places is None else size.places.central for size in chosen]),
    )


def _within(case: Case, service: Service, point: IntArray, site: IntArray) -> FloatArray:
    """Distances (points, sites), inf beyond the standard."""
    minutes_limit, km_limit = standard_of(case, service)
    distance = case.travel.minutes[np.ix_(point, site)]
    # A points region has the same numbers for minutes and for kilometres.
    distance[distance > min(minutes_limit, km_limit)] = inf
    return distance


def _budget(case: Case, planning: Planning) -> float | None:
    """EUR of capital that there are; inf without a limit, None where running money is limited too."""
    if not case.scenario.keys.rules.money or not case.region.funds:
        return inf
    [fund] = case.region.funds
    if any(size.running.central > 0 for size in planning.sizes):
        return None
    year = case.periods[0].contract_year
    if not any(row.kind == "capital" and row.first_year <= year <= row.last_year for row in fund.pays):
        return None
    limits = [amount for kind, _, amount in fund_limits(case, fund, None) if kind == "capital"]
    return min(limits) if limits else None
