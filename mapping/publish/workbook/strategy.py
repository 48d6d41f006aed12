"""The sheets of the strategy's own tables: planned services, staff, indicators."""

from __future__ import annotations

from mapping.publish.records import Lookup
from mapping.publish.strategy.capacity import year_now
from mapping.publish.strategy.indicators import indicator_lines
from mapping.publish.strategy.rows import joined
from mapping.publish.strategy.services import planned_services
from mapping.publish.strategy.staff import StaffLine, staff_lines
from mapping.publish.workbook.sheet import Cells, Sheet
from mapping.publish.workbook.words import SERVICE_KINDS, TARGET_UNITS, TOTAL, by_period, column
from mapping.words import Text

CAPACITY = Text(
    "Капацитет: места; при мобилните услуги потребители, при нови екипи – обслужени по плана, закръглени до цял човек.",
    "Capacity: places; users of mobile services, of new teams those served under the plan, in whole persons.",
)


def services(look: Lookup) -> Sheet:
    """The summary table of planned services."""
    rows: list[Cells] = [
        (
            one.number, one.service, one.name, joined(one.groups, ", "), one.reach, one.now, *one.capacity,
            one.content, one.place, one.status,
        )
        for one in planned_services(look)
    ]  # fmt: skip
    return Sheet(
        Text("Планирани услуги", "Planned services"),
        Text("Обобщена таблица на планираните социални услуги", "Summary table of planned social services"),
        (CAPACITY,),
        (
            column("№", "No.", "whole", 6),
            column("Услуга, вид", "Service", "long", 30),
            column("Име на звеното", "Unit", "long", 26),
            column("Целеви групи", "Target groups", "long", 26),
            column("Териториален обхват", "Territorial reach", "long", 16),
            column(f"Капацитет {year_now(look)}", f"Capacity {year_now(look)}", "whole", 11),
            *by_period(look.plan.periods, "Капацитет", "Capacity", "whole", 11),
            column("Съдържание – основни дейности", "Content: main activities", "long", 46),
            column("Местоположение", "Place", "long", 18),
            column("Статус (година за стартиране)", "Status (year of start)", "long", 24),
        ),
        tuple(rows),
        fixed=2,
    )


def staff(look: Lookup) -> Sheet:
    """The staff table; the totals of kinds stand below their units."""
    lines = staff_lines(look)
    rows = [_staff_row(look, line) for line in lines[:-1]]
    last = look.plan.periods[look.last].name
    return Sheet(
        Text("Персонал", "Staff"),
        Text("Капацитет и персонал: сега и планирани", "Capacity and staff: now and planned"),
        (
            CAPACITY,
            Text("Персонал: щатни бройки. Празна клетка: не е известен; общите сборове са само от известните, а "
                 "последните две колони казват колко звена липсват в тях.",
                 "Staff: full posts. Empty: not known; totals add the known ones, and the last two columns say how "
                 "many units are missing from them."),
        ),
        (
            column("Вид на услугата", "Service", "long", 40),
            column("Местоположение", "Place", "long", 20),
            column("Вид", "Kind", "text", 18),
            column(f"Капацитет {year_now(look)} г. (места)", f"Capacity {year_now(look)} (places)", "whole", 14),
            column(f"Персонал {year_now(look)} г. (щата)", f"Staff {year_now(look)} (posts)", "tenth", 14),
            column(f"Планиран капацитет {last} (места)", f"Planned capacity {last} (places)", "whole", 14),
            column("Необходим персонал (щата)", "Staff needed (posts)", "tenth", 14),
            column("Звена без данни за персонала сега", "Units with unknown staff now", "whole", 15),
            column("Звена без данни за планирания", "Units with unknown planned staff", "whole", 15),
        ),
        tuple(rows),
        (_staff_row(look, lines[-1]),),
        frozenset(n for n, line in enumerate(lines[:-1]) if line.is_total),
    )  # fmt: skip


def _staff_row(look: Lookup, line: StaffLine) -> Cells:
    unit = line.unit
    kind = None if line.kind is None else SERVICE_KINDS[line.kind]
    if unit is None:
        name = Text("Общо за всички услуги", "Total of all services") if kind is None else TOTAL
        place: Text | None = None
    else:
        known = look.existing.get(unit.home)
        name = known.name if known else look.catalogue[unit.service].name
        place = look.settlements[unit.settlement].label
    return (
        name, place, kind, line.places_now, line.staff_now, line.places_planned, line.staff_planned,
        line.unknown_now, line.unknown_planned,
    )  # fmt: skip


def indicators(look: Lookup) -> Sheet:
    """The indicator table; targets that contradict each other stand one below the other."""
    rows: list[Cells] = [
        (
            one.name, one.document, one.scope, one.target, TARGET_UNITS[one.unit], one.reached, one.gap, one.counted,
            None if one.low == one.high else Text(f"цел {one.low:f}–{one.high:f}", f"target {one.low:f}-{one.high:f}"),
        )
        for one in indicator_lines(look)
    ]  # fmt: skip
    last = look.plan.periods[look.last].name
    return Sheet(
        Text("Индикатори", "Indicators"),
        Text("Индикатори: цел, какво достига планът, недостиг", "Indicators: target, what the plan reaches, gap"),
        (
            Text(f"Всичко е преброено за {last} г. Целите на т. 3.5 и на логическата рамка на Стратегията се "
                 "различават: посочени са и двете. Празна клетка: планът не може да го каже.",
                 f"Everything is counted for {last}. The targets of section 3.5 and of the logical framework of the "
                 "strategy differ: both are stated. Empty: the plan cannot say it."),
        ),
        (
            column("Индикатор", "Indicator", "long", 44),
            column("Документ", "Document", "long", 18),
            column("Обхват", "Scope", "long", 18),
            column("Цел", "Target", "tenth", 10),
            column("Мярка", "Unit", "text", 9),
            column("Достига планът", "The plan reaches", "tenth", 12),
            column("Недостиг", "Gap", "tenth", 11),
            column("Как е преброено", "How it is counted", "long", 60),
            column("Бележка", "Note", "text", 14),
        ),
        tuple(rows),
    )  # fmt: skip
