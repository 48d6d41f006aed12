"""Scenarios: the choices of one run."""

from mapping.scenario.against import check_against_region
from mapping.scenario.changes import with_keys
from mapping.scenario.read import ScenarioReading, collect_scenario, read_scenario, scenario_of
from mapping.scenario.schema import (
    CoverageFloor,
    Level,
    Objective,
    Pairing,
    Period,
    ScenarioFile,
    SiteChoice,
    SizeLimits,
    Spacing,
    Stage,
)
from mapping.scenario.types import Scenario

__all__ = [
    "CoverageFloor",
    "Level",
    "Objective",
    "Pairing",
    "Period",
    "Scenario",
    "ScenarioFile",
    "ScenarioReading",
    "SiteChoice",
    "SizeLimits",
    "Spacing",
    "Stage",
    "check_against_region",
    "collect_scenario",
    "read_scenario",
    "scenario_of",
    "with_keys",
]
