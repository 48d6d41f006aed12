"""The sheets of who stays without a service: by municipality and service on a page or two, and the whole list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mapping.plan import Coverage, coverage_by
from mapping.publish.records import NOTHING, Lookup, persons, plain, share_of
from mapping.publish.uncovered import REASONS, Reason, Uncovered
from mapping.publish.workbook.sheet import Cells, Sheet, Value
from mapping.publish.workbook.words import TOTAL, column
from mapping.units import MILLI
from mapping.words import Text, number

MANY = 1
"""Persons: settlements and services that leave fewer without a service are in the list, but not on its paper."""

BY_MUNICIPALITY, BY_SERVICE = Text("по общини", "by municipality"), Text("по услуги", "by service")
_WHY: dict[Reason, Text] = {
    "no_unit": Text("няма звено в стандарта (лица)", "no unit within the standard (persons)"),
    "full": Text("звената са пълни (лица)", "units are full (persons)"),
    "room_left": Text("има място, но не са насочени (лица)", "room, but not directed there (persons)"),
}


def uncovered_summary(look: Lookup, left: Sequence[Uncovered]) -> Sheet:
    """The municipalities, then the services, with who stays without a service, and why."""
    last = look.plan.periods[look.last].name
    needs = [record for record in look.plan.needs if record.period == look.last]
    towns = coverage_by(needs, lambda record: record.municipality)
    services = coverage_by(needs, lambda record: record.service)
    rows: list[Cells] = [
        (BY_MUNICIPALITY, look.municipalities[code].name,
         *_figures(towns.get(code, NOTHING), [one for one in left if one.need.municipality == code]))
        for code in look.planned
    ]  # fmt: skip
    rows += [
        (BY_SERVICE, service.name,
         *_figures(services.get(service.id, NOTHING), [one for one in left if one.need.service == service.id]))
        for service in look.services
    ]  # fmt: skip
    whole = coverage_by(needs, lambda _: True).get(True, NOTHING)
    return Sheet(
        Text("Непокрити", "Not covered"),
        Text(f"Кой остава без услуга през {last} г.", f"Who stays without a service in {last}"),
        (
            Text("Едни и същи хора по два начина: по общини, после по услуги. Оценка, очаквани лица; услугите се "
                 "събират: който има нужда от две, се брои два пъти. Причината е това, което се вижда от самия план. "
                 "Списъкът по населени места е на следващия лист.",
                 "The same people in two ways: by municipality, then by service. Estimate, expected persons; services "
                 "are added: who needs two counts twice. The reason is what can be seen from the plan itself. The list "
                 "by settlement is on the next sheet."),
        ),
        (
            column("Разрез", "View", "text", 14),
            column("Община или услуга", "Municipality or service", "long", 60),
            column("Потребност (лица)", "Need (persons)", "tenth", 14),
            column("Непокрити (лица)", "Not served (persons)", "tenth", 14),
            column("Дял непокрити", "Share not served", "share", 13),
            *(column(f"От тях: {words.bg}", f"Of them: {words.en}", "tenth", 17) for words in _WHY.values()),
        ),
        tuple(rows),
        ((TOTAL, look.planned_title, *_figures(whole, left)),),
        fixed=2,
    )  # fmt: skip


def _figures(cover: Coverage, left: Iterable[Uncovered]) -> tuple[Value, ...]:
    """Need, who is not served, their share, how many for each reason."""
    by_reason = dict.fromkeys(REASONS, 0)
    for one in left:
        by_reason[one.reason] += one.need.unmet_milli
    return (
        persons(cover.need_milli), persons(cover.unmet_milli), share_of(cover.unmet_milli, cover.need_milli),
        *(persons(milli) for milli in by_reason.values()),
    )  # fmt: skip


def uncovered_list(look: Lookup, left: Sequence[Uncovered]) -> Sheet:
    """Every settlement and service with unmet need in the last period, the most persons first."""
    last = look.plan.periods[look.last].name
    rows: list[Cells] = []
    for one in left:
        need, unit = one.need, one.nearest
        place = look.settlements[need.settlement]
        rows.append((
            place.label, look.municipalities[need.municipality].name, look.catalogue[need.service].name,
            persons(need.unmet_milli), persons(need.need_milli), REASONS[one.reason],
            None if unit is None else look.settlements[unit.settlement].label,
            plain(one.minutes), plain(one.km), place.ekatte,
        ))  # fmt: skip
    many = [one for one in left if one.need.unmet_milli >= MANY * MILLI]
    return Sheet(
        Text("Непокрити – списък", "Not covered, list"),
        Text(f"Кой остава без услуга през {last} г., по населени места", f"Who stays without a service in {last}"),
        (_on_paper(left, many),),
        (
            column("Населено място", "Settlement", "text", 22),
            column("Община", "Municipality", "text", 18),
            column("Услуга", "Service", "long", 46),
            column("Непокрити (лица)", "Not served (persons)", "tenth", 14),
            column("Потребност (лица)", "Need (persons)", "tenth", 14),
            column("Защо", "Why", "long", 68),
            column("Най-близко звено", "Nearest unit", "text", 20),
            column("Път дотам (минути)", "Way there (minutes)", "tenth", 11),
            column("Път дотам (км)", "Way there (km)", "tenth", 11),
            column("ЕКАТТЕ", "EKATTE", "code", 10),
        ),
        tuple(rows),
        printed=len(many),
    )


def _on_paper(left: Sequence[Uncovered], many: Sequence[Uncovered]) -> Text:
    """How many rows are printed, and how many of the people stand in them."""
    rows, printed = len(left), len(many)
    all_, shown = (sum(one.need.unmet_milli for one in some) / MILLI for some in (left, many))
    return Text(
        f"Най-много хора най-горе; очаквани лица (може да са дробни). На хартия са редовете с поне {MANY} лице: "
        f"{number(printed, 'bg')} от {number(rows, 'bg')} реда, {number(shown, 'bg')} от {number(all_, 'bg')} "
        "непокрити; останалите са в листа.",
        f"Most persons first; expected persons (may be fractions). On paper stand the rows with at least {MANY} "
        f"person: {number(printed, 'en')} of {number(rows, 'en')} rows, {number(shown, 'en')} of {number(all_, 'en')} "
        "not served; the others are in the sheet.",
    )
