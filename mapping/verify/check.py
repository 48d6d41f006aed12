"""All checks of a plan, in order."""

from __future__ import annotations

from mapping.instance import Case
from mapping.model import RULES, Breach
from mapping.plan import Plan
from mapping.verify.openings import check_openings
from mapping.verify.proofs import check_proofs
from mapping.verify.structure import check_structure
from mapping.verify.totals import check_totals


def verify_plan(case: Case, plan: Plan) -> tuple[Breach, ...]:
    """Every breach of a rule in force, of the totals, the openings and the proofs; none for a sound plan.

    A plan that names things the case does not know, or names them twice, cannot be held against the rules:
    then only the breaches of its structure come back.
    """
    broken = tuple(check_structure(case, plan))
    if broken:
        return broken
    switched = case.scenario.keys.rules.model_dump()
    breaches: list[Breach] = []
    for rule in RULES:
        if rule.always or switched.get(rule.key, False):
            breaches += rule.check(case, plan)
    breaches += check_openings(case, plan)
    breaches += check_totals(case, plan)
    breaches += check_proofs(case, plan)
    return tuple(breaches)
