"""The differences between two plans as plain CSV tables, in the form of a run's tables (mapping/publish/tables.py)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mapping.compare import Contract, PlanChanges
from mapping.instance import Case
from mapping.plan import PlanPeriod
from mapping.publish.fields import Row
from mapping.publish.records import euro, named, period_value, persons, plain
from mapping.publish.tables import write_csv


def write_differences(case: Case, changes: PlanChanges, folder: Path) -> None:
    """Write `replaced.csv`, `units_changed.csv`, `existing_changed.csv`, `served_changed.csv` and `money_changed.csv`.

    They are described in docs/own_figures.md. Names are those of `case`, money is EUR, persons have three decimals.
    """
    write_csv(folder / "replaced.csv", COLUMNS["replaced.csv"], _replaced(case))
    for name in PAIRED:
        write_csv(folder / name, COLUMNS[name], paired_rows(name, case, changes))


PAIRED = ("units_changed.csv", "existing_changed.csv", "served_changed.csv", "money_changed.csv")
"""The tables of what is different between two plans."""


def paired_rows(name: str, case: Case, changes: PlanChanges) -> Iterable[Row]:
    """The rows of one of `PAIRED`, with the columns of `COLUMNS`."""
    make = {
        "units_changed.csv": _units,
        "existing_changed.csv": _existing,
        "served_changed.csv": _served,
        "money_changed.csv": _money,
    }
    return make[name](case, changes)


COLUMNS: dict[str, tuple[str, ...]] = {
    "replaced.csv": (
        "file", "row", "what_bg", "what_en", "low_before", "central_before", "high_before", "status_before",
        "source_before", "low_after", "central_after", "high_after", "status_after", "source_after", "unit", "note",
    ),
    "units_changed.csv": (
        "change", "service", "service_bg", "service_en", "ekatte_before", "settlement_before_bg",
        "settlement_before_en", "ekatte_after", "settlement_after_bg", "settlement_after_en", "units_before",
        "places_before", "contracts_before", "units_after", "places_after", "contracts_after",
    ),
    "existing_changed.csv": (
        "unit", "service", "service_bg", "service_en", "ekatte", "change_before", "contract_before", "change_after",
        "contract_after",
    ),
    "served_changed.csv": (
        "ekatte", "settlement_bg", "settlement_en", "municipality", "municipality_bg", "municipality_en", "service",
        "service_bg", "service_en", "period", "need_before", "need_after", "served_before", "served_after",
    ),
    "money_changed.csv": (
        "fund", "fund_bg", "fund_en", "municipality", "municipality_bg", "municipality_en", "kind", "before_eur",
        "after_eur",
    ),
}  # fmt: skip
"""The columns of each table."""


def _replaced(case: Case) -> Iterable[Row]:
    for one in case.region.replaced:
        yield {
            "file": one.file,
            "row": one.row,
            **named("what", one.what),
            **{f"{level}_before": plain(one.before.at(level)) for level in ("low", "central", "high")},
            "status_before": one.before.status,
            "source_before": one.before.source,
            **{f"{level}_after": plain(one.after.at(level)) for level in ("low", "central", "high")},
            "status_after": one.after.status,
            "source_after": one.after.source,
            "unit": one.after.unit,
            "note": one.after.note,
        }


def _service(case: Case, service: str) -> Row:
    return {"service": service, **named("service", case.region.catalogue.service(service).name)}


def _municipality(case: Case, code: str | None) -> Row:
    name = None if code is None else case.region.municipality(code).name
    return {"municipality": code, **named("municipality", name)}


def _place(case: Case, when: str, ekatte: str | None, contracts: tuple[Contract, ...], periods: list[str]) -> Row:
    name = None if ekatte is None else case.region.settlement(ekatte).name
    return {
        f"ekatte_{when}": ekatte,
        **named(f"settlement_{when}", name),
        f"units_{when}": sum(contract.units for contract in contracts),
        f"places_{when}": sum(contract.places for contract in contracts),
        f"contracts_{when}": "; ".join(f"{c.units} {c.size} {periods[c.period]}" for c in contracts) or None,
    }


def _units(case: Case, changes: PlanChanges) -> Iterable[Row]:
    periods = [period_value(period) for period in changes.periods]
    for one in changes.units:
        yield {
            "change": one.kind,
            **_service(case, one.service),
            **_place(case, "before", one.settlement_before, one.before, periods),
            **_place(case, "after", one.settlement_after, one.after, periods),
        }


def _existing(case: Case, changes: PlanChanges) -> Iterable[Row]:
    for one in changes.existing:
        yield {
            "unit": one.unit,
            **_service(case, one.service),
            "ekatte": one.settlement,
            "change_before": one.before_change,
            "contract_before": _years(changes.periods, one.before_period),
            "change_after": one.after_change,
            "contract_after": _years(changes.periods, one.after_period),
        }


def _years(periods: tuple[PlanPeriod, ...], period: int | None) -> str | None:
    return None if period is None else period_value(periods[period])


def _served(case: Case, changes: PlanChanges) -> Iterable[Row]:
    for one in changes.served:
        yield {
            "ekatte": one.settlement,
            **named("settlement", case.region.settlement(one.settlement).name),
            **_municipality(case, one.municipality),
            **_service(case, one.service),
            "period": period_value(changes.periods[one.period]),
            "need_before": persons(one.need_before_milli),
            "need_after": persons(one.need_after_milli),
            "served_before": persons(one.served_before_milli),
            "served_after": persons(one.served_after_milli),
        }


def _money(case: Case, changes: PlanChanges) -> Iterable[Row]:
    names = {fund.id: fund.name for fund in case.region.funds}
    for one in changes.money:
        yield {
            "fund": one.fund,
            **named("fund", names[one.fund]),
            **_municipality(case, one.municipality),
            "kind": one.kind,
            "before_eur": euro(one.before_cents),
            "after_eur": euro(one.after_cents),
        }
