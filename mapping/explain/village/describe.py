"""A settlement in a plan: what it needs, who serves it, what it lacks and why."""

from __future__ import annotations

from mapping.errors import NeedsmapError
from mapping.evidence.facts import Facts
from mapping.evidence.find import understand
from mapping.evidence.need import need_ends
from mapping.explain.room import Room, Way
from mapping.explain.village.cheapest import Cheapest
from mapping.explain.village.types import Lack, OfService, ServedFrom, Village
from mapping.instance import standard_of
from mapping.units import MILLI
from mapping.words import Text

SOME = 0.05
"""Persons: less than this rounds to nothing and is not told as a lack."""

ROOM = 0.1
"""A unit with room for less than a tenth of a person is full."""


class NotOneSettlementError(NeedsmapError):
    """The question does not name one settlement."""

    exit_code = 2


def read_settlement(facts: Facts, words: str) -> str:
    """The code of the one settlement that `words` name.

    Raises:
        NotOneNumberError: a word names nothing, or several things (all are listed).
        NotOneSettlementError: no settlement, or more than one, is named.
    """
    meant = understand(facts, words)
    if len(meant.settlements) != 1:
        raise NotOneSettlementError(Text(
            "Кое населено място? Напишете името или кода на едно.", "Which settlement? Write the name or code of one."
        ))  # fmt: skip
    return meant.settlements[0]


def describe(facts: Facts, settlement: str) -> Village:
    """The settlement at the end of the plan; nothing is solved."""
    room, cheapest = Room(facts, facts.last), Cheapest(facts)
    found = [
        _of_service(facts, room, cheapest, settlement, service.id)
        for service in facts.case.services
        if (settlement, service.id, facts.last) in facts.needs
        and facts.needs[settlement, service.id, facts.last].need_milli > 0
    ]
    return Village(settlement, tuple(sorted(found, key=lambda one: -one.unmet)))


def _of_service(facts: Facts, room: Room, cheapest: Cheapest, settlement: str, service: str) -> OfService:
    last, record = facts.last, facts.needs[settlement, service, facts.last]
    ways = room.ways(settlement, service)
    by_unit = {way.unit.id: way for way in ways}
    served = tuple(
        ServedFrom(by_unit[visit.unit], visit.persons)
        for visit in sorted(facts.served_by.get((settlement, service, last), ()), key=lambda v: -v.milli)
        if visit.milli > 0
    )
    unmet = record.unmet_milli / MILLI
    free = [(way, room.persons_left(way)) for way in ways]
    with_room = next(((way, left) for way, left in free if left > ROOM), None)
    lack = _lack(unmet, ways, free)
    ends = need_ends(facts, [settlement], [service], last)
    i, s = facts.index[settlement], facts.service_index[service]
    needs = facts.case.needs
    groups = [(g, unmet * float(needs.parts[i, s, last, at])) for at, g in enumerate(needs.groups)]
    return OfService(
        service=service,
        need=record.need_milli / MILLI,
        low=None if ends is None else ends[0],
        high=None if ends is None else ends[1],
        unmet=unmet,
        served=served,
        groups=tuple(sorted(((g, n) for g, n in groups if n > 0), key=lambda pair: -pair[1])),
        lack=lack,
        standard=standard_of(facts.case, facts.case.services[s]),
        nearest=ways[0] if ways else None,
        with_room=None if with_room is None else with_room[0],
        room=0.0 if with_room is None else with_room[1],
        new=cheapest.reaching(settlement, service) if lack != "nothing" else None,
    )


def _lack(unmet: float, ways: tuple[Way, ...], free: list[tuple[Way, float]]) -> Lack:
    if unmet < SOME:
        return "nothing"
    if not any(way.within for way in ways):
        return "no_unit"
    return "room_left" if any(way.within and left > ROOM for way, left in free) else "full"
