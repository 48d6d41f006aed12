"""The integer programme: variables, objectives, rules, and how they are put together."""

from mapping.model.build import Model, build_model
from mapping.model.nearness import Known
from mapping.model.objectives import OBJECTIVE_WORDS
from mapping.model.others import Mark, Others, Sharing
from mapping.model.program import Goal, Program
from mapping.model.rule import Breach, Rule
from mapping.model.rules import RULES

__all__ = [
    "OBJECTIVE_WORDS",
    "RULES",
    "Breach",
    "Goal",
    "Known",
    "Mark",
    "Model",
    "Others",
    "Program",
    "Rule",
    "Sharing",
    "build_model",
]
