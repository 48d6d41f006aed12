"""The measures of compared plans, one line each with a value of every plan: for the terminal, the page and the tables.

People are those of the last period, of the services that every plan plans; money is that of all periods.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from mapping.catalogue.rows import Kind
from mapping.compare import Comparison, Measures, Reach
from mapping.publish.costs import cost_of_plan
from mapping.publish.workbook.words import MONEY_KINDS
from mapping.region.changes import ChangeKind
from mapping.region.rows import MoneyKind
from mapping.units import MILLI
from mapping.words import Language, Text, number, percent

Topic = Literal["overview", "municipality", "group", "service", "fund"]
Unit = Literal["users", "share", "difference", "units", "teams", "places", "EUR", "minutes", "settlements"]
"""share: 0..1 of the need; difference: of two shares."""

UNIT_WORDS: Mapping[Unit, Text] = {
    "users": Text("потребители", "users"),
    "share": Text("дял от потребността", "share of the need"),
    "difference": Text("процентни пункта", "percentage points"),
    "units": Text("брой", "number"),
    "teams": Text("брой", "number"),
    "places": Text("брой", "number"),
    "EUR": Text("евро", "EUR"),
    "minutes": Text("минути", "minutes"),
    "settlements": Text("брой", "number"),
}
KINDS: Mapping[Kind, tuple[Text, Unit]] = {
    "residential": (Text("нови резидентни звена", "new residential units"), "units"),
    "centre": (Text("нови центрове", "new centres"), "units"),
    "mobile": (Text("нови мобилни екипи", "new mobile teams"), "teams"),
}
CHANGES: Mapping[ChangeKind, Text] = {
    "close": Text("закрити съществуващи звена", "existing units closed"),
    "transform": Text("преобразувани съществуващи звена", "existing units transformed"),
    "enlarge": Text("разширени съществуващи звена", "existing units enlarged"),
    "shrink": Text("намалени съществуващи звена", "existing units made smaller"),
}
COSTS: Mapping[MoneyKind, Text] = {
    "capital": Text("капиталови разходи, всички години", "capital cost, all years"),
    "running": Text("текущи разходи, всички години", "running cost, all years"),
}


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure: a value of every plan, in their order (None: it does not apply), and whom the value is of (a
    municipality, a group), where that may differ."""

    topic: Topic
    code: str
    name: Text
    unit: Unit
    values: tuple[float | None, ...]
    whose: tuple[Text | None, ...] = ()

    def shown(self, value: float | None, language: Language) -> str:
        """`value` as people read it, without its unit; a dash for None."""
        if value is None:
            return "–"
        if self.unit == "share":
            return percent(value, language, 1)
        if self.unit == "difference":
            return number(value * 100, language, 1)
        return number(value, language, 1 if self.unit in ("users", "minutes") else 0)


def measure_lines(comparison: Comparison) -> tuple[MeasureLine, ...]:
    """All measures, in the order in which people read them."""
    return (
        *_overview(comparison),
        *_reaches(comparison, "municipality", lambda one: one.by_municipality, _municipalities(comparison)),
        *_reaches(comparison, "group", lambda one: one.by_group, _groups(comparison)),
        *_reaches(comparison, "service", lambda one: one.by_service, _services(comparison)),
        *_funds(comparison),
    )


def _municipalities(comparison: Comparison) -> dict[str, Text]:
    return {one.code: one.name for one in comparison.first.case.region.municipalities}


def _groups(comparison: Comparison) -> dict[str, Text]:
    return {one.id: one.name for one in comparison.first.case.region.catalogue.groups}


def _services(comparison: Comparison) -> dict[str, Text]:
    return {one.id: one.name for one in comparison.first.case.services if one.id in comparison.services}


