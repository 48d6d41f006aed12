"""One settlement in a plan, for a terminal."""

from __future__ import annotations

from mapping.cli.columns import columns
from mapping.evidence.facts import Facts
from mapping.evidence.places import unit_name
from mapping.explain.room import Way
from mapping.explain.village.types import NewUnit, OfService, Village
from mapping.words import Language, Text, as_written, number, percent

TOLD = 0.05
"""Persons: what rounds to nothing is not told."""


def village_lines(facts: Facts, village: Village, language: Language) -> list[str]:
    """Who serves the settlement, what it lacks, and what it would take."""
    place = facts.settlement[village.settlement]
    home = facts.municipality[place.municipality].name
    period = facts.plan.periods[facts.last].name
    served = village.need - village.unmet
    share = percent(served / village.need, language) if village.need else "–"
    lines = [
        Text(f"{place.label.bg}, община {home.bg}, {period} г.", f"{place.label.en}, {home.en} municipality, {period}")
        .of(language),
        Text(
            f"Жители {number(place.population_2021, 'bg')} (преброяване). Потребност {number(village.need, 'bg', 1)} "
            f"потребители (оценка, сбор по услуги), обслужени {number(served, 'bg', 1)} ({share}).",
            f"{number(place.population_2021, 'en')} inhabitants (census). Need {number(village.need, 'en', 1)} users "
            f"(estimate, summed over services), served {number(served, 'en', 1)} ({share}).",
        ).of(language),
        "",
        *_table(facts, village, language),
    ]  # fmt: skip
    lacking = [one for one in village.services if one.lack != "nothing"]
    if not lacking:
        return [*lines, "", Text("Нищо не липсва.", "Nothing is lacking.").of(language)]
    lines += ["", Text("Какво липсва, защо и какво е нужно:", "What is lacking, why, and what it would take:")
              .of(language)]  # fmt: skip
    for one in lacking:
        lines += [f"  {facts.service_name[one.service].of(language)}: {_lacking(facts, one).of(language)}"]
        lines += [f"    {text.of(language)}" for text in (_why(facts, one), _takes(facts, one)) if text is not None]
    lines += ["", Text(
        "Най-евтиният начин е сметнат върху плана, както е: ново звено, което се пълни с необслужени и се плаща от "
        "неизхарченото. Какво би се преместило, за да стане, казва needsmap explain why-not.",
        "The cheapest way is reckoned on the plan as it is: a new unit filled with the unserved and paid from what is "
        "not spent. What could move to make room for it, needsmap explain why-not tells.",
    ).of(language)]  # fmt: skip
    return lines


def _table(facts: Facts, village: Village, language: Language) -> list[str]:
    rows = []
    for one in village.services:
        ends = "–" if one.low is None or one.high is None else (
            f"{number(one.low, language, 1)}–{number(one.high, language, 1)}"
        )  # fmt: skip
        by = ", ".join(
            f"{unit_name(facts, served.way.unit).of(language)} "
            f"({number(served.persons, language, 1)}; {number(served.way.minutes, language)} "
            f"{Text('мин', 'min').of(language)})"
            for served in one.served
            if served.persons >= TOLD
        )
        rows.append([
            facts.service_name[one.service].of(language),
            number(one.need, language, 1), ends,
            number(one.need - one.unmet, language, 1), number(one.unmet, language, 1),
            by or "–",
        ])  # fmt: skip
    words = Text("услуга|нужда|в диапазона|обслужени|непокрити|от кого", "service|need|range|served|unmet|by whom")
    header = words.of(language).split("|")
    # The last column is text and may be long: it stands at the end, left-bound.
    lines = columns(header[:5], [row[:5] for row in rows], left=1)
    width = max(len(line) for line in lines)
    tails = [header[5], "", *(row[5] for row in rows)]
    return [f"{line.ljust(width)}  {tail}".rstrip() for line, tail in zip(lines, tails, strict=True)]


def _lacking(facts: Facts, one: OfService) -> Text:
    names = {group.id: group.name for group in facts.case.region.catalogue.groups}
    told = [(names[group], persons) for group, persons in one.groups if persons >= TOLD]
    bg = ", ".join(f"{name.bg} {number(persons, 'bg', 1)}" for name, persons in told)
    en = ", ".join(f"{name.en} {number(persons, 'en', 1)}" for name, persons in told)
    return Text(
        f"без услугата остават {number(one.unmet, 'bg', 1)} от {number(one.need, 'bg', 1)} "
        f"лица{f' ({bg})' if bg else ''}.",
        f"{number(one.unmet, 'en', 1)} of {number(one.need, 'en', 1)} persons stay without "
        f"it{f' ({en})' if en else ''}.",
    )


def _way(facts: Facts, way: Way) -> Text:
    name = unit_name(facts, way.unit)
    return Text(
        f"{name.bg}, {number(way.minutes, 'bg')} мин и {number(way.km, 'bg')} км",
        f"{name.en}, {number(way.minutes, 'en')} min and {number(way.km, 'en')} km",
    )


