"""Larger units that cost more a place than smaller ones of the same service."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text, number

ALLOWANCE = 1.02
"""Rounded costs may seem to rise by this much."""

KINDS = {"capital": Text("строеж", "building"), "running": Text("издръжка на година", "running a year")}


def _find(subject: Subject) -> Iterator[Odd]:
    table = subject.tables.catalogue.sizes
    of = {(line.row.service, line.row.size, str(line.row.quantity)): line for line in table.lines}
    for service in dict.fromkeys(row.service for row in table.rows):
        sizes = [row for row in table.rows if row.service == service and row.quantity == "places" and row.central > 0]
        sizes.sort(key=lambda row: row.central)
        for kind, words in KINDS.items():
            for small, large in pairwise(sizes):
                one, two = of.get((service, small.size, kind)), of.get((service, large.size, kind))
                if one is None or two is None or small.central == large.central:
                    continue
                before, after = one.row.central / small.central, two.row.central / large.central
                if after > ALLOWANCE * before > 0:
                    yield Odd(
                        table.where(two, "central"),
                        Text(f"{service}, размер {large.size}: {words.bg} {number(after, 'bg')} евро на място",
                             f"{service}, size {large.size}: {words.en} EUR {number(after, 'en')} a place"),
                        Text(f"по-малкият размер {small.size} струва {number(before, 'bg')} евро на място",
                             f"the smaller size {small.size} costs EUR {number(before, 'en')} a place"),
                        two.row.note,
                    )  # fmt: skip


SCALE_REVERSED = Check(
    "scale_reversed",
    Text("По-голямото е по-скъпо на място", "Larger costs more a place"),
    Text(
        "Разходът на място при следващия по-големи размер е по-висок с над 2 %.".replace("по-големи", "по-голям"),
        "The cost a place of the next larger size is more than 2 % higher.",
    ),
    "a convention of this program",
    Text("Сравнете двата размера с източниците им.", "Compare both sizes with their sources."),
    _find,
)
