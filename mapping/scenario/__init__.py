"""Scenarios: the choices of one run."""

from mapping.scenario.read import (
    Scenario,
    ScenarioReading,
    check_against_region,
    collect_scenario,
    read_scenario,
    scenario_of,
)
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
]
