"""The small print: how the figures were found, and from what."""

from __future__ import annotations

import re
from datetime import date

import numpy as np

from mapping.instance import Case
from mapping.needs.estimate import middle
from mapping.needs.overlap import Distinct, distinct_persons, overlap_words
from mapping.needs.worked import work_out
from mapping.words import Language, Text, day, number

KEY_SOURCES = ("census", "ekatte", "strategy")
"""Sources whose id holds one of these words are named on the map; the others are counted."""

ESTIMATES = Text(
    "Потребностите са оценки с допускания: населението от преброяването по възраст и пол, пренесено до периода, × "
    "дялове на рисковите групи и на нуждаещите се от услугата, изравнени с известните брои; всяка стойност има "
    "източник и граници в таблиците на региона.",
    "Need figures are estimates that rest on assumptions: census population by age and sex, carried forward to the "
    "period, × shares of the risk groups and of those who need the service, fitted to known counts; each value has its "
    "source and range in the region's tables.",
)


def notes(case: Case, language: Language) -> list[str]:
    """One paragraph each: need, overlap of the groups, travel, boundaries where they are approximate, sources."""
    territories = case.region.territories
    paragraphs = [ESTIMATES, _different_people(case), case.travel.method]
    if territories.approximate:
        whose = (
            Text("на общините и населените места", "of municipalities and settlements")
            if territories.municipalities_approximate
            else Text("на населените места вътре в общините", "of settlements inside the municipalities")
        )
        paragraphs.append(
            Text(
                f"Приблизителни граници {whose.bg}: всяка точка е отнесена към най-близкото населено място; "
                "това не са официалните землища.",
                f"Approximate boundaries {whose.en}: every point is given to the nearest settlement; these "
                "are not the official areas.",
            )
        )
    return [*filter(None, (paragraph.of(language) for paragraph in paragraphs)), _sources(case, language)]


def _different_people(case: Case) -> Text:
    """How many different people the risk groups hold where the scenario plans."""
    region = case.region
    found = distinct_persons(region, work_out(region, "central", [middle(case.periods[-1])]))
    asked = np.array([region.edits.plans_for(place.municipality) for place in region.settlements], dtype=bool)
    return overlap_words(
        Distinct(found.lower[:, asked], found.central[:, asked], found.upper[:, asked], found.added[:, asked])
    )


def data_words(case: Case) -> Text:
    """As of when the people are counted, and where the sources are named: for pages with little room."""
    region, counted = case.region, case.region.census_date
    return Text(
        f"Данни: население към {day(counted, 'bg')}; източниците ({number(len(region.sources), 'bg')}) са изброени в "
        "таблиците на региона.",
        f"Data: population of {day(counted, 'en')}; the sources ({number(len(region.sources), 'en')}) are listed in "
        "the region's tables.",
    )


def _sources(case: Case, language: Language) -> str:
    region = case.region
    named = [s for s in region.sources if any(word in s.source.split("_") for word in KEY_SOURCES)]
    parts = [f"{_short(s.title)} – {s.publisher}{_dated(s.date, s.title, language)}" for s in named]
    known = {source.source for source in region.sources}
    units = known & {unit.source for unit in region.units}
    money = known & {envelope.amount.source for fund in region.funds for envelope in fund.envelopes}
    said = []
    if units:
        years = _years(units, case)
        said.append(
            Text(
                f"съществуващи услуги: {len(units)} публикации{years}",
                f"existing services: {len(units)} publications{years}",
            )
        )
    if money:
        years = _years(money, case)
        said.append(
            Text(
                f"средства: {len(region.funds)} фонда и бюджета, оценени по {len(money)} източника{years}",
                f"money: {len(region.funds)} funds and budgets, estimated from {len(money)} sources{years}",
            )
        )
    said.append(
        Text(
            f"пълен списък: {len(region.sources)} източника в таблиците на региона.",
            f"full list: {len(region.sources)} sources in the region's tables.",
        )
    )
    head = Text("Източници: ", "Sources: ").of(language)
    return head + "; ".join([*parts, *(words.of(language) for words in said)])


def _short(title: str) -> str:
    """A title up to its first colon or semicolon."""
    return re.split("[:;]", title)[0].strip()


def _dated(value: date | str, said: str, language: Language) -> str:
    """The date in brackets, unless the title already says it."""
    try:
        shown = day(date.fromisoformat(str(value)), language)
    except ValueError:
        shown = str(value)
    return "" if not shown or shown in said else f" ({shown})"


def _years(ids: set[str], case: Case) -> str:
    dates = " ".join(str(source.date) for source in case.region.sources if source.source in ids)
    years = sorted(int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", dates))
    if not years:
        return ""
    return f" ({years[0]}–{years[-1]})" if years[0] != years[-1] else f" ({years[0]})"
