"""The region: settlements, municipalities, units, funds, distances, territories; validated on reading."""

from mapping.region.changes import UnitChange
from mapping.region.points.rows import POINT_TABLES
from mapping.region.points.types import Points
from mapping.region.read import HEADING, RegionReading, collect_region, read_region
from mapping.region.table_sources import TABLE_SOURCES, TableSourceRow
from mapping.region.tables import OPTIONAL_TABLES, REGION_TABLES
from mapping.region.types import Envelope, ExistingUnit, Fund, Municipality, PlacesFrom, Region, Settlement

__all__ = [
    "HEADING",
    "OPTIONAL_TABLES",
    "POINT_TABLES",
    "REGION_TABLES",
    "TABLE_SOURCES",
    "Envelope",
    "ExistingUnit",
    "Fund",
    "Municipality",
    "PlacesFrom",
    "Points",
    "Region",
    "RegionReading",
    "Settlement",
    "TableSourceRow",
    "UnitChange",
    "collect_region",
    "read_region",
]
