"""Two settlements of one municipality with the same name."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text


def _find(subject: Subject) -> Iterator[Odd]:
    table, seen = subject.tables.settlements, dict[tuple[str, str], tuple[int, str]]()
    for line in table.lines:
        row = line.row
        key = (row.municipality, row.name_bg.casefold())
        if key in seen:
            number, ekatte = seen[key]
            yield Odd(
                table.where(line, "name_bg"),
                Text(f"{row.name_bg} ({row.ekatte}) в община {row.municipality}",
                     f"{row.name_en} ({row.ekatte}) in municipality {row.municipality}"),
                Text(f"ред {number} има същото име в същата община ({ekatte})",
                     f"row {number} has the same name in the same municipality ({ekatte})"),
                row.note,
            )  # fmt: skip
        else:
            seen[key] = (line.number, row.ekatte)


SAME_NAME = Check(
    "same_name",
    Text("Еднакви имена в една община", "The same name in one municipality"),
    Text("Еднакво име (без разлика в главни букви) и община.", "The same name (whatever its case) and municipality."),
    "a convention of this program",
    Text(
        "Ако е едно и също място под два кода, оставете верния ред.",
        "If it is one place under two codes, keep the right row.",
    ),
    _find,
)
