"""Sentences of the page of one service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mapping.catalogue.rows import Kind
from mapping.catalogue.types import Service
from mapping.instance import Case, standard_of
from mapping.plan import Plan, Served
from mapping.publish.charts.figures import Capacity, capacities
from mapping.words import Text, number

PLACE_NOTE: Mapping[Kind, Text] = {
    "residential": Text("места във всички единици", "places in all units"),
    "centre": Text("места във всички единици", "places in all units"),
    "mobile": Text("потребители на днешните единици", "clients of the units of today"),
}
PLACES_BELOW = Text(
    "Под знака: места общо; в скоби – на колко единици.",
    "Below the mark: places in all; in brackets of how many units.",
)
FIGURES: Mapping[Kind, Text] = {
    "residential": PLACES_BELOW,
    "centre": PLACES_BELOW,
    "mobile": Text(
        "Под знака: потребители на днешна единица; ×n – брой нови екипи.",
        "Below the mark: clients of a unit of today; ×n: number of new teams.",
    ),
}
ESTIMATED = Text("потребители с потребност от услугата (оценка)", "users in need of the service (estimate)")
UNESTIMATED = Text("потребността от услугата не е оценена", "the need of the service is not estimated")
UNPLANNED = Text("потребността не е оценена", "need not estimated")
AREAS = Text(
    "Приблизителни граници: всяка точка е отнесена към най-близкото населено място; това не са официалните землища.",
    "Approximate boundaries: every point is given to the nearest settlement; these are not the official areas.",
)
LINES = Text(
    "Линията свързва населено място със звеното, при което са негови потребители; линиите към съседни места на звена "
    "са с различен щрих; кой се обслужва в своето населено място, няма линия.",
    "A line joins a settlement with the unit where users from it are served; lines to neighbouring places of units "
    "have different dashes; who is served in the own settlement has no line.",
)


def new_words(kind: Kind, units: int) -> Text:
    """What stands below the number of new units."""
    if kind == "mobile":
        return Text("нов екип", "new team") if units == 1 else Text("нови екипи", "new teams")
    return Text("нова единица", "new unit") if units == 1 else Text("нови единици", "new units")


def ranges_of(case: Case, plan: Plan) -> Mapping[str, Capacity]:
    """Need with its range in the last period, by planned service."""
    last = len(plan.periods) - 1
    return {found.name: found for found in capacities(case, plan, "service") if found.period == last}


def range_words(found: Capacity | None) -> Text:
    """Between which ends the need is estimated; says that it is none where the plan leaves the service as it is."""
    if found is None:
        return Text(
            "Услугата не се планира: показани са звената от таблиците; потребността ѝ не е оценена.",
            "The service is not planned: units are those of the tables; its need is not estimated.",
        )
    low, need, high = ((number(v, "bg"), number(v, "en")) for v in (found.low, found.need, found.high))
    return Text(
        f"Потребността е оценка с допускания: {need[0]} потребители (от {low[0]} до {high[0]}, ако всички стойности са "
        "в долния или в горния си край).",
        f"The need is an estimate that rests on assumptions: {need[1]} users ({low[1]} to {high[1]} with all values at "
        "their low or their high end).",
    )


def travel_words(case: Case, service: Service, visits: Iterable[Served]) -> Text:
    """How far people may travel, and how far they do."""
    travelling = [visit for visit in visits if visit.milli]
    if service.planning is None:
        return Text("", "")
    minutes, km = standard_of(case, service)
    said = [(number(minutes, "bg"), number(minutes, "en")), (number(km, "bg"), number(km, "en"))]
    words = Text(
        f"Никой не се насочва на повече от {said[0][0]} минути или {said[1][0]} km в една посока.",
        f"Nobody is directed farther than {said[0][1]} minutes or {said[1][1]} km one way.",
    )
    total = sum(visit.milli for visit in travelling)
    if not total:
        return words
    mean = sum(visit.minutes * visit.milli for visit in travelling) / total
    most = max(visit.minutes for visit in travelling)
    shown = [(number(value, "bg"), number(value, "en")) for value in (mean, most)]
    return Text(
        f"{words.bg} В плана са средно {shown[0][0]}, най-много {shown[1][0]} минути (оценка).",
        f"{words.en} In the plan they are {shown[0][1]} on average, {shown[1][1]} at most (estimate).",
    )
