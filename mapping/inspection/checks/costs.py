"""Services whose place costs far more or far less than that of other services of their kind."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mapping.catalogue.rows import SizeValueRow
from mapping.inspection.robust import modified_z
from mapping.inspection.types import Check, Odd, Subject
from mapping.tables import Line
from mapping.words import Text, number

TIMES = 2.5
"""And the cost is so many times more or less than the middle: values copied from service to service lie so near each
other that any other one would stand out."""

LIMIT = 3.5
"""Iglewicz and Hoaglin's limit of the modified z-score."""

LEAST_SERVICES = 5
"""With fewer services of a kind nothing is said."""

WORDS = {"capital": Text("строеж", "building"), "running": Text("издръжка на година", "running a year")}


def _find(subject: Subject) -> Iterator[Odd]:
    table = subject.tables.catalogue.sizes
    kinds = {row.service: row.kind for row in subject.tables.catalogue.services.rows}
    places = {(row.service, row.size): row.central for row in table.rows if row.quantity == "places"}
    for kind in ("residential", "centre", "mobile"):
        for quantity, words in WORDS.items():
            lines: list[Line[SizeValueRow]] = []
            each: list[float] = []
            for line in table.lines:
                row = line.row
                # A team has no places: teams are compared with teams.
                many = places.get((row.service, row.size), 1.0 if kind == "mobile" else 0.0)
                if kinds.get(row.service) == kind and row.quantity == quantity and row.central > 0 and many > 0:
                    lines.append(line)
                    each.append(row.central / many)
            if len({line.row.service for line in lines}) < LEAST_SERVICES:
                continue
            middle = float(np.exp(np.median(np.log(each))))
            logs = np.log(each)
            far = np.abs(logs - np.median(logs)) > np.log(TIMES)
            for at in np.flatnonzero((np.abs(modified_z(logs)) > LIMIT) & far):
                row = lines[at].row
                yield Odd(
                    table.where(lines[at], "central"),
                    Text(f"{row.service}, размер {row.size}: {words.bg} {number(each[at], 'bg')} евро на място",
                         f"{row.service}, size {row.size}: {words.en} EUR {number(each[at], 'en')} a place"),
                    Text(f"услугите от същия вид са около {number(middle, 'bg')} евро",
                         f"services of the same kind are about EUR {number(middle, 'en')}"),
                    row.note,
                )  # fmt: skip


COST_PER_PLACE = Check(
    "cost_per_place",
    Text("Цена на място извън обичайното", "Cost of a place out of line"),
    Text(
        "Логаритъмът на разхода на място срещу услугите от същия вид (резидентни, центрове, мобилни): модифицирано z "
        "над 3,5 и поне 2,5 пъти повече или по-малко от средата им, при поне пет услуги.",
        "The logarithm of the cost a place against services of the same kind (residential, centre, mobile): a modified "
        "z-score above 3.5 and at least 2.5 times more or less than their middle, with at least five services.",
    ),
    "Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers, ASQC, p. 11 (modified z-score)",
    Text("Проверете разхода и валутата му.", "Check the cost and its currency."),
    _find,
)
