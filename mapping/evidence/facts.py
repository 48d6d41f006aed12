"""A case and its plan with what claims look up in them, and the makers of claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mapping.errors import Where
from mapping.evidence.arithmetic import OPERATIONS, RISING, Operation, in_words
from mapping.evidence.claim import SILENT, Claim, Label
from mapping.evidence.measures import unit_words
from mapping.instance import Case
from mapping.plan import NeedRecord, Plan, PlanUnit, Served
from mapping.region import ExistingUnit, Fund, Municipality, Settlement, TableSourceRow
from mapping.region.lines import ROW_KEYS
from mapping.region.rows import SourceRow
from mapping.tables import Estimate, Status
from mapping.units import MILLI
from mapping.words import Text

PLAN_FILE = "plan.json"


@dataclass(frozen=True)
class Facts:
    """The case, the plan, and their records by code. Built once for a run."""

    case: Case
    plan: Plan

    @cached_property
    def settlement(self) -> Mapping[str, Settlement]:
        """Settlements by code."""
        return {place.ekatte: place for place in self.case.region.settlements}

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Index of each settlement in the region's order."""
        return {place.ekatte: i for i, place in enumerate(self.case.region.settlements)}

    @cached_property
    def municipality(self) -> Mapping[str, Municipality]:
        """Municipalities by code."""
        return {place.code: place for place in self.case.region.municipalities}

    @cached_property
    def unit(self) -> Mapping[str, PlanUnit]:
        """The plan's units by id."""
        return {unit.id: unit for unit in self.plan.units}

    @cached_property
    def known(self) -> Mapping[str, ExistingUnit]:
        """The tables' units by id."""
        return {unit.id: unit for unit in self.case.region.units}

    @cached_property
    def fund(self) -> Mapping[str, Fund]:
        """Funds by id."""
        return {fund.id: fund for fund in self.case.region.funds}

    @cached_property
    def service_index(self) -> Mapping[str, int]:
        """Index of each planned service."""
        return {service.id: s for s, service in enumerate(self.case.services)}

    @cached_property
    def service_name(self) -> Mapping[str, Text]:
        """Short names of all services."""
        return {service.id: service.short for service in self.case.region.catalogue.services}

    @cached_property
    def sources(self) -> Mapping[str, SourceRow]:
        """Sources by code."""
        return {row.source: row for row in self.case.region.sources}

    @cached_property
    def columns(self) -> Mapping[tuple[str, str], TableSourceRow]:
        """What is said of whole columns, by file and column."""
        return {(row.table, name): row for row in self.case.region.table_sources for name in row.names}

    @cached_property
    def periods(self) -> Mapping[str, int]:
        """Index of each period by its years: 2021-2023."""
        return {period_word(self, t): t for t in range(len(self.plan.periods))}

    @cached_property
    def needs(self) -> Mapping[tuple[str, str, int], NeedRecord]:
        """Need records by settlement, service and period."""
        return {(r.settlement, r.service, r.period): r for r in self.plan.needs}

    @cached_property
    def visits(self) -> Mapping[tuple[str, int], Sequence[Served]]:
        """Who is served by a unit in a period."""
        found: dict[tuple[str, int], list[Served]] = {}
        for visit in self.plan.served:
            found.setdefault((visit.unit, visit.period), []).append(visit)
        return found

    @cached_property
    def served_by(self) -> Mapping[tuple[str, str, int], Sequence[Served]]:
        """By whom a settlement's need for a service is served in a period."""
        found: dict[tuple[str, str, int], list[Served]] = {}
        for visit in self.plan.served:
            found.setdefault((visit.settlement, visit.service, visit.period), []).append(visit)
        return found

    @property
    def last(self) -> int:
        """Index of the last period."""
        return len(self.plan.periods) - 1


def period_word(facts: Facts, t: int) -> str:
    """The years of a period as keys write them: 2021-2023."""
    period = facts.plan.periods[t]
    return f"{period.first_year}-{period.last_year}"


def period_name(facts: Facts, t: int) -> str:
    """The years of a period as people read them."""
    return facts.plan.periods[t].name


