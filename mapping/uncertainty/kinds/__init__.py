"""The kinds of values that a region's tables state with a range: one function a kind goes through a region.

It hands each estimate to whoever asks, with its id and name; what is handed back stands in its place. The same walk so
finds the values and writes others.
"""

from __future__ import annotations

from collections.abc import Mapping

from mapping.region import Region
from mapping.uncertainty.kinds.counts import counts, population
from mapping.uncertainty.kinds.groups import prevalence, profiles, rates
from mapping.uncertainty.kinds.money import envelopes
from mapping.uncertainty.kinds.parameters import parameters
from mapping.uncertainty.kinds.services import lead, sizes, teams
from mapping.uncertainty.kinds.units import changes, unit_places
from mapping.uncertainty.kinds.value import Kind, Value, Visit

__all__ = ["KINDS", "Value", "Visit", "walk"]

KINDS: Mapping[str, Kind] = {
    "prevalence": prevalence,
    "profile": profiles,
    "count": counts,
    "population": population,
    "rate": rates,
    "size": sizes,
    "team": teams,
    "lead_months": lead,
    "places": unit_places,
    "change": changes,
    "envelope": envelopes,
    "parameter": parameters,
}
"""The first word of a factor's id -> how such values are found and written. Another table of values: another line."""


def walk(region: Region, visit: Visit) -> Region:
    """Go through all values of `region`."""
    for kind in KINDS.values():
        region = kind(region, visit)
    return region
