"""The coordinate systems that layers may be written in, and where they hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from mapping.words import Text

if TYPE_CHECKING:  # the systems are named before anything is read
    from mapping.region import Region

Crs = Literal["EPSG:4326", "EPSG:7801"]
CRS_WORDS: Mapping[Crs, Text] = {
    "EPSG:4326": Text("WGS84, географска дължина и ширина", "WGS84, longitude and latitude"),
    "EPSG:7801": Text("БГС2005 / Кадастрална координатна система 2005, метри", "BGS2005 / CCS2005, metres"),
}


def crs_of(code: str) -> Crs | None:
    """The system of an EPSG code (7801, EPSG:7801); None if it is none of ours."""
    for crs in CRS_WORDS:
        if code.upper().removeprefix("EPSG:") == crs.removeprefix("EPSG:"):
            return crs
    return None


def outside(region: Region, crs: Crs) -> Text | None:
    """Why the region cannot be shown in `crs`: a place of it lies outside the area that the system is made for."""
    from pyproj import CRS

    area = CRS(crs).area_of_use
    if area is None:
        return None
    for place in region.settlements:
        if not (area.west <= place.lon <= area.east and area.south <= place.lat <= area.north):
            return Text(
                f"{place.label.bg} е извън територията, за която е {crs}",
                f"{place.label.en} is outside the area that {crs} is made for",
            )
    return None
