"""From a case to an instance: which sites, which pairs, which purses."""

from __future__ import annotations

from typing import Literal

import numpy as np

from mapping.catalogue import Service
from mapping.instance.case import Case
from mapping.instance.changes import build_changes, possible_changes
from mapping.instance.hours import link_hours
from mapping.instance.money import build_purses, co_financing
from mapping.instance.policies import labour, need_floors, reach_floors, sharing
from mapping.instance.reach import within_reach
from mapping.instance.sites import fit_settlements, near_enough, too_near
from mapping.instance.standards import planning_of
from mapping.instance.timing import first_service_period, may_sign, running_years
from mapping.instance.types import Facility, FloatArray, Instance, Links, Number, ServiceSpec, SizeSpec
from mapping.scenario import SizeLimits


def build_instance(case: Case) -> Instance:
    """Build the integer programme's data from `case`; nothing is solved."""
    region, keys = case.region, case.scenario.keys
    municipalities = tuple(m.code for m in region.municipalities)
    municipality_index = {code: m for m, code in enumerate(municipalities)}
    municipality_of = np.array([municipality_index[s.municipality] for s in region.settlements], dtype=np.int64)
    services = tuple(_service_spec(case, service) for service in case.services)
    facilities = tuple(
        facility for s, service in enumerate(case.services) for facility in _facilities(case, s, service)
    )
    purses, pays, limits = build_purses(case, municipality_index)
    links = _links(case, facilities, municipality_of)
    return Instance(
        settlements=tuple(s.ekatte for s in region.settlements),
        municipalities=municipalities,
        municipality_of=municipality_of,
        periods=case.periods,
        services=services,
        need=case.needs.persons,
        weight=weights_of(case),
        period_weights=keys.period_weights or (1.0,) * len(case.periods),
        facilities=facilities,
        changes=build_changes(case, facilities, municipality_of),
        links=links,
        purses=purses,
        pays=pays,
        limits=limits,
        need_floors=need_floors(case),
        reach_floors=reach_floors(case, facilities),
        labour=labour(case),
        sharing=sharing(case),
        rules=frozenset(name for name, on in keys.rules.model_dump().items() if on),
        stages=keys.stages,
        numbers=_numbers(case),
        whole_assignment=keys.assignment == "whole",
        travel_price=keys.travel_price,
        minutes=case.travel.minutes,
        co_financing=co_financing(case),
        running_after=keys.after.running,
        total_budget=keys.budget.total,
        least_served=keys.fairness.least,
        apart=tuple(filter(None, (too_near(case, spacing, facilities) for spacing in keys.spacing))),
        beside=tuple(filter(None, (near_enough(case, pairing, facilities) for pairing in keys.pairing))),
    )


def _numbers(case: Case) -> tuple[Number, ...]:
    return tuple(
        Number(
            frozenset(s for s, service in enumerate(case.services) if not key.services or service.id in key.services),
            tuple(t for t, period in enumerate(case.periods) if key.by is None or period.first_year <= key.by),
            key.at_least,
            key.at_most,
        )
        for key in case.scenario.keys.number
    )


def weights_of(case: Case) -> FloatArray:
    """What one unmet person weighs by settlement, service and period: the service's weight x its groups' weights."""
    keys = case.scenario.keys
    by_service = np.array([keys.weights.get(service.id, 1.0) for service in case.services])
    weights: FloatArray = case.needs.mean_weight(keys.group_weights) * by_service[None, :, None]
    return weights


def _service_spec(case: Case, service: Service) -> ServiceSpec:
    planning, periods = planning_of(service), case.periods
    level = case.scenario.keys.cost.level
    lead = planning.lead_months.central
    limits = case.scenario.keys.sizes.get(service.id, SizeLimits())
    return ServiceSpec(
        id=service.id,
        kind=service.kind,
        minimum_use=planning.minimum_use.central / 100,
        legal_places=int(planning.legal_places.central) if planning.legal_places is not None else None,
        least_places=limits.least or 0,
        most_places=limits.most,
        team_hours=planning.team.hours.central if planning.team is not None else 0.0,
        sizes=tuple(
            SizeSpec(
                size.id,
                int(size.places.central) if size.places is not None else 0,
                size.capital.at(level),
                size.running.at(level),
                size.staff.central,
            )
            for size in planning.sizes
        ),
        starts=tuple(
            first_service_period(periods, t, lead) if may_sign(period, case.scenario.keys.contracts_from) else None
            for t, period in enumerate(periods)
        ),
        running_years=tuple(
            tuple(running_years(periods, t, lead, u) for u in range(len(periods))) for t in range(len(periods))
        ),
    )


