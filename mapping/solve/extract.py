"""From the solver's values to a plan: whole units, thousandths of persons, cents."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mapping.instance import Case, Change, Instance
from mapping.model import Model
from mapping.model.bottleneck import spread_of
from mapping.model.variables import NONE
from mapping.plan import (
    Envelope,
    MadeChange,
    Moved,
    NeedRecord,
    Opening,
    Payment,
    Plan,
    PlanPeriod,
    PlanUnit,
    Served,
    Size,
    StageProof,
)
from mapping.region import ExistingUnit, UnitChange
from mapping.solve.payments import Made, Opened, Payments, bills_of, share_payments
from mapping.solve.stages import Solution
from mapping.units import MILLI

SPARE_HOURS = 0.004
"""Hours a week that a team may gain by rounding persons to thousandths; the rule of hours allows for 0.01."""


def extract_plan(case: Case, instance: Instance, model: Model, solution: Solution, solver: str) -> Plan:
    """Read the plan out of `solution`; nothing is lost between the solver's sums and the plan's but rounding."""
    opened = _opened(model, solution.values)
    made = _made(model, solution.values)
    payments = share_payments(instance, model, solution.values, bills_of(instance, opened, made))
    milli = _whole_milli(instance, model, solution.values)
    served = _served(instance, milli)
    return Plan(
        scenario=case.scenario.name,
        region=case.region.id,
        periods=tuple(PlanPeriod(p.first_year, p.last_year) for p in case.periods),
        stages=_proofs(instance, model, solution, _as_written(instance, model, solution.values, milli), milli, opened),
        units=_existing(case, instance, made, payments) + _new_units(instance, opened, payments),
        served=served,
        moved=_moved(instance, model, solution.values),
        needs=_needs(case, instance, served),
        envelopes=tuple(
            Envelope(
                instance.purses[limit.purse].fund,
                _code(instance, instance.purses[limit.purse].municipality),
                limit.kind,
                limit.periods,
                round(limit.amount * 100),
            )
            for limit in instance.limits
        ),
        size=Size(
            columns=len(model.program.lower),
            whole_columns=int(model.program.whole.sum()),
            rows=len(model.program.rhs),
            sites=sum(facility.is_new for facility in instance.facilities),
            pairs=len(instance.links.facility),
            nearest=case.scenario.keys.sites.nearest,
        ),
        solver=solver,
    )


def _code(instance: Instance, municipality: int | None) -> str | None:
    return None if municipality is None else instance.municipalities[municipality]


def unit_id(instance: Instance, facility: int) -> str:
    """The plan's id of the unit at a facility."""
    spec = instance.facilities[facility]
    if spec.is_new:
        return f"new.{spec.name}"
    return str(spec.unit) if spec.change is None else f"{spec.unit}.{spec.change}"


def _opened(model: Model, values: NDArray[np.float64]) -> Opened:
    opened: Opened = {}
    for (f, k, t), column in model.variables.open.items():
        units = round(float(values[column]))
        if units:
            opened.setdefault(f, []).append((k, t, units))
    return opened


def _as_written(
    instance: Instance, model: Model, values: NDArray[np.float64], milli: dict[tuple[int, int], int]
) -> NDArray[np.float64]:
    """The values as the plan writes them: whole units, thousandths of persons, and the shares that follow."""
    variables, links = model.variables, instance.links
    written = values.copy()
    for column in (*variables.open.values(), *variables.change.values()):
        written[column] = round(float(values[column]))
    served = np.zeros(instance.need.shape)
    for row, t in np.argwhere(variables.serve != NONE).tolist():
        persons = milli.get((row, t), 0) / MILLI
        written[variables.serve[row, t]] = persons
        served[links.settlement[row], instance.facilities[int(links.facility[row])].service, t] += persons
    known = variables.unmet != NONE
    written[variables.unmet[known]] = (instance.need - served)[known]
    least = 1.0
    for m, column in enumerate(variables.served_share):
        inside = instance.municipality_of == m
        need = float((instance.need[inside, :, -1] * instance.weight[inside, :, -1]).sum())
        share = float((served[inside, :, -1] * instance.weight[inside, :, -1]).sum()) / need if need > 0 else 1.0
        written[column] = share
        least = min(least, share)
    written[variables.worst_served] = least
    return written


