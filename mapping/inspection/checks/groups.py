"""Risk groups that need no service at all."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text


def _find(subject: Subject) -> Iterator[Odd]:
    table = subject.tables.catalogue.groups
    needing = {row.group for row in subject.tables.catalogue.rates.rows if row.high > 0}
    for line in table.lines:
        if line.row.group not in needing:
            yield Odd(
                table.where(line, "group"),
                Text(f"„{line.row.name_bg}“ няма потребност от нито една услуга",
                     f"“{line.row.name_en}” needs no service"),
                Text("в service_rates.csv няма ред за групата, или дяловете са 0",
                     "service_rates.csv has no row for the group, or its shares are 0"),
                line.row.note,
            )  # fmt: skip


GROUP_WITHOUT_RATE = Check(
    "group_without_rate",
    Text("Рискови групи без потребност", "Risk groups without need"),
    Text("Група без ред с дял над 0 в service_rates.csv.", "A group without a share above 0 in service_rates.csv."),
    "a convention of this program",
    Text("Добавете кои услуги са ѝ нужни.", "Add which services it needs."),
    _find,
)
