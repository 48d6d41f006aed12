"""A settlement with far more men than women, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.inspection.outliers import correction_of, ordinary, share_outliers
from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text


def _find(subject: Subject) -> Iterator[Odd]:
    table, explain = subject.tables.settlements, correction_of(subject)
    for one in share_outliers(subject, ("male",)):
        row = one.line.row
        expected = ordinary(one)
        yield Odd(
            table.where(one.line, "male"),
            Text(
                f"{row.name_bg} ({row.ekatte}): {row.male} мъже и {row.female} жени",
                f"{row.name_en} ({row.ekatte}): {row.male} men and {row.female} women",
            ),
            Text(f"{expected.bg} мъже", f"{expected.en} men"),
            row.note,
            explain(row.ekatte),
        )


SEX_OUTLIER = Check(
    "sex_outlier",
    Text("Мъже и жени извън обичайното", "Sexes out of line"),
    Text(
        "Делът на мъжете, по същия начин както възрастта.",
        "The share of men, in the same way as the age bands.",
    ),
    "as age_outlier",
    Text(
        "Проверете дали там има институция или приемен център, и запишете хората му в census_corrections.csv.",
        "See whether there is an institution or a reception centre, and put its people into census_corrections.csv.",
    ),
    _find,
)
