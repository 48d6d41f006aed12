"""The money that a plan may draw on: envelopes of municipalities that the scenario does not plan for are no help."""

from __future__ import annotations

from dataclasses import replace

from mapping.instance import Case
from mapping.plan import Envelope, Plan, available_by_fund
from mapping.region.rows import MoneyKind


def available_money(case: Case, plan: Plan) -> dict[tuple[str, MoneyKind], int]:
    """Cents by (fund, kind) over all periods together, of common funds and of the municipalities that are planned."""
    return available_by_fund(replace(plan, envelopes=planned_envelopes(case, plan)))


def planned_envelopes(case: Case, plan: Plan) -> tuple[Envelope, ...]:
    """The envelopes of common funds and of the municipalities that are planned.

    A municipality's budget pays only for units in it, and units stand only where the scenario plans.
    """
    plans_for = case.region.edits.plans_for
    return tuple(one for one in plan.envelopes if one.municipality is None or plans_for(one.municipality))