def place_of(facts: Facts, file: str, row: tuple[str, ...], column: str | None = None) -> Where:
    """File, row number and column of a value of the region's tables; the row by its cells where no number is known."""
    number = facts.case.region.lines.get(file, {}).get(row)
    cells = None if number is not None else ", ".join(f"{n}={v}" for n, v in zip(ROW_KEYS.get(file, ()), row) if v)
    return Where(f"{facts.case.scenario.region_folder.name}/{file}", number, column, cells or None)


def estimated(
    facts: Facts, key: str, what: Text, estimate: Estimate, file: str, row: tuple[str, ...], level: str = "central"
) -> Claim:
    """A value of a table whose rows carry range and source; `level` says which of its three figures counts."""
    how = {
        "central": SILENT,
        "low": Text("ниската стойност от обхвата: избор на сценария", "the low end of its range: the scenario's choice"),
        "high": Text("високата стойност от обхвата: избор на сценария", "the high end of its range: the scenario's choice"),
    }[level]  # fmt: skip
    value = {"central": estimate.central, "low": estimate.low, "high": estimate.high}[level]
    return Claim(
        key, what, value, unit_words(estimate.unit), estimate.status, how,
        low=estimate.low, high=estimate.high, source=facts.sources.get(estimate.source),
        where=place_of(facts, file, row), note=Text(estimate.note, estimate.note), assumed=estimate.status == "assumption",
    )  # fmt: skip


def stated(
    facts: Facts, key: str, what: Text, value: float, unit: Text, file: str, row: tuple[str, ...], column: str,
    status: Status | None = None, source: str | None = None, note: str = "",
) -> Claim:  # fmt: skip
    """A value of a table whose rows do not carry a range; `status` and `source` are its row's, where it has them."""
    said = facts.columns.get((file, column))
    label: Label = (said.status if said and said.status else status) or "unstated"
    known = facts.sources.get((said.source if said and said.source else source) or "")
    remark = " ".join(filter(None, (note, said.note if said else "")))
    reach = said.range if said else None
    return Claim(
        key, what, value, unit, label, source=known, where=place_of(facts, file, row, column),
        note=Text(remark, remark), range_note=reach or SILENT, assumed=label in ("assumption", "unstated"),
    )  # fmt: skip


def chosen(facts: Facts, key: str, what: Text, value: float, unit: Text, path: str, how: Text = SILENT) -> Claim:
    """A choice of the scenario; `path` is its key in the file."""
    scenario = facts.case.scenario
    return Claim(key, what, value, unit, "user", how, where=Where(scenario.file, key=path))


def decided(
    facts: Facts, key: str, what: Text, value: float, unit: Text, how: Text, parts: Iterable[Claim] = ()
) -> Claim:
    """What the plan decided; `parts` are what it had to keep to."""
    return Claim(key, what, value, unit, "plan", how, tuple(parts), where=Where(PLAN_FILE))


def computed(
    key: str, what: Text, operation: Operation, parts: Iterable[Claim], unit: Text, words: Text = SILENT, *,
    value: float | None = None, decimals: int | None = None,
) -> Claim:  # fmt: skip
    """A number made from `parts`; `value` is what the program has for it, where it has one, rounded to `decimals`."""
    parts = tuple(parts)
    values = [part.value for part in parts]
    found = OPERATIONS[operation](values)
    formula = in_words(operation, values)
    how = Text(*(": ".join(filter(None, (w, f))) for w, f in ((words.bg, formula.bg), (words.en, formula.en))))
    low = high = None
    if operation in RISING and any(part.low is not None for part in parts):
        low, high = (
            OPERATIONS[operation]([part.value if (end := getattr(part, name)) is None else end for part in parts])
            for name in ("low", "high")
        )
        if decimals is not None:
            low, high = round(low, decimals), round(high, decimals)
    if value is None:
        value = found if decimals is None else round(found, decimals)
    return Claim(
        key, what, value, unit, "computed", how, parts, low, high, operation=operation, decimals=decimals,
        assumed=any(part.assumed for part in parts),
    )  # fmt: skip


def stub(key: str, what: Text, value: float, unit: Text, assumed: bool = True) -> Claim:
    """A number that is told in full under its own key."""
    return Claim(key, what, value, unit, "computed", assumed=assumed, see=key)


def persons(milli: int) -> float:
    """Thousandths as persons."""
    return milli / MILLI
