"""The typed answer, as JSON and back, and its totals."""

from mapping.plan.json import plan_from_json, plan_to_json
from mapping.plan.totals import (
    Coverage,
    available_by_fund,
    coverage,
    coverage_by,
    last_period,
    money_by_fund,
    users_of,
)
from mapping.plan.types import (
    Envelope,
    MadeChange,
    Moved,
    NeedRecord,
    Opening,
    Payment,
    Plan,
    PlanPeriod,
    PlanUnit,
    Proven,
    Served,
    Size,
    StageProof,
    StageStatus,
)

__all__ = [
    "Coverage",
    "Envelope",
    "MadeChange",
    "Moved",
    "NeedRecord",
    "Opening",
    "Payment",
    "Plan",
    "PlanPeriod",
    "PlanUnit",
    "Proven",
    "Served",
    "Size",
    "StageProof",
    "StageStatus",
    "available_by_fund",
    "coverage",
    "coverage_by",
    "last_period",
    "money_by_fund",
    "plan_from_json",
    "plan_to_json",
    "users_of",
]
