"""Rows on what becomes of existing units, where their users go, and how the weeks of new teams are spent."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from mapping.publish.fields import Row
from mapping.publish.records import (
    Lookup,
    euro,
    named,
    of_municipality,
    of_service,
    of_settlement,
    period_value,
    persons,
    plain,
)
from mapping.publish.weeks import team_weeks


def change_rows(look: Lookup) -> Iterable[Row]:
    """The changes that the plan makes, in the order of the units."""
    units = {unit.id: unit for unit in look.plan.units}
    year = look.plan.periods[look.last].last_year
    for unit in look.plan.units:
        made = unit.change
        if made is None or unit.state == "transformed":
            continue
        known = look.existing[unit.id]
        after = units[f"{unit.id}.{made.id}"] if made.service is not None else unit
        yield {
            "unit": unit.id,
            **of_service(look, unit.service),
            **of_settlement(look, unit.settlement),
            **of_municipality(look, unit.municipality),
            "change": made.id,
            "kind": made.kind,
            "into": made.service,
            "contract_period": period_value(look.plan.periods[made.period]),
            "effect_period": period_value(look.plan.periods[made.first_service_period]),
            "places_before": known.places_in(year),
            "places_after": after.places[look.last],
            "users_leaving": persons(made.users_milli),
            "staff": plain(made.staff),
            "capital_eur": euro(made.capital_cents),
            "running_eur_a_year": euro(made.running_cents_a_year),
            "source": next(change.source for change in known.changes if change.id == made.id),
        }


def moved_rows(look: Lookup) -> Iterable[Row]:
    """Users who moved, by unit, new place and period."""
    units = {unit.id: unit for unit in look.plan.units}
    for move in look.plan.moved:
        to = units[move.to]
        yield {
            "unit": move.unit,
            "to_unit": to.id,
            **named("to_service", look.catalogue[to.service].name),
            "to_ekatte": to.settlement,
            "period": period_value(look.plan.periods[move.period]),
            "persons": persons(move.milli),
        }


def team_rows(look: Lookup) -> Iterable[Row]:
    """The weeks of new teams, by base and period."""
    units = {unit.id: unit for unit in look.plan.units}
    for week in team_weeks(look.case, look.plan):
        unit, share = units[week.unit], week.driving_share
        yield {
            "unit": unit.id,
            **of_service(look, unit.service),
            **of_settlement(look, unit.settlement),
            **of_municipality(look, unit.municipality),
            "period": period_value(look.plan.periods[week.period]),
            "teams": week.teams,
            "hours": _hours(week.available),
            "visit_hours": _hours(week.visits),
            "driving_hours": _hours(week.driving),
            "driving_share": None if share is None else Decimal(str(round(share, 6))),
        }


def _hours(hours: float) -> Decimal:
    return Decimal(str(round(hours, 2)))
