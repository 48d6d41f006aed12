"""What an ensemble says, in sentences for people: the classes, the assumptions that count, and their worth."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from mapping.plan import Plan
from mapping.publish.certainty import (
    CERTAINTY_WORDS,
    class_counts,
    direction,
    mean_unmet,
    missing_marks,
    served_range,
    strongest,
)
from mapping.tables import Estimate, Status
from mapping.uncertainty.types import CERTAIN_FROM, Certainties, Certainty, Criterion, Factor, Influence, RobustPlan
from mapping.words import Language, Text, number, percent

STATUS_WORDS: Mapping[Status, Text] = {
    "sourced": Text("от източник", "sourced"),
    "derived": Text("изчислено", "derived"),
    "assumption": Text("допускане", "assumption"),
    "user": Text("зададено", "set by the user"),
}
UNIT_WORDS: Mapping[str, Text] = {
    "EUR": Text("евро", "EUR"),
    "EUR/year": Text("евро годишно", "EUR a year"),
    "clients": Text("потребители", "clients"),
    "hours": Text("часа", "hours"),
    "min": Text("минути", "minutes"),
    "months": Text("месеца", "months"),
    "per 1000": Text("на 1000 души", "per 1,000"),
    "per year": Text("годишно", "a year"),
    "percent": Text("%", "%"),
    "persons": Text("лица", "persons"),
    "places": Text("места", "places"),
    "posts": Text("щатни бройки", "posts"),
    "posts per 1000": Text("щатни бройки на 1000 жители", "posts per 1,000 residents"),
    "share": Text("(дял)", "(share)"),
    "visits": Text("посещения", "visits"),
}
"""Units of the region's tables for people; others stay as they are written."""

CRITERION_WORDS: Mapping[Criterion, Text] = {
    "expected": Text("средно за всички развития", "on average over all futures"),
    "worst": Text("в най-лошото развитие", "in the worst future"),
    "regret": Text("по най-голям пропуск", "by the largest regret"),
}


def class_meaning(name: Certainty, language: Language) -> str:
    """What a class means: in how many of a hundred futures a unit of it is built."""
    limits = sorted(CERTAIN_FROM.values())
    least = CERTAIN_FROM[name]
    above = next((limit for limit in limits if limit > least), None)
    low, high = round(least * 100), round((above or 1.0) * 100)
    if above is None:
        said = Text(f"в поне {low} от 100 възможни развития", f"in at least {low} of 100 possible futures")
    elif low == 0:
        said = Text(f"в по-малко от {high} от 100 възможни развития", f"in fewer than {high} of 100 possible futures")
    else:
        said = Text(f"в {low} до {high} от 100 възможни развития", f"in {low} to {high} of 100 possible futures")
    return said.of(language)


def value_words(value: float, language: Language) -> str:
    """A value of the tables: none, one or two decimals, as many as it has; from 1,000 on, none."""
    decimals = next((d for d in (0, 1) if abs(value) >= 10 ** (3 - d) or round(value, d) == round(value, 6)), 2)
    return number(value, language, decimals).replace("-", "−")


def range_words(estimate: Estimate, language: Language) -> str:
    """The range of a value with its unit: 18–34 % (прието 25), −14 до −5 (прието −9)."""
    low, central, high = (value_words(v, language) for v in (estimate.low, estimate.central, estimate.high))
    words = UNIT_WORDS.get(estimate.unit, Text(estimate.unit, estimate.unit)).of(language)
    unit = words if words == "%" and language == "en" else f" {words}" if words else ""
    taken = Text("прието", "taken as").of(language)
    to = Text(" до ", " to ").of(language) if estimate.low < 0 else "–"
    return f"{low}{to}{high}{unit} ({taken} {central})"


def change_words(change: float, language: Language) -> str:
    """A relative change with its sign: +8 %, −3 %."""
    if not isfinite(change):
        return "–"
    shown = percent(abs(change), language, 1 if abs(change) < 0.1 else 0)
    sign = "" if round(abs(change), 3) == 0 else "+" if change > 0 else "−"
    return sign + shown


