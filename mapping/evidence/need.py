"""The need of a settlement for a service in a period: census, corrections, groups, rates, trend.

Follows mapping.needs step by step; what that room does differently one day must be told differently here only.
"""

from __future__ import annotations

from typing import get_args

from mapping.catalogue import Group
from mapping.catalogue.rows import AgeBand
from mapping.evidence.claim import SILENT, Claim
from mapping.evidence.facts import Facts, chosen, computed, estimated, period_name, period_word, place_of, stated
from mapping.evidence.measures import NONE, PERSONS, YEAR, YEARS
from mapping.needs.projection import decimal_year, yearly_trend, years_between_counts
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
        for rate in facts.case.region.catalogue.rates if rate.service == service
    ]  # fmt: skip
    at_census = computed(
        f"{key}/census", Text("нуждаещи се към деня на преброяването", "in need on the day of the census"),
        "sum", now, PERSONS, Text("по рискови групи", "by risk group"),
    ) if len(now) != 1 else now[0]  # fmt: skip
    words = Text(
        "нуждаещи се към преброяването × изменение на населението до средата на периода",
        "in need at the census × change of population to the middle of the period",
    )
    parts = [at_census, _growth(facts, f"{key}/growth", place, t)]
    return computed(key, what, "product", parts, PERSONS, words, value=value, decimals=3)


def _of_group(facts: Facts, key: str, place: Settlement, group: Group, service: str) -> Claim:
    level = facts.case.scenario.keys.need.level
    [rate] = [r for r in facts.case.region.catalogue.rates if (r.group, r.service) == (group.id, service)]
    parts = [
        group_claim(facts, f"{key}/people", place, group),
        estimated(
            facts, f"{key}/rate",
            Text(f"дял от групата, на който е нужна услугата „{facts.service_name[service].bg}“",
                 f"part of the group who need “{facts.service_name[service].en}”"),
            rate.rate, "service_rates.csv", (group.id, service), level,
        ),
    ]  # fmt: skip
    what = Text(f"нуждаещи се от групата „{group.name.bg}“", f"in need from the group “{group.name.en}”")
    return computed(key, what, "percent_of", parts, PERSONS, Text("хора в групата × дял", "people of the group × part"))


def group_claim(facts: Facts, key: str, place: Settlement, group: Group) -> Claim:
    """Persons of a risk group in a settlement at the census."""
    level = facts.case.scenario.keys.need.level
    if group.settlements == "villages" and place.kind != "village":
        base = stated(
            facts, f"{key}/base", Text("групата се брои само в селата", "the group is counted in villages only"), 0.0,
            PERSONS, "groups.csv", (group.id,), "settlements", note=group.note,
        )  # fmt: skip
    else:
        bands = [_band(facts, f"{key}/{band}", place, group, band) for band, share in group.base.items() if share]
        words = Text("по възрастови групи", "by age band")
        base = computed(f"{key}/base", Text("хора, сред които се брои групата", "people among whom the group is counted"),
                        "sum", bands, PERSONS, words)  # fmt: skip
    frequency = estimated(
        facts, f"{key}/prevalence",
        Text(f"разпространение на „{group.name.bg}“", f"prevalence of “{group.name.en}”"),
        group.prevalence, "prevalence.csv", (group.id,), level,
    )  # fmt: skip
    what = Text(f"хора в групата „{group.name.bg}“", f"people of the group “{group.name.en}”")
    return computed(key, what, "per_thousand", [base, frequency], PERSONS)


def _band(facts: Facts, key: str, place: Settlement, group: Group, band: AgeBand) -> Claim:
    share = group.base[band]
    people = band_claim(facts, f"{key}/persons", place, band)
    if share == 1:
        return people
    part = stated(
        facts, f"{key}/share",
        Text(f"част от {BANDS[band].bg}, която може да е в групата", f"part of {BANDS[band].en} that may be in the group"),
        share, NONE, "groups.csv", (group.id,), band.replace("age_", "share_"), note=group.note,
    )  # fmt: skip
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
        facts, f"{key}/correction", Text("от тях настанени в заведения, които се изваждат", "of them in institutions, taken out"),
        float(correction.persons), PERSONS, "census_corrections.csv", (place.ekatte, band), "persons",
        correction.status, correction.source, correction.note,
    )  # fmt: skip
    left = Text(
        f"жители на {BANDS[band].bg} без настанените в заведения",
        f"residents aged {BANDS[band].en} outside institutions",
    )
    return computed(f"{key}/left", left, "difference", [people, taken], PERSONS)


