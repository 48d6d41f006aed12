"""The whole answer: reasons at once, then what the other choice would change, by planning again."""

from __future__ import annotations

from dataclasses import dataclass

from mapping.errors import InfeasibleError, NoPlanError
from mapping.evidence.facts import Facts
from mapping.explain.effects import Effects, effects_of
from mapping.explain.planner import Planner
from mapping.explain.site.against import not_planned, reasons_against
from mapping.explain.site.favour import reasons_for
from mapping.explain.site.question import SiteQuestion, other_case, stands_new
from mapping.explain.site.reason import Reason
from mapping.explain.site.scene import Scene
from mapping.instance import Case
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class SiteAnswer:
    """`reasons`, the strongest first. `effects` of deciding the site the other way; None where that was not planned:
    because it need not be (`trouble` None), or because it cannot (`trouble` says why)."""

    question: SiteQuestion
    reasons: tuple[Reason, ...]
    effects: Effects | None
    trouble: Text | None


def first_answer(facts: Facts, question: SiteQuestion) -> tuple[SiteAnswer, Case | None]:
    """What can be said at once, without solving; and the case to plan for the rest of the answer, None where there is
    nothing to plan: the question does not fit the plan, or the unit can never stand there."""
    if question.service not in facts.service_index:
        short = {service.id: service.short for service in facts.case.services}
        return SiteAnswer(question, (not_planned(short, facts.service_name[question.service]),), None, None), None
    stands = stands_new(facts, question)
    if stands != (question.asked == "why"):
        return SiteAnswer(question, (_other_question(facts, question, stands),), None, None), None
    forced = other_case(facts.case, SiteQuestion("why-not", question.service, question.settlement))
    scene = Scene(facts, question, forced)
    if question.asked == "why":
        return SiteAnswer(question, reasons_for(scene), None, None), other_case(facts.case, question)
    reasons = reasons_against(scene)
    never = any(reason.force == "never" for reason in reasons)
    return SiteAnswer(question, reasons, None, None), None if never else forced


def full_answer(facts: Facts, first: SiteAnswer, case: Case, planner: Planner) -> SiteAnswer:
    """`first`, with what planning `case` (the site decided the other way) changes: exactly what a run of it gives."""
    try:
        after = planner(case)
    except (InfeasibleError, NoPlanError) as error:
        return SiteAnswer(first.question, first.reasons, None, error.message)
    return SiteAnswer(first.question, first.reasons, effects_of(facts.case, facts.plan, after), None)


def _other_question(facts: Facts, question: SiteQuestion, stands: bool) -> Reason:
    """What to ask instead: why where a unit stands, why not where none does."""
    service, place = facts.service_name[question.service], facts.settlement[question.settlement].label
    if stands:
        return Reason("stands", "says", Text(
            f"Планът открива там звено на услугата: „{service.bg}“, {place.bg}. Попитайте с explain why защо.",
            f"The plan opens a unit there: “{service.en}”, {place.en}. Ask explain why about it.",
        ))  # fmt: skip
    here = [u for u in facts.plan.units if (u.service, u.settlement) == (question.service, question.settlement)]
    if any(unit.state in ("existing", "committed") for unit in here):
        return Reason("existing", "says", Text(
            f"„{service.bg}“, {place.bg}, е звено от днешната мрежа (или вече договорено), а не решение на плана; ново "
            "звено там няма. Попитайте explain why-not за ново.",
            f"“{service.en}”, {place.en}, is a unit of today (or contracted already), not a decision of the plan; "
            "there "
            "is no new one. Ask explain why-not for a new one.",
        ))  # fmt: skip
    return Reason("absent", "says", Text(
        f"Планът няма ново звено „{service.bg}“, {place.bg}. Попитайте explain why-not защо не.",
        f"The plan has no new unit “{service.en}”, {place.en}. Ask explain why-not about it.",
    ))  # fmt: skip
