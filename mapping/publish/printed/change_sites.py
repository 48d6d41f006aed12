"""What is drawn of the differences between two plans: marks of what changes, and which villages gain and lose."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mapping.catalogue.types import Service
from mapping.compare import Against, Comparison, Contract, UnitDifference, UnitDifferenceKind
from mapping.instance import Case
from mapping.plan import Coverage, Plan, coverage_by, last_period
from mapping.publish.printed.marks import Look, Looks
from mapping.publish.printed.sites import Mark, Site, State, ordered
from mapping.publish.printed.text import INK

GAIN, LOSS = "#2c4aa0", "#b35806"
"""Blue and brown-orange: told apart by colour-blind readers; signs, fillings and dashes tell them apart in grey."""

CHANGE_LOOKS: Looks = {
    "opened": Look(GAIN, GAIN, 0.8, "solid", "white"),
    "dropped": Look("white", LOSS, 1.2, (0.0, (1.7, 1.1)), LOSS),
    "moved_from": Look("white", GAIN, 1.0, (0.0, (0.8, 1.0)), GAIN),
    "moved_to": Look("#c9d3ef", GAIN, 1.2, "solid", INK),
    "resized": Look("#ffe08a", INK, 1.0, "solid", INK),
    "retimed": Look("#e2e2e2", INK, 1.0, "solid", INK),
    "altered": Look("white", INK, 1.8, "solid", INK),
    "kept": Look("#f3f1ec", "#a39b8f", 0.7, "solid", "#6d665c"),
}
STEPS = (0.05, 0.2)
"""A settlement's served share is taken as unchanged up to the first, as much changed from the second on."""
NOISE = 1e-9
PERSONS = (1.0, 10.0)
"""Limits of the sizes of the signs of settlements, persons served more or fewer."""


@dataclass(frozen=True, slots=True)
class ChangeMark(Mark):
    """A mark with what is said under it."""

    said: str = ""

    @property
    def caption(self) -> str:
        """What the change is: +20, −20, 20→40; ×n are teams."""
        return self.said


@dataclass(frozen=True, slots=True)
class Shift:
    """How a settlement's served share changes: `step` from −2 (much less) to 2 (much more), and persons served more."""

    step: int
    persons: float

    @property
    def size(self) -> int:
        """The size of its sign."""
        return sum(abs(self.persons) >= limit for limit in PERSONS)


def change_sites(comparison: Comparison, against: Against) -> tuple[Site, ...]:
    """The settlements where something is new in either plan, or an existing unit becomes something else in one of them;
    in the order of the region of `against`."""
    region = against.case.region
    services = {service.id: service for service in region.catalogue.services}
    marks: dict[str, list[Mark]] = {}
    for one in against.changes.units:
        for settlement, mark in _marks(services[one.service], one, against):
            marks.setdefault(settlement, []).append(mark)
    for settlement, mark in [*_kept(services, against), *_altered(services, comparison.first.plan, against)]:
        marks.setdefault(settlement, []).append(mark)
    return tuple(
        Site(i, ordered(marks[place.ekatte])) for i, place in enumerate(region.settlements) if place.ekatte in marks
    )


def _marks(service: Service, one: UnitDifference, against: Against) -> list[tuple[str, Mark]]:
    was, now = _sum(one.before), _sum(one.after)

    def mark(state: State, amount: tuple[int, int], said: str) -> Mark:
        return ChangeMark(service.number, service.kind, state, *amount, None, said)

    here, there = one.settlement_before or "", one.settlement_after or ""
    if one.kind == "opened":
        return [(there, mark("opened", now, f"+{_said(now)}"))]
    if one.kind == "dropped":
        return [(here, mark("dropped", was, f"−{_said(was)}"))]
    if one.kind == "moved":
        return [
            (here, mark("moved_from", was, f"{_said(was)} →")),
            (there, mark("moved_to", now, f"→ {_said(now)}")),
        ]
    if one.kind == "retimed":
        years = (_years(contracts, against) for contracts in (one.before, one.after))
        return [(there, mark("retimed", now, "→".join(years)))]
    return [(there, mark("resized", max(was, now), f"{_said(was)}→{_said(now)}"))]


def _sum(contracts: Sequence[Contract]) -> tuple[int, int]:
    """Units and places."""
    return sum(one.units for one in contracts), sum(one.places for one in contracts)


