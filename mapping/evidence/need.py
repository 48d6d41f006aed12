"""The need of a settlement for a service in a period: people, groups, rates, counts that are met.

Follows mapping.needs step by step; what that room does differently one day must be told differently here and in
`mapping.evidence.people` only. The ranges are those of the whole estimate worked out at the low and at the high ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

import numpy as np

from mapping.catalogue import Group, ServiceRate
from mapping.evidence.claim import SILENT, Claim
from mapping.evidence.facts import Facts, period_name, period_word
from mapping.evidence.makers import chosen, computed, estimated, place_of, stated, summed
from mapping.evidence.measures import NONE, PERSONS
from mapping.evidence.people import BANDS, Cells, cells_claim, row_of
from mapping.needs.groups import cell_rates
from mapping.needs.people import census_people
from mapping.needs.worked import calibrating
from mapping.region import KnownCount, Settlement
from mapping.scenario import Level
from mapping.units import MILLI
from mapping.words import Text

ENDS: tuple[Level, Level] = ("low", "high")

SAME = 1e-9
"""Factors nearer to 1 than this change nothing."""


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
    edits = facts.case.region.edits
    if not edits.plans_for(place.municipality):
        how = Text("сценарият не планира за тази община", "the scenario does not plan for this municipality")
        return chosen(facts, key, what, 0.0, PERSONS, "municipalities", how)
    if facts.case.region.points is not None:
        how = Text(
            "тегло на точката през последната година на периода", "weight of the point in the period's last year"
        )
        row = place_of(facts, "points.csv", (ekatte,))
        scale = edits.services.get(service, 1.0)
        weight = Claim(key, what, value / scale, PERSONS, "unstated", how, where=row, assumed=True)
        return _scaled(facts, weight, value, scale, f"need.services.{service}")
    rates = [rate for rate in facts.case.region.catalogue.rates if rate.service == service]
    users = [_users(facts, place, rate, t) for rate in rates]
    words = Text("по рискови групи, в средата на периода", "by risk group, in the middle of the period")
    found = computed(key, what, "sum", users, PERSONS, words, value=value, decimals=3)
    ends = [sum(_of_level(facts, level, place, rate, t) for rate in rates) for level in ENDS]
    return replace(found, low=round(min(ends), 3), high=round(max(ends), 3))


def need_ends(facts: Facts, ekatte: Collection[str], services: Collection[str], t: int) -> tuple[float, float] | None:
    """The least and the most need of settlements for services, all ranges at their low or high ends; None for points,
    which have weights."""
    if facts.case.region.points is not None:
        return None
    rows = [facts.index[one] for one in ekatte]
    ends = []
    for level in ENDS:
        worked = facts.worked(level)
        columns = [r for r, rate in enumerate(worked.rates) if rate.service in services]
        ends.append(float(worked.users[t][np.ix_(rows, columns)].sum()))
    return min(ends), max(ends)


def _of_level(facts: Facts, level: Level, place: Settlement, rate: ServiceRate, t: int) -> float:
    """Users whom a rate gives at one level of all ranges."""
    worked = facts.worked(level)
    return float(worked.users[t, facts.index[place.ekatte], worked.rates.index(rate)])


def rate_claim(facts: Facts, group: str, service: str) -> Claim:
    """Which part of a group needs a service (percent)."""
    rate = next(r for r in facts.case.region.catalogue.rates if (r.group, r.service) == (group, service))
    name = next(g.name for g in facts.case.region.catalogue.groups if g.id == group)
    short = facts.service_name[service]
    what = Text(
        f"дял от групата „{name.bg}“, на който е нужна услугата „{short.bg}“",
        f"part of the group “{name.en}” who need “{short.en}”",
    )
    level = facts.case.scenario.keys.need.level
    return estimated(facts, f"rate/{group}/{service}", what, rate.rate, "service_rates.csv", (group, service), level)


def prevalence_claim(facts: Facts, group_id: str) -> Claim:
    """How many of 1,000 people belong to a group."""
    group = next(g for g in facts.case.region.catalogue.groups if g.id == group_id)
    what = Text(f"разпространение на „{group.name.bg}“", f"prevalence of “{group.name.en}”")
    level = facts.case.scenario.keys.need.level
    return estimated(facts, f"prevalence/{group_id}", what, group.prevalence, "prevalence.csv", (group_id,), level)


def rate_keys(facts: Facts) -> Iterator[str]:
    """The rates of the planned services, and the prevalences of their groups."""
    rates = [rate for rate in facts.case.region.catalogue.rates if rate.service in facts.service_index]
    yield from (f"rate/{rate.group}/{rate.service}" for rate in rates)
    yield from dict.fromkeys(f"prevalence/{rate.group}" for rate in rates)


def _users(facts: Facts, place: Settlement, rate: ServiceRate, t: int) -> Claim:
    """People of one group who need the service: by the rate, times what meets the counts."""
    key = f"users/{place.ekatte}/{rate.group}/{rate.service}/{period_word(facts, t)}"
    group = next(g for g in facts.case.region.catalogue.groups if g.id == rate.group)
    what = Text(f"нуждаещи се от групата „{group.name.bg}“", f"in need from the group “{group.name.en}”")
    people = group_claim(facts, place, group, t)
    part = rate_claim(facts, rate.group, rate.service)
    by_rate = computed(
        f"{key}/rate", Text("по дела на групата", "by the part of the group"), "percent_of", [people, part], PERSONS
    )
    whole = _of_level(facts, facts.case.scenario.keys.need.level, place, rate, t)
    scale = facts.case.region.edits.services.get(rate.service, 1.0)
    value = whole / scale
    factor = value / by_rate.value if by_rate.value else 1.0
    counts = [c for c in _counts(facts, place) if c.measure == "users" and c.service == rate.service]
    rules = [c for c in facts.case.region.criteria if c.service == rate.service]
    if abs(factor - 1) < SAME and not counts and not rules:
        words = Text("хора в групата × дял", "people of the group × part")
        found = computed(key, what, "percent_of", [people, part], PERSONS, words)
    else:
        met = [_criterion(facts, key, n) for n, c in enumerate(facts.case.region.criteria) if c in rules]
        factor_of = _factor(f"{key}/factor", factor, [*met, *(_count(facts, c) for c in counts)])
        words = Text("по дела × напасване към преброените", "by the part × fitting to those counted")
        found = computed(key, what, "product", [by_rate, factor_of], PERSONS, words, value=value)
    found = _scaled(facts, found, whole, scale, f"need.services.{rate.service}")
    ends = [_of_level(facts, level, place, rate, t) for level in ENDS]
    return replace(found, low=min(ends), high=max(ends))


def _scaled(facts: Facts, claim: Claim, value: float, scale: float, path: str) -> Claim:
    """`claim` times a factor of the scenario (its key is `path`), which makes it `value`; itself where it is 1."""
    if scale == 1:
        return claim
    by_tables = Text("оценка по таблиците", "estimate by the tables")
    before = replace(claim, key=f"{claim.key}/tables", what=by_tables, low=None, high=None)
    words = Text("промяна на потребността в сценария", "the scenario's change of the need")
    factor = chosen(facts, f"{claim.key}/scenario", words, scale, NONE, path)
    return computed(claim.key, claim.what, "product", [before, factor], PERSONS, value=value)


def _counts(facts: Facts, place: Settlement) -> list[KnownCount]:
    """The counts that the estimate meets and that speak of the settlement: the region's, and its municipality's."""
    return [c for c in calibrating(facts.case.region) if c.scope in ("region", place.municipality)]


def _factor(key: str, value: float, parts: Iterable[Claim]) -> Claim:
    parts = tuple(parts)
    what = Text("напасване към преброените", "fitting to those counted")
    how = Text(
        "множител, с който сборовете стигат до преброените (напасване по няколко сбора, docs/method.md)",
        "what makes the sums meet those counted (raking to several margins, docs/method.md)",
    )
    return Claim(key, what, value, NONE, "computed", how, parts, assumed=any(part.assumed for part in parts))


def _count(facts: Facts, count: KnownCount) -> Claim:
    """People in need who were counted."""
    where = facts.case.region.title if count.scope == "region" else facts.municipality[count.scope].name
    sense = Text("най-малко", "at least") if count.sense == "at_least" else Text("точно", "exactly")
    what = Text(
        f"преброени през {count.year} г., {where.bg} ({sense.bg})", f"counted in {count.year}, {where.en} ({sense.en})"
    )
    level = facts.case.scenario.keys.need.level
    found = estimated(facts, f"count/{count.row}", what, count.count, "counts.csv", (), level)
    return replace(found, where=row_of(facts, "counts.csv", count.row))


def _criterion(facts: Facts, key: str, n: int) -> Claim:
    """A numeric criterion of the planning ordinance, which stands in for the rates."""
    criterion = facts.case.region.criteria[n]
    what = Text("норматив: потребители на 1000 души", "criterion: users per 1,000 people")
    level = facts.case.scenario.keys.need.level
    found = estimated(facts, f"{key}/criterion/{n}", what, criterion.per_1000, "criteria.csv", (), level)
    return replace(found, where=row_of(facts, "criteria.csv", criterion.row))


def group_claim(facts: Facts, place: Settlement, group: Group, t: int) -> Claim:
    """Persons of a risk group in a settlement in the middle of a period."""
    key = f"people/{place.ekatte}/{group.id}/{period_word(facts, t)}"
    what = Text(f"хора в групата „{group.name.bg}“", f"people of the group “{group.name.en}”")
    worked = facts.worked(facts.case.scenario.keys.need.level)
    all_of_them = float(worked.persons[t, facts.index[place.ekatte], :, worked.groups.index(group.id)].sum())
    scale = facts.case.region.edits.groups.get(group.id, 1.0)
    value = all_of_them / scale
    if group.settlements == "villages" and place.kind != "village":
        none = Text("групата се брои само в селата", "the group is counted in villages only")
        return stated(facts, key, none, 0.0, PERSONS, "groups.csv", (group.id,), "settlements", note=group.note)
    cells = [cells_of for cells_of in Cells.of_group(group) if group.base[cells_of.band]]
    parts = [_members(facts, key, place, group, cells_of, t) for cells_of in cells]
    by_rates = sum(part.value for part in parts)
    counts = [c for c in _counts(facts, place) if c.measure == "persons" and c.group == group.id]
    if not counts and abs(by_rates - value) <= SAME * max(1.0, value):
        found = summed(key, what, parts, PERSONS, Text("по възраст", "by age"))
    else:
        whole = computed(f"{key}/rates", Text("по разпространението", "by prevalence"), "sum", parts, PERSONS)
        factor = _factor(f"{key}/factor", value / by_rates if by_rates else 1.0, [_count(facts, c) for c in counts])
        found = computed(key, what, "product", [whole, factor], PERSONS, value=value)
    found = _scaled(facts, found, all_of_them, scale, f"need.groups.{group.id}")
    levels = [facts.worked(level) for level in ENDS]
    ends = [float(w.persons[t, facts.index[place.ekatte], :, w.groups.index(group.id)].sum()) for w in levels]
    return replace(found, low=min(ends), high=max(ends))


def _members(facts: Facts, key: str, place: Settlement, group: Group, cells: Cells, t: int) -> Claim:
    """Persons of the group in one age band (of one sex): people × part of the band × prevalence at that age."""
    people = cells_claim(facts, place, cells, t)
    parts = [people]
    share = group.base[cells.band]
    if share != 1:
        column = cells.band.replace("age_", "share_")
        said = Text(f"част от {BANDS[cells.band].bg}, която може да е в групата",
                    f"part of {BANDS[cells.band].en} that may be in the group")  # fmt: skip
        here = f"{key}/{cells.name}/share"
        parts.append(stated(facts, here, said, share, NONE, "groups.csv", (group.id,), column, note=group.note))
    parts.append(_frequency(facts, group, cells))
    what = Text(f"от хората на {cells.words.bg}", f"of the people aged {cells.words.en}")
    words = Text("хора × разпространение", "people × prevalence")
    found = computed(f"{key}/{cells.name}", what, "product", parts, PERSONS, words)
    return replace(found, low=None, high=None)


def _frequency(facts: Facts, group: Group, cells: Cells) -> Claim:
    """The share of a cell that belongs to the group: the prevalence, more or less with age."""
    level = facts.case.scenario.keys.need.level
    census = census_people(facts.case.region)
    value = float(cell_rates(facts.case.region, group, level, census)[cells.first])
    prevalence = prevalence_claim(facts, group.id)
    what = Text(f"дял на групата сред {cells.words.bg}", f"share of the group among {cells.words.en}")
    here = f"frequency/{group.id}/{cells.name}"
    thousand = prevalence.value / 1000
    if not group.profile and abs(value - thousand) < SAME:
        return computed(here, what, "thousandth", [prevalence], NONE, Text("на един човек", "a person"))
    profile = [one for one in group.profile if one.band == cells.band and one.sex in (None, cells.sex)]
    relative = [
        estimated(
            facts, f"{here}/relative/{n}",
            Text("колко по-често на тази възраст", "how much more often at that age"), one.relative, "age_profiles.csv",
            (group.id, one.band, one.sex or "all"),
        )
        for n, one in enumerate(profile)
    ]  # fmt: skip
    how = Text(
        "разпространението, по-често или по-рядко според възрастта, но такова, че общото да остане, каквото е измерено",
        "the prevalence, more or less often by age, such that it stays the same where it was measured",
    )
    parts = (prevalence, *relative)
    ends = [float(cell_rates(facts.case.region, group, end, census)[cells.first]) for end in ENDS]
    return Claim(here, what, value, NONE, "computed", how, parts, min(ends), max(ends), note=SILENT,
                 assumed=any(part.assumed for part in parts))  # fmt: skip
