"""From the answer of a location problem to a plan: whole units, thousandths of persons, cents."""

from __future__ import annotations

import math

import numpy as np

from mapping.instance import Case, Location
from mapping.instance.money import fund_limits
from mapping.instance.standards import planning_of
from mapping.plan import Envelope, NeedRecord, Opening, Payment, Plan, PlanPeriod, PlanUnit, Served, Size, StageProof
from mapping.solve.location.context import Found
from mapping.solve.stages import StageResult
from mapping.units import MILLI


def plan_of(
    case: Case,
    location: Location,
    found: Found,
    results: tuple[StageResult, ...],
    size: tuple[int, int, int],
    solver: str,
) -> Plan:
    """The plan of the last stage, with the proofs of all."""
    served = _served(case, location, found)
    units = (*_existing(case), *_new_units(case, location, found))
    values = _values(case, location, units, served)
    return Plan(
        scenario=case.scenario.name,
        region=case.region.id,
        periods=tuple(PlanPeriod(p.first_year, p.last_year) for p in case.periods),
        stages=tuple(
            StageProof(
                objective=stage.objective,
                minimise=result.minimise,
                value=round(values[stage.objective], 6),
                found=round(result.found, 6),
                bound=round(result.bound, 6),
                gap=round(result.gap, 6),
                wanted_gap=stage.gap,
                tolerance=stage.tolerance,
                status=result.status,
            )
            for stage, result in zip(location.stages, results, strict=True)
        ),
        units=units,
        served=served,
        moved=(),
        needs=_needs(case, location, served),
        envelopes=tuple(
            Envelope(fund.id, None, kind, periods, round(amount * 100))
            for fund in case.region.funds
            for kind, periods, amount in fund_limits(case, fund, None)
        ),
        size=Size(
            columns=size[0],
            whole_columns=size[1],
            rows=size[2],
            sites=int((~location.existing).sum()),
            pairs=int(np.isfinite(location.distance).sum()),
            nearest=case.scenario.keys.sites.nearest,
        ),
        solver=solver,
    )


def _unit_ids(case: Case, location: Location) -> list[str]:
    """The id of the unit at each site."""
    service = case.services[0].id
    standing = {unit.ekatte: unit.id for unit in case.region.units}
    names = [case.region.settlements[i].ekatte for i in location.site.tolist()]
    return [
        standing[name] if there else f"new.{service}.{name}"
        for name, there in zip(names, location.existing.tolist(), strict=True)
    ]


def _existing(case: Case) -> list[PlanUnit]:
    year = case.periods[0].last_year
    return [
        PlanUnit(
            id=unit.id,
            service=unit.service,
            kind=case.services[0].kind,
            settlement=unit.ekatte,
            municipality=case.region.municipalities[0].code,
            state=unit.state,
            places=(unit.places_in(year),),
            units_in_service=(int(unit.places_in(year) > 0),),
            staff=unit.staff,
            openings=(),
            money=(),
        )
        for unit in case.region.units
    ]


def _new_units(case: Case, location: Location, found: Found) -> list[PlanUnit]:
    service = case.services[0]
    planning = planning_of(service)
    level = case.scenario.keys.cost.level
    sizes = {size.id: size for size in planning.sizes}
    ids = _unit_ids(case, location)
    paid = "money" if case.scenario.keys.rules.money and case.region.funds else ""
    units = []
    for j in np.flatnonzero(found.open & ~location.existing).tolist():
        name = case.region.settlements[int(location.site[j])].ekatte
        size = sizes[(planning.site_sizes or {})[name][0]]
        places = int(size.places.central) if size.places is not None else 0
        cents = round(size.capital.at(level) * 100)
        units.append(
            PlanUnit(
                id=ids[j],
                service=service.id,
                kind=service.kind,
                settlement=name,
                municipality=case.region.municipalities[0].code,
                state="new",
                places=(places,),
                units_in_service=(1,),
                staff=round(size.staff.central, 3),
                openings=(
                    Opening(size.id, 0, 1, 0, places, size.staff.central, cents, round(size.running.at(level) * 100)),
                ),
                money=(Payment(case.region.funds[0].id, None, "capital", 0, cents),) if paid and cents else (),
            )
        )
    return units


