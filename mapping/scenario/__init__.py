"""Scenarios: the choices of one run."""

from mapping.scenario.read import (
    Scenario,
    ScenarioReading,
    check_against_region,
    collect_scenario,
    read_scenario,
    scenario_of,
)
from mapping.scenario.schema import CoverageFloor, Level, Objective, Period, ScenarioFile, SiteChoice, Stage

__all__ = [
    "CoverageFloor",
    "Level",
    "Objective",
    "Period",
    "Scenario",
    "ScenarioFile",
    "ScenarioReading",
    "SiteChoice",
    "Stage",
    "check_against_region",
    "collect_scenario",
    "read_scenario",
    "scenario_of",
]
