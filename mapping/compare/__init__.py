"""What is different between plans of one region: units, people, money, travel, fairness, objectives."""

from mapping.compare.many import Against, Comparison, Contender, compare_many
from mapping.compare.measures import Measures, Travel
from mapping.compare.plans import NotComparableError, compare_plans
from mapping.compare.types import (
    Contract,
    ExistingDifference,
    Gains,
    MoneyDifference,
    PlanChanges,
    Reach,
    ServedDifference,
    StageDifference,
    UnitDifference,
    UnitDifferenceKind,
)

__all__ = [
    "Against",
    "Comparison",
    "Contender",
    "Contract",
    "ExistingDifference",
    "Gains",
    "Measures",
    "MoneyDifference",
    "NotComparableError",
    "PlanChanges",
    "Reach",
    "ServedDifference",
    "StageDifference",
    "Travel",
    "UnitDifference",
    "UnitDifferenceKind",
    "compare_many",
    "compare_plans",
]
