"""Whether the plan's figures add up, and are those of the tables:
persons to the thousandth, money to the cent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mapping.instance import Case
from mapping.instance.money import fund_limits
from mapping.model import Breach
from mapping.model.rules.money import TOLERANCE_CENTS
from mapping.plan import Envelope, Plan
from mapping.units import MILLI
from mapping.words import Text

KEY = "totals"

Cell = tuple[str, str, int]
"""(service, municipality, period)"""


def check_totals(case: Case, plan: Plan) -> Iterator[Breach]:
    """Persons by service, municipality and period; settlements; distances;
    envelopes and what was paid from them.
    """
    yield from _check_persons(case, plan)
    yield from _check_settlements(case, plan)
    yield from _check_distances(case, plan)
    yield from _check_envelopes(case, plan)


def _breach(bg: str, en: str) -> Breach:
    return Breach(KEY, Text(bg, en))


def _check_persons(case: Case, plan: Plan) -> Iterator[Breach]:
    """The need of the tables = the plan's need = served + unmet, each summed from its own records."""
    homes = [place.municipality for place in case.region.settlements]
    home = {place.ekatte: place.municipality for place in case.region.settlements}
    expected: Counter[Cell] = Counter()
    for i, municipality in enumerate(homes):
        for s, service in enumerate(case.services):
            for t in range(len(case.periods)):
                expected[service.id, municipality, t] += int(case.needs.milli[i, s, t])
    stated: Counter[Cell] = Counter()
    reached: Counter[Cell] = Counter()
    for record in plan.needs:
        cell = (record.service, record.municipality, record.period)
        stated[cell] += record.need_milli
        reached[cell] += record.unmet_milli
    for visit in plan.served:
        reached[visit.service, home[visit.settlement], visit.period] += visit.milli
    for cell in sorted({*expected, *stated, *reached}):
        if not expected[cell] == stated[cell] == reached[cell]:
            where = f"{cell[0]}, {cell[1]}, {plan.periods[cell[2]].name}"
            tables, own, sums = (count[cell] / MILLI for count in (expected, stated, reached))
            yield _breach(
                f"{where}: нужда по таблиците {tables}, в плана {own}, обслужени и непокрити {sums}",
                f"{where}: need of the tables {tables}, of the plan {own}, served and unmet {sums}",
            )


def _check_settlements(case: Case, plan: Plan) -> Iterator[Breach]:
    present = {record.settlement for record in plan.needs}
    for place, milli in zip(case.region.settlements, case.needs.milli, strict=True):
        if milli.any() and place.ekatte not in present:
            yield _breach(
                f"{place.label.bg} ({place.ekatte}) има потребност, но липсва в плана",
                f"{place.label.en} ({place.ekatte}) has need, but is missing from the plan",
            )


def _check_distances(case: Case, plan: Plan) -> Iterator[Breach]:
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    units = {unit.id: unit for unit in plan.units}
    for visit in plan.served:
        i, j = index[visit.settlement], index[units[visit.unit].settlement]
        if (visit.minutes, visit.km) != (case.travel.minutes[i, j], case.travel.km[i, j]):
            place = f"{visit.settlement} → {visit.unit}"
            yield _breach(f"{place}: минутите или километрите не са оценените",
                          f"{place}: the minutes or kilometres are not the estimated ones")  # fmt: skip


def _check_envelopes(case: Case, plan: Plan) -> Iterator[Breach]:
    """The envelopes are the scenario's, none is exceeded, and every payment comes out of one."""
    expected = Counter(
        Envelope(fund.id, municipality, kind, periods, round(amount * 100))
        for fund in case.region.funds
        for municipality in dict.fromkeys(envelope.municipality for envelope in fund.envelopes)
        for kind, periods, amount in fund_limits(case, fund, municipality)
    )
    if Counter(plan.envelopes) != expected:
        yield _breach("рамките на фондовете не са тези на сценария", "the envelopes are not those of the scenario")
    paid: Counter[tuple[str, str | None, str, int]] = Counter()
    for unit in plan.units:
        for payment in unit.money:
            paid[payment.fund, payment.municipality, payment.kind, payment.period] += payment.cents
    covered = set()
    for envelope in plan.envelopes:
        keys = [(envelope.fund, envelope.municipality, envelope.kind, t) for t in envelope.periods]
        covered.update(keys)
        spent, most = sum(paid[key] for key in keys), envelope.cents
        if spent > most + TOLERANCE_CENTS:
            what = f"{envelope.fund}, {envelope.kind}"
            yield _breach(
                f"{what}: {spent / 100:.2f} евро при рамка {most / 100:.2f}",
                f"{what}: EUR {spent / 100:.2f}, the envelope is {most / 100:.2f}",
            )
    for key in paid.keys() - covered:
        yield _breach(
            f"{key[0]}, {key[2]}: плащане извън всяка рамка",
            f"{key[0]}, {key[2]}: a payment outside every envelope",
        )