def _served(case: Case, location: Location, found: Found) -> tuple[Served, ...]:
    """Who is served where; of divided need the thousandths lost by rounding go where most was lost."""
    ids = _unit_ids(case, location)
    need = np.round(location.persons * MILLI).astype(np.int64)
    milli: dict[tuple[int, int], int] = {}
    if found.shares is None:
        milli = {(i, j): int(need[i]) for i, j in enumerate(found.serves.tolist()) if j >= 0}
    else:
        milli = _rounded(location, found.shares)
    names = [place.ekatte for place in case.region.settlements]
    return tuple(
        Served(
            names[int(location.point[i])],
            ids[j],
            case.services[0].id,
            0,
            amount,
            float(location.distance[i, j]),
            float(location.distance[i, j]),
        )
        for (i, j), amount in sorted(milli.items(), key=lambda item: (item[0][1], item[0][0]))
        if amount > 0
    )


def _rounded(location: Location, shares: dict[tuple[int, int], float]) -> dict[tuple[int, int], int]:
    """Persons in whole thousandths, inside every point's need and every site's places."""
    need = np.round(location.persons * MILLI).astype(np.int64)
    room = np.full(location.sites, np.iinfo(np.int64).max)
    if location.capacity is not None:
        room = np.floor(location.capacity * MILLI + 1e-6).astype(np.int64)
    milli: dict[tuple[int, int], int] = {}
    rest = []
    for (i, j), persons in shares.items():
        whole = min(math.floor(persons * MILLI + 1e-2), int(need[i]), int(room[j]))
        milli[i, j] = whole
        need[i] -= whole
        room[j] -= whole
        rest.append((whole - persons * MILLI, i, j))
    for lost, i, j in sorted(rest):
        if lost < -1e-2 and need[i] > 0 and room[j] > 0:
            milli[i, j] += 1
            need[i] -= 1
            room[j] -= 1
    if location.everybody:
        # A thousandth that found no room where it was lost goes to any unit that serves the point and has room.
        for i, j in milli:
            more = min(int(need[i]), int(room[j]))
            milli[i, j] += more
            need[i] -= more
            room[j] -= more
    return milli


def _needs(case: Case, location: Location, served: tuple[Served, ...]) -> tuple[NeedRecord, ...]:
    got: dict[str, int] = {}
    for visit in served:
        got[visit.settlement] = got.get(visit.settlement, 0) + visit.milli
    records = []
    for i in location.point.tolist():
        name, need = case.region.settlements[i].ekatte, int(case.needs.milli[i, 0, 0])
        unmet = need - got.get(name, 0)
        records.append(NeedRecord(name, case.region.municipalities[0].code, case.services[0].id, 0, need, unmet))
    return tuple(records)


def _values(
    case: Case, location: Location, units: tuple[PlanUnit, ...], served: tuple[Served, ...]
) -> dict[str, float]:
    """Every objective of the plan as it is written."""
    new = [unit for unit in units if unit.openings]
    index = {case.region.settlements[int(i)].ekatte: j for j, i in enumerate(location.site)}
    money = math.fsum(float(location.cost[index[unit.settlement]]) for unit in new)
    travel = math.fsum(visit.persons * visit.minutes for visit in served) * location.years
    reached = sum(visit.milli for visit in served)
    total = int(np.round(location.persons * MILLI).sum())
    spread = 0.0
    if any(stage.objective == "spread" for stage in location.stages):
        at = np.array([int(location.site[index[unit.settlement]]) for unit in new])
        between = case.travel.minutes[np.ix_(at, at)]
        spread = float(np.minimum(between, between.T)[~np.eye(len(at), dtype=bool)].min())
    return {
        "unmet": (total - reached) / MILLI * location.unmet_weight,
        "units": float(len(new)),
        "money": money / 1000,
        "travel": travel,
        "location_cost": money + location.travel_price * travel,
        "longest_trip": max((visit.minutes for visit in served), default=0.0),
        "spread": spread,
    }
