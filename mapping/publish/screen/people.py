"""Settlements, municipalities and their need, as columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mapping.instance import Case
from mapping.needs import estimate_needs
from mapping.plan import Plan
from mapping.publish.screen.ground import Ground
from mapping.publish.screen.json import Json

Milli = NDArray[np.int64]


def settlements(case: Case, ground: Ground) -> Json:
    """The settlements by column, in the region's order; `municipality` is an index."""
    places = case.region.settlements
    municipality = {m.code: i for i, m in enumerate(case.region.municipalities)}
    return {
        "code": [place.ekatte for place in places],
        "bg": [place.name.bg for place in places],
        "en": [place.name.en for place in places],
        "kind": [place.kind for place in places],
        "municipality": [municipality[place.municipality] for place in places],
        "people": [place.population_2021 for place in places],
        "x": ground.points[:, 0].tolist(),
        "y": ground.points[:, 1].tolist(),
        "cell": list(ground.cells) or [""] * len(places),
    }


def municipalities(case: Case, ground: Ground) -> Json:
    """The municipalities by column; `seat` is an index of a settlement, -1 where it is none of the region's."""
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    found = case.region.municipalities
    return {
        "code": [m.code for m in found],
        "bg": [m.name.bg for m in found],
        "en": [m.name.en for m in found],
        "seat": [index.get(m.seat, -1) for m in found],
        "border": [ground.municipalities.get(m.code, "") for m in found],
        "label": [list(ground.labels[m.code]) if m.code in ground.labels else None for m in found],
    }


def needs(case: Case, plan: Plan) -> list[Json]:
    """By settlement a list of rows: index of the service, then for each period need, unmet, low and high need.

    Thousandths of a person. Low and high are the need with every rate at that end of its range, all at once; the need
    itself where the region has no rates. Services that nobody of the settlement needs in any period have no row.
    """
    settlement = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    service = {one.id: s for s, one in enumerate(case.region.catalogue.services)}
    ids = tuple(one.id for one in case.services)
    shape = (len(settlement), len(service), len(plan.periods))
    need, unmet, low, high = (np.zeros(shape, dtype=np.int64) for _ in range(4))
    for record in plan.needs:
        at = settlement[record.settlement], service[record.service], record.period
        need[at] += record.need_milli
        unmet[at] += record.unmet_milli
    planned = [service[one] for one in ids]
    if case.region.catalogue.rates:
        low[:, planned, :] = estimate_needs(case.region, ids, case.periods, "low").milli
        high[:, planned, :] = estimate_needs(case.region, ids, case.periods, "high").milli
        # Where the tables state a municipality's total, higher rates elsewhere can leave a settlement less of it.
        low, high = np.minimum(low, need), np.maximum(high, need)
    else:
        low, high = need, need
    return [_rows(need[i], unmet[i], low[i], high[i]) for i in range(len(settlement))]


def _rows(need: Milli, unmet: Milli, low: Milli, high: Milli) -> Json:
    together = np.concatenate([need, unmet, low, high], axis=1).tolist()
    return [[int(s), *together[s]] for s in np.flatnonzero(need.any(axis=1))]
