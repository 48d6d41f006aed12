"""The region: settlements, municipalities, units, funds, distances, territories; validated on reading."""

from mapping.region.changes import UnitChange
from mapping.region.edits import Edit, Edits
from mapping.region.need_types import Criterion, KnownCount, Overlap, PopulationCount
from mapping.region.points.rows import POINT_TABLES
from mapping.region.points.types import Points
from mapping.region.read import HEADING, RegionReading, collect_region, read_region
from mapping.region.replaced import Replaced
from mapping.region.table_sources import TABLE_SOURCES, TableSourceRow
from mapping.region.tables import OPTIONAL_TABLES, OWN_TABLES, REGION_TABLES
from mapping.region.types import Envelope, ExistingUnit, Fund, Municipality, PlacesFrom, Region, Settlement

__all__ = [
    "HEADING",
    "OPTIONAL_TABLES",
    "OWN_TABLES",
    "POINT_TABLES",
    "REGION_TABLES",
    "TABLE_SOURCES",
    "Criterion",
    "Edit",
    "Edits",
    "Envelope",
    "ExistingUnit",
    "Fund",
    "KnownCount",
    "Municipality",
    "Overlap",
    "PlacesFrom",
    "Points",
    "PopulationCount",
    "Region",
    "RegionReading",
    "Replaced",
    "Settlement",
    "TableSourceRow",
    "UnitChange",
    "collect_region",
    "read_region",
]
