"""Why a unit stands somewhere: what it does there, and where its users could go otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.explain.room import Room
from mapping.explain.site.reason import Reason
from mapping.explain.site.scene import Scene
from mapping.plan import PlanUnit
from mapping.units import MILLI
from mapping.words import Text, number, percent

MOST_VILLAGES = 6
"""So many settlements of its users are named, the largest first."""


def reasons_for(scene: Scene) -> tuple[Reason, ...]:
    """What speaks for the unit, as far as the plan itself can tell; the plan opens it."""
    unit = next(u for u in scene.facts.plan.units if u.state == "new"
                and (u.service, u.settlement) == (scene.question.service, scene.question.settlement))  # fmt: skip
    return (
        *_required(scene),
        *_what(scene, unit),
        *_users(scene, unit),
        *_otherwise(scene, unit),
        *_shared(scene, unit),
    )


def _required(scene: Scene) -> Iterator[Reason]:
    keys, asked = scene.facts.case.scenario.keys, scene.question
    for number_of, choice in enumerate(keys.sites.choices, start=1):
        same = (choice.service, choice.settlement) == (asked.service, asked.settlement)
        if same and choice.status == "required" and keys.rules.site_status:
            yield Reason("site_status", "decided", Text(
                f"Сценарият изисква звено тук (sites.choices[{number_of}]).",
                f"The scenario requires a unit here (sites.choices[{number_of}]).",
            ))  # fmt: skip


def _what(scene: Scene, unit: PlanUnit) -> Iterator[Reason]:
    """Its size, use and price."""
    facts, last = scene.facts, scene.facts.last
    users = sum(visit.milli for visit in facts.visits.get((unit.id, last), ())) / MILLI
    cost = unit.cents / 100
    if unit.kind == "mobile":
        teams = unit.units_in_service[last]
        yield Reason("unit", "says", Text(
            f"Екипите тук са {teams} и посещават {number(users, 'bg', 1)} души; струват {number(cost, 'bg')} евро до "
            "края на плана.",
            f"There are {teams} teams here, who visit {number(users, 'en', 1)} people; they cost EUR "
            f"{number(cost, 'en')} until the end of the plan.",
        ))  # fmt: skip
        return
    places = unit.places[last]
    used = percent(users / places, "bg") if places else "–"
    used_en = percent(users / places, "en") if places else "–"
    yield Reason("unit", "says", Text(
        f"Звеното има {places} места и {number(users, 'bg', 1)} потребители ({used}); струва {number(cost, 'bg')} евро "
        "до края на плана.",
        f"The unit has {places} places and {number(users, 'en', 1)} users ({used_en}); it costs EUR "
        f"{number(cost, 'en')} "
        "until the end of the plan.",
    ))  # fmt: skip


def _users(scene: Scene, unit: PlanUnit) -> Iterator[Reason]:
    """Where its users come from."""
    facts = scene.facts
    visits = sorted(facts.visits.get((unit.id, facts.last), ()), key=lambda v: (-v.milli, v.settlement))
    if not visits:
        return
    shown = [(facts.settlement[v.settlement].label, v.persons) for v in visits[:MOST_VILLAGES]]
    more = len(visits) - len(shown)
    bg = ", ".join(f"{label.bg} {number(persons, 'bg', 1)}" for label, persons in shown)
    en = ", ".join(f"{label.en} {number(persons, 'en', 1)}" for label, persons in shown)
    yield Reason("users", "says", Text(
        f"Потребителите му са от {len(visits)} населени места: {bg}{f' и още {more}' if more > 0 else ''}.",
        f"Its users come from {len(visits)} settlements: {en}{f' and {more} more' if more > 0 else ''}.",
    ))  # fmt: skip


def _otherwise(scene: Scene, unit: PlanUnit) -> Iterator[Reason]:
    """How many of its users have another unit of the service within the standard, and whether it has room."""
    facts, last = scene.facts, scene.facts.last
    visits = facts.visits.get((unit.id, last), ())
    total = sum(visit.persons for visit in visits)
    if not total:
        return
    room = Room(facts, last)
    nobody = taken = 0.0
    for visit in visits:
        others = [way for way in room.ways(visit.settlement, unit.service) if way.unit.id != unit.id and way.within]
        if not others:
            nobody += visit.persons
        elif not any(room.persons_left(way) > 0.1 for way in others):
            taken += visit.persons
    if nobody:
        yield Reason("only_unit", "weighs", Text(
            f"За {number(nobody, 'bg', 1)} от {number(total, 'bg', 1)} потребители то е единственото звено в рамките "
            "на "
            "стандарта за пътуване.",
            f"For {number(nobody, 'en', 1)} of {number(total, 'en', 1)} users it is the only unit within the standard "
            "of "
            "travel.",
        ))  # fmt: skip
    if taken:
        yield Reason("others_full", "weighs", Text(
            f"За {number(taken, 'bg', 1)} от {number(total, 'bg', 1)} потребители има друго звено в рамките на "
            "стандарта, "
            "но то е пълно.",
            f"For {number(taken, 'en', 1)} of {number(total, 'en', 1)} users there is another unit within the "
            "standard, "
            "but it is full.",
        ))  # fmt: skip
    rest = total - nobody - taken
    if rest > 0.05:
        yield Reason("others_free", "says", Text(
            f"За {number(rest, 'bg', 1)} от {number(total, 'bg', 1)} потребители и друго звено в рамките на стандарта "
            "има "
            "свободно място.",
            f"For {number(rest, 'en', 1)} of {number(total, 'en', 1)} users another unit within the standard has room.",
        ))  # fmt: skip


def _shared(scene: Scene, unit: PlanUnit) -> Iterator[Reason]:
    """Whether it counts for the floor of inter-municipal services, and whether the plan has more than it needs."""
    sharing = scene.instance.sharing
    if sharing is None or "inter_municipal" not in scene.instance.rules or scene.s not in sharing.services:
        return
    counted = [one for one in scene.facts.plan.units if _counts(scene, one)]
    if unit in counted and len(counted) <= sharing.units:
        yield Reason("inter_municipal", "weighs", Text(
            f"Сценарият иска поне {sharing.units} междуобщински звена; планът има {len(counted)} и това е едно от тях.",
            f"The scenario wants at least {sharing.units} inter-municipal units; the plan has {len(counted)}, and this "
            "is one of them.",
        ))  # fmt: skip


def _counts(scene: Scene, unit: PlanUnit) -> bool:
    sharing, facts = scene.instance.sharing, scene.facts
    if sharing is None or unit.state != "new" or facts.service_index.get(unit.service) not in sharing.services:
        return False
    homes: dict[str, float] = {}
    for visit in facts.visits.get((unit.id, facts.last), ()):
        home = facts.settlement[visit.settlement].municipality
        homes[home] = homes.get(home, 0.0) + visit.persons
    return sum(persons >= sharing.persons - 0.002 for persons in homes.values()) > 1
