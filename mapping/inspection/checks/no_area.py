"""Inhabited villages without land."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.inspection.grouping import named, together
from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text

ID = "no_area"


def _find(subject: Subject) -> Iterator[Odd]:
    table = subject.tables.settlements
    lines = [line for line in table.lines if line.row.area_decares == 0]
    yield from together(
        ID,
        table,
        lines,
        "area_decares",
        lambda group: (
            Text(f"{len(group)} населени места нямат площ: {named(group, 'name_bg').bg}",
                 f"{len(group)} settlements have no area: {named(group, 'name_en').en}"),
            Text("землището им е към друго населено място, или стойността липсва",
                 "their land belongs to another settlement, or the value is missing"),
        ),
    )  # fmt: skip


NO_AREA = Check(
    ID,
    Text("Населени места без площ", "Settlements without area"),
    Text("Площ 0 в settlements.csv, на един ред за всички.", "Area 0 in settlements.csv, all in one finding."),
    "a convention of this program",
    Text(
        "Потвърдете с регистъра, че нямат собствено землище, и го напишете в note: [no_area].",
        "Confirm with the register that they have no land of their own, and say so in the note: [no_area].",
    ),
    _find,
)
