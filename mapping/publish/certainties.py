"""All that is published of an ensemble: tables, GeoJSON, the map of certainty and the chart of assumptions."""

from __future__ import annotations

from pathlib import Path

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.certainty_tables import write_certainty_tables
from mapping.publish.geojson import write_geojson
from mapping.publish.printed.certainty_page import write_certainty_map
from mapping.publish.printed.tornado import write_assumptions
from mapping.uncertainty.types import Certainties
from mapping.words import Language


def write_certainties(
    case: Case, plan: Plan, certainties: Certainties, folder: Path, language: Language = "bg"
) -> None:
    """Write to `folder` what `certainties` say of `plan`, the plan for the central values or a robust one.

    Of a points region there is no map, and GeoJSON only with coordinates. The folder is made if need be.
    """
    write_certainty_tables(case, plan, certainties, folder)
    write_assumptions(case, certainties, folder, language)
    points = case.region.points
    if points is None or points.coordinates == "lonlat":
        write_geojson(case, plan, folder, certainties)
    if points is None:
        write_certainty_map(case, plan, certainties, folder, language)