def _facilities(case: Case, s: int, service: Service) -> list[Facility]:
    region, keys = case.region, case.scenario.keys
    index = {place.ekatte: i for i, place in enumerate(region.settlements)}
    found = [
        Facility(
            name=f"{service.id}.{unit.id}",
            service=s,
            settlement=index[unit.ekatte],
            unit=unit.id,
            places=tuple(unit.places_in(period.last_year) for period in case.periods),
            status="existing",
            most_units=0,
        )
        for unit in region.units
        if unit.service == service.id
    ]
    found += [
        Facility(
            name=f"{service.id}.{unit.id}.{change.id}",
            service=s,
            settlement=index[unit.ekatte],
            unit=unit.id,
            places=(0,) * len(case.periods),
            status="changed",
            most_units=0,
            change=change.id,
        )
        for unit, change in possible_changes(case)
        if change.service == service.id
    ]
    choices = {c.settlement: c.status for c in keys.sites.choices if c.service == service.id}
    if not keys.rules.site_status:
        choices = {}
    most = keys.sites.teams_per_site if service.kind == "mobile" else keys.sites.units_per_site
    nothing_new = (0,) * len(case.periods)
    planning = planning_of(service)
    size_index = {size.id: k for k, size in enumerate(planning.sizes)}
    fit = fit_settlements(case, service, planning)
    for i, place in enumerate(region.settlements):
        choice = choices.get(place.ekatte)
        if not region.edits.plans_for(place.municipality):
            continue
        if choice == "forbidden" or (choice is None and not fit[i]):
            continue
        status: Literal["required", "candidate"] = "required" if choice == "required" else "candidate"
        allowed = size_index if planning.site_sizes is None else planning.site_sizes.get(place.ekatte, ())
        sizes = tuple(size_index[size] for size in allowed)
        found.append(Facility(f"{service.id}.{place.ekatte}", s, i, None, nothing_new, status, most, sizes=sizes))
    return found


def _links(case: Case, facilities: tuple[Facility, ...], municipality_of: np.ndarray) -> Links:
    rows_facility: list[np.ndarray] = []
    rows_settlement: list[np.ndarray] = []
    for s, service in enumerate(case.services):
        mine = [f for f, facility in enumerate(facilities) if facility.service == s]
        if not mine:
            continue
        allowed = within_reach(case, service, [facilities[f] for f in mine], municipality_of)
        allowed &= (case.needs.milli[:, s, :].max(axis=1) > 0)[:, None]
        minutes = case.travel.minutes[:, [facilities[f].settlement for f in mine]]
        # Screening: of the possible new sites only the nearest, and every required one.
        candidate = np.array([facilities[f].status == "candidate" for f in mine])
        near = _nearest(minutes[:, candidate], allowed[:, candidate], case.scenario.keys.sites.nearest)
        allowed[:, candidate] = near
        i, column_of = np.nonzero(allowed)
        rows_facility.append(np.array(mine, dtype=np.int64)[column_of])
        rows_settlement.append(i.astype(np.int64))
    facility = np.concatenate(rows_facility) if rows_facility else np.zeros(0, dtype=np.int64)
    settlement = np.concatenate(rows_settlement) if rows_settlement else np.zeros(0, dtype=np.int64)
    order = np.lexsort((settlement, facility))
    facility, settlement = facility[order], settlement[order]
    at = np.array([f.settlement for f in facilities], dtype=np.int64)
    minutes = case.travel.minutes[settlement, at[facility]] if len(facility) else np.zeros(0)
    km = case.travel.km[settlement, at[facility]] if len(facility) else np.zeros(0)
    return Links(facility, settlement, minutes, km, link_hours(case, facilities, facility, settlement, minutes))


def _nearest(minutes: np.ndarray, allowed: np.ndarray, most: int) -> np.ndarray:
    """Which of the `allowed` sites are among a settlement's `most` nearest ones, shape (settlements, sites).

    Of equally near ones the first in order count.
    """
    if minutes.shape[1] <= most:
        return allowed
    ranked = np.where(allowed, minutes, np.inf)
    # Nobody beyond the most-th nearest can be among them; only ties with it must be told apart.
    limit = np.partition(ranked, most - 1, axis=1)[:, most - 1]
    near: np.ndarray = allowed & (ranked <= limit[:, None])
    for i in np.flatnonzero(near.sum(axis=1) > most).tolist():
        sites = np.flatnonzero(near[i])
        near[i, sites[np.argsort(minutes[i, sites], kind="stable")[most:]]] = False
    return near
