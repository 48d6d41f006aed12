"""What the page says of itself: title, question, proof, key figures, notes and sources."""

from __future__ import annotations

import re
from math import isfinite

from mapping.evidence.tree import date_words
from mapping.instance import Case
from mapping.model.objectives import OBJECTIVE_WORDS
from mapping.plan import Plan, StageProof
from mapping.publish.printed.notes import notes
from mapping.publish.printed.sentences import INDICATIVE, facts, proof
from mapping.publish.screen.json import Json, pair
from mapping.scenario import Level
from mapping.words import LANGUAGES, Language, Text, day, percent

LEVELS: dict[Level, Text] = {
    "low": Text(
        "Потребностите са смятани с долната граница на всички дялове.",
        "Need is counted with every rate at the low end of its range.",
    ),
    "central": Text(
        "Границите в скоби показват потребността, ако всички дялове са на долната, съответно на горната си граница.",
        "The ranges in brackets show the need if every rate is at the low, or at the high end of its range.",
    ),
    "high": Text(
        "Потребностите са смятани с горната граница на всички дялове.",
        "Need is counted with every rate at the high end of its range.",
    ),
}

FIGURES = 2
"""Of the printed map's key figures the last ones, new units and money: need by period the page counts itself."""


def about(case: Case, plan: Plan, region: Text) -> Json:
    """The words round the map, in both languages; `region` is the title of what it shows."""
    keys = case.scenario.keys
    spoken = {language: facts(case, plan, language)[-FIGURES:] for language in LANGUAGES}
    return {
        "title": [keys.title.bg, keys.title.en],
        "question": [keys.question.bg, keys.question.en],
        "region": pair(region),
        "indicative": pair(INDICATIVE),
        "date": pair(_date(case)),
        "proof": [proof(plan, language) for language in LANGUAGES],
        "stopped": plan.stopped_early,
        "facts": [
            [[one.value, other.value], [one.meaning, other.meaning]]
            for one, other in zip(spoken["bg"], spoken["en"], strict=True)
        ],
        "notes": [list(words) for words in zip(*(_paragraphs(case, language) for language in LANGUAGES), strict=True)],
        "stages": [_stage(stage) for stage in plan.stages],
        "sources": [_source(case, at) for at in range(len(case.region.sources))],
        "approximate": case.region.points is None and case.region.territories.approximate,
        "estimated": case.travel.estimated,
    }


def _date(case: Case) -> Text:
    """How old the data is: the census that the need rests on, and the newest source.

    Not the day on which the page was made: the same inputs give the same page on every day.
    """
    census = case.region.census_date
    years = re.findall(r"\b20\d\d\b", " ".join(str(source.date) for source in case.region.sources))
    newest = Text(f"; най-нов източник: {max(years)} г.", f"; newest source: {max(years)}") if years else Text("", "")
    return Text(
        f"Данни: преброяване към {day(census, 'bg')}{newest.bg}", f"Data: census of {day(census, 'en')}{newest.en}"
    )


def _paragraphs(case: Case, language: Language) -> list[str]:
    """The printed map's notes, and what the ranges mean; a points region says how it counts travel."""
    if case.region.points is not None:
        return list(filter(None, [case.travel.method.of(language)]))
    first, *rest = notes(case, language)
    return [first, LEVELS[case.scenario.keys.need.level].of(language), *rest]


def _stage(stage: StageProof) -> Json:
    """An objective and what is proven of it, in words."""
    words = OBJECTIVE_WORDS.get(stage.objective)
    name = words[0] if words else Text(stage.objective, stage.objective)
    gap = [percent(stage.gap, "bg", 2), percent(stage.gap, "en", 2)] if isfinite(stage.gap) else None
    return [pair(name), gap, stage.status]


def _source(case: Case, at: int) -> Json:
    source = case.region.sources[at]
    return [
        source.title,
        source.publisher,
        [date_words(source.date, language) for language in LANGUAGES],
        source.address,
    ]
