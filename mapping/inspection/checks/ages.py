"""A settlement whose age bands are out of line: an institution, a reception centre, a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.catalogue.rows import AGE_BANDS, AgeBand
from mapping.inspection.outliers import correction_of, ordinary, share_outliers
from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text, percent

BAND_WORDS: dict[AgeBand, str] = {
    "age_0_14": "0–14",
    "age_15_29": "15–29",
    "age_30_44": "30–44",
    "age_45_64": "45–64",
    "age_65_plus": "65+",
}


def _find(subject: Subject) -> Iterator[Odd]:
    table, explain = subject.tables.settlements, correction_of(subject)
    for one in share_outliers(subject, AGE_BANDS):
        row = one.line.row
        band = next(words for column, words in BAND_WORDS.items() if column == one.column)
        share = one.persons / row.population_2021
        yield Odd(
            table.where(one.line, one.column),
            Text(
                f"{row.name_bg} ({row.ekatte}): {one.persons} от {row.population_2021} жители ({percent(share, 'bg')}) "
                f"са на {band} г.",
                f"{row.name_en} ({row.ekatte}): {one.persons} of {row.population_2021} residents "
                f"({percent(share, 'en')}) are aged {band}",
            ),
            ordinary(one),
            row.note,
            explain(row.ekatte),
        )


AGE_OUTLIER = Check(
    "age_outlier",
    Text("Възраст извън обичайното", "Ages out of line"),
    Text(
        "Делът на всяка възрастова група срещу 30-те населени места от същия вид, най-близки по големина: точна "
        "вероятност по бета-биномно разпределение с разсейването на тези места (без самото място, крайните 10 % "
        "придърпани); дял на случайните сред посочените до 1 %; разлика поне 5 процентни пункта.",
        "The share of every age band against the 30 settlements of the same kind that are nearest in size: exact "
        "tail of "
        "a beta-binomial distribution with the dispersion of these (without the place itself, the outer 10 % drawn "
        "in); "
        "false discovery rate 1 %; a difference of at least 5 percentage points.",
    ),
    "Spiegelhalter 2005, Statistics in Medicine 24, 1185-1202; Benjamini and Hochberg 1995, J. R. Stat. Soc. B 57, "
    "289-300",
    Text(
        "Проверете дали там има институция или приемен център, и запишете хората му в census_corrections.csv.",
        "See whether there is an institution or a reception centre, and put its people into census_corrections.csv.",
    ),
    _find,
)
