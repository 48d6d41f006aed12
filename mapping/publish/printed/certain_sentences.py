"""What the head and the small print of the map of certainty say."""

from __future__ import annotations

from math import isfinite

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.certainty import class_counts, missing_marks, planned, served_range
from mapping.publish.certainty_words import movable_words, unplanned_words
from mapping.publish.printed.sentences import Fact, proof
from mapping.uncertainty.types import CERTAIN_FROM, Certainties
from mapping.words import Language, Text, number, percent

SOLID, LIKELY = (round(CERTAIN_FROM[name] * 100) for name in ("solid", "likely"))
"""In how many of a hundred futures a solid and a likely unit are built at least."""


def headline(plan: Plan, certainties: Certainties, language: Language) -> str:
    """What the page is about; of a plan that was stopped early, the warning instead."""
    if plan.stopped_early:
        return proof(plan, language)
    worlds = len(planned(certainties.ensemble))
    return Text(
        f"Колко е сигурна картата: планът за приетите стойности, сравнен с плановете на {number(worlds, 'bg')} "
        "възможни развития на потребност, разходи, бюджети и пътуване.",
        f"How sure the map is: the plan for the values taken, held against the plans of {number(worlds, 'en')} "
        "possible futures of need, costs, budgets and travel.",
    ).of(language)


def certain_facts(plan: Plan, certainties: Certainties, language: Language) -> list[Fact]:
    """Worlds, new units by class, missing ones, and the range of the served share."""
    counts = class_counts(plan, certainties)
    total = sum(counts.values())
    worlds, missing = len(planned(certainties.ensemble)), len(missing_marks(plan, certainties))
    facts = [
        (
            Text(
                _many(worlds, "развитие", "развития"),
                f"{number(worlds, 'en')} {'future' if worlds == 1 else 'futures'}",
            ),
            Text("възможни, всяко със свой план", "possible, each with a plan of its own"),
        ),
        (
            Text(_many(counts["solid"], "сигурна", "сигурни"), f"{counts['solid']} solid"),
            Text(
                f"от {total} нови единици и екипи: в поне {SOLID} от 100 развития",
                f"of {total} new units and teams: in at least {SOLID} of 100 futures",
            ),
        ),
        (
            Text(_many(counts["likely"], "вероятна", "вероятни"), f"{counts['likely']} likely"),
            Text(
                f"нови: строят се в {LIKELY} до {SOLID} от 100 развития",
                f"new: built in {LIKELY} to {SOLID} of 100 futures",
            ),
        ),
        (
            Text(f"{counts['open']} под въпрос", f"{counts['open']} open"),
            Text(
                f"нови: строят се в по-малко от {LIKELY} от 100 развития",
                f"new: built in fewer than {LIKELY} of 100 futures",
            ),
        ),
        (
            Text(f"{missing} извън плана", f"{missing} outside"),
            Text(
                "единици, които повечето развития строят (знак „?“)",
                "the plan: units that most futures build (mark “?”)",
            ),
        ),
    ]
    low, high = served_range(certainties.ensemble)
    if isfinite(low) and isfinite(high):
        shown = Text(
            f"{number(low * 100, 'bg')}–{percent(high, 'bg')}", f"{number(low * 100, 'en')}–{percent(high, 'en')}"
        )
        said = Text(
            f"обслужен дял {plan.periods[-1].name} г. в 90 от 100 развития",
            f"served share in {plan.periods[-1].name}, in 90 of 100 futures",
        )
        facts.append((shown, said))
    return [Fact(value.of(language), meaning.of(language)) for value, meaning in facts]


def _many(count: int, one: str, more: str) -> str:
    return f"{number(count, 'bg')} {one if count == 1 else more}"


def certain_notes(case: Case, plan: Plan, certainties: Certainties, language: Language) -> list[str]:
    """One paragraph each: futures without a plan, units that could stand elsewhere, what a future is and what does not
    vary, boundaries."""
    factors = len(certainties.ensemble.factors)
    said = [
        Text(
            f"Във всяко развитие {number(factors, 'bg')} стойности от таблиците на региона (дялове, разходи, "
            "бюджети, пътуване) вземат други стойности в границите си и се търси нов план. Границите "
            f"{SOLID} и {LIKELY} от 100 са уговорка на програмата. "
            "Целите, теглата, стандартите и законовите размери не се менят.",
            f"In each future {number(factors, 'en')} values of the region's tables (rates, costs, budgets, travel) "
            "take other values inside their ranges, and a new plan is sought. The limits "
            f"{SOLID} and {LIKELY} of 100 are a convention of the program. "
            "Goals, weights, standards and lawful sizes do not vary.",
        ),
        Text(
            "Сигурен знак не значи добре доказана стойност: ако всички граници са тесни, всичко изглежда сигурно. "
            "Всички стойности и планове са в таблиците до картата.",
            "A solid mark does not mean a well-proven value: where all ranges are narrow, all looks sure. All values "
            "and plans are in the tables beside the map.",
        ),
    ]
    said = [*unplanned_words(certainties), *movable_words(plan, certainties), *said]
    if case.region.territories.approximate:
        said.append(
            Text(
                "Приблизителни граници: всяка точка е отнесена към най-близкото населено място.",
                "Approximate boundaries: every point is given to the nearest settlement.",
            )
        )
    return [words.of(language) for words in said]
