"""What answers need of a planner, handed in from above: the very way in which a run plans."""

from __future__ import annotations

from collections.abc import Callable

from mapping.instance import Case
from mapping.plan import Plan

Planner = Callable[[Case], Plan]
"""Plans a case as a run does, with its stages and its solver's settings, and checks the plan without a solver.

Raises `InfeasibleError` where no plan satisfies all rules, `NoPlanError` where none was found in time.
"""
