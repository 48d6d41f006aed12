"""The files that programs read, and every field in them: name, type, unit, meaning.

Writers take their columns from here, and docs/outputs.md shows the same tables, so that what is written and
what is documented cannot differ. In a name `<period>` stands for the years of a period (2021_2023) and
`<service>` for the code of a planned service: such a field is one column for each of them.
"""

from mapping.publish.fields.base import PERIOD, SERVICE, Cell, Field, FieldType, OutputFile, Row, expand, field_table
from mapping.publish.fields.certainty import (
    ASSUMPTIONS_CSV,
    CERTAIN_SETTLEMENTS_GEOJSON,
    CERTAIN_TABLES,
    CERTAIN_UNITS_GEOJSON,
    CERTAINTY_CSV,
    MISSING_CSV,
    ROBUST_CSV,
    SERVED_RANGES_CSV,
    SETTLEMENT_RANGE,
    UNIT_CERTAINTY,
)
from mapping.publish.fields.evidence import EVIDENCE_CSV
from mapping.publish.fields.money import ENVELOPES_CSV, MONEY_BY_UNIT_CSV, MONEY_CSV
from mapping.publish.fields.needs import (
    ASSIGNMENTS_CSV,
    MUNICIPALITIES_CSV,
    NEEDS_CSV,
    SERVICES_CSV,
    SETTLEMENTS_GEOJSON,
)
from mapping.publish.fields.people import DISTINCT_CSV, GROUPS_CSV, PEOPLE_CSV
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
    PEOPLE_CSV,
    GROUPS_CSV,
    DISTINCT_CSV,
    MUNICIPALITIES_CSV,
    SERVICES_CSV,
    MONEY_CSV,
    ENVELOPES_CSV,
    MONEY_BY_UNIT_CSV,
    ASSIGNMENTS_CSV,
    STAGES_CSV,
    EVIDENCE_CSV,
)

__all__ = [
    "ASSIGNMENTS_CSV",
    "ASSUMPTIONS_CSV",
    "CERTAINTY_CSV",
    "CERTAIN_SETTLEMENTS_GEOJSON",
    "CERTAIN_TABLES",
    "CERTAIN_UNITS_GEOJSON",
    "CHANGES_CSV",
    "DISTINCT_CSV",
    "ENVELOPES_CSV",
    "EVIDENCE_CSV",
    "GEOJSON_FILES",
    "GROUPS_CSV",
    "MISSING_CSV",
    "MONEY_BY_UNIT_CSV",
    "MONEY_CSV",
    "MOVED_CSV",
    "MUNICIPALITIES_CSV",
    "NEEDS_CSV",
    "PEOPLE_CSV",
    "PERIOD",
    "ROBUST_CSV",
    "SERVED_RANGES_CSV",
    "SERVICE",
    "SERVICES_CSV",
    "SERVICE_AREAS_GEOJSON",
    "SETTLEMENTS_GEOJSON",
    "SETTLEMENT_RANGE",
    "STAGES_CSV",
    "TABLES",
    "TEAMS_CSV",
    "UNITS_CSV",
    "UNITS_GEOJSON",
    "UNIT_CERTAINTY",
    "UNIT_FIELDS",
    "Cell",
    "Field",
    "FieldType",
    "OutputFile",
    "Row",
    "expand",
    "field_table",
]
