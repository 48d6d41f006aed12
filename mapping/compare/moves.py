"""Which new units of the one plan took the place of which of the other: those that serve the same people."""

from __future__ import annotations

from collections.abc import Sequence

from mapping.plan import Plan

Place = tuple[str, str]
"""A service and a settlement."""

SAME_PEOPLE = 0.5
"""Units moved if at least this part of the users of the smaller one are users of both. A convention of this program."""


def pair_moved(
    before: Plan, after: Plan, dropped: Sequence[Place], opened: Sequence[Place]
) -> dict[Place, tuple[str, int]]:
    """Of `dropped` places those whose units moved, with the settlement they moved to (one of `opened`) and the users
    (thousandths, summed over periods) that both have in common.

    The pair with most users in common comes first, each place is in one pair at most; of equal pairs the one that comes
    first in `dropped`, then in `opened`.
    """
    was, now = _users(before, set(dropped)), _users(after, set(opened))
    pairs = []
    for d, here in enumerate(dropped):
        for o, there in enumerate(opened):
            if here[0] != there[0]:
                continue
            one, other = was.get(here, {}), now.get(there, {})
            common = sum(min(milli, other.get(who, 0)) for who, milli in one.items())
            least = min(sum(one.values()), sum(other.values()))
            if least > 0 and common >= SAME_PEOPLE * least:
                pairs.append((-common, d, o))
    moved: dict[Place, tuple[str, int]] = {}
    taken: set[Place] = set()
    for common, d, o in sorted(pairs):
        if dropped[d] not in moved and opened[o] not in taken:
            moved[dropped[d]] = (opened[o][1], -common)
            taken.add(opened[o])
    return moved


def _users(plan: Plan, wanted: set[Place]) -> dict[Place, dict[tuple[str, int], int]]:
    """Persons (thousandths) by place of the new units, then by home settlement and period."""
    place_of = {u.id: (u.service, u.settlement) for u in plan.units if u.state == "new"}
    found: dict[Place, dict[tuple[str, int], int]] = {}
    for visit in plan.served:
        place = place_of.get(visit.unit)
        if place is not None and place in wanted:
            users = found.setdefault(place, {})
            who = (visit.settlement, visit.period)
            users[who] = users.get(who, 0) + visit.milli
    return found
