"""Where each row of the region's tables stands, so that a value can be shown with its file and row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapping.tables import Table

Lines = Mapping[str, Mapping[tuple[str, ...], int]]
"""By file (its bare name) and key of a row: the number of its line, the header being 1."""

ROW_KEYS: Mapping[str, tuple[str, ...]] = {
    "settlements.csv": ("ekatte",),
    "municipalities.csv": ("municipality",),
    "census_corrections.csv": ("ekatte", "band"),
    "facilities.csv": ("ekatte", "facility"),
    "units.csv": ("unit",),
    "unit_places.csv": ("unit", "from_year"),
    "unit_changes.csv": ("unit", "change"),
    "change_values.csv": ("unit_code", "change", "quantity"),
    "funds.csv": ("fund",),
    "fund_pays.csv": ("fund", "service", "kind", "first_year"),
    "envelopes.csv": ("fund", "municipality", "kind", "first_year"),
    "co_financing.csv": ("fund", "service", "kind", "partner"),
    "road_distances.csv": ("from_ekatte", "to_ekatte", "source"),
    "travel_overrides.csv": ("from_ekatte", "to_ekatte"),
    "parameters.csv": ("parameter",),
    "groups.csv": ("group",),
    "prevalence.csv": ("group",),
    "services.csv": ("service",),
    "service_rates.csv": ("group", "service"),
    "service_values.csv": ("service", "quantity"),
    "size_values.csv": ("service", "size", "quantity"),
    "age_profiles.csv": ("group", "band", "sex"),
    "population_counts.csv": ("date", "scope", "band", "sex"),
    "overlaps.csv": ("group", "other"),
    "criteria.csv": ("service", "level"),
    "points.csv": ("point",),
}
"""The columns that tell the rows of a table apart."""


def lines_of(tables: Mapping[str, Table[Any]]) -> Lines:
    """The lines of `tables` (by the bare names of their files); an empty cell is an empty word of the key."""
    return {
        file: {
            tuple(
                "" if (cell := getattr(line.row, column)) is None else str(cell) for column in ROW_KEYS[file]
            ): line.number
            for line in table.lines
        }
        for file, table in tables.items()
        if file in ROW_KEYS
    }
