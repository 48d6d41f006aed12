"""The plan as plain CSV tables: UTF-8, comma, decimal point, one header line, lines end with a line feed.

A spreadsheet takes a text that begins with = + - @ for a formula, and a table passed on could so run a
stranger's command. Such texts get an apostrophe in front (see `guarded`); numbers are written as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from mapping.instance import Case
from mapping.model import OBJECTIVE_WORDS
from mapping.plan import Coverage, Plan, PlanUnit, coverage_by
from mapping.publish import fields
from mapping.publish.change_tables import change_rows, moved_rows, team_rows
from mapping.publish.evidence_table import evidence_rows
from mapping.publish.fields import Cell, OutputFile, Row, expand
from mapping.publish.money_tables import envelope_rows, money_rows, unit_money_rows
from mapping.publish.need_tables import distinct_rows, group_rows, people_rows
from mapping.publish.records import (
    NOTHING,
    Lookup,
    column_periods,
    look_up,
    named,
    of_coverage,
    of_municipality,
    of_service,
    of_settlement,
    period_value,
    persons,
    plain,
    served_share,
    unit_rows,
)
from mapping.publish.strategy.rows import indicator_rows, service_rows, staff_rows, uncovered_rows
from mapping.words import Text

ALL = "all"
ALL_SERVICES = Text("всички услуги", "all services")

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_QUOTED = re.compile('[",\r\n]')


def write_tables(case: Case, plan: Plan, folder: Path) -> None:
    """Write the tables of `plan` to `folder`: the files of `fields.TABLES`, described in docs/outputs.md.

    The folder is made if need be, files of the same names are replaced.
    """
    look = look_up(case, plan)
    folder.mkdir(parents=True, exist_ok=True)
    for file in fields.TABLES:
        write_table(look, file, table_rows(look, file), folder)


def table_rows(look: Lookup, file: OutputFile) -> Iterable[Row]:
    """The rows of one of `fields.TABLES`."""
    rows: dict[OutputFile, Callable[[Lookup], Iterable[Row]]] = {
        fields.UNITS_CSV: _units,
        fields.CHANGES_CSV: change_rows,
        fields.MOVED_CSV: moved_rows,
        fields.TEAMS_CSV: team_rows,
        fields.NEEDS_CSV: _needs,
        fields.PEOPLE_CSV: people_rows,
        fields.GROUPS_CSV: group_rows,
        fields.DISTINCT_CSV: distinct_rows,
        fields.MUNICIPALITIES_CSV: _municipalities,
        fields.SERVICES_CSV: _services,
        fields.MONEY_CSV: money_rows,
        fields.ENVELOPES_CSV: envelope_rows,
        fields.MONEY_BY_UNIT_CSV: unit_money_rows,
        fields.ASSIGNMENTS_CSV: assignment_rows,
        fields.STAGES_CSV: _stages,
        fields.EVIDENCE_CSV: evidence_rows,
        fields.STRATEGY_SERVICES_CSV: service_rows,
        fields.STRATEGY_STAFF_CSV: staff_rows,
        fields.STRATEGY_INDICATORS_CSV: indicator_rows,
        fields.UNCOVERED_CSV: uncovered_rows,
    }
    return rows[file](look)


def write_table(look: Lookup, file: OutputFile, rows: Iterable[Row], folder: Path) -> None:
    """Write `rows` as `file` to `folder`, with the columns that its fields have under the plan."""
    columns = list(expand(file.fields, column_periods(look.plan), [service.id for service in look.services]))
    write_csv(folder / file.name, columns, rows)


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write a table in the form of all tables of a run; every row has every column."""
    lines = [",".join(columns)]
    lines += [",".join(_cell(row[column]) for column in columns) for row in rows]
    path.write_bytes(("\n".join(lines) + "\n").encode())


