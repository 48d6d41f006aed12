"""Which steps a user means: funds and services by their names or codes."""

from __future__ import annotations

from collections.abc import Sequence

from mapping.errors import NeedsmapError
from mapping.evidence.facts import Facts
from mapping.evidence.find import NotOneNumberError, understand
from mapping.explain.worth.steps import Step
from mapping.words import Text


class NoStepError(NeedsmapError):
    """What is named is no fund with money and no planned service."""

    exit_code = 2


def chosen_steps(facts: Facts, steps: Sequence[Step], named: Sequence[str]) -> tuple[Step, ...]:
    """The steps of the funds and services that `named` names, each once, in their order.

    Raises:
        NotOneNumberError: a word names nothing, or several things (all are listed).
        NoStepError: a fund without money, or something else than a fund or service.
    """
    by_code = {step.code: step for step in steps}
    found: dict[str, Step] = {}
    for words in named:
        code = words if words in by_code else _meant(facts, words)
        if code not in by_code:
            raise NoStepError(Text(
                f"„{words}“ не е нито фонд с пари, нито планирана услуга.",
                f"“{words}” is neither a fund with money nor a planned service.",
            ))  # fmt: skip
        found[code] = by_code[code]
    return tuple(found.values())


def _meant(facts: Facts, words: str) -> str | None:
    """The fund or service that `words` name; a municipal fund needs no municipality here."""
    for fund in facts.case.region.funds:
        if words.strip().lower() in (fund.name.bg.lower(), fund.name.en.lower()):
            return fund.id
    try:
        meant = understand(facts, words)
    except NotOneNumberError:
        near = [fund.id for fund in facts.case.region.funds if words.strip().lower() in fund.name.bg.lower()]
        if len(near) == 1:
            return near[0]
        raise
    return meant.fund or meant.service
