"""Sizes that cost nothing, or in which nobody works."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text

WORDS = {
    "capital": Text("строежът и обзавеждането не струват нищо", "building and equipping cost nothing"),
    "running": Text("издръжката не струва нищо", "running costs nothing"),
    "staff": Text("никой не работи", "nobody works there"),
}


def _find(subject: Subject) -> Iterator[Odd]:
    table = subject.tables.catalogue.sizes
    for line in table.lines:
        row = line.row
        if row.quantity in WORDS and row.central == 0:
            yield Odd(
                table.where(line, "central"),
                Text(f"{row.service}, размер {row.size}: {row.quantity} = 0",
                     f"{row.service}, size {row.size}: {row.quantity} = 0"),
                WORDS[row.quantity],
                row.note,
            )  # fmt: skip


SIZE_WITHOUT_COST = Check(
    "size_without_cost",
    Text("Размери без разход", "Sizes without cost"),
    Text("Централна стойност 0 за capital, running или staff.", "A central value of 0 for capital, running or staff."),
    "a convention of this program",
    Text("Запишете разхода или в note защо няма такъв.", "Write the cost, or in the note why there is none."),
    _find,
)
