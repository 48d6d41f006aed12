"""What a little more money, or a little longer travel, is worth, for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from mapping.cli.answers.effects import signed
from mapping.cli.columns import columns
from mapping.cli.summary import KIND_WORDS
from mapping.explain.worth.look import EnvelopePrice
from mapping.explain.worth.solved import Solved
from mapping.explain.worth.steps import Step
from mapping.instance import Case
from mapping.model import OBJECTIVE_WORDS
from mapping.words import Language, Text, number

MOST_ENVELOPES = 10
SAME = 1e-6
"""Gains nearer to each other, relative to the largest, are the same."""


def step_name(case: Case, step: Step) -> Text:
    """What is added to what."""
    if step.kind == "fund":
        name = next(fund.name for fund in case.region.funds if fund.id == step.code)
        return Text(
            f"{number(step.amount, 'bg')} евро повече: {name.bg}", f"EUR {number(step.amount, 'en')} more: {name.en}"
        )
    name = case.region.catalogue.service(step.code).short
    return Text(
        f"{number(step.amount, 'bg')} мин повече: {name.bg}", f"{number(step.amount, 'en')} min more: {name.en}"
    )


def head_lines(case: Case, language: Language) -> list[str]:
    """What the gains are counted in."""
    objective = case.scenario.keys.stages[0].objective
    name, unit = OBJECTIVE_WORDS[objective]
    return [Text(
        f"Печалба в първата цел: {name.bg} ({unit.bg}).", f"Gain in the first objective: {name.en} ({unit.en})."
    ).of(language)]  # fmt: skip


def look_lines(case: Case, looks: Sequence[tuple[Step, float]], language: Language) -> list[str]:
    """First indications, the largest first."""
    rows = [
        [step_name(case, step).of(language), number(gain, language, 1)]
        for step, gain in sorted(looks, key=lambda one: -one[1])
    ]
    words = Text("първа оценка (линейна задача)|печалба", "first indication (linear relaxation)|gain")
    note = Text(
        "Първа оценка: все едно звената са делими; не е план. Парите се разпределят пропорционално по рамките на "
        "фонда.",
        "A first indication: as if units could be divided; no plan. Money is spread over the fund's envelopes in "
        "proportion.",
    )
    return [*columns(words.of(language).split("|"), rows, left=1), note.of(language)]


def envelope_lines(case: Case, prices: Sequence[EnvelopePrice], euro: float, language: Language) -> list[str]:
    """Where the same money would gain most, envelope by envelope; municipalities that gain the same stand together."""
    names = {fund.id: fund.name for fund in case.region.funds}
    together: dict[tuple[str, str, tuple[int, ...], int], list[str]] = {}
    for one in prices:
        if one.gain > SAME:
            where = "" if one.municipality is None else case.region.municipality(one.municipality).name.of(language)
            key = (one.fund, one.kind, one.periods, round(one.gain * 1000))
            together.setdefault(key, []).append(where)
    rows = [
        [
            names[fund].of(language), KIND_WORDS[kind].of(language),
            f"{case.periods[periods[0]].first_year}–{case.periods[periods[-1]].last_year}",
            ", ".join(filter(None, places)) or "–", number(gain / 1000, language, 1),
        ]
        for (fund, kind, periods, gain), places in together.items()
    ]  # fmt: skip
    shown = Text(f"{number(euro, 'bg')} евро само в тази рамка", f"EUR {number(euro, 'en')} in this envelope alone")
    words = Text(f"{shown.bg}|разход|години|общини|печалба", f"{shown.en}|cost|years|municipalities|gain")
    lines = columns(words.of(language).split("|"), rows[:MOST_ENVELOPES], left=4) if rows else []
    more = len(rows) - MOST_ENVELOPES
    return [*lines, Text(f"  … и още {more}", f"  … and {more} more").of(language)] if more > 0 else lines


def solved_lines(case: Case, solved: Sequence[Solved], language: Language) -> list[str]:
    """What was found by planning, with what is proven of it."""
    rows = []
    for one in solved:
        high = number(one.high, language, 1) if isfinite(one.high) else "–"
        rows.append([
            step_name(case, one.step).of(language), number(one.found, language, 1),
            number(one.low, language, 1), high, signed(one.persons, language),
        ])  # fmt: skip
    words = Text(
        "планирано (само първата цел)|намерена печалба|доказано поне|доказано най-много|обслужени в края",
        "planned (first objective only)|gain found|proven at least|proven at most|served at the end",
    )
    note = Text(
        "Доказаното е между „поне“ и „най-много“. Където само „поне“ е 0, точността на търсенето не стига, за да се "
        "каже дали има ефект; обслужените в края тогава може да са друг избор със същата стойност, а не ефект.",
        "What is proven lies between “at least” and “at most”. Where only “at least” is 0, the search was not precise "
        "enough to tell an effect; persons served may then be another choice of the same value, not an effect.",
    )
    return [*columns(words.of(language).split("|"), rows, left=1), note.of(language)]
