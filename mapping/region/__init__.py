"""The region: settlements, municipalities, units, funds, distances, territories; validated on reading."""

from mapping.region.read import REGION_TABLES, read_region
from mapping.region.types import Envelope, ExistingUnit, Fund, Municipality, PlacesFrom, Region, Settlement

__all__ = [
    "REGION_TABLES",
    "Envelope",
    "ExistingUnit",
    "Fund",
    "Municipality",
    "PlacesFrom",
    "Region",
    "Settlement",
    "read_region",
]
