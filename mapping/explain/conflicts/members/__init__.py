"""The members of a case: every setting that can be part of a conflict, one family a file.

In the order of preference: where several conflicts explain the same, the one with members that stand further above is
told: what the scenario itself asks for, then its limits, then the tables, then law.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mapping.explain.conflicts.members import (
    envelopes,
    floors,
    money,
    numbers,
    partners,
    services,
    sites,
    siting,
    sizes,
    staff,
    units,
    unpaid,
    windows,
)
from mapping.explain.conflicts.plain import Plain
from mapping.explain.conflicts.types import Member

FAMILIES: tuple[Callable[[Plain], Iterator[Member]], ...] = (
    sites.decided,
    units.decided,
    floors.floors,
    floors.sharing,
    floors.least,
    numbers.numbers,
    money.total,
    money.ceiling,
    windows.windows,
    envelopes.envelopes,
    numbers.first_contracts,
    siting.spacing,
    siting.pairing,
    services.standards,
    sites.crowding,
    staff.staff,
    partners.partners,
    units.rehousing,
    numbers.assignment,
    sizes.sizes,
    services.minimum_use,
    services.catchments,
    services.site_needs,
    unpaid.unpaid,
    sites.nearest,
)


def members_of(plain: Plain) -> tuple[Member, ...]:
    """All members of a case, the preferred ones first; ids are unique."""
    return tuple(member for family in FAMILIES for member in family(plain))
