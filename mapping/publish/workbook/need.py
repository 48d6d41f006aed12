"""The sheets of need: villages, and services by municipality."""

from __future__ import annotations

from mapping.plan import Coverage, coverage_by
from mapping.publish.records import NOTHING, Lookup, persons, served_share
from mapping.publish.workbook.sheet import Cells, Column, Sheet, Value
from mapping.publish.workbook.words import TOTAL, by_period, column
from mapping.words import Text

TWICE = Text(
    "Оценка, очаквани лица (може да са дробни). Услугите се събират: който има нужда от две, се брои два пъти.",
    "Estimate, expected persons (may be fractions). Services are added: who needs two counts twice.",
)


def _figures(look: Lookup) -> tuple[Column, ...]:
    last = look.plan.periods[look.last].name
    return (
        column(f"Потребност {last} (лица)", f"Need {last} (persons)", "tenth", 14),
        column(f"Обслужени {last} (лица)", f"Served {last} (persons)", "tenth", 14),
        column(f"Непокрити {last} (лица)", f"Not served {last} (persons)", "tenth", 14),
        *by_period(look.plan.periods, "Обслужен дял", "Served share", "share", 12),
    )


def _values(covers: list[Coverage]) -> tuple[Value, ...]:
    last = covers[-1]
    return (
        persons(last.need_milli), persons(last.need_milli - last.unmet_milli), persons(last.unmet_milli),
        *(served_share(cover) for cover in covers),
    )  # fmt: skip


def villages(look: Lookup) -> Sheet:
    """Every settlement, in the region's order; the region below."""
    periods = range(len(look.plan.periods))
    by = coverage_by(look.plan.needs, lambda record: (record.settlement, record.period))
    whole = coverage_by(look.plan.needs, lambda record: record.period)
    planned = set(look.planned)
    places = [place for place in look.case.region.settlements if place.municipality in planned]
    rows: list[Cells] = [
        (
            place.label, look.municipalities[place.municipality].name, place.population_2021,
            *_values([by.get((place.ekatte, t), NOTHING) for t in periods]), place.ekatte,
        )
        for place in places
    ]  # fmt: skip
    people = sum(place.population_2021 for place in places)
    return Sheet(
        Text("Населени места", "Settlements"),
        Text("Населени места: потребност и кой е обслужен", "Settlements: need and who is served"),
        (TWICE,),
        (
            column("Населено място", "Settlement", "text", 24),
            column("Община", "Municipality", "text", 18),
            column("Население по преброяването (лица)", "Population of the census (persons)", "whole", 15),
            *_figures(look),
            column("ЕКАТТЕ", "EKATTE", "code", 10),
        ),
        tuple(rows),
        ((TOTAL, look.planned_title, people, *_values([whole.get(t, NOTHING) for t in periods]), None),),
    )


def need_by_municipality(look: Lookup) -> Sheet:
    """Every municipality and service; the services of the whole region below."""
    periods = range(len(look.plan.periods))
    needs = look.plan.needs
    by = coverage_by(needs, lambda record: (record.municipality, record.service, record.period))
    whole = coverage_by(needs, lambda record: (record.service, record.period))
    every = coverage_by(needs, lambda record: record.period)
    rows: list[Cells] = [
        (look.municipalities[code].name, service.name,
         *_values([by.get((code, service.id, t), NOTHING) for t in periods]))
        for code in look.planned
        for service in look.services
    ]  # fmt: skip
    title = look.planned_title
    totals: list[Cells] = [
        (title, service.name, *_values([whole.get((service.id, t), NOTHING) for t in periods]))
        for service in look.services
    ]
    totals.append((title, TOTAL, *_values([every.get(t, NOTHING) for t in periods])))
    return Sheet(
        Text("Потребност", "Need"),
        Text("Потребност по община и услуга", "Need by municipality and service"),
        (TWICE,),
        (
            column("Община", "Municipality", "text", 20),
            column("Услуга", "Service", "long", 48),
            *_figures(look),
        ),
        tuple(rows),
        tuple(totals),
        fixed=2,
    )
