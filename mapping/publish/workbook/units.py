"""The sheet of units: existing, committed, changed and new, with places, users, staff and money."""

from __future__ import annotations

from mapping.plan import PlanUnit
from mapping.publish.records import Lookup, euro, mean_minutes, persons, plain
from mapping.publish.strategy.capacity import places_now, year_now
from mapping.publish.workbook.sheet import Cells, Sheet
from mapping.publish.workbook.words import SERVICE_KINDS, STATES, by_period, column
from mapping.words import Text


def units(look: Lookup) -> Sheet:
    """All units of the plan, in its order."""
    periods, last = look.plan.periods, look.plan.periods[look.last].name
    return Sheet(
        Text("Звена", "Units"),
        Text("Звена: налични, договорени, променени и нови", "Units: existing, committed, changed and new"),
        (
            Text("Места: при налични мобилни услуги потребители; новите екипи нямат места. Разходите са само за това, "
                 "което планът договаря.",
                 "Places: users of existing mobile services; new teams have none. Costs are of what the plan contracts "
                 "only."),
        ),
        (
            column("Услуга", "Service", "long", 30),
            column("Име на звеното", "Unit", "long", 26),
            column("Населено място", "Settlement", "text", 18),
            column("Община", "Municipality", "text", 16),
            column("Вид", "Kind", "text", 16),
            column("Състояние", "State", "long", 18),
            column(f"Места {year_now(look)}", f"Places {year_now(look)}", "whole", 10),
            *by_period(periods, "Места", "Places", "whole", 11),
            column(f"Звена или екипи {last}", f"Units or teams {last}", "whole", 10),
            column(f"Потребители {last} (лица)", f"Users {last} (persons)", "tenth", 13),
            column("Персонал (щата)", "Staff (posts)", "tenth", 11),
            column("Капиталов разход (евро)", "Capital cost (EUR)", "money", 16),
            column("Текущ разход на година (евро)", "Running cost a year (EUR)", "money", 16),
            column("Разход за сметка на фондовете (евро)", "Cost borne by the funds (EUR)", "money", 16),
            column("Фондове", "Funds", "long", 30),
            column("Обслужвани населени места", "Settlements served", "whole", 12),
            column("Средно пътуване (минути)", "Mean travel (minutes)", "tenth", 12),
            column("ЕКАТТЕ", "EKATTE", "code", 9),
            column("Код", "Code", "code", 34),
        ),
        tuple(_row(look, unit) for unit in look.plan.units),
        fixed=2,
    )  # fmt: skip


def _row(look: Lookup, unit: PlanUnit) -> Cells:
    known, visits = look.existing.get(unit.home), look.visits[unit.id]
    state = "changed" if unit.state == "existing" and unit.change is not None else unit.state
    made = unit.change
    changed = made is not None and (made.service is None) != (unit.state == "transformed")
    capital = [o.capital_cents for o in unit.openings] + ([made.capital_cents] if made and changed else [])
    running = [o.running_cents_a_year for o in unit.openings]
    running += [made.running_cents_a_year] if made and changed else []
    names = [look.funds[fund].name for fund in dict.fromkeys(payment.fund for payment in unit.money)]
    is_team = unit.kind == "mobile" and unit.state == "new"
    return (
        look.catalogue[unit.service].name,
        known.name if known else None,
        look.settlements[unit.settlement].label,
        look.municipalities[unit.municipality].name,
        SERVICE_KINDS[unit.kind],
        STATES[state],
        places_now(look, unit),
        *(None if is_team else places for places in unit.places),
        unit.units_in_service[look.last],
        persons(look.users.get((unit.id, look.last), 0)),
        plain(unit.staff),
        euro(sum(capital)) if capital else None,
        euro(sum(running)) if running else None,
        euro(unit.cents) if unit.money else None,
        Text(", ".join(name.bg for name in names), ", ".join(name.en for name in names)),
        len({visit.settlement for visit in visits}),
        mean_minutes(visits),
        unit.settlement,
        unit.id,
    )