def _proofs(
    instance: Instance,
    model: Model,
    solution: Solution,
    written: NDArray[np.float64],
    milli: dict[tuple[int, int], int],
    opened: Opened,
) -> tuple[StageProof, ...]:
    proofs = []
    for stage, goal, result in zip(instance.stages, model.goals, solution.stages, strict=True):
        if stage.objective == "longest_trip":
            value = max((float(instance.links.minutes[row]) for row, _ in milli), default=0.0)
        elif stage.objective == "spread":
            value = spread_of(instance.minutes, (instance.facilities[f].settlement for f in opened))
        else:
            value = math.fsum(coefficient * float(written[column]) for column, coefficient in goal.terms.items())
        proofs.append(
            StageProof(
                objective=stage.objective,
                minimise=goal.minimise,
                value=round(value, 6),
                found=round(result.found, 6),
                bound=round(result.bound, 6),
                gap=round(result.gap, 6),
                wanted_gap=stage.gap,
                tolerance=stage.tolerance,
                status=result.status,
            )
        )
    return tuple(proofs)


def _made(model: Model, values: NDArray[np.float64]) -> Made:
    return {c: t for (c, t), column in model.variables.change.items() if round(float(values[column]))}


def _existing(case: Case, instance: Instance, made: Made, payments: Payments) -> tuple[PlanUnit, ...]:
    """Existing and committed units of the planned services, and those of services that get no new units.

    What a unit is transformed into follows it.
    """
    chosen = {service.id for service in case.services}
    of_unit = {instance.changes[c].unit: (instance.changes[c], t) for c, t in made.items()}
    units = []
    for unit in case.region.units:
        service = case.region.catalogue.service(unit.service)
        if unit.service not in chosen and service.planning is not None:
            continue
        places = [unit.places_in(period.last_year) for period in case.periods]
        change, money = None, tuple[Payment, ...]()
        if unit.id in of_unit:
            spec, contracted = of_unit[unit.id]
            change = _made_change(next(c for c in unit.changes if c.id == spec.id), spec, contracted)
            first, after = change.first_service_period, 0 if spec.becomes is not None else spec.places
            places[first:] = [after] * (len(places) - first)
            money = payments.get(("change", instance.changes.index(spec)), ())
        home = PlanUnit(
            id=unit.id,
            service=unit.service,
            kind=service.kind,
            settlement=unit.ekatte,
            municipality=case.region.settlement(unit.ekatte).municipality,
            state=unit.state,
            places=tuple(places),
            units_in_service=tuple(int(n > 0) for n in places),
            staff=_staff_of(unit, change),
            openings=(),
            money=money if change is None or change.service is None else (),
            change=change,
        )
        units.append(home)
        if change is not None and change.service is not None:
            spec, _ = of_unit[unit.id]
            after_it = tuple(spec.places if t >= change.first_service_period else 0 for t in range(len(places)))
            units.append(
                replace(
                    home,
                    id=f"{unit.id}.{change.id}",
                    service=change.service,
                    kind=case.region.catalogue.service(change.service).kind,
                    state="transformed",
                    places=after_it,
                    units_in_service=tuple(int(n > 0) for n in after_it),
                    staff=_with_added(unit.staff, change),
                    money=money,
                )
            )
    return tuple(units)


def _staff_of(unit: ExistingUnit, change: MadeChange | None) -> float | None:
    """Posts of an existing unit at the end: none where it has closed or become another; None where not known."""
    if change is None:
        return unit.staff
    return 0.0 if change.kind in ("close", "transform") else _with_added(unit.staff, change)


def _with_added(today: float | None, change: MadeChange) -> float | None:
    return None if today is None else round(today + change.staff, 3)


def _made_change(change: UnitChange, spec: Change, contracted: int) -> MadeChange:
    start = spec.starts[contracted]
    if start is None:
        raise AssertionError(f"{spec.name}: contracted too late to take effect")
    return MadeChange(
        id=spec.id,
        kind=change.kind,
        period=contracted,
        first_service_period=start,
        service=change.service,
        users_milli=spec.users * MILLI,
        staff=spec.staff,
        capital_cents=round(spec.capital * 100),
        running_cents_a_year=round(spec.running * 100),
    )


def _moved(instance: Instance, model: Model, values: NDArray[np.float64]) -> tuple[Moved, ...]:
    """Users who left changed units, in whole thousandths that add up to the unit's users."""
    shares: dict[tuple[int, int], list[tuple[int, float]]] = {}
    for (c, f, t), column in model.variables.moved.items():
        persons = max(0.0, float(values[column])) * MILLI
        if persons > 0.5:
            shares.setdefault((c, t), []).append((f, persons))
    records = []
    for (c, t), parts in sorted(shares.items()):
        change = instance.changes[c]
        left = change.users * MILLI
        whole = {f: math.floor(persons + 1e-3) for f, persons in parts}
        by_remainder = sorted(parts, key=lambda part: (math.floor(part[1] + 1e-3) - part[1], part[0]))
        for f, _ in by_remainder:
            if sum(whole.values()) < left:
                whole[f] += 1
        for f, milli in sorted(whole.items()):
            if milli:
                records.append(Moved(change.unit, unit_id(instance, f), t, milli))
    return tuple(records)


