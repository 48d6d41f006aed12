"""What the page says of each unit: places, users, staff, money, whom it serves, how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mapping.instance import Case, planning_of
from mapping.instance.timing import service_start
from mapping.plan import MadeChange, Plan, PlanUnit, Served, users_of
from mapping.publish.screen.json import Json, pair
from mapping.region import ExistingUnit
from mapping.uncertainty.types import MarkCertainty

Certainty = Mapping[str, Sequence[MarkCertainty]]
"""By the id of a new unit: how sure each of its units is, the first first."""


@dataclass(frozen=True, slots=True)
class _Index:
    """What the rows of units name by number or code."""

    case: Case
    plan: Plan
    settlement: Mapping[str, int]
    service: Mapping[str, int]
    fund: Mapping[str, int]
    source: Mapping[str, int]
    known: Mapping[str, ExistingUnit]
    users: Mapping[tuple[str, int], int]


def units(case: Case, plan: Plan, certainty: Certainty) -> Json:
    """All units in the plan's order; persons in thousandths, money in cents, others by index."""
    region = case.region
    index = _Index(
        case,
        plan,
        settlement={place.ekatte: i for i, place in enumerate(region.settlements)},
        service={one.id: s for s, one in enumerate(region.catalogue.services)},
        fund={one.id: f for f, one in enumerate(region.funds)},
        source={one.source: n for n, one in enumerate(region.sources)},
        known={one.id: one for one in region.units},
        users=users_of(plan),
    )
    visits: dict[str, list[Served]] = {unit.id: [] for unit in plan.units}
    for visit in plan.served:
        visits[visit.unit].append(visit)
    return [_unit(index, unit, visits[unit.id], certainty.get(unit.id, ())) for unit in plan.units]


def _unit(index: _Index, unit: PlanUnit, visits: Sequence[Served], sure: Sequence[MarkCertainty]) -> Json:
    known = index.known.get(unit.home)
    periods = range(len(index.plan.periods))
    row: dict[str, Json] = {
        "id": unit.id,
        "service": index.service[unit.service],
        "at": index.settlement[unit.settlement],
        "state": unit.state,
        "places": list(unit.places),
        "units": list(unit.units_in_service),
        "users": [index.users.get((unit.id, t), 0) for t in periods],
        "teams": unit.kind == "mobile" and unit.state == "new",
        "staff": unit.staff,
        "start": _first_year(index, unit, known),
        "money": [
            [index.fund[pay.fund], 0 if pay.kind == "capital" else 1, pay.period, pay.cents] for pay in unit.money
        ],
        "served": _served(index, visits),
    }
    if known is not None:
        row |= {"name": pair(known.name), "source": index.source.get(known.source, -1)}
        row |= _range(known, index.plan)
    if unit.openings:
        row["capital"] = sum(opening.capital_cents for opening in unit.openings)
        row["running"] = sum(opening.running_cents_a_year for opening in unit.openings)
    if unit.change is not None:
        row["change"] = _change(index, unit, unit.change, known)
    if sure:
        row["sure"] = [[one.share, one.certainty] for one in sure]
    return row


def _served(index: _Index, visits: Sequence[Served]) -> Json:
    """By settlement served: its index, one-way minutes and km, and the persons of each period."""
    periods = len(index.plan.periods)
    rows: dict[int, tuple[float, float, list[int]]] = {}
    for visit in visits:
        at = index.settlement[visit.settlement]
        rows.setdefault(at, (visit.minutes, visit.km, [0] * periods))[2][visit.period] += visit.milli
    return [
        [at, round(minutes, 1), round(km, 1), *milli] for at, (minutes, km, milli) in sorted(rows.items()) if any(milli)
    ]


def _first_year(index: _Index, unit: PlanUnit, known: ExistingUnit | None) -> int | None:
    """The year in which the first of the unit's places is in service; None for what stands today."""
    periods = index.case.periods
    if unit.state == "transformed" and unit.change is not None and known is not None:
        return int(service_start(periods[unit.change.period], _lead_of_change(known, unit.change)))
    if unit.openings:
        lead = planning_of(index.case.region.catalogue.service(unit.service)).lead_months.central
        return min(int(service_start(periods[opening.period], lead)) for opening in unit.openings)
    if unit.state == "committed" and known is not None:
        return next((step.year for step in known.places if step.places.central > 0), None)
    return None


def _lead_of_change(known: ExistingUnit, made: MadeChange) -> float:
    return next((one.lead_months.central for one in known.changes if one.id == made.id), 0.0)


def _change(index: _Index, unit: PlanUnit, made: MadeChange, known: ExistingUnit | None) -> Json:
    """What is done to an existing unit; on both sides where it is transformed into another service."""
    last = index.plan.periods[-1].last_year
    service = index.plan.units
    becomes = next((one for one in service if one.state == "transformed" and one.home == unit.home), unit)
    lead = 0.0 if known is None else _lead_of_change(known, made)
    year = int(service_start(index.case.periods[made.period], lead))
    return {
        "kind": made.kind,
        "first": made.first_service_period,
        "year": year,
        "from": None if known is None else index.service.get(known.service),
        "into": None if made.service is None else index.service[made.service],
        "before": None if known is None else known.places_in(last),
        "after": becomes.places[-1],
        "users": made.users_milli,
        "capital": made.capital_cents,
        "running": made.running_cents_a_year,
    }


def _range(known: ExistingUnit, plan: Plan) -> dict[str, Json]:
    """The range and status of the places that the tables give an existing unit; nothing where it changes."""
    steps = [step.places for step in known.places if step.year <= plan.periods[-1].last_year]
    if not steps:
        return {}
    now = steps[-1]
    return {"status": now.status, "range": [int(now.low), int(now.high)]}
