"""The region: settlements, municipalities, units, funds, distances, territories; validated on reading."""

from mapping.region.changes import UnitChange
from mapping.region.points.rows import POINT_TABLES
from mapping.region.points.types import Points
from mapping.region.read import HEADING, RegionReading, collect_region, read_region
from mapping.region.replaced import Replaced
from mapping.region.tables import OWN_TABLES, REGION_TABLES
from mapping.region.types import Envelope, ExistingUnit, Fund, Municipality, PlacesFrom, Region, Settlement

__all__ = [
    "HEADING",
    "OWN_TABLES",
    "POINT_TABLES",
    "REGION_TABLES",
    "Envelope",
    "ExistingUnit",
    "Fund",
    "Municipality",
    "PlacesFrom",
    "Points",
    "Region",
    "RegionReading",
    "Replaced",
    "Settlement",
    "UnitChange",
    "collect_region",
    "read_region",
]
