"""How the people of a settlement change from the census to a period. Follows mapping.needs.projection step by step."""

from __future__ import annotations

from mapping.evidence.claim import SILENT, Claim
from mapping.evidence.facts import Facts, period_name, period_word
from mapping.evidence.makers import chosen, computed, estimated, stated
from mapping.evidence.measures import NONE, PERSONS, YEAR, YEARS
from mapping.needs.projection import decimal_year, yearly_trend, years_between_counts
from mapping.region import Settlement
from mapping.words import Text, day

A_YEAR = Text("(дял) годишно", "(share) a year")


def growth_claim(facts: Facts, place: Settlement, t: int) -> Claim:
    """By what people at the census are multiplied to stand for the middle of a period."""
    key = f"growth/{place.ekatte}/{period_word(facts, t)}"
    period = facts.case.periods[t]
    middle = chosen(
        facts,
        f"{key}/middle",
        Text(f"средата на периода {period_name(facts, t)} г.", f"the middle of {period_name(facts, t)}"),
        (period.first_year + period.last_year + 1) / 2,
        YEAR,
        "periods",
    )
    census = stated(
        facts,
        f"{key}/census_date",
        Text("денят на преброяването като година", "the day of the census as a year"),
        decimal_year(facts.case.region.census_date),
        YEAR,
        "region.toml",
        (),
        "census_date",
    )
    years = computed(
        f"{key}/years", Text("години от преброяването", "years since the census"), "difference", [middle, census], YEARS
    )
    what = Text("изменение на населението от преброяването насам", "change of population since the census")
    words = Text("(1 + годишно изменение) на степен години", "(1 + yearly change) to the power of years")
    return computed(key, what, "growth", [_trend(facts, f"trend/{place.ekatte}", place), years], NONE, words)


def _trend(facts: Facts, key: str, place: Settlement) -> Claim:
    def parameter(name: str, what: Text) -> Claim:
        return estimated(facts, f"{key}/{name}", what, facts.case.region.parameters[name], "parameters.csv", (name,))

    damping = parameter(
        "trend_damping", Text("част от тенденцията, която се пренася напред", "part of the trend carried on")
    )
    floor = parameter("trend_floor", Text("най-бърз допуснат спад", "fastest fall allowed"))
    ceiling = parameter("trend_ceiling", Text("най-бърз допуснат ръст", "fastest rise allowed"))
    carried = computed(
        f"{key}/damped",
        Text("пренесена тенденция", "trend carried on"),
        "product",
        [
            damping,
            _mixed(
                facts,
                f"{key}/mixed",
                place,
                parameter(
                    "trend_half_weight",
                    Text(
                        "население, при което своята тенденция тежи колкото областната",
                        "population at which a place's own trend weighs as much as the region's",
                    ),
                ),
            ),
        ],
        A_YEAR,
    )
    what = Text(f"годишно изменение на {place.label.bg}", f"yearly change of {place.label.en}")
    words = Text("пренесена тенденция между два предела", "trend carried on, between two limits")
    value = float(yearly_trend(facts.case.region)[facts.index[place.ekatte]])
    return computed(key, what, "between", [carried, floor, ceiling], A_YEAR, words, value=value)


def _mixed(facts: Facts, key: str, place: Settlement, half: Claim) -> Claim:
    before, after = (
        _count(facts, f"{key}/{column}", place, column) for column in ("population_2013", "population_2021")
    )
    regional = _yearly(
        facts,
        f"{key}/regional",
        Text("годишно изменение на целия район", "yearly change of the whole region"),
        _whole(facts, f"{key}/all/2021", "population_2021"),
        _whole(facts, f"{key}/all/2013", "population_2013"),
    )
    weight = computed(
        f"{key}/weight",
        Text(
            "тежест на своята тенденция: расте с населението",
            "weight of the place's own trend: it grows with its people",
        ),
        "own_weight",
        [before, half],
        NONE,
    )
    own = (
        _yearly(
            facts,
            f"{key}/own",
            Text("годишно изменение на самото място", "yearly change of the place itself"),
            after,
            before,
        )
        if before.value > 0 and after.value > 0 and not any(place.set_apart.values())
        else regional
    )
    what = Text("тенденция на мястото, изтеглена към областната", "trend of the place, drawn towards the region's")
    return computed(key, what, "mixed", [weight, own, regional], A_YEAR)


def _yearly(facts: Facts, key: str, what: Text, after: Claim, before: Claim) -> Claim:
    years = stated(
        facts,
        f"{key}/years",
        Text("години между двете преброявания", "years between the two counts"),
        years_between_counts(facts.case.region),
        YEARS,
        "region.toml",
        (),
        "earlier_date",
    )
    return computed(key, what, "yearly", [after, before, years], A_YEAR, SILENT)


def _count(facts: Facts, key: str, place: Settlement, column: str) -> Claim:
    when = {"population_2013": facts.case.region.earlier_date, "population_2021": facts.case.region.census_date}[column]
    what = Text(f"жители към {day(when, 'bg')}", f"residents on {day(when, 'en')}")
    value = float(getattr(place, column))
    return stated(facts, key, what, value, PERSONS, "settlements.csv", (place.ekatte,), column, note=place.note)


def _whole(facts: Facts, key: str, column: str) -> Claim:
    when = {"population_2013": facts.case.region.earlier_date, "population_2021": facts.case.region.census_date}[column]
    places = facts.case.region.settlements
    total = float(sum(getattr(place, column) for place in places))
    what = Text(f"жители на целия район към {day(when, 'bg')}", f"residents of the whole region on {day(when, 'en')}")
    note = Text(
        f"Сбор на колоната за {len(places)} населени места.", f"Sum of the column over {len(places)} settlements."
    )
    claim = stated(facts, key, what, total, PERSONS, "settlements.csv", (), column)
    return Claim(
        claim.key,
        claim.what,
        claim.value,
        claim.unit,
        claim.label,
        note,
        source=claim.source,
        where=claim.where,
        note=claim.note,
        range_note=claim.range_note,
        assumed=claim.assumed,
    )
