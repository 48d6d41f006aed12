"""The first sheet: what the plan reaches and costs, period by period, and how good its proof is."""

from __future__ import annotations

from decimal import Decimal

from mapping.model import OBJECTIVE_WORDS
from mapping.plan import PlanUnit, StageStatus, coverage_by
from mapping.publish.records import NOTHING, Lookup, euro, persons, served_share
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
    """Need, units, money by period; below them the objectives and their proof."""
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
        (*_coverage(look), *_units(look), *_money(look), *_proofs(look)),
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
        _line(Text("Необхванати", "Not served"), PERSONS, "tenth", [persons(c.unmet_milli) for c in covers]),
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


def _proofs(look: Lookup) -> list[Cells]:
    """A line for each objective; the first period's column tells the value, the next (if any) how the search ended."""
    room = len(look.plan.periods)
    rows: list[Cells] = []
    for number, stage in enumerate(look.plan.stages, 1):
        what, measure = OBJECTIVE_WORDS[stage.objective]
        ended = ENDED[stage.status]
        name = Text(
            f"Цел {number}: {what.bg} ({measure.bg}) – {ended.bg}",
            f"Objective {number}: {what.en} ({measure.en}), {ended.en}",
        )
        value = Shown(Decimal(repr(float(stage.value))), "share" if stage.objective == "worst_served" else "tenth")
        rows.append((name, Text("стойност", "value"), value, *([None] * (room - 1))))
    return rows