def _why(facts: Facts, one: OfService) -> Text:
    """Why people stay without the service, as far as the plan itself can tell."""
    minutes, km = ((as_written(value, "bg"), as_written(value, "en")) for value in one.standard)
    standard = Text(f"стандартът е {minutes[0]} мин и {km[0]} км", f"the standard is {minutes[1]} min and {km[1]} km")
    room = one.with_room
    free = Text("", "")
    if room is not None and not room.within:
        way = _way(facts, room)
        free = Text(
            f" Най-близкото със свободни места ({number(one.room, 'bg', 1)}): {way.bg}.",
            f" The nearest with room ({number(one.room, 'en', 1)}): {way.en}.",
        )
    elif room is None:
        free = Text(" Свободни места няма в никое звено, което може да я обслужва.",
                    " No unit that may serve it has room.")  # fmt: skip
    if one.nearest is None:
        return Text("Защо: в района няма звено, което може да я обслужва.",
                    "Why: the region has no unit that may serve it.")  # fmt: skip
    way = _way(facts, one.nearest)
    if one.lack in ("no_unit", "full"):
        what = Text("в рамките на стандарта няма звено", "no unit is within the standard")
        if one.lack == "full":
            what = Text("звената в рамките на стандарта са пълни", "the units within the standard are full")
        return Text(f"Защо: {what.bg} ({standard.bg}); най-близкото е {way.bg}.{free.bg}",
                    f"Why: {what.en} ({standard.en}); the nearest is {way.en}.{free.en}")  # fmt: skip
    spare = one.nearest if room is None else room
    way = _way(facts, spare)
    return Text(
        f"Защо: {way.bg}, има място за още {number(one.room, 'bg', 1)}, но планът не го е насочил насам (точността на "
        "търсенето, тежестите или минималната заетост другаде).",
        f"Why: {way.en}, has room for {number(one.room, 'en', 1)} more, and the plan does not direct it here (the "
        "precision of the search, the weights, or the minimum use elsewhere).",
    )


def _takes(facts: Facts, one: OfService) -> Text | None:
    """The cheapest new unit, and what keeps it from being built."""
    if one.lack == "room_left":
        return None
    if one.new is None:
        return Text(
            "Какво е нужно: никое позволено място за ново звено не я достига в рамките на стандарта.",
            "What it would take: no allowed site for a new unit reaches it within the standard.",
        )
    new, unit = one.new, _unit(facts, one.new)
    hurdle = _hurdle(facts, one, new)
    return Text(f"Какво е нужно: {unit.bg}. {hurdle.bg}", f"What it would take: {unit.en}. {hurdle.en}")


def _unit(facts: Facts, new: NewUnit) -> Text:
    label = facts.settlement[new.settlement].label
    what = (
        Text(f"звено с {new.places} места", f"a unit of {new.places} places") if new.places else Text("екип", "a team")
    )
    return Text(
        f"{what.bg}, {label.bg} ({number(new.minutes, 'bg')} мин): {number(new.cost, 'bg')} евро до края на плана, от "
        "тях "
        f"{number(new.running, 'bg')} на година издръжка; необслужени в обхвата му са {number(new.unserved, 'bg', 1)}",
        f"{what.en}, {label.en} ({number(new.minutes, 'en')} min): EUR {number(new.cost, 'en')} until the end of the "
        "plan, "
        f"running at EUR {number(new.running, 'en')} a year; {number(new.unserved, 'en', 1)} unserved are within its "
        "reach",
    )


def _hurdle(facts: Facts, one: OfService, new: NewUnit) -> Text:
    mobile = facts.case.region.catalogue.service(one.service).kind == "mobile"
    of = Text("часа седмично", "hours a week") if mobile else Text("потребители", "users")
    if new.hurdle == "empty":
        return Text(
            f"Пречи минималната заетост: трябват поне {number(new.wanted, 'bg', 1)} {of.bg}, не достигат "
            f"{number(new.missing, 'bg', 1)}.",
            f"The minimum use is in the way: at least {number(new.wanted, 'en', 1)} {of.en} are needed, "
            f"{number(new.missing, 'en', 1)} are missing.",
        )
    if new.hurdle == "money":
        return Text(
            f"Пречат парите: във фондовете, които може да платят, не достигат {number(new.missing, 'bg')} евро.",
            f"Money is in the way: the funds that may pay fall short by EUR {number(new.missing, 'en')}.",
        )
    if new.hurdle == "ceiling":
        return Text(
            f"Пречи таванът на издръжката след програмата: надхвърля се с {number(new.missing, 'bg')} евро на година.",
            f"The ceiling on running cost after the programme is in the way: it is passed by EUR "
            f"{number(new.missing, 'en')} a year.",
        )
    return Text(
        "Нищо от проверените не пречи (заетост, фондове, таван); персоналът и другите правила решава ново планиране.",
        "None of what is checked here is in the way (use, funds, ceiling); staff and other rules only planning tells.",
    )
