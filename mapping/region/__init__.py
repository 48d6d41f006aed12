"""The region: settlements, municipalities, units, funds, distances, territories; validated on reading."""

from mapping.region.changes import UnitChange
from mapping.region.read import HEADING, RegionReading, collect_region, read_region
from mapping.region.tables import REGION_TABLES
from mapping.region.types import Envelope, ExistingUnit, Fund, Municipality, PlacesFrom, Region, Settlement

__all__ = [
    "HEADING",
    "REGION_TABLES",
    "Envelope",
    "ExistingUnit",
    "Fund",
    "Municipality",
    "PlacesFrom",
    "Region",
    "RegionReading",
    "Settlement",
    "UnitChange",
    "collect_region",
    "read_region",
]
