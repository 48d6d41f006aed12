"""The solver adapter: from an instance to a proven plan, with progress and cancel."""

from mapping.solve.extract import extract_plan
from mapping.solve.location import LocationRun
from mapping.solve.outcome import Progress
from mapping.solve.possible import Give, Slack, has_plan, least_slack
from mapping.solve.reuse import Start, prepare_start, solve_again
from mapping.solve.session import HighsSession
from mapping.solve.stages import Reporter, Solution, StageResult, solve_stages

__all__ = [
    "Give",
    "HighsSession",
    "LocationRun",
    "Progress",
    "Reporter",
    "Slack",
    "Solution",
    "StageResult",
    "Start",
    "extract_plan",
    "has_plan",
    "least_slack",
    "prepare_start",
    "solve_again",
    "solve_stages",
]
