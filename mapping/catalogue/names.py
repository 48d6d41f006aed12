"""What the tables name, so that a scenario can be held against them even where they have problems."""

from __future__ import annotations

from dataclasses import dataclass

from mapping.tables import Names


@dataclass(frozen=True, slots=True)
class RegionNames:
    """What a scenario may name of a region; None where a table could not be read.

    `services` are all of the catalogue, `planned` those that may get new units, `mobile` the mobile ones, `rates` pairs
    of group and service, `places` of service and places of a size, `changes` of an existing unit and a change that it
    may make.
    """

    services: Names = None
    planned: Names = None
    mobile: Names = None
    funds: Names = None
    settlements: Names = None
    municipalities: Names = None
    groups: Names = None
    rates: Names = None
    places: Names = None
    changes: Names = None
