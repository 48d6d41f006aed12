"""What a unit holds and who works there, before the plan and in each of its periods."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from mapping.plan import PlanUnit
from mapping.publish.records import Lookup, persons, plain


def year_now(look: Lookup) -> int:
    """The year that "now" means: the last one before the plan begins."""
    return look.plan.periods[0].first_year - 1


def places_now(look: Lookup, unit: PlanUnit) -> int:
    """Places (clients of mobile services) before the plan begins; 0 of what does not stand yet."""
    known = look.existing.get(unit.id)
    return known.places_in(year_now(look)) if known else 0


def staff_now(look: Lookup, unit: PlanUnit) -> Decimal | None:
    """Full posts before the plan begins; None where they are not known."""
    known = look.existing.get(unit.id)
    if known is None or places_now(look, unit) == 0:
        return Decimal(0)
    return plain(known.staff)


def is_new_team(unit: PlanUnit) -> bool:
    """Whether the unit is teams of the plan: they have no places, so their users are counted."""
    return unit.kind == "mobile" and unit.state == "new"


def capacity(look: Lookup, unit: PlanUnit) -> tuple[int, ...]:
    """Places by period; clients of mobile services, of new teams the users under the plan, rounded to whole persons."""
    if not is_new_team(unit):
        return unit.places
    users = (persons(look.users.get((unit.id, t), 0)) for t in range(len(look.plan.periods)))
    return tuple(int(one.to_integral_value(ROUND_HALF_UP)) for one in users)


def stands_ever(look: Lookup, unit: PlanUnit) -> bool:
    """Whether the unit has places before the plan or in some period; units of the past have neither."""
    return places_now(look, unit) > 0 or any(unit.places) or any(unit.units_in_service)
