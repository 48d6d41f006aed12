"""What an ensemble says, in sentences for people: the classes, the assumptions that count, and their worth."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from mapping.evidence.claim import LABELS
from mapping.plan import Plan
from mapping.publish.certainty import (
    CERTAINTY_WORDS,
    Assumption,
    class_counts,
    direction,
    mean_unmet,
    missing_marks,
    planned,
    served_range,
    strongest,
    unit_certainties,
)
from mapping.tables import Estimate, Status
from mapping.uncertainty.types import CERTAIN_FROM, Certainties, Certainty, Criterion, Influence, RobustPlan
from mapping.words import Language, Text, number, percent

STATUSES: tuple[Status, ...] = ("sourced", "derived", "assumption", "user")
STATUS_WORDS: Mapping[Status, Text] = {status: LABELS[status] for status in STATUSES}
"""How a value of the tables is known, in the words in which `needsmap evidence` says it."""

UNIT_WORDS: Mapping[str, Text] = {
    "EUR": Text("евро", "EUR"),
    "EUR/year": Text("евро годишно", "EUR a year"),
    "clients": Text("потребители", "clients"),
    "correlation": Text("корелация", "correlation"),
    "hours": Text("часа", "hours"),
    "km": Text("км", "km"),
    "km/h": Text("км/ч", "km/h"),
    "min": Text("минути", "minutes"),
    "months": Text("месеца", "months"),
    "per 1000": Text("на 1000 души", "per 1,000"),
    "per year": Text("годишно", "a year"),
    "percent": Text("%", "%"),
    "persons": Text("лица", "persons"),
    "places": Text("места", "places"),
    "posts": Text("щатни бройки", "posts"),
    "posts per 1000": Text("щатни бройки на 1000 жители", "posts per 1,000 residents"),
    "relative": Text("пъти", "times"),
    "share": Text("(дял)", "(share)"),
    "units": Text("звена", "units"),
    "visits": Text("посещения", "visits"),
}
"""Units of the region's tables for people; others stay as they are written."""

STRONGEST = 3
"""So many assumptions are named."""

KNOWN = Text("Ако се знаеше", "If it were known")

CRITERION_WORDS: Mapping[Criterion, Text] = {
    "expected": Text("Най-добър средно за всички развития", "Best on average over all futures"),
    "worst": Text("Най-добър в най-лошото развитие", "Best in the worst future"),
    "regret": Text(
        "С най-малък пропуск спрямо най-добрия план за всяко развитие",
        "Least regret against the best plan for each future",
    ),
}
"""What the plan that a criterion chooses is."""


NO_ROBUST = Text(
    "Устойчив план не е търсен: работата беше спряна, или планът не може да се изпълни в някое развитие.",
    "No robust plan was searched for: the work was stopped, or the plan cannot be carried out in some future.",
)


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


def others_words(assumption: Assumption, language: Language) -> str:
    """How many others vary together with an assumption; empty where none does."""
    if not assumption.others:
        return ""
    others = number(assumption.others, language)
    return Text(f"с нея се менят още {others}", f"{others} more vary with it").of(language)


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
        "none": Text("не личи влияние върху непокритата потребност", "no influence on the unmet need shows"),
    }
    ends = Text(f"високо {high}, ниско {low}", f"high {high}, low {low}").of(language)
    return f"{ways[direction(influence)].of(language)} ({ends})"


def worth_words(influence: Influence, mean: float, language: Language) -> str:
    """What knowing the factor before deciding is worth, as a part of the `mean` unmet need."""
    if not isfinite(influence.worth) or mean <= 0:
        return Text("не е изчислено", "not computed").of(language)
    if influence.worth <= 0:
        return Text("не личи изборът на план да се промени", "no sign that the choice would change").of(language)
    share = max(0.001, influence.worth / mean)
    least = Text("под ", "under ") if influence.worth / mean < 0.001 else Text("", "")
    return Text(
        f"{least.bg}{percent(share, 'bg', 1)} по-малко непокрита потребност",
        f"{least.en}{percent(share, 'en', 1)} less unmet need",
    ).of(language)


