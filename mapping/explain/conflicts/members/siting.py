"""Services that stay apart, and services that stand beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

import numpy as np

from mapping.explain.conflicts import naming
from mapping.explain.conflicts.plain import Plain, with_keys
from mapping.explain.conflicts.types import Drop, Easing, Edit, Member
from mapping.instance import Case
from mapping.scenario import Pairing, Spacing
from mapping.words import Text


def spacing(plain: Plain) -> Iterator[Member]:
    """How far the units of a service stay from each other."""
    case = plain.case
    planned = {service.id for service in case.services}
    for number, wish in enumerate(case.scenario.keys.spacing, start=1):
        if not case.scenario.keys.rules.spacing or wish.service not in planned:
            continue
        yield _of_spacing(case, wish, f"spacing[{number}]")


def _of_spacing(case: Case, wish: Spacing, key: str) -> Member:
    name = naming.service(case, wish.service)
    limits = [naming.way(v, u) for v, u in ((wish.minutes, naming.MINUTES), (wish.km, naming.KM)) if v is not None]
    left = Edit(lambda other: _without_spacing(other, wish))
    both = len(limits) > 1
    return Member(
        id=key,
        key=key,
        words=Text(
            f"звената от {name.bg} са поне на {' и '.join(text.bg for text in limits)} едно от друго",
            f"units of {name.en} are at least {' and '.join(text.en for text in limits)} apart",
        ),
        without=left,
        easing=None if both else _nearer(case, wish, key),
        drop=Drop(Text(f"махнете {key}", f"remove {key}"), left) if both else None,
    )


def pairing(plain: Plain) -> Iterator[Member]:
    """What must stand beside a new unit."""
    case = plain.case
    planned = {service.id for service in case.services}
    for number, wish in enumerate(case.scenario.keys.pairing, start=1):
        if not case.scenario.keys.rules.pairing or wish.service not in planned:
            continue
        yield _of_pairing(case, wish, f"pairing[{number}]")


def _of_pairing(case: Case, wish: Pairing, key: str) -> Member:
    name, beside = naming.service(case, wish.service), naming.service(case, wish.beside)
    shown = naming.way(wish.minutes, naming.MINUTES)
    ways = {ceil(way) for way in case.travel.minutes[np.isfinite(case.travel.minutes)].tolist()}
    return Member(
        id=key,
        key=key,
        words=Text(
            f"ново звено от {name.bg} работи само до звено от {beside.bg}, на най-много {shown.bg}",
            f"a new unit of {name.en} needs a unit of {beside.en} within {shown.en}",
        ),
        without=Edit(lambda other: _pairing(other, wish, None)),
        easing=Easing(
            "minutes",
            lambda by: Edit(lambda other: _pairing(other, wish, wish.minutes + by)),
            lambda by: naming.from_to(f"{key}.minutes", shown, naming.way(wish.minutes + by, naming.MINUTES)),
            ladder=tuple(float(way) - wish.minutes for way in sorted(ways) if way > wish.minutes),
        ),
    )


def _nearer(case: Case, wish: Spacing, key: str) -> Easing:
    """Fewer minutes (or kilometres): whole ones, down to none at all."""
    in_minutes = wish.minutes is not None
    limit = wish.minutes if wish.minutes is not None else wish.km
    assert limit is not None
    travel = case.travel.minutes if in_minutes else case.travel.km
    ways = np.minimum(travel, travel.T)
    shorter = sorted({float(int(way)) for way in ways[ways < limit].tolist() if way >= 1}, reverse=True)
    unit, name = (naming.MINUTES, "minutes") if in_minutes else (naming.KM, "km")

    def nearer(by: float) -> Edit:
        left = limit - by
        return Edit(lambda other: _without_spacing(other, wish, {name: left} if left > 0 else None))

    def says(by: float) -> Text:
        if by >= limit:
            return Text(f"махнете {key}", f"remove {key}")
        return naming.from_to(f"{key}.{name}", naming.way(limit, unit), naming.way(limit - by, unit))

    return Easing("minutes" if in_minutes else "km", nearer, says, ladder=(*(limit - way for way in shorter), limit))


def _without_spacing(case: Case, wish: Spacing, instead: dict[str, float] | None = None) -> Case:
    spaced = (
        other.model_copy(update=instead) if other.service == wish.service and instead is not None else other
        for other in case.scenario.keys.spacing
        if other.service != wish.service or instead is not None
    )
    return with_keys(case, spacing=tuple(spaced))


def _pairing(case: Case, wish: Pairing, minutes: float | None) -> Case:
    same = (wish.service, wish.beside)
    paired = (
        other.model_copy(update={"minutes": minutes}) if (other.service, other.beside) == same else other
        for other in case.scenario.keys.pairing
        if (other.service, other.beside) != same or minutes is not None
    )
    return with_keys(case, pairing=tuple(paired))
