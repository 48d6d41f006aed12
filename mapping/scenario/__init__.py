"""Scenarios: the choices of one run."""

from mapping.scenario.against import check_against_region
from mapping.scenario.changes import with_keys
from mapping.scenario.differences import Difference, differences
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
from mapping.scenario.stated import Origin
from mapping.scenario.toml import to_toml
from mapping.scenario.types import Scenario

__all__ = [
    "CoverageFloor",
    "Difference",
    "Level",
    "Objective",
    "Origin",
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
    "differences",
    "read_scenario",
    "scenario_of",
    "to_toml",
    "with_keys",
]
