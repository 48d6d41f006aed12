"""What is different between two plans of one region: units, people, money, objectives."""

from mapping.compare.plans import NotComparableError, compare_plans
from mapping.compare.types import (
    Contract,
    ExistingDifference,
    MoneyDifference,
    PlanChanges,
    ServedDifference,
    StageDifference,
    UnitDifference,
    UnitDifferenceKind,
)

__all__ = [
    "Contract",
    "ExistingDifference",
    "MoneyDifference",
    "NotComparableError",
    "PlanChanges",
    "ServedDifference",
    "StageDifference",
    "UnitDifference",
    "UnitDifferenceKind",
    "compare_plans",
]