def direction_words(influence: Influence, language: Language) -> str:
    """What a higher and a lower value do to the unmet need."""
    low, high = (change_words(change, language) for change in (influence.at_low, influence.at_high))
    ways = {
        "up": Text("по-високо → повече непокрита потребност", "higher → more unmet need"),
        "down": Text("по-високо → по-малко непокрита потребност", "higher → less unmet need"),
        "none": Text("непокритата потребност почти не се мени", "the unmet need hardly changes"),
    }
    ends = Text(f"високо {high}, ниско {low}", f"high {high}, low {low}").of(language)
    return f"{ways[direction(influence)].of(language)} ({ends})"


def worth_words(influence: Influence, mean: float, language: Language) -> str:
    """What knowing the factor before deciding is worth, as a part of the `mean` unmet need."""
    if not isfinite(influence.worth) or mean <= 0:
        return Text("не е изчислено", "not computed").of(language)
    share = influence.worth / mean
    if share < 0.0005:
        return Text("под 0,1 % от непокритата потребност", "under 0.1% of the unmet need").of(language)
    return Text(
        f"{percent(share, 'bg', 1)} по-малко непокрита потребност", f"{percent(share, 'en', 1)} less unmet need"
    ).of(language)


def summary_sentences(plan: Plan, certainties: Certainties) -> list[Text]:
    """What the ensemble says of `plan`, a sentence a line."""
    return [
        _counts(plan, certainties),
        *_missing(plan, certainties),
        *_served(certainties),
        *(_assumption(certainties, factor, influence) for factor, influence in strongest(certainties, 3)),
        *(_robust(robust) for robust in certainties.robust),
    ]


def _counts(plan: Plan, certainties: Certainties) -> Text:
    worlds = len(certainties.ensemble.plans)
    counts = class_counts(plan, certainties)

    def said(language: Language) -> str:
        return ", ".join(
            f"{CERTAINTY_WORDS[name].of(language)} {number(count, language)} ({class_meaning(name, language)})"
            for name, count in counts.items()
        )

    total = sum(counts.values())
    return Text(
        f"Нови звена и екипи: {number(total, 'bg')}; от {number(worlds, 'bg')} възможни развития: {said('bg')}.",
        f"New units and teams: {number(total, 'en')}; of {number(worlds, 'en')} possible futures: {said('en')}.",
    )


def _missing(plan: Plan, certainties: Certainties) -> list[Text]:
    count = len(missing_marks(plan, certainties))
    if not count:
        return []
    return [
        Text(
            f"Не са в плана, но се строят в повечето развития: {number(count, 'bg')} (missing.csv).",
            f"Not in the plan, but built in most futures: {number(count, 'en')} (missing.csv).",
        )
    ]


def _served(certainties: Certainties) -> list[Text]:
    low, high = served_range(certainties.ensemble)
    if not (isfinite(low) and isfinite(high)):
        return []
    return [
        Text(
            f"Обслужен дял в 90 от 100 развития: от {percent(low, 'bg')} до {percent(high, 'bg')}.",
            f"Served share in 90 of 100 futures: {percent(low, 'en')} to {percent(high, 'en')}.",
        )
    ]


def _assumption(certainties: Certainties, factor: Factor, influence: Influence) -> Text:
    mean = mean_unmet(certainties.ensemble)

    def said(language: Language) -> str:
        return (
            f"{factor.name.of(language)}, {range_words(factor.estimate, language)}: "
            f"{direction_words(influence, language)}; {worth_words(influence, mean, language)}"
        )

    return Text(f"{said('bg')}, ако се знаеше.", f"{said('en')} if it were known.")


def _robust(robust: RobustPlan) -> Text:
    better = robust.central_value - robust.value
    part = better / robust.central_value if robust.central_value else 0.0
    words = CRITERION_WORDS[robust.criterion]
    return Text(
        f"План, най-добър {words.bg}: {percent(part, 'bg', 1)} по-добър от плана за приетите стойности.",
        f"The plan best {words.en}: {percent(part, 'en', 1)} better than the plan for the values taken.",
    )
