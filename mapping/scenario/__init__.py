"""Scenarios: the choices of one run."""

from mapping.scenario.read import Scenario, check_against_region, read_scenario
from mapping.scenario.schema import Level, Objective, Period, ScenarioFile, SiteChoice, Stage

__all__ = [
    "Level",
    "Objective",
    "Period",
    "Scenario",
    "ScenarioFile",
    "SiteChoice",
    "Stage",
    "check_against_region",
    "read_scenario",
]
