"""The sheets of money: by fund, and by whose money it is, over the periods."""

from __future__ import annotations

from collections.abc import Iterable

from mapping.compare.available import available_money
from mapping.plan import Payment
from mapping.publish.records import Lookup, euro
from mapping.publish.workbook.sheet import Cells, Sheet
from mapping.publish.workbook.words import MONEY_KINDS, TOTAL, WHOLE_REGION, by_period, column
from mapping.region.rows import MoneyKind
from mapping.words import Text

PAID = Text(
    "Само нови пари: разходите на това, което планът договаря; нищо не е платено. Сумите са за целия период, "
    "в евро (1 евро = 1,95583 лв.).",
    "New money only: the cost of what the plan contracts; nothing was paid. Sums are of the whole period, in EUR "
    "(1 EUR = 1.95583 BGN).",
)


def _payments(look: Lookup) -> list[Payment]:
    return [payment for unit in look.plan.units for payment in unit.money]


def _by_period(look: Lookup, payments: Iterable[Payment]) -> list[int]:
    """Cents by period."""
    sums = [0] * len(look.plan.periods)
    for payment in payments:
        sums[payment.period] += payment.cents
    return sums


def money_by_fund(look: Lookup) -> Sheet:
    """A fund and kind of money a row; what is available is what all its envelopes together allow."""
    payments, available = _payments(look), available_money(look.case, look.plan)
    pairs: dict[tuple[str, MoneyKind], None] = dict.fromkeys(available)
    pairs |= dict.fromkeys((payment.fund, payment.kind) for payment in payments)
    rows: list[Cells] = []
    for fund, kind in pairs:
        spent = _by_period(look, (p for p in payments if (p.fund, p.kind) == (fund, kind)))
        given = available.get((fund, kind))
        rows.append((
            look.funds[fund].name, MONEY_KINDS[kind], *(euro(cents) for cents in spent), euro(sum(spent)),
            None if given is None else euro(given), None if given is None else euro(given - sum(spent)),
        ))  # fmt: skip
    totals: list[Cells] = []
    for words, kinds in [*((words, (kind,)) for kind, words in MONEY_KINDS.items()), (None, tuple(MONEY_KINDS))]:
        spent = _by_period(look, (p for p in payments if p.kind in kinds))
        given = sum(cents for (_, kind), cents in available.items() if kind in kinds)
        totals.append((
            TOTAL, words, *(euro(cents) for cents in spent), euro(sum(spent)), euro(given), euro(given - sum(spent)),
        ))  # fmt: skip
    return Sheet(
        Text("Пари по фонд", "Money by fund"),
        Text("Пари по фонд и период", "Money by fund and period"),
        (PAID,),
        (
            column("Фонд", "Fund", "long", 44),
            column("Вид разход", "Kind", "text", 14),
            *by_period(look.plan.periods, "Разход (евро)", "Cost (EUR)", "money", 18),
            column("Разход общо (евро)", "Cost in all (EUR)", "money", 18),
            column("Налични (евро)", "Available (EUR)", "money", 18),
            column("Остават (евро)", "Left (EUR)", "money", 18),
        ),
        tuple(rows),
        tuple(totals),
    )


def money_by_municipality(look: Lookup) -> Sheet:
    """What is paid for units of each municipality, by fund and kind."""
    sums: dict[tuple[str, str, MoneyKind], list[Payment]] = {}
    for unit in look.plan.units:
        for payment in unit.money:
            sums.setdefault((unit.municipality, payment.fund, payment.kind), []).append(payment)
    order = {code: n for n, code in enumerate(look.municipalities)}
    rows: list[Cells] = []
    for (code, fund, kind), payments in sorted(sums.items(), key=lambda item: (order[item[0][0]], *item[0][1:])):
        spent = _by_period(look, payments)
        rows.append((
            look.municipalities[code].name, look.funds[fund].name, MONEY_KINDS[kind],
            *(euro(cents) for cents in spent), euro(sum(spent)),
        ))  # fmt: skip
    every = _by_period(look, _payments(look))
    return Sheet(
        Text("Пари по община", "Money by municipality"),
        Text("Пари за звената във всяка община, по фонд", "Money for the units in each municipality, by fund"),
        (PAID,),
        (
            column("Община, в която е звеното", "Municipality of the unit", "text", 22),
            column("Фонд", "Fund", "long", 44),
            column("Вид разход", "Kind", "text", 14),
            *by_period(look.plan.periods, "Разход (евро)", "Cost (EUR)", "money", 18),
            column("Разход общо (евро)", "Cost in all (EUR)", "money", 18),
        ),
        tuple(rows),
        ((WHOLE_REGION, TOTAL, None, *(euro(cents) for cents in every), euro(sum(every))),),
    )