def _new_units(instance: Instance, opened: Opened, payments: Payments) -> tuple[PlanUnit, ...]:
    units = []
    for f in sorted(opened):
        facility = instance.facilities[f]
        service = instance.services[facility.service]
        openings, places, active = [], [0] * len(instance.periods), [0] * len(instance.periods)
        for k, t, count in sorted(opened[f], key=lambda item: (item[1], item[0])):
            size, start = service.sizes[k], service.starts[t]
            if start is None:
                raise AssertionError(f"{facility.name}: opened too late to serve")
            openings.append(
                Opening(
                    size=size.id,
                    period=t,
                    units=count,
                    first_service_period=start,
                    places=size.places * count,
                    staff=size.staff * count,
                    capital_cents=round(size.capital * 100) * count,
                    running_cents_a_year=round(size.running * 100) * count,
                )
            )
            for u in range(start, len(instance.periods)):
                places[u] += size.places * count
                active[u] += count
        units.append(
            PlanUnit(
                id=f"new.{facility.name}",
                service=service.id,
                kind=service.kind,
                settlement=instance.settlements[facility.settlement],
                municipality=instance.municipalities[int(instance.municipality_of[facility.settlement])],
                state="new",
                places=tuple(places),
                units_in_service=tuple(active),
                staff=round(sum(opening.staff for opening in openings), 3),
                openings=tuple(openings),
                money=payments.get(("new", f), ()),
            )
        )
    return tuple(units)


def _served(instance: Instance, milli_served: dict[tuple[int, int], int]) -> tuple[Served, ...]:
    links = instance.links
    records = []
    for (row, t), milli in sorted(milli_served.items()):
        facility = instance.facilities[int(links.facility[row])]
        records.append(
            Served(
                instance.settlements[int(links.settlement[row])],
                unit_id(instance, int(links.facility[row])),
                instance.services[facility.service].id,
                t,
                milli,
                float(links.minutes[row]),
                float(links.km[row]),
            )
        )
    return tuple(records)


def _whole_milli(instance: Instance, model: Model, values: NDArray[np.float64]) -> dict[tuple[int, int], int]:
    """Persons in whole thousandths by (link, period).

    Rounded down, so that places, hours and need hold; then each facility gets back the thousandths it lost, largest
    remainder first, where the village still has need; a team by hours, and at most a quarter of a minute a week more.
    """
    links, serve = instance.links, model.variables.serve
    left = np.round(instance.need * MILLI).astype(np.int64)
    groups: dict[tuple[int, int], list[tuple[int, float]]] = {}
    for row, t in np.argwhere(serve != NONE).tolist():
        persons = float(values[serve[row, t]]) * MILLI
        groups.setdefault((int(links.facility[row]), t), []).append((row, max(0.0, persons)))
    milli: dict[tuple[int, int], int] = {}
    lost: dict[tuple[int, int], list[tuple[float, int]]] = {}
    for (f, t), users in groups.items():
        s = instance.facilities[f].service
        for row, persons in users:
            i = int(links.settlement[row])
            whole = min(math.floor(persons + 1e-3), int(left[i, s, t]))
            left[i, s, t] -= whole
            if whole:
                milli[row, t] = whole
            lost.setdefault((f, t), []).append((whole - persons, row))
    for (f, t), remainders in lost.items():
        facility = instance.facilities[f]
        team = facility.is_new and instance.services[facility.service].kind == "mobile"
        # What one thousandth takes: a thousandth of a place, or of a client's weekly hours.
        cost = {row: float(links.hours[row, t]) if team else 1.0 for _, row in remainders}
        spare = math.fsum(-loss * cost[row] for loss, row in remainders) + (SPARE_HOURS * MILLI if team else 1e-3)
        for loss, row in sorted(remainders):
            i = int(links.settlement[row])
            if loss < -1e-3 and cost[row] <= spare and left[i, facility.service, t] > 0:
                milli[row, t] = milli.get((row, t), 0) + 1
                left[i, facility.service, t] -= 1
                spare -= cost[row]
    return milli


def _needs(case: Case, instance: Instance, served: tuple[Served, ...]) -> tuple[NeedRecord, ...]:
    got: dict[tuple[str, str, int], int] = {}
    for visit in served:
        key = (visit.settlement, visit.service, visit.period)
        got[key] = got.get(key, 0) + visit.milli
    records = []
    for i, s, t in np.argwhere(case.needs.milli > 0).tolist():
        ekatte, service = instance.settlements[i], instance.services[s].id
        need = int(case.needs.milli[i, s, t])
        records.append(
            NeedRecord(
                settlement=ekatte,
                municipality=instance.municipalities[int(instance.municipality_of[i])],
                service=service,
                period=t,
                need_milli=need,
                unmet_milli=need - got.get((ekatte, service, t), 0),
            )
        )
    return tuple(records)