def guarded(text: str) -> str:
    """`text` with an apostrophe in front where a spreadsheet would take it for a formula.

    A text that begins so after apostrophes of its own gets one more. So `unguarded` gives every text back.
    """
    return "'" + text if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that was `guarded`: one apostrophe less where there is one before a sign of a formula."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = guarded(cell)
        return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def _units(look: Lookup) -> Iterable[Row]:
    for row in unit_rows(look):
        settlement = look.settlements[str(row["ekatte"])]
        yield row | {"lon": plain(settlement.lon), "lat": plain(settlement.lat)}


def _needs(look: Lookup) -> Iterable[Row]:
    for record in look.plan.needs:
        yield {
            **of_settlement(look, record.settlement),
            **of_municipality(look, record.municipality),
            **of_service(look, record.service),
            "period": period_value(look.plan.periods[record.period]),
            **of_coverage(Coverage(record.need_milli, record.unmet_milli)),
        }


def _municipalities(look: Lookup) -> Iterable[Row]:
    needs = look.plan.needs
    single = coverage_by(needs, lambda record: (record.municipality, record.service, record.period))
    total = coverage_by(needs, lambda record: (record.municipality, ALL, record.period))
    services: list[Row] = [of_service(look, service.id) for service in look.services]
    for code in look.municipalities:
        for names, covers in [*((names, single) for names in services),
                              ({"service": ALL, **named("service", ALL_SERVICES)}, total)]:  # fmt: skip
            for t, period in enumerate(look.plan.periods):
                cover = covers.get((code, str(names["service"]), t), NOTHING)
                yield {
                    **of_municipality(look, code),
                    **names,
                    "period": period_value(period),
                    **of_coverage(cover),
                    "share": served_share(cover),
                }


def _services(look: Lookup) -> Iterable[Row]:
    covers = coverage_by(look.plan.needs, lambda record: (record.service, record.period))
    planned = {service.id for service in look.services}
    shown = planned | {unit.service for unit in look.plan.units}
    for service in look.catalogue.values():
        if service.id not in shown:
            continue
        units = [unit for unit in look.plan.units if unit.service == service.id]
        for t, period in enumerate(look.plan.periods):
            cover = covers.get((service.id, t), NOTHING)
            no_need: Row = {"need": None, "served": None, "unmet": None}
            yield {
                **of_service(look, service.id),
                "number": service.number,
                "kind": service.kind,
                "period": period_value(period),
                **(of_coverage(cover) if service.id in planned else no_need),
                "share": served_share(cover),
                "existing_places": _places(units, "existing", t),
                "committed_places": _places(units, "committed", t),
                "transformed_places": _places(units, "transformed", t),
                "new_places": _places(units, "new", t),
                "new_units": _new_units(units, t) if service.kind != "mobile" else 0,
                "new_teams": _new_units(units, t) if service.kind == "mobile" else 0,
            }


def _places(units: Iterable[PlanUnit], state: str, t: int) -> int:
    return sum(unit.places[t] for unit in units if unit.state == state)


def _new_units(units: Iterable[PlanUnit], t: int) -> int:
    return sum(unit.units_in_service[t] for unit in units if unit.state == "new")


def assignment_rows(look: Lookup) -> Iterable[Row]:
    """Who is served where, in the plan's order."""
    places = {unit.id: unit.settlement for unit in look.plan.units}
    for visit in look.plan.served:
        yield {
            **of_settlement(look, visit.settlement),
            "unit": visit.unit,
            "unit_ekatte": places[visit.unit],
            **of_service(look, visit.service),
            "period": period_value(look.plan.periods[visit.period]),
            "persons": persons(visit.milli),
            "minutes": plain(visit.minutes),
            "km": plain(visit.km),
        }


def _stages(look: Lookup) -> Iterable[Row]:
    for number, stage in enumerate(look.plan.stages, 1):
        yield {
            "stage": number,
            "objective": stage.objective,
            "direction": "minimise" if stage.minimise else "maximise",
            **named("measure", OBJECTIVE_WORDS[stage.objective][1]),
            "value": plain(stage.value),
            "found": plain(stage.found),
            "bound": plain(stage.bound),
            "gap": plain(stage.gap),
            "wanted_gap": plain(stage.wanted_gap),
            "tolerance": plain(stage.tolerance),
            "status": stage.status,
        }