def summary_sentences(plan: Plan, certainties: Certainties) -> list[Text]:
    """What the ensemble says of `plan`, a sentence a line."""
    return [
        _counts(plan, certainties),
        *movable_words(plan, certainties),
        *_missing(plan, certainties),
        *_served(certainties),
        *(_assumption(certainties, one) for one in strongest(certainties, STRONGEST)),
        *([_robust(certainties, robust) for robust in certainties.robust] or [NO_ROBUST]),
    ]


def _counts(plan: Plan, certainties: Certainties) -> Text:
    worlds = len(planned(certainties.ensemble))
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


def movable_words(plan: Plan, certainties: Certainties) -> list[Text]:
    """How many new units could as well stand in another settlement; nothing where none is known to."""
    marks = [mark for of_unit in unit_certainties(plan, certainties).values() for mark in of_unit]
    movable = [mark for mark in marks if any(way.settlement is not None for way in mark.elsewhere)]
    if not movable:
        return []
    count, solid, loss = len(movable), sum(mark.certainty == "solid" for mark in movable), certainties.loss
    return [
        Text(
            f"Могат да стоят и в друго населено място, а непокритата потребност да нарасне с най-много "
            f"{percent(loss, 'bg', 1)}: поне {number(count, 'bg')} от {number(len(marks), 'bg')} нови единици, от тях "
            f"сигурни {number(solid, 'bg')} (certainty.csv).",
            f"Could as well stand in another settlement, with the unmet need growing by {percent(loss, 'en', 1)} at "
            f"most: at least {number(count, 'en')} of {number(len(marks), 'en')} new units, {number(solid, 'en')} of "
            "them solid (certainty.csv).",
        )
    ]


def unplanned_words(certainties: Certainties) -> list[Text]:
    """How many worlds have no plan; nothing where all have one."""
    worlds = len(certainties.ensemble.plans)
    count = worlds - len(planned(certainties.ensemble))
    if not count:
        return []
    return [
        Text(
            f"В {number(count, 'bg')} от {number(worlds, 'bg')} развития няма план, който да спазва всички правила; те "
            "не са броени.",
            f"In {number(count, 'en')} of {number(worlds, 'en')} futures no plan keeps all the rules; they are not "
            "counted.",
        )
    ]


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


def _assumption(certainties: Certainties, assumption: Assumption) -> Text:
    influence, factor = assumption.influence, assumption.factor
    mean = mean_unmet(certainties.ensemble)

    def said(language: Language) -> str:
        others = others_words(assumption, language)
        return (
            f"{factor.name.of(language)}, {range_words(factor.estimate, language)}{'; ' + others if others else ''}: "
            f"{direction_words(influence, language)}. {KNOWN.of(language)}: {worth_words(influence, mean, language)}."
        )

    return Text(said("bg"), said("en"))


def _robust(certainties: Certainties, robust: RobustPlan) -> Text:
    words = CRITERION_WORDS[robust.criterion]
    if robust.value >= robust.central_value or not certainties.candidates:
        return Text(
            f"{words.bg}: планът за приетите стойности.",
            f"{words.en}: the plan for the values taken.",
        )
    part = 1 - robust.value / robust.central_value
    central = certainties.candidates[0].central
    price = change_words((robust.chosen.central - central) / central if central else float("nan"), "bg")
    price_en = change_words((robust.chosen.central - central) / central if central else float("nan"), "en")
    less = (
        Text("по-малък пропуск", "less regret")
        if robust.criterion == "regret"
        else Text("по-малко непокрита потребност така броена", "less unmet need so counted")
    )
    return Text(
        f"{words.bg}: друг план, {percent(part, 'bg', 1)} {less.bg}; непокритата потребност при приетите стойности: "
        f"{price}.",
        f"{words.en}: another plan, {percent(part, 'en', 1)} {less.en}; unmet need where the values taken hold: "
        f"{price_en}.",
    )
