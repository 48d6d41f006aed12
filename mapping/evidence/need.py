"""The need of a settlement for a service in a period: census, corrections, groups, rates, trend.

Follows mapping.needs step by step; what that room does differently one day must be told differently here only.
"""

from __future__ import annotations

from typing import get_args

from mapping.catalogue import Group
from mapping.catalogue.rows import AgeBand
from mapping.evidence.claim import Claim
from mapping.evidence.facts import Facts, period_name, period_word
from mapping.evidence.makers import computed, estimated, place_of, stated
from mapping.evidence.measures import NONE, PERSONS
from mapping.evidence.trend import growth_claim
from mapping.region import Settlement
from mapping.units import MILLI
from mapping.words import Text

A_YEAR = Text("(дял) годишно", "(share) a year")

BANDS: dict[AgeBand, Text] = {
    "age_0_14": Text("0–14 г.", "0-14"),
    "age_15_29": Text("15–29 г.", "15-29"),
    "age_30_44": Text("30–44 г.", "30-44"),
    "age_45_64": Text("45–64 г.", "45-64"),
    "age_65_plus": Text("65 и повече г.", "65 and over"),
}
assert set(BANDS) == set(get_args(AgeBand))


def need_key(ekatte: str, service: str, period: str) -> str:
    """The key of a need."""
    return f"need/{ekatte}/{service}/{period}"


def need_claim(facts: Facts, ekatte: str, service: str, t: int) -> Claim:
    """Persons of a settlement who need a service in a period."""
    place, key = facts.settlement[ekatte], need_key(ekatte, service, period_word(facts, t))
    name = facts.service_name[service]
    what = Text(
        f"{place.label.bg}: потребност от „{name.bg}“ през {period_name(facts, t)} г.",
        f"{place.label.en}: need for “{name.en}” in {period_name(facts, t)}",
    )
    value = float(facts.case.needs.milli[facts.index[ekatte], facts.service_index[service], t]) / MILLI
    if facts.case.region.points is not None:
        how = Text(
            "тегло на точката през последната година на периода", "weight of the point in the period's last year"
        )
        row = place_of(facts, "points.csv", (ekatte,))
        return Claim(key, what, value, PERSONS, "unstated", how, where=row, assumed=True)
    groups = {group.id: group for group in facts.case.region.catalogue.groups}
    now = [
        _of_group(facts, f"{key}/{rate.group}", place, groups[rate.group], service)
        for rate in facts.case.region.catalogue.rates
        if rate.service == service
    ]
    at_census = (
        computed(
            f"{key}/census",
            Text("нуждаещи се към деня на преброяването", "in need on the day of the census"),
            "sum",
            now,
            PERSONS,
            Text("по рискови групи", "by risk group"),
        )
        if len(now) != 1
        else now[0]
    )
    words = Text(
        "нуждаещи се към преброяването × изменение на населението до средата на периода",
        "in need at the census × change of population to the middle of the period",
    )
    parts = [at_census, growth_claim(facts, place, t)]
    return computed(key, what, "product", parts, PERSONS, words, value=value, decimals=3)


def _of_group(facts: Facts, key: str, place: Settlement, group: Group, service: str) -> Claim:
    level = facts.case.scenario.keys.need.level
    [rate] = [r for r in facts.case.region.catalogue.rates if (r.group, r.service) == (group.id, service)]
    parts = [
        group_claim(facts, place, group),
        estimated(
            facts,
            f"{key}/rate",
            Text(
                f"дял от групата, на който е нужна услугата „{facts.service_name[service].bg}“",
                f"part of the group who need “{facts.service_name[service].en}”",
            ),
            rate.rate,
            "service_rates.csv",
            (group.id, service),
            level,
        ),
    ]
    what = Text(f"нуждаещи се от групата „{group.name.bg}“", f"in need from the group “{group.name.en}”")
    return computed(key, what, "percent_of", parts, PERSONS, Text("хора в групата × дял", "people of the group × part"))


def group_claim(facts: Facts, place: Settlement, group: Group) -> Claim:
    """Persons of a risk group in a settlement at the census."""
    key = f"people/{place.ekatte}/{group.id}"
    level = facts.case.scenario.keys.need.level
    if group.settlements == "villages" and place.kind != "village":
        base = stated(
            facts,
            f"{key}/base",
            Text("групата се брои само в селата", "the group is counted in villages only"),
            0.0,
            PERSONS,
            "groups.csv",
            (group.id,),
            "settlements",
            note=group.note,
        )
    else:
        bands = [_band(facts, f"{key}/{band}", place, group, band) for band, share in group.base.items() if share]
        words = Text("по възрастови групи", "by age band")
        base = computed(
            f"{key}/base",
            Text("хора, сред които се брои групата", "people among whom the group is counted"),
            "sum",
            bands,
            PERSONS,
            words,
        )
    frequency = estimated(
        facts,
        f"{key}/prevalence",
        Text(f"разпространение на „{group.name.bg}“", f"prevalence of “{group.name.en}”"),
        group.prevalence,
        "prevalence.csv",
        (group.id,),
        level,
    )
    what = Text(f"хора в групата „{group.name.bg}“", f"people of the group “{group.name.en}”")
    return computed(key, what, "per_thousand", [base, frequency], PERSONS)


def _band(facts: Facts, key: str, place: Settlement, group: Group, band: AgeBand) -> Claim:
    share = group.base[band]
    people = band_claim(facts, f"{key}/persons", place, band)
    if share == 1:
        return people
    part = stated(
        facts,
        f"{key}/share",
        Text(
            f"част от {BANDS[band].bg}, която може да е в групата", f"part of {BANDS[band].en} that may be in the group"
        ),
        share,
        NONE,
        "groups.csv",
        (group.id,),
        band.replace("age_", "share_"),
        note=group.note,
    )
    what = Text(f"от хората на {BANDS[band].bg}", f"of the people aged {BANDS[band].en}")
    return computed(key, what, "product", [people, part], PERSONS)


def band_claim(facts: Facts, key: str, place: Settlement, band: AgeBand) -> Claim:
    """Usual residents of an age band, less those in institutions."""
    what = Text(f"жители на {BANDS[band].bg} по преброяването", f"residents aged {BANDS[band].en} at the census")
    correction = next((c for c in facts.case.region.corrections if (c.ekatte, c.band) == (place.ekatte, band)), None)
    counted = float(place.persons[band] + (correction.persons if correction else 0))
    people = stated(facts, key, what, counted, PERSONS, "settlements.csv", (place.ekatte,), band)
    if correction is None:
        return people
    taken = stated(
        facts,
        f"{key}/correction",
        Text("от тях настанени в заведения, които се изваждат", "of them in institutions, taken out"),
        float(correction.persons),
        PERSONS,
        "census_corrections.csv",
        (place.ekatte, band),
        "persons",
        correction.status,
        correction.source,
        correction.note,
    )
    left = Text(
        f"жители на {BANDS[band].bg} без настанените в заведения",
        f"residents aged {BANDS[band].en} outside institutions",
    )
    return computed(f"{key}/left", left, "difference", [people, taken], PERSONS)
