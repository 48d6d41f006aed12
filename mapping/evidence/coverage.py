"""Need, served and unmet: of a settlement and service, and the sums that the map's head and the tables show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mapping.evidence.claim import Claim
from mapping.evidence.facts import REGION, Facts, Scope, period_name, period_word
from mapping.evidence.makers import computed, decided, persons, stub
from mapping.evidence.measures import PERSONS, SHARE
from mapping.evidence.need import need_ends, need_key
from mapping.evidence.planned import planned_title
from mapping.evidence.serving import assigned_stub
from mapping.plan import NeedRecord
from mapping.units import MILLI
from mapping.words import Text

ALL = "all"
MEASURES = {
    "need": Text("потребност", "need"),
    "served": Text("обслужени", "served"),
    "unmet": Text("непокрити", "unmet"),
    "share": Text("обслужен дял от потребността", "served share of the need"),
}


def coverage_keys(facts: Facts) -> Iterator[str]:
    """Need, served, unmet and their share, by region, municipality and settlement; no share where there is no need."""
    scopes = [REGION, *(("municipality", code) for code in facts.municipality)]
    for t in range(len(facts.plan.periods)):
        for scope in scopes:
            for service in (*facts.service_index, ALL):
                yield from _keys(facts, scope, service, t)
        for ekatte in facts.settlement:
            yield from _keys(facts, ("settlement", ekatte), ALL, t)
    for record in facts.plan.needs:
        period = period_word(facts, record.period)
        yield need_key(record.settlement, record.service, period)
        yield from (f"{m}/{record.settlement}/{record.service}/{period}" for m in ("served", "unmet"))


def _keys(facts: Facts, scope: Scope, service: str, t: int) -> Iterator[str]:
    needed = any(r.need_milli for r in facts.records.get((scope, t), ()) if service in (ALL, r.service))
    for measure in MEASURES if needed else ("need", "served", "unmet"):
        yield coverage_key(facts, scope, service, t, measure)


def coverage_key(facts: Facts, scope: Scope, service: str, t: int, measure: str) -> str:
    """The key of the need (or served, unmet, share) of a scope, for a service or all."""
    where, code = scope
    if where == "settlement" and service != ALL:
        return f"{measure}/{code}/{service}/{period_word(facts, t)}"
    return "/".join(filter(None, (where, code, service, period_word(facts, t), measure)))


def served_claim(facts: Facts, ekatte: str, service: str, t: int) -> Claim:
    """Persons of a settlement who are served, by which units."""
    record, place = facts.needs[ekatte, service, t], facts.settlement[ekatte].label
    key = f"served/{ekatte}/{service}/{period_word(facts, t)}"
    name, period = facts.service_name[service], period_name(facts, t)
    what = Text(
        f"{place.bg}: обслужени с „{name.bg}“ през {period} г.", f"{place.en}: served with “{name.en}” in {period}"
    )
    parts = [assigned_stub(facts, visit, "unit") for visit in facts.served_by.get((ekatte, service, t), ())]
    value = persons(record.need_milli - record.unmet_milli)
    if not parts:
        return decided(
            key,
            what,
            value,
            PERSONS,
            Text("планът не насочва никого оттук", "the plan assigns nobody from here"),
        )
    return computed(key, what, "sum", parts, PERSONS, Text("по звена", "by unit"), value=value, decimals=3)


def unmet_claim(facts: Facts, ekatte: str, service: str, t: int) -> Claim:
    """Persons of a settlement whom the plan leaves without the service."""
    record, place, period = facts.needs[ekatte, service, t], facts.settlement[ekatte].label, period_word(facts, t)
    name = facts.service_name[service]
    what = Text(
        f"{place.bg}: непокрити за „{name.bg}“ през {period_name(facts, t)} г.",
        f"{place.en}: without “{name.en}” in {period_name(facts, t)}",
    )
    parts = [
        stub(need_key(ekatte, service, period), MEASURES["need"], persons(record.need_milli), PERSONS),
        stub(
            f"served/{ekatte}/{service}/{period}",
            MEASURES["served"],
            persons(record.need_milli - record.unmet_milli),
            PERSONS,
        ),
    ]
    return computed(f"unmet/{ekatte}/{service}/{period}", what, "difference", parts, PERSONS, decimals=3)


def coverage_claim(facts: Facts, scope: Scope, service: str, t: int, measure: str) -> Claim:
    """Need, served, unmet or the served share of the region, a municipality or a settlement, for a service or `all`."""
    where, _ = scope
    label, name = (
        _scope_name(facts, scope),
        Text("всички услуги", "all services") if service == ALL else facts.service_name[service],
    )
    words, period = MEASURES[measure], period_name(facts, t)
    what = Text(f"{label.bg}: {words.bg}, {name.bg}, {period} г.", f"{label.en}: {words.en}, {name.en}, {period}")
    key = coverage_key(facts, scope, service, t, measure)
    if measure == "share":
        both = [coverage_claim(facts, scope, service, t, name) for name in ("served", "need")]
        if both[1].value == 0:
            raise KeyError(key)
        told = [stub(c.key, MEASURES[m], c.value, PERSONS) for m, c in zip(("served", "need"), both, strict=True)]
        return computed(key, what, "share", told, SHARE, decimals=6)
    parts = [
        stub(key_of, name_of, _measured(records, measure), PERSONS)
        for key_of, name_of, records in _inside(facts, scope, service, t, measure)
    ]
    if not parts:
        return decided(key, what, 0.0, PERSONS, Text("няма потребност", "no need"))
    note = Text("сбор; едно лице може да се брои при няколко услуги", "sum; a person may count under several services")
    split = (
        Text("по населени места", "by settlement")
        if where == "municipality" and service != ALL
        else Text("по общини", "by municipality")
    )
    found = computed(key, what, "sum", parts, PERSONS, note if service == ALL else split, decimals=3)
    if measure != "need":
        return found
    services = tuple(facts.service_index) if service == ALL else (service,)
    ends = need_ends(facts, {record.settlement for record in facts.records.get((scope, t), ())}, services, t)
    if ends is None:
        return found
    # A floor may lift a low end; the range stays a range.
    return replace(found, low=round(min(ends[0], found.value), 3), high=round(max(ends[1], found.value), 3))


def _scope_name(facts: Facts, scope: Scope) -> Text:
    where, code = scope
    if where == "region":
        return planned_title(facts.case.region)
    if where == "settlement":
        return facts.settlement[code].label
    name = facts.municipality[code].name
    return Text(f"община {name.bg}", f"{name.en} municipality")


def _measured(records: Iterable[NeedRecord], measure: str) -> float:
    return sum(
        {"need": r.need_milli, "unmet": r.unmet_milli, "served": r.need_milli - r.unmet_milli}[measure] for r in records
    ) / MILLI  # fmt: skip


def _inside(
    facts: Facts, scope: Scope, service: str, t: int, measure: str
) -> Iterator[tuple[str, Text, list[NeedRecord]]]:
    """What a sum is made of: services for `all`, else municipalities of the region or settlements of a municipality."""
    where, _ = scope
    mine = facts.records.get((scope, t), ())
    if service == ALL:
        for one in facts.service_index:
            records = [r for r in mine if r.service == one]
            if records or where != "settlement":
                yield coverage_key(facts, scope, one, t, measure), facts.service_name[one], records
    elif where == "region":
        for municipality in facts.municipality.values():
            inner = ("municipality", municipality.code)
            records = [r for r in facts.records.get((inner, t), ()) if r.service == service]
            yield coverage_key(facts, inner, service, t, measure), municipality.name, records
    else:
        for record in mine:
            if record.service == service:
                inner = ("settlement", record.settlement)
                yield (
                    coverage_key(facts, inner, service, t, measure),
                    facts.settlement[record.settlement].label,
                    [record],
                )
