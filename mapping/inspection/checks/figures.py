"""Two settlements with the same census, figure by figure: one of the rows is probably a copy."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.catalogue.rows import AGE_BANDS
from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text

LEAST_RESIDENTS = 20
"""Below it two villages may have the same figures by chance."""


def _find(subject: Subject) -> Iterator[Odd]:
    table, seen = subject.tables.settlements, dict[tuple[int, ...], tuple[int, str]]()
    for line in table.lines:
        row = line.row
        if row.population_2021 < LEAST_RESIDENTS:
            continue
        figures = (*(getattr(row, band) for band in AGE_BANDS), row.male, row.population_2013)
        if figures in seen:
            number, name = seen[figures]
            yield Odd(
                table.where(line, "age_*, male"),
                Text(f"{row.name_bg} ({row.ekatte}) има същите възрасти, пол и население като {name} (ред {number})",
                     f"{row.name_en} ({row.ekatte}) has the same ages, sexes and populations as {name} (row {number})"),
                Text("две места с повече от 20 жители почти никога не съвпадат във всички числа",
                     "two places with more than 20 residents hardly ever agree in every figure"),
                row.note,
            )  # fmt: skip
        else:
            seen[figures] = (line.number, row.name_bg)


SAME_FIGURES = Check(
    "same_figures",
    Text("Същите числа под друг код", "The same figures under another code"),
    Text(
        "Еднакви възрастови групи, мъже и население от двете преброявания, при поне 20 жители.",
        "The same age bands, men and populations of both counts, with at least 20 residents.",
    ),
    "a convention of this program",
    Text("Поправете реда, който е преписан от другия.", "Correct the row that was copied from the other."),
    _find,
)
