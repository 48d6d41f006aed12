"""A settlement that grew or shrank unlike those of its size and unlike its neighbours."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.inspection.funnel import Funnel, discoveries, fit_funnel
from mapping.inspection.outliers import correction_of
from mapping.inspection.peers import LEAST_PEERS, Places
from mapping.inspection.types import Check, Odd, Subject
from mapping.region.rows import SettlementRow
from mapping.tables import Line
from mapping.words import Text, percent

RATE = 0.05
"""At most this part of the settlements named may be so by chance; of two comparisons the milder counts, so 5 % is
strict enough."""


def _find(subject: Subject) -> Iterator[Odd]:
    table, explain = subject.tables.settlements, correction_of(subject)
    places = Places.of(table.rows)
    earlier = Places.of(table.rows).population * 0
    for at, row in enumerate(table.rows):
        earlier[at] = row.population_2013
    both = places.population + earlier
    tested: list[tuple[float, Line[SettlementRow], Funnel]] = []
    for at, line in enumerate(table.lines):
        groups = [places.size_peers(at), places.neighbours(at)]
        if both[at] == 0 or min(map(len, groups)) < LEAST_PEERS:
            continue
        funnels = [fit_funnel(places.population[peers], both[peers]) for peers in groups]
        tails = [funnel.tail(line.row.population_2021, int(both[at])) for funnel in funnels]
        milder = tails.index(max(tails))
        tested.append((tails[milder], line, funnels[milder]))
    for found in discoveries([tail for tail, _, _ in tested], RATE):
        _, line, funnel = tested[found]
        row, usual = line.row, funnel.share / (1 - funnel.share) - 1
        yield Odd(
            table.where(line, "population_2013, population_2021"),
            Text(
                f"{row.name_bg} ({row.ekatte}): от {row.population_2013} на {row.population_2021} жители",
                f"{row.name_en} ({row.ekatte}): from {row.population_2013} to {row.population_2021} residents",
            ),
            Text(
                f"населените места с подобна големина и съседните се менят с около {percent(usual, 'bg')}",
                f"settlements of its size and its neighbours change by about {percent(usual, 'en')}",
            ),
            row.note,
            explain(row.ekatte),
        )


POPULATION_CHANGE = Check(
    "population_change",
    Text("Промяна на населението извън обичайното", "Change of population out of line"),
    Text(
        "Жителите при преброяването като част от сбора на двете преброявания (условен тест за две бройки), срещу 30-те "
        "места с подобна големина и срещу 20-те най-близки: брои се по-меката от двете точни вероятности; дял на "
        "случайните сред посочените до 5 %.",
        "The residents of the census as a part of both counts together (the conditional test of two counts), against "
        "the "
        "30 settlements of similar size and against the 20 nearest: the milder of the two exact tails counts; false "
        "discovery rate 5 %.",
    ),
    "Przyborowski and Wilenski 1940, Biometrika 31, 313-323 (conditional test); funnel as age_outlier",
    Text(
        "Сравнете двете числа с източника; при институция запишете хората ѝ в census_corrections.csv.",
        "Compare both figures with their source; for an institution put its people into census_corrections.csv.",
    ),
    _find,
)
