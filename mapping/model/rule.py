"""What a rule of policy is: one sentence, as one set of constraints and one check of a finished plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mapping.instance import Case, Instance
from mapping.model.program import Draft
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class Breach:
    """A place where a plan breaks a rule, in words."""

    rule: str
    what: Text


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the shelf.

    `constrain` writes rows whose names start with `key`; `check` reads only the case (tables, need, travel) and the
    plan, and knows nothing of variables or solvers. `scenario_key` is where a scenario switches or sets the rule.
    """

    key: str
    title: Text
    equation: str
    words: Text
    source: str
    scenario_key: str
    always: bool
    constrain: Callable[[Instance, Variables, Draft], None]
    check: Callable[[Case, Plan], Iterator[Breach]]
