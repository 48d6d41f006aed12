"""The files that programs read, and every field in them: name, type, unit, meaning.

Writers take their columns from here, and docs/outputs.md shows the same tables, so that what is written and
what is documented cannot differ. In a name `<period>` stands for the years of a period (2021_2023) and
`<service>` for the code of a planned service: such a field is one column for each of them.
"""

from mapping.publish.fields.base import PERIOD, SERVICE, Cell, Field, FieldType, OutputFile, Row, expand, field_table
from mapping.publish.fields.money import ENVELOPES_CSV, MONEY_BY_UNIT_CSV, MONEY_CSV
from mapping.publish.fields.needs import (
    ASSIGNMENTS_CSV,
    MUNICIPALITIES_CSV,
    NEEDS_CSV,
    SERVICES_CSV,
    SETTLEMENTS_GEOJSON,
)
from mapping.publish.fields.proof import STAGES_CSV
from mapping.publish.fields.units import (
    CHANGES_CSV,
    MOVED_CSV,
    SERVICE_AREAS_GEOJSON,
    TEAMS_CSV,
    UNIT_FIELDS,
    UNITS_CSV,
    UNITS_GEOJSON,
)

GEOJSON_FILES = (UNITS_GEOJSON, SETTLEMENTS_GEOJSON, SERVICE_AREAS_GEOJSON)
TABLES = (
    UNITS_CSV,
    CHANGES_CSV,
    MOVED_CSV,
    TEAMS_CSV,
    NEEDS_CSV,
    MUNICIPALITIES_CSV,
    SERVICES_CSV,
    MONEY_CSV,
    ENVELOPES_CSV,
    MONEY_BY_UNIT_CSV,
    ASSIGNMENTS_CSV,
    STAGES_CSV,
)

__all__ = [
    "ASSIGNMENTS_CSV",
    "CHANGES_CSV",
    "ENVELOPES_CSV",
    "GEOJSON_FILES",
    "MONEY_BY_UNIT_CSV",
    "MONEY_CSV",
    "MOVED_CSV",
    "MUNICIPALITIES_CSV",
    "NEEDS_CSV",
    "PERIOD",
    "SERVICE",
    "SERVICES_CSV",
    "SERVICE_AREAS_GEOJSON",
    "SETTLEMENTS_GEOJSON",
    "STAGES_CSV",
    "TABLES",
    "TEAMS_CSV",
    "UNITS_CSV",
    "UNITS_GEOJSON",
    "UNIT_FIELDS",
    "Cell",
    "Field",
    "FieldType",
    "OutputFile",
    "Row",
    "expand",
    "field_table",
]
