"""What stands in a unit's way on the side of money: who may pay, what is left, what remains to be paid for ever."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.explain.left import Bill
from mapping.explain.site.reason import Reason
from mapping.explain.site.scene import Scene
from mapping.instance.types import MONEY_KINDS
from mapping.words import Text, number

KIND = {"capital": Text("капиталови разходи", "capital cost"), "running": Text("издръжка", "running cost")}


def money_reasons(scene: Scene) -> Iterator[Reason]:
    """Whether somebody may pay for the unit, and whether the plan has left them the money."""
    if scene.sizes and scene.contracts:
        if "money" in scene.instance.rules:
            yield from _payers(scene)
        yield from _after(scene)


def _payers(scene: Scene) -> Iterator[Reason]:
    """For the size and the contract that leave most money: what is missing, or that nothing is."""
    tried = [(k, scene.left.bills(scene.f, k, contracted)) for k in scene.sizes for contracted, _ in scene.contracts]
    if all(any(bill.most <= 0 for bill in bills) for _, bills in tried):
        unpaid = KIND[next(bill.kind for bill in tried[0][1] if bill.most <= 0)]
        yield Reason("money", "never", Text(
            f"Никой фонд не може да плати за услугата тук ({unpaid.bg}) в годините, в които трябва.",
            f"No fund may pay for the service here ({unpaid.en}) in the years when it must be paid.",
        ))  # fmt: skip
        return
    k, bills = min(tried, key=lambda one: (any(bill.impossible for bill in one[1]), sum(b.missing for b in one[1])))
    size = scene.spec.sizes[k].id
    unit = Text("звено", "a unit") if scene.spec.kind != "mobile" else Text("екип", "a team")
    what = Text(f"{unit.bg} с размер {size}", f"{unit.en} of size {size}")
    if not any(bill.missing > 1 for bill in bills):
        total = sum(bill.cost for bill in bills)
        yield Reason("money", "says", Text(
            f"Пари има: {what.bg} струва {number(total, 'bg')} евро до края на плана и фондовете, които може да "
            "платят, "
            "ги имат.",
            f"There is money: {what.en} costs EUR {number(total, 'en')} until the end of the plan, and the funds that "
            "may pay have it.",
        ))  # fmt: skip
    for kind in MONEY_KINDS:
        short = [bill for bill in bills if bill.kind == kind and bill.missing > 1]
        if short:
            yield _missing(scene, max(short, key=lambda bill: (bill.impossible, bill.missing)), what)


def _missing(scene: Scene, bill: Bill, what: Text) -> Reason:
    """That one bill cannot be paid as the plan stands, or not at all."""
    name, years = KIND[bill.kind], scene.facts.plan.periods[bill.period].name
    if bill.impossible:
        return Reason("money", "never", Text(
            f"Парите не стигат и без друго звено: {what.bg} иска {number(bill.cost, 'bg')} евро ({name.bg}, {years} "
            f"г.), а всички фондове, които може да го платят, имат {number(bill.most, 'bg')}.",
            f"The money is too little even without any other unit: {what.en} takes EUR {number(bill.cost, 'en')} "
            f"({name.en}, {years}), and all funds that may pay have EUR {number(bill.most, 'en')}.",
        ))  # fmt: skip
    return Reason("money", "weighs", Text(
        f"Парите са разпределени: {what.bg} иска {number(bill.cost, 'bg')} евро ({name.bg}, {years} г.), а във "
        f"фондовете, които може да го платят, планът оставя {number(bill.left, 'bg')}. Нещо друго трябва да отпадне.",
        f"The money is given out: {what.en} takes EUR {number(bill.cost, 'en')} ({name.en}, {years}), and in the funds "
        f"that may pay the plan leaves EUR {number(bill.left, 'en')}. Something else would have to go.",
    ))  # fmt: skip


def _after(scene: Scene) -> Iterator[Reason]:
    """What the plan leaves under the ceiling on the running cost after the programme."""
    ceiling, left = scene.instance.running_after, scene.left.under_ceiling
    if ceiling is None or left is None:
        return
    cost = min(scene.spec.sizes[k].running for k in scene.sizes)
    if cost <= left + 1:
        return
    yield Reason("running_after", "never" if cost > ceiling else "weighs", Text(
        f"Таванът на годишната издръжка след програмата е {number(ceiling, 'bg')} евро; планът оставя "
        f"{number(max(0.0, left), 'bg')}, а звеното иска {number(cost, 'bg')} на година.",
        f"The ceiling on the yearly running cost after the programme is EUR {number(ceiling, 'en')}; the plan leaves "
        f"EUR {number(max(0.0, left), 'en')}, and the unit takes EUR {number(cost, 'en')} a year.",
    ))  # fmt: skip