def _overview(comparison: Comparison) -> Iterable[MeasureLine]:
    found = comparison.measures

    def line(
        code: str, name: Text, unit: Unit, of: Callable[[Measures], float | None],
        whose: Callable[[Measures], Text | None] | None = None,
    ) -> MeasureLine:  # fmt: skip
        names = () if whose is None else tuple(whose(one) for one in found)
        return MeasureLine("overview", code, name, unit, tuple(of(one) for one in found), names)

    yield line("need", Text("потребност (оценка)", "need (estimate)"), "users", lambda m: m.total.need_milli / MILLI)
    yield line("served", Text("обслужени", "served"), "users", lambda m: m.total.served_milli / MILLI)
    yield line("share", Text("обслужен дял", "served share"), "share", lambda m: m.total.share)
    for kind, (name, unit) in KINDS.items():
        yield line(f"new_{kind}", name, unit, partial(_units, kind))
    yield line("new_places", Text("места в новите звена", "places in new units"), "places", lambda m: m.places)
    for change, name in CHANGES.items():
        if any(one.changes.get(change) for one in found):
            yield line(f"changed_{change}", name, "units", partial(_changes, change))
    yield from _costs(comparison)
    yield line("mean_minutes", Text("средно пътуване в една посока", "mean travel one way"), "minutes",
               lambda m: m.travel.mean)  # fmt: skip
    yield line("longest_minutes", Text("най-дълго пътуване в една посока", "longest travel one way"), "minutes",
               lambda m: m.travel.longest)  # fmt: skip
    yield from _fairness(comparison, line)


def _units(kind: Kind, found: Measures) -> float:
    return found.units.get(kind, 0)


def _changes(kind: ChangeKind, found: Measures) -> float:
    return found.changes.get(kind, 0)


def _costs(comparison: Comparison) -> Iterable[MeasureLine]:
    costs = [cost_of_plan(one.case, one.plan) for one in comparison.contenders]
    for kind, name in COSTS.items():
        yield MeasureLine("overview", f"cost_{kind}", name, "EUR", tuple(cents[kind] / 100 for cents in costs))
    name = Text("всички разходи за ново", "all cost of what is new")
    yield MeasureLine("overview", "cost", name, "EUR", tuple(sum(cents.values()) / 100 for cents in costs))


def _fairness(comparison: Comparison, line: Callable[..., MeasureLine]) -> Iterable[MeasureLine]:
    municipalities, groups = _municipalities(comparison), _groups(comparison)

    def share(reaches: Mapping[str, Reach], code: str | None) -> float | None:
        return None if code is None else reaches[code].share

    def spread(one: Measures) -> float | None:
        best, worst = (share(one.by_municipality, code) for code in (one.best_municipality, one.worst_municipality))
        return None if best is None or worst is None else best - worst

    yield line(
        "worst_municipality", Text("най-слабо обслужена община", "worst-served municipality"), "share",
        lambda m: share(m.by_municipality, m.worst_municipality),
        lambda m: None if m.worst_municipality is None else municipalities[m.worst_municipality],
    )  # fmt: skip
    yield line(
        "spread", Text("разлика до най-добре обслужената", "difference to the best served"), "difference", spread
    )
    yield line(
        "worst_group", Text("най-слабо обслужена рискова група", "worst-served risk group"), "share",
        lambda m: share(m.by_group, m.worst_group),
        lambda m: None if m.worst_group is None else groups[m.worst_group],
    )  # fmt: skip
    yield line(
        "unreached", Text("населени места без нито един обслужен", "settlements where nobody is served"),
        "settlements", lambda m: len(m.unreached),
    )  # fmt: skip


def _reaches(
    comparison: Comparison,
    topic: Topic,
    of: Callable[[Measures], Mapping[str, Reach]],
    names: Mapping[str, Text],
) -> Iterable[MeasureLine]:
    found = [of(one) for one in comparison.measures]
    for code, name in names.items():
        if any(code in reaches for reaches in found):
            values = tuple(reaches[code].share if code in reaches else None for reaches in found)
            yield MeasureLine(topic, code, name, "share", values)


def _funds(comparison: Comparison) -> Iterable[MeasureLine]:
    names = {fund.id: fund.name for one in comparison.contenders for fund in one.case.region.funds}
    spent = [one.spent for one in comparison.measures]
    for fund, kind in dict.fromkeys(key for sums in spent for key in sums):
        name = names.get(fund, Text(fund, fund))
        words = Text(f"{name.bg}, {MONEY_KINDS[kind].bg}", f"{name.en}, {MONEY_KINDS[kind].en}")
        values = tuple(sums[fund, kind] / 100 if (fund, kind) in sums else None for sums in spent)
        yield MeasureLine("fund", f"{fund}.{kind}", words, "EUR", values)