def _growth(facts: Facts, key: str, place: Settlement, t: int) -> Claim:
    period = facts.case.periods[t]
    middle = chosen(
        facts, f"{key}/middle", Text(f"средата на периода {period_name(facts, t)} г.", f"the middle of {period_name(facts, t)}"),
        (period.first_year + period.last_year + 1) / 2, YEAR, "periods",
    )  # fmt: skip
    census = stated(
        facts, f"{key}/census_date", Text("денят на преброяването като година", "the day of the census as a year"),
        decimal_year(facts.case.region.census_date), YEAR, "region.toml", (), "census_date",
    )  # fmt: skip
    years = computed(
        f"{key}/years", Text("години от преброяването", "years since the census"), "difference", [middle, census], YEARS
    )
    what = Text("изменение на населението от преброяването насам", "change of population since the census")
    words = Text("(1 + годишно изменение) на степен години", "(1 + yearly change) to the power of years")
    return computed(key, what, "growth", [_trend(facts, f"{key}/trend", place), years], NONE, words)


def _trend(facts: Facts, key: str, place: Settlement) -> Claim:
    def parameter(name: str, what: Text) -> Claim:
        return estimated(facts, f"{key}/{name}", what, facts.case.region.parameters[name], "parameters.csv", (name,))

    damping = parameter(
        "trend_damping", Text("част от тенденцията, която се пренася напред", "part of the trend carried on")
    )
    floor = parameter("trend_floor", Text("най-бърз допуснат спад", "fastest fall allowed"))
    ceiling = parameter("trend_ceiling", Text("най-бърз допуснат ръст", "fastest rise allowed"))
    carried = computed(
        f"{key}/damped", Text("пренесена тенденция", "trend carried on"), "product",
        [damping, _mixed(facts, f"{key}/mixed", place, parameter("trend_half_weight", Text(
            "население, при което своята тенденция тежи колкото областната",
            "population at which a place's own trend weighs as much as the region's",
        )))], A_YEAR,
    )  # fmt: skip
    what = Text(f"годишно изменение на {place.label.bg}", f"yearly change of {place.label.en}")
    words = Text("пренесена тенденция между два предела", "trend carried on, between two limits")
    value = float(yearly_trend(facts.case.region)[facts.index[place.ekatte]])
    return computed(key, what, "between", [carried, floor, ceiling], A_YEAR, words, value=value)


def _mixed(facts: Facts, key: str, place: Settlement, half: Claim) -> Claim:
    before, after = (
        _count(facts, f"{key}/{column}", place, column) for column in ("population_2013", "population_2021")
    )
    regional = _yearly(
        facts, f"{key}/regional", Text("годишно изменение на целия район", "yearly change of the whole region"),
        _whole(facts, f"{key}/all/2021", "population_2021"), _whole(facts, f"{key}/all/2013", "population_2013"),
    )  # fmt: skip
    weight = computed(
        f"{key}/weight", Text("тежест на своята тенденция: расте с населението", "weight of the place's own trend: it grows with its people"),
        "own_weight", [before, half], NONE,
    )  # fmt: skip
    own = (
        _yearly(
            facts,
            f"{key}/own",
            Text("годишно изменение на самото място", "yearly change of the place itself"),
            after,
            before,
        )
        if before.value > 0 and after.value > 0
        else regional
    )
    what = Text("тенденция на мястото, изтеглена към областната", "trend of the place, drawn towards the region's")
    return computed(key, what, "mixed", [weight, own, regional], A_YEAR)


def _yearly(facts: Facts, key: str, what: Text, after: Claim, before: Claim) -> Claim:
    years = stated(
        facts, f"{key}/years", Text("години между двете преброявания", "years between the two counts"),
        years_between_counts(facts.case.region), YEARS, "region.toml", (), "earlier_date",
    )  # fmt: skip
    return computed(key, what, "yearly", [after, before, years], A_YEAR, SILENT)


def _count(facts: Facts, key: str, place: Settlement, column: str) -> Claim:
    day = {"population_2013": facts.case.region.earlier_date, "population_2021": facts.case.region.census_date}[column]
    what = Text(f"жители към {day:%d.%m.%Y} г.", f"residents on {day.isoformat()}")
    value = float(getattr(place, column))
    return stated(facts, key, what, value, PERSONS, "settlements.csv", (place.ekatte,), column, note=place.note)


def _whole(facts: Facts, key: str, column: str) -> Claim:
    day = {"population_2013": facts.case.region.earlier_date, "population_2021": facts.case.region.census_date}[column]
    places = facts.case.region.settlements
    total = float(sum(getattr(place, column) for place in places))
    what = Text(f"жители на целия район към {day:%d.%m.%Y} г.", f"residents of the whole region on {day.isoformat()}")
    note = Text(
        f"Сбор на колоната за {len(places)} населени места.", f"Sum of the column over {len(places)} settlements."
    )
    claim = stated(facts, key, what, total, PERSONS, "settlements.csv", (), column)
    return Claim(
        claim.key, claim.what, claim.value, claim.unit, claim.label, note, source=claim.source, where=claim.where,
        note=claim.note, range_note=claim.range_note, assumed=claim.assumed,
    )  # fmt: skip
