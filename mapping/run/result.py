"""A plan in short: what an index of runs and the table of a sweep say of it."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from mapping.plan import Plan, Proven, StageStatus, coverage, last_period, money_by_fund
from mapping.scenario import Objective

WORST_FIRST: tuple[StageStatus, ...] = ("cancelled", "time_limit", "within_gap", "optimal")
"""How a stage may end, the least proven first."""


class StageResult(BaseModel):
    """What is proven of an objective, as in plan.json: what its stage found, the bound that no plan can beat, the
    relative gap between them, and the finished plan's own value."""

    model_config = ConfigDict(frozen=True)
    objective: Objective
    status: StageStatus
    found: float
    bound: Proven
    gap: Proven
    value: float


class ResultRecord(BaseModel):
    """Persons (thousandths) of the last period, whole units contracted, changes of existing units, cents by fund and
    kind over all periods (`fund.kind`), and the proof of each stage."""

    model_config = ConfigDict(frozen=True)
    need_milli: int
    unmet_milli: int
    units: int
    changes: int
    cents: Mapping[str, int]
    stages: tuple[StageResult, ...]

    @property
    def served_milli(self) -> int:
        """Persons (thousandths) who are served in the last period."""
        return self.need_milli - self.unmet_milli

    @property
    def status(self) -> StageStatus:
        """How the least proven stage ended."""
        return min((stage.status for stage in self.stages), key=WORST_FIRST.index, default="optimal")

    @property
    def stopped_early(self) -> bool:
        """Whether the clock or somebody stopped a stage before its gap was reached."""
        return self.status in ("cancelled", "time_limit")


def result_of(plan: Plan) -> ResultRecord:
    """What `plan` comes to."""
    total = coverage(last_period(plan))
    return ResultRecord(
        need_milli=total.need_milli,
        unmet_milli=total.unmet_milli,
        units=sum(opening.units for unit in plan.units if unit.state == "new" for opening in unit.openings),
        changes=sum(unit.change is not None and unit.state != "transformed" for unit in plan.units),
        cents={f"{fund}.{kind}": cents for (fund, kind), cents in money_by_fund(plan).items()},
        stages=tuple(
            StageResult(
                objective=proof.objective,
                status=proof.status,
                found=proof.found,
                bound=proof.bound,
                gap=proof.gap,
                value=proof.value,
            )
            for proof in plan.stages
        ),
    )