def _said(amount: tuple[int, int]) -> str:
    """Places; of teams, which have none, their number."""
    units, places = amount
    return str(places) if places else f"×{units}"


def _years(contracts: Sequence[Contract], against: Against) -> str:
    return ",".join(dict.fromkeys(str(against.changes.periods[one.period].first_year) for one in contracts))


def _kept(services: Mapping[str, Service], against: Against) -> list[tuple[str, ChangeMark]]:
    """New units that are the same in both plans."""
    touched = {(one.service, one.settlement_after) for one in against.changes.units}
    found = []
    for unit in against.other.plan.units:
        if unit.state == "new" and (unit.service, unit.settlement) not in touched:
            amount = (sum(o.units for o in unit.openings), sum(o.places for o in unit.openings))
            service = services[unit.service]
            mark = ChangeMark(service.number, service.kind, "kept", *amount, None, _said(amount))
            found.append((unit.settlement, mark))
    return found


def _altered(services: Mapping[str, Service], before: Plan, against: Against) -> list[tuple[str, ChangeMark]]:
    """Existing units of which the plans make something else, with their places in the last period of each."""
    was, now = (
        {unit.id: unit.places[-1] for unit in plan.units if unit.state in ("existing", "committed")}
        for plan in (before, against.other.plan)
    )
    found = []
    for one in against.changes.existing:
        service, places = services[one.service], (was.get(one.unit, 0), now.get(one.unit, 0))
        said = f"{places[0]}→{places[1]}"
        found.append((one.settlement, ChangeMark(service.number, service.kind, "altered", 1, max(places), None, said)))
    return found


def moves(case: Case, against: Against) -> list[tuple[int, int]]:
    """From which settlement to which something moves, by their places in the region of `case`."""
    place = {settlement.ekatte: i for i, settlement in enumerate(case.region.settlements)}
    pairs = (
        (place[one.settlement_before], place[one.settlement_after])
        for one in against.changes.units
        if one.kind == "moved" and one.settlement_before is not None and one.settlement_after is not None
    )
    return list(dict.fromkeys(pairs))


def shifts(comparison: Comparison, against: Against) -> tuple[Shift | None, ...]:
    """How each settlement's served share changes in the last period; None where one plan has no need there."""
    was, now = (_covers(plan, comparison.services) for plan in (comparison.first.plan, against.other.plan))
    return tuple(_shift(was.get(place.ekatte), now.get(place.ekatte)) for place in against.case.region.settlements)


def _covers(plan: Plan, services: Sequence[str]) -> Mapping[str, Coverage]:
    wanted = (record for record in last_period(plan) if record.service in services)
    return coverage_by(wanted, lambda record: record.settlement)


def _shift(was: Coverage | None, now: Coverage | None) -> Shift | None:
    if was is None or now is None or not was.need_milli or not now.need_milli:
        return None
    more = now.share - was.share
    step = sum(abs(more) + NOISE >= limit for limit in STEPS)
    return Shift(step if more > 0 else -step, now.served - was.served)


@dataclass(frozen=True, slots=True)
class ServiceChanges:
    """A service of which something is new in either plan: units (or teams) by what becomes of them."""

    service: Service
    counts: Mapping[str, int]


COUNTED: tuple[tuple[str, Callable[[UnitDifferenceKind], bool]], ...] = (
    ("opened", lambda kind: kind == "opened"),
    ("dropped", lambda kind: kind == "dropped"),
    ("moved", lambda kind: kind == "moved"),
    ("resized", lambda kind: kind in ("resized", "retimed")),
)


def service_changes(against: Against) -> tuple[ServiceChanges, ...]:
    """The services with a mark on the map, by number: settlements where their new units open, drop out, move, have
    another size or year, are kept; existing units of which something else becomes."""
    found = []
    services = {service.id: service for service in against.case.region.catalogue.services}
    kept = [mark.number for _, mark in _kept(services, against)]
    for service in sorted(services.values(), key=lambda one: one.number):
        mine = [one for one in against.changes.units if one.service == service.id]
        counts = {name: sum(wanted(one.kind) for one in mine) for name, wanted in COUNTED}
        counts["kept"] = kept.count(service.number)
        counts["altered"] = sum(one.service == service.id for one in against.changes.existing)
        if any(counts.values()):
            found.append(ServiceChanges(service, counts))
    return tuple(found)
