"""The first sheets: what the plan reaches and costs, period by period; its objectives and how good their proof is."""

from __future__ import annotations

from mapping.model import OBJECTIVE_WORDS
from mapping.plan import PlanUnit, StageStatus, coverage_by
from mapping.publish.records import NOTHING, Lookup, euro, persons, plain, served_share
from mapping.publish.workbook.sheet import Cells, Kind, Sheet, Shown, Value
from mapping.publish.workbook.words import MONEY_KINDS, by_period, column
from mapping.words import Text

ENDED: dict[StageStatus, Text] = {
    "optimal": Text("доказано най-добро", "proven best"),
    "within_gap": Text("доказано в рамките на исканата точност", "proven within the wanted gap"),
    "time_limit": Text("спряно по време: не е доказано най-добро", "stopped by the clock: not proven best"),
    "cancelled": Text("спряно от потребителя: не е доказано най-добро", "stopped by the user: not proven best"),
}
PERSONS, PLACES = Text("лица", "persons"), Text("места", "places")


def summary(look: Lookup) -> Sheet:
    """Need, units and money by period."""
    keys, plan = look.case.scenario.keys, look.plan
    return Sheet(
        Text("Обобщение", "Summary"),
        Text(keys.title.bg, keys.title.en),
        (
            Text(keys.question.bg, keys.question.en),
            Text(f"Регион: {look.case.region.title.bg}. Сценарий: {plan.scenario}. Решавач: {plan.solver}.",
                 f"Region: {look.case.region.title.en}. Scenario: {plan.scenario}. Solver: {plan.solver}."),
            Text("Индикативна оценка до приемането ѝ от работната група; не е официален документ. Услугите се "
                 "събират: който има нужда от две, се брои два пъти.",
                 "An indicative estimate until the working group adopts it; not official. Services are added: who "
                 "needs two counts twice."),
        ),
        (
            column("Показател", "Figure", "long", 52),
            column("Мярка", "Unit", "text", 14),
            *by_period(plan.periods, "", "", "tenth", 18),
        ),
        (*_coverage(look), *_units(look), *_money(look)),
        filtered=False,
    )  # fmt: skip


def _line(name: Text, unit: Text, kind: Kind, values: list[Value]) -> Cells:
    return (name, unit, *(Shown(value, kind) for value in values))


def _coverage(look: Lookup) -> list[Cells]:
    by = coverage_by(look.plan.needs, lambda record: record.period)
    covers = [by.get(t, NOTHING) for t in range(len(look.plan.periods))]
    return [
        _line(Text("Потребност", "Need"), PERSONS, "tenth", [persons(c.need_milli) for c in covers]),
        _line(Text("Обслужени", "Served"), PERSONS, "tenth", [persons(c.need_milli - c.unmet_milli) for c in covers]),
        _line(Text("Непокрити", "Not served"), PERSONS, "tenth", [persons(c.unmet_milli) for c in covers]),
        _line(Text("Обслужен дял", "Served share"), Text("%", "%"), "share", [served_share(c) for c in covers]),
    ]


def _units(look: Lookup) -> list[Cells]:
    periods = range(len(look.plan.periods))
    new = [unit for unit in look.plan.units if unit.state == "new"]
    places = [unit for unit in new if unit.kind != "mobile"]
    teams = [unit for unit in new if unit.kind == "mobile"]

    def total(units: list[PlanUnit]) -> list[Value]:
        return [sum(unit.units_in_service[t] for unit in units) for t in periods]

    return [
        _line(Text("Нови звена в действие (без мобилни)", "New units in service (not mobile)"), Text("звена", "units"),
              "whole", total(places)),
        _line(Text("Места в тях", "Places in them"), PLACES, "whole",
              [sum(unit.places[t] for unit in places) for t in periods]),
        _line(Text("Нови мобилни екипи в действие", "New mobile teams in service"), Text("екипи", "teams"), "whole",
              total(teams)),
    ]  # fmt: skip


def _money(look: Lookup) -> list[Cells]:
    rows = []
    for kind, words in MONEY_KINDS.items():
        paid = [
            euro(sum(p.cents for unit in look.plan.units for p in unit.money if p.kind == kind and p.period == t))
            for t in range(len(look.plan.periods))
        ]
        name = Text(f"Нови пари: {words.bg}", f"New money: {words.en}")
        rows.append(_line(name, Text("евро", "EUR"), "money", list(paid)))
    return rows


def objectives(look: Lookup) -> Sheet:
    """The objectives in the order of the scenario: what the plan has, what no plan can beat, how the search ended."""
    rows: list[Cells] = []
    for number, stage in enumerate(look.plan.stages, 1):
        what, measure = OBJECTIVE_WORDS[stage.objective]
        share = stage.objective == "worst_served"
        kind: Kind = "share" if share else "tenth"
        rows.append((
            number, what, measure,
            *(Shown(plain(value), kind) for value in (stage.value, stage.found, stage.bound)),
            plain(stage.gap), plain(stage.wanted_gap), ENDED[stage.status],
        ))  # fmt: skip
    return Sheet(
        Text("Цели", "Objectives"),
        Text("Цели: какво достига планът и какво е доказано", "Objectives: what the plan reaches, and what is proven"),
        (
            Text("Целите се търсят една след друга; всяка следваща може да отнеме от предишните колкото допуска "
                 "сценарият, затова стойността в плана може да е друга от намерената. Граница: по-добро от нея не може "
                 "да има при същите данни и правила. Празна клетка: не е доказано нищо.",
                 "Objectives are searched for one after the other; each may take from those before it what the "
                 "scenario allows, so the plan's value may differ from the one found. Bound: nothing better is "
                 "possible on the same data and rules. Empty: nothing is proven."),
        ),
        (
            column("№", "No.", "whole", 6),
            column("Цел", "Objective", "long", 30),
            column("Мярка", "Unit", "long", 30),
            column("Стойност в плана", "Value in the plan", "tenth", 15),
            column("Намерено", "Found", "tenth", 15),
            column("Граница", "Bound", "tenth", 15),
            column("Разлика (% от намереното)", "Gap (% of what was found)", "share", 15),
            column("Искана точност (%)", "Gap asked for (%)", "share", 13),
            column("Как завърши търсенето", "How the search ended", "long", 34),
        ),
        tuple(rows),
        filtered=False,
    )  # fmt: skip
