"""Shares of settlements against those of their peers: what age and sex have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from mapping.errors import Where
from mapping.inspection.funnel import Funnel, discoveries, fit_funnel
from mapping.inspection.peers import LEAST_PEERS, Places
from mapping.inspection.types import Subject
from mapping.region.rows import CensusCorrectionRow, SettlementRow
from mapping.tables import Line
from mapping.words import Text, number

RATE = 0.01
"""At most this part of the settlements named by a check may be so by chance (false discovery rate)."""

LEAST_DIFFERENCE = 0.05
"""A share nearer to that of the peers (5 percentage points) is not worth a reader's time, however sure it is: of the
65,000 residents of a town the smallest difference is sure. A convention of this program."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A settlement whose share of `column` is out of line: `persons` of all its residents against a `funnel`."""

    line: Line[SettlementRow]
    column: str
    persons: int
    funnel: Funnel
    tail: float


def share_outliers(subject: Subject, columns: tuple[str, ...]) -> Iterator[Outlier]:
    """The settlements whose share of any of `columns` is out of line with settlements of their kind and size."""
    lines = subject.tables.settlements.lines
    places = Places.of(subject.tables.settlements.rows)
    tested: list[Outlier] = []
    for at, line in enumerate(lines):
        peers = places.size_peers(at)
        if line.row.population_2021 == 0 or len(peers) < LEAST_PEERS:
            continue
        for column in columns:
            persons = np.array([getattr(lines[i].row, column) for i in peers], dtype=np.float64)
            funnel = fit_funnel(persons, places.population[peers])
            mine = int(getattr(line.row, column))
            tested.append(Outlier(line, column, mine, funnel, funnel.tail(mine, line.row.population_2021)))
    for found in discoveries([one.tail for one in tested], RATE):
        one = tested[found]
        if abs(one.persons / one.line.row.population_2021 - one.funnel.share) >= LEAST_DIFFERENCE:
            yield one


def ordinary(one: Outlier) -> Text:
    """What the peers would lead one to expect."""
    of = one.line.row.population_2021
    low, high = one.funnel.limits(of, 0.002)
    middle = one.funnel.share * of
    return Text(
        f"при населени места от същия вид и подобна големина се очакват около {number(middle, 'bg')} "
        f"(99,8 % от тях: {low}–{high})",
        f"settlements of the same kind and about the same size lead to about {number(middle, 'en')} "
        f"(99.8% of them: {low}–{high})",
    )


def correction_of(subject: Subject) -> Callable[[str], Text | None]:
    """The census correction that explains an odd settlement, by its code."""
    table = subject.tables.corrections
    by_place: dict[str, list[tuple[Where, CensusCorrectionRow]]] = {}
    for line in table.lines:
        by_place.setdefault(line.row.ekatte, []).append((table.where(line), line.row))

    def explain(ekatte: str) -> Text | None:
        rows = by_place.get(ekatte)
        if not rows:
            return None
        where, persons = rows[0][0], sum(row.persons for _, row in rows)
        note = " ".join(row.note for _, row in rows)
        return Text(
            f"{where.of('bg')}: {persons} души не се броят в потребността. {note}",
            f"{where.of('en')}: {persons} persons are not counted in the need. {note}",
        )

    return explain
