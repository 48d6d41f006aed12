"""Which service in which settlement a question means, and the scenario that decides it the other way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from mapping.errors import NeedsmapError
from mapping.evidence.answers import Question
from mapping.evidence.facts import Facts
from mapping.evidence.find import understand
from mapping.instance import Case
from mapping.scenario import Scenario, SiteChoice
from mapping.words import Text

Asked = Literal["why", "why-not"]


class NotOneSiteError(NeedsmapError):
    """The question does not name one service and one settlement."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class SiteQuestion:
    """Why a service stands (`why`) or does not stand (`why-not`) in a settlement, by their codes."""

    asked: Asked
    service: str
    settlement: str


def read_question(facts: Facts, asked: Asked, words: str) -> SiteQuestion:
    """The one service and the one settlement that `words` name, in Bulgarian, English or codes.

    Raises:
        NotOneNumberError: a word names nothing, or several things (all are listed).
        NotOneSiteError: no service, no settlement, or more than one settlement is named.
    """
    meant = understand(facts, words)
    if meant.unit is not None:
        unit = facts.unit[meant.unit]
        return SiteQuestion(asked, unit.service, unit.settlement)
    if meant.service is None or len(meant.settlements) != 1:
        raise NotOneSiteError(_missing(facts, meant))
    return SiteQuestion(asked, meant.service, meant.settlements[0])


def _missing(facts: Facts, meant: Question) -> Text:
    if meant.service is None:
        names = [facts.service_name[service.id] for service in facts.case.services]
        return Text(
            f"Коя услуга? Напишете я пред населеното място. Планират се: {', '.join(n.bg for n in names)}.",
            f"Which service? Write it before the settlement. Planned are: {', '.join(n.en for n in names)}.",
        )
    if meant.settlements:
        places = [facts.settlement[code].label for code in meant.settlements]
        return Text(
            f"Само за едно населено място наведнъж; тук са {', '.join(p.bg for p in places)}.",
            f"One settlement at a time; here are {', '.join(p.en for p in places)}.",
        )
    return Text(
        "В кое населено място? Напишете името или кода му след услугата, например „кризисен център в Харманли“.",
        "In which settlement? Write its name or code after the service, such as “crisis centre in Harmanli”.",
    )


def stands_new(facts: Facts, question: SiteQuestion) -> bool:
    """Whether the plan opens new units of the service there."""
    return any(
        unit.state == "new" and (unit.service, unit.settlement) == (question.service, question.settlement)
        for unit in facts.plan.units
    )


def decided_otherwise(scenario: Scenario, question: SiteQuestion) -> Scenario:
    """The scenario with this one site decided: required where it was asked why not, forbidden where it was asked why.

    An earlier decision about the same site gives way. Where the scenario has switched decisions about sites off
    (`rules.site_status`), this one alone is switched on.
    """
    keys = scenario.keys
    status: Literal["required", "forbidden"] = "required" if question.asked == "why-not" else "forbidden"
    this = SiteChoice(service=question.service, settlement=question.settlement, status=status)
    others = tuple(
        choice for choice in (keys.sites.choices if keys.rules.site_status else ())
        if (choice.service, choice.settlement) != (question.service, question.settlement)
    )  # fmt: skip
    sites = keys.sites.model_copy(update={"choices": (*others, this)})
    rules = keys.rules.model_copy(update={"site_status": True})
    return replace(scenario, keys=keys.model_copy(update={"sites": sites, "rules": rules}))


def other_case(case: Case, question: SiteQuestion) -> Case:
    """`case` with the site decided the other way; need and travel do not depend on that."""
    return replace(case, scenario=decided_otherwise(case.scenario, question))
