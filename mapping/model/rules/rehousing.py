"""Nothing closes or shrinks before its users have a place elsewhere (deinstitutionalisation)."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance, may_take, possible_changes
from mapping.model.presence import in_service, moved_to
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import NONE, Variables, changes_at
from mapping.plan import Plan, PlanUnit
from mapping.units import MILLI
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """Per change and period: its users have moved once it is in effect. Per place that takes them: new places only.

    Users of a planned service are part of the need: where they moved to, they are among those served. Others come on
    top (rule `places`).
    """
    taking: dict[tuple[int, int], list[int]] = {}
    to: dict[tuple[int, int], list[int]] = {}
    for (c, f, t), column in variables.moved.items():
        to.setdefault((c, t), []).append(column)
        taking.setdefault((f, t), []).append(column)
    for c, change in enumerate(instance.changes):
        for t in range(len(instance.periods)):
            effect = [
                (variables.change[c, u], -float(change.users))
                for u, start in enumerate(change.starts)
                if start is not None and start <= t
            ]
            if effect and change.users:
                terms = [(column, 1.0) for column in to.get((c, t), [])] + effect
                draft.row(f"rehousing[{change.name}.{instance.period_name(t)}]", terms, "=", 0.0, linking=True)
    for (f, t), columns in taking.items():
        name = f"{instance.facilities[f].name}.{instance.period_name(t)}"
        terms = [(column, 1.0) for column in columns]
        terms += [(column, -value) for column, value in _new_places(instance, variables, f, t)]
        draft.row(f"rehousing[{name}.new_places]", terms, "<=", 0.0)
        inside = moved_to(instance, variables, f, t, in_need=True)
        if inside:
            serve = variables.serve[instance.links.facility == f, t]
            terms = [(column, 1.0) for column in inside]
            terms += [(int(column), -1.0) for column in serve if column != NONE]
            draft.row(f"rehousing[{name}.served]", terms, "<=", 0.0)


def _new_places(instance: Instance, variables: Variables, f: int, t: int) -> list[tuple[int, float]]:
    """Places at a facility in `t` that do not stand today: of new units, of what units become, of enlargements."""
    facility = instance.facilities[f]
    if facility.is_new:
        sizes = instance.services[facility.service].sizes
        return [(column, float(sizes[k].places)) for k, column in in_service(instance, variables, f, t)]
    return [
        (variables.change[key], float(places - facility.places[t]))
        for key, places in changes_at(instance, f, t)
        if places > facility.places[t]
    ]


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """In every period of a change's effect its users have new places of the services that may take them."""
    yield from _check_users(plan)
    yield from _check_places(case, plan)


def _check_users(plan: Plan) -> Iterator[Breach]:
    moved: dict[tuple[str, int], int] = {}
    for move in plan.moved:
        moved[move.unit, move.period] = moved.get((move.unit, move.period), 0) + move.milli
    for unit in plan.units:
        made = unit.change
        if made is None or unit.state == "transformed":
            continue
        for t in range(made.first_service_period, len(plan.periods)):
            found = moved.pop((unit.id, t), 0)
            if found != made.users_milli:
                yield Breach(
                    "rehousing",
                    Text(
                        f"{unit.id}, {plan.periods[t].name}: {found / MILLI:g} от {made.users_milli / MILLI:g} "
                        "потребители имат ново място",
                        f"{unit.id}, {plan.periods[t].name}: {found / MILLI:g} of {made.users_milli / MILLI:g} "
                        "users have a new place",
                    ),
                )
    for unit_id, t in moved:
        yield Breach(
            "rehousing",
            Text(f"{unit_id}, период {t + 1}: преместени без промяна", f"{unit_id}, period {t + 1}: moved, no change"),
        )


def _check_places(case: Case, plan: Plan) -> Iterator[Breach]:
    units = {unit.id: unit for unit in plan.units}
    existing = {unit.id: unit for unit in case.region.units}
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    chosen = {service.id for service in case.services}
    changes = {(unit.id, change.id): change for unit, change in possible_changes(case)}
    taken: dict[tuple[str, int], int] = {}
    in_need: dict[tuple[str, int], int] = {}
    for move in plan.moved:
        source, to = units.get(move.unit), units.get(move.to)
        made = source.change if source is not None else None
        change = changes.get((move.unit, made.id)) if made is not None else None
        if to is None or change is None or move.milli <= 0:
            yield _breach(f"{move.unit} → {move.to}", "непознато преместване", "an unknown move")
            continue
        itself = to.id == f"{move.unit}.{change.id}"
        if not itself and not may_take(case, existing[move.unit], change, to.service, index[to.settlement]):
            yield _breach(f"{move.unit} → {move.to}", "услугата не поема тези потребители или е твърде далеч",
                          "the service may not take these users, or is too far")  # fmt: skip
        key = (move.to, move.period)
        taken[key] = taken.get(key, 0) + move.milli
        if existing[move.unit].service in chosen:
            in_need[key] = in_need.get(key, 0) + move.milli
    served: dict[tuple[str, int], int] = {}
    for visit in plan.served:
        served[visit.unit, visit.period] = served.get((visit.unit, visit.period), 0) + visit.milli
    for (unit_id, t), milli in taken.items():
        places = _places_that_are_new(case, units[unit_id], t)
        if milli > places * MILLI:
            yield _breach(unit_id, f"{milli / MILLI:g} преместени на {places} нови места",
                          f"{milli / MILLI:g} moved to {places} new places")  # fmt: skip
    for key, milli in in_need.items():
        if milli > served.get(key, 0):
            yield _breach(key[0], "по-малко обслужени от преместените", "fewer are served than have moved there")


def _places_that_are_new(case: Case, unit: PlanUnit, t: int) -> int:
    if unit.state in ("new", "transformed"):
        return unit.places[t]
    today = next(u for u in case.region.units if u.id == unit.id)
    return max(0, unit.places[t] - today.places_in(case.periods[t].last_year))


def _breach(what: str, bg: str, en: str) -> Breach:
    return Breach("rehousing", Text(f"{what}: {bg}", f"{what}: {en}"))


REHOUSING = Rule(
    key="rehousing",
    title=Text("Ново място преди закриване", "A new place before closing"),
    equation=(
        "sum_j moved[c,j,t] = users[c] sum_{t' + lead <= t} change[c,t'];  "
        "sum_c moved[c,j,t] <= new places of j in t;  sum_{c in need} moved[c,j,t] <= sum_i serve[i,j,s,t]"
    ),
    words=Text(
        "Нищо не се закрива и не намалява, преди потребителите му да имат ново място в същия период: в ново, разширено "
        "или преобразувано звено на услуга, която ги поема, в стандарта ѝ за пътуване.",
        "Nothing closes or shrinks before its users have a new place in the same period: in a new, enlarged or "
        "transformed unit of a service that may take them, within its travel standard.",
    ),
    source="Deinstitutionalisation in the strategy of Haskovo municipality 2016-2020; users by change_values.csv",
    scenario_key="rules.rehousing",
    always=False,
    constrain=constrain,
    check=check,
)
