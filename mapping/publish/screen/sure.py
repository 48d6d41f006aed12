"""How sure the plan is, as the page has it: of the whole region, of what is not in the plan, and of each settlement.

How sure each unit is stands with the unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.certainty import (
    CERTAINTY_WORDS,
    class_counts,
    missing_marks,
    planned,
    served_range,
    unit_certainties,
)
from mapping.publish.screen.json import Json
from mapping.uncertainty.types import Certainties, Certainty, MarkCertainty, MissingMark, Place, ServedRange


@dataclass(frozen=True, slots=True)
class Sureness:
    """What an ensemble of `worlds` says of a plan.

    `units` by the id of a new unit: how sure each of its units is, the first first; `counts` how many of them are of
    each class. `missing` are units that most worlds build and the plan has not. `served` are the settlements' served
    shares in the last period, `region` the ends of that of the whole region (0..1) in 90 % of the worlds.
    """

    worlds: int
    units: Mapping[str, Sequence[MarkCertainty]]
    counts: Mapping[Certainty, int] = field(default_factory=dict)
    missing: Sequence[MissingMark] = ()
    served: Sequence[ServedRange] = ()
    region: tuple[float, float] | None = None


def sureness(plan: Plan, certainties: Certainties) -> Sureness:
    """What `certainties` say of `plan`."""
    low, high = served_range(certainties.ensemble)
    return Sureness(
        worlds=len(planned(certainties.ensemble)),
        units=unit_certainties(plan, certainties),
        counts=class_counts(plan, certainties),
        missing=missing_marks(plan, certainties),
        served=certainties.served,
        region=(low, high) if isfinite(low) and isfinite(high) else None,
    )


def sure(case: Case, sureness: Sureness) -> Json:
    """As JSON: settlements and services by index, shares 0..1.

    `missing` are rows of service, settlement and the shares of the worlds that build the units missing there, the
    surest first; `served` by settlement low, median and high share, null where there is never need.
    """
    settlement = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    service = {one.id: s for s, one in enumerate(case.region.catalogue.services)}
    missing: dict[Place, list[float]] = {}
    for mark in sorted(sureness.missing, key=lambda one: (-one.share, one.place, one.number)):
        missing.setdefault(mark.place, []).append(mark.share)
    ranges = {one.settlement: one for one in sureness.served}
    return {
        "worlds": sureness.worlds,
        "counts": [sureness.counts.get(name, 0) for name in CERTAINTY_WORDS],
        "region": None if sureness.region is None else list(sureness.region),
        "missing": [
            [service[place.service], settlement[place.settlement], shares] for place, shares in missing.items()
        ],
        "served": [_range(ranges.get(place.ekatte)) for place in case.region.settlements],
    }


def _range(served: ServedRange | None) -> Json:
    if served is None or not isfinite(served.low):
        return None
    return [round(share, 4) for share in (served.low, served.median, served.high)]
