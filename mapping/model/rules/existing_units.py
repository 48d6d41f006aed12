"""Units in service today count, and stay as the tables say or undergo one of the changes that their rows allow."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance, possible_changes
from mapping.instance.timing import first_service_period
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import MadeChange, Plan, PlanUnit
from mapping.region import ExistingUnit, UnitChange
from mapping.units import MILLI
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """Per unit that may change: at most one change over all periods; per required change: it is made.

    Places after a change stand in the rule `places`.
    """
    of_unit: dict[str, list[int]] = {}
    for (c, _), column in variables.change.items():
        of_unit.setdefault(instance.changes[c].unit, []).append(column)
    for unit, columns in of_unit.items():
        draft.row(f"existing_units[{unit}.once]", [(column, 1.0) for column in columns], "<=", 1.0)
    for c, change in enumerate(instance.changes):
        if change.required:
            made = [(column, 1.0) for (d, _), column in variables.change.items() if d == c]
            draft.row(f"existing_units[{change.name}.required]", made, ">=", 1.0)


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """Every existing unit is in the plan, as the tables say or after one lawful change; required changes are made."""
    stated = {unit.id: unit for unit in plan.units if unit.state not in ("new", "committed")}
    chosen = {service.id for service in case.services}
    allowed = {(unit.id, change.id): change for unit, change in possible_changes(case)}
    for unit in case.region.units:
        offered = unit.service in chosen or case.region.catalogue.service(unit.service).planning is None
        if unit.state == "committed" or not offered:
            continue
        kept = stated.pop(unit.id, None)
        if kept is None:
            yield _breach(unit.id, "липсва в плана", "missing from the plan")
            continue
        change = None
        if kept.change is not None:
            change = allowed.get((unit.id, kept.change.id))
            if change is None:
                yield _breach(unit.id, "променено без право", "changed although it may not be")
                continue
            if not _as_offered(case, kept.change, change):
                yield _breach(unit.id, "промяната не е както в таблиците", "the change is not as the tables say")
                continue
        if _facts(kept) != (unit.ekatte, unit.service, unit.state, _staff(unit, change)) or not _has_places(
            kept, _places(case, unit, kept.change, change)
        ):
            yield _breach(unit.id, "не е както в таблиците", "not as the tables say")
        if kept.money and (kept.change is None or kept.change.service is not None):
            yield _breach(unit.id, "непроменено звено с нов разход", "an unchanged unit at a new cost")
        if kept.change is not None and kept.change.service is not None:
            yield from _check_transformed(case, unit, kept, stated.pop(f"{unit.id}.{kept.change.id}", None))
    for extra in stated:
        yield _breach(extra, "не е в таблиците", "not in the tables")
    made = {(unit.id, unit.change.id) for unit in plan.units if unit.change is not None}
    for choice in case.scenario.keys.changes if case.scenario.keys.rules.existing_units else ():
        if choice.status == "required" and (choice.unit, choice.change) not in made:
            yield _breach(
                choice.unit,
                f"изискваната промяна „{choice.change}“ липсва",
                f"the required change “{choice.change}” is missing",
            )


def _breach(unit: str, bg: str, en: str) -> Breach:
    return Breach("existing_units", Text(f"{unit}: {bg}", f"{unit}: {en}"))


def _facts(unit: PlanUnit) -> tuple[str, str, str, float | None]:
    return unit.settlement, unit.service, unit.state, unit.staff


def _has_places(unit: PlanUnit, places: tuple[int, ...]) -> bool:
    return unit.places == places and unit.units_in_service == tuple(int(n > 0) for n in places)


def _as_offered(case: Case, made: MadeChange, change: UnitChange) -> bool:
    """Whether what the plan says of a change is what the tables say, and it takes effect after its lead time."""
    if made.period not in range(len(case.periods)):
        return False
    level = case.scenario.keys.cost.level
    start = first_service_period(case.periods, made.period, change.lead_months.central)
    offered = (
        change.kind,
        change.service,
        int(change.users.central) * MILLI,
        change.staff.central,
        round(change.capital.at(level) * 100),
        round(change.running.at(level) * 100),
    )
    stated = (
        made.kind, made.service, made.users_milli, made.staff, made.capital_cents, made.running_cents_a_year,
    )  # fmt: skip
    return start is not None and made.first_service_period == start and stated == offered


def _places(case: Case, unit: ExistingUnit, made: MadeChange | None, change: UnitChange | None) -> tuple[int, ...]:
    """Places of the unit itself by period; one that is transformed keeps none."""
    places = [unit.places_in(period.last_year) for period in case.periods]
    if made is not None and change is not None:
        after = int(change.places.central) if change.service is None else 0
        places[made.first_service_period :] = [after] * (len(places) - made.first_service_period)
    return tuple(places)


def _staff(unit: ExistingUnit, change: UnitChange | None) -> float | None:
    """Posts of the unit itself in the end: today's and those that the change adds; none once it is gone."""
    if change is None:
        return unit.staff
    gone = change.kind == "close" or change.service is not None
    return 0.0 if gone else _together(unit, change)


def _together(unit: ExistingUnit, change: UnitChange) -> float | None:
    """Today's posts and those that the change adds; not known where today's are not."""
    return None if unit.staff is None else round(unit.staff + change.staff.central, 3)


def _check_transformed(case: Case, unit: ExistingUnit, kept: PlanUnit, new: PlanUnit | None) -> Iterator[Breach]:
    """What the unit becomes stands in its settlement with the places of the change."""
    made = kept.change
    if new is None or made is None:
        yield _breach(unit.id, "преобразуваното звено липсва", "what it is transformed into is missing")
        return
    change = next(c for c in unit.changes if c.id == made.id)
    places = tuple(
        int(change.places.central) if t >= made.first_service_period else 0 for t in range(len(case.periods))
    )
    facts = (unit.ekatte, change.service, "transformed", _together(unit, change))
    if _facts(new) != facts or new.change != made or not _has_places(new, places):
        yield _breach(new.id, "не е както в таблиците", "not as the tables say")


EXISTING_UNITS = Rule(
    key="existing_units",
    title=Text("Съществуващи звена", "Existing units"),
    equation=(
        "sum_{c of u, t} change[c,t] <= 1 (= 1 where required);  places[u,t] = by the tables, after a change its own"
    ),
    words=Text(
        "Местата, които работят днес, се броят; съществуващо звено се запазва, разширява, намалява, преобразува в "
        "друга услуга или закрива само както позволява редът му, и най-много веднъж.",
        "Places in service today count; an existing unit is kept, enlarged, made smaller, transformed into another "
        "service or closed only as its row allows, and at most once.",
    ),
    source="units.csv, unit_places.csv, unit_changes.csv and change_values.csv, each row with its source; the strategy "
    "of Haskovo 2016-2020 (activities 1.1.1.3, 2.1.7.1, 2.2.1.1)",
    scenario_key="changes",
    always=True,
    constrain=constrain,
    check=check,
)
