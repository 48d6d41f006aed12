"""What several files say of a unit, a settlement or a service area, as exact values by column.

Persons have three decimals, EUR two: the plan's whole thousandths and cents, shifted, so that sums are exact.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mapping.catalogue import Service
from mapping.evidence.planned import planned_municipalities, planned_title
from mapping.instance import Case
from mapping.plan import Coverage, Plan, PlanPeriod, PlanUnit, Served, coverage_by, users_of
from mapping.publish.fields import Row
from mapping.region import ExistingUnit, Fund, Municipality, Settlement
from mapping.tables import Estimate
from mapping.words import Text

NOTHING = Coverage(0, 0)


@dataclass(frozen=True, slots=True)
class Lookup:
    """A case and its plan, with what they name by code. `services` are the planned ones, in order."""

    case: Case
    plan: Plan
    services: tuple[Service, ...]
    catalogue: Mapping[str, Service]
    settlements: Mapping[str, Settlement]
    municipalities: Mapping[str, Municipality]
    funds: Mapping[str, Fund]
    existing: Mapping[str, ExistingUnit]
    users: Mapping[tuple[str, int], int]
    visits: Mapping[str, Sequence[Served]]
    """By unit: who is served there in the last period."""

    @property
    def last(self) -> int:
        """Index of the last period."""
        return len(self.plan.periods) - 1

    @property
    def planned(self) -> tuple[str, ...]:
        """The municipalities that the scenario plans for: whose need counts."""
        return planned_municipalities(self.case.region)

    @property
    def planned_title(self) -> Text:
        """The region, or the municipalities of it that the scenario plans for."""
        return planned_title(self.case.region)


def look_up(case: Case, plan: Plan) -> Lookup:
    """Index `case` and `plan` by the codes that records use."""
    visits: dict[str, list[Served]] = {unit.id: [] for unit in plan.units}
    for visit in plan.served:
        if visit.period == len(plan.periods) - 1 and visit.milli > 0:
            visits[visit.unit].append(visit)
    return Lookup(
        case=case,
        plan=plan,
        services=case.services,
        catalogue={service.id: service for service in case.region.catalogue.services},
        settlements={settlement.ekatte: settlement for settlement in case.region.settlements},
        municipalities={municipality.code: municipality for municipality in case.region.municipalities},
        funds={fund.id: fund for fund in case.region.funds},
        existing={unit.id: unit for unit in case.region.units},
        users=users_of(plan),
        visits=visits,
    )


def persons(milli: int) -> Decimal:
    """Thousandths of a person as persons, three decimals."""
    return Decimal(milli).scaleb(-3)


def euro(cents: int) -> Decimal:
    """Cents as EUR, two decimals."""
    return Decimal(cents).scaleb(-2)


def plain(value: float | None) -> Decimal | None:
    """`value` with the digits that Python shows; None where it is not a finite number."""
    return None if value is None or not math.isfinite(value) else Decimal(repr(float(value)))


def share_of(part: int, whole: int) -> Decimal | None:
    """`part` / `whole` (0..1), six decimals; None where `whole` is 0."""
    return (Decimal(part) / whole).quantize(Decimal("0.000001")) if whole else None


def period_value(period: PlanPeriod) -> str:
    """The years of a period as a value: 2021-2023."""
    return f"{period.first_year}-{period.last_year}"


def period_column(period: PlanPeriod) -> str:
    """The years of a period in the name of a column: 2021_2023."""
    return f"{period.first_year}_{period.last_year}"


def column_periods(plan: Plan) -> tuple[str, ...]:
    """The years of all periods, as in the names of columns."""
    return tuple(period_column(period) for period in plan.periods)


def named(prefix: str, text: Text | None) -> Row:
    """The columns of a name in both languages; empty without a name."""
    return {
        f"{prefix}_bg": None if text is None else text.bg,
        f"{prefix}_en": None if text is None else text.en,
    }


def of_service(look: Lookup, service: str) -> Row:
    """Code and names of a service."""
    return {"service": service, **named("service", look.catalogue[service].name)}


def of_settlement(look: Lookup, ekatte: str) -> Row:
    """Code and names of a settlement."""
    return {"ekatte": ekatte, **named("settlement", look.settlements[ekatte].name)}


def of_municipality(look: Lookup, code: str | None) -> Row:
    """Code and names of a municipality; empty for None (the whole region)."""
    name = None if code is None else look.municipalities[code].name
    return {"municipality": code, **named("municipality", name)}


def of_coverage(cover: Coverage) -> Row:
    """Need, served and unmet persons."""
    return {
        "need": persons(cover.need_milli),
        "served": persons(cover.need_milli - cover.unmet_milli),
        "unmet": persons(cover.unmet_milli),
    }


def served_share(cover: Coverage) -> Decimal | None:
    """Served share of the need; None where there is none."""
    return share_of(cover.need_milli - cover.unmet_milli, cover.need_milli)


def unit_rows(look: Lookup) -> list[Row]:
    """All units, in the plan's order."""
    return [_unit_row(look, unit) for unit in look.plan.units]


def settlement_rows(look: Lookup) -> list[Row]:
    """All settlements, in the region's order."""
    needs = look.plan.needs
    total = coverage_by(needs, lambda record: (record.settlement, record.period))
    single = coverage_by(needs, lambda record: (record.settlement, record.service, record.period))
    rows = []
    for settlement in look.case.region.settlements:
        row: Row = {
            "ekatte": settlement.ekatte,
            **named("name", settlement.name),
            "kind": settlement.kind,
            **of_municipality(look, settlement.municipality),
            "population_2013": settlement.population_2013,
            "population_2021": settlement.population_2021,
        }
        for t, period in enumerate(look.plan.periods):
            end = period_column(period)
            cover = total.get((settlement.ekatte, t), NOTHING)
            row |= {f"{name}_{end}": value for name, value in of_coverage(cover).items()}
            row[f"share_{end}"] = served_share(cover)
            for service in look.services:
                cover = single.get((settlement.ekatte, service.id, t), NOTHING)
                row |= {f"{name}_{service.id}_{end}": value for name, value in of_coverage(cover).items()}
        rows.append(row)
    return rows


def service_area_rows(look: Lookup) -> list[Row]:
    """The units with users in the last period, in the plan's order."""
    rows: list[Row] = []
    for unit in look.plan.units:
        visits = look.visits[unit.id]
        if visits:
            rows.append({
                **_what_unit(look, unit),
                "period": period_value(look.plan.periods[look.last]),
                "users": persons(sum(visit.milli for visit in visits)),
                "settlements": len({visit.settlement for visit in visits}),
                "municipalities": len({look.settlements[visit.settlement].municipality for visit in visits}),
                "mean_minutes": mean_minutes(visits),
                "farthest_minutes": plain(max(visit.minutes for visit in visits)),
                "farthest_km": plain(max(visit.km for visit in visits)),
                "approximate_boundaries": look.case.region.territories.cells_approximate,
                "estimated_travel": look.case.travel.estimated,
            })  # fmt: skip
    return rows


def mean_minutes(visits: Iterable[Served]) -> Decimal | None:
    """One-way minutes, mean over the users, two decimals; None without users."""
    users = 0
    minutes = Decimal(0)
    for visit in visits:
        users += visit.milli
        minutes += visit.milli * Decimal(repr(visit.minutes))
    return (minutes / users).quantize(Decimal("0.01")) if users else None


def _what_unit(look: Lookup, unit: PlanUnit) -> Row:
    return {
        "unit": unit.id,
        **of_service(look, unit.service),
        "number": look.catalogue[unit.service].number,
        "kind": unit.kind,
        "state": unit.state,
        **of_settlement(look, unit.settlement),
        **of_municipality(look, unit.municipality),
    }


def _unit_row(look: Lookup, unit: PlanUnit) -> Row:
    periods = look.plan.periods
    known = look.existing.get(unit.home)
    openings = unit.openings
    made = (
        unit.change
        if unit.change is not None and (unit.change.service is None) != (unit.state == "transformed")
        else None
    )
    row: Row = {
        **_what_unit(look, unit),
        "change_kind": unit.change.kind if unit.change is not None else None,
        "catchment": known.catchment if known else look.catalogue[unit.service].catchment,
        **named("name", known.name if known else None),
        "sizes_opened": _joined(f"{opening.size}:{opening.units}" for opening in openings),
        "contract_periods": _joined(period_value(periods[opening.period]) for opening in openings),
        "service_periods": _joined(period_value(periods[opening.first_service_period]) for opening in openings),
        "staff": plain(unit.staff),
        "capital_eur": _euro_of([*(o.capital_cents for o in openings), *([made.capital_cents] if made else [])]),
        "running_eur_a_year": _euro_of(
            [*(o.running_cents_a_year for o in openings), *([made.running_cents_a_year] if made else [])]
        ),
        "funds": _funds(unit),
        "settlements_served": len({visit.settlement for visit in look.visits[unit.id]}),
        "mean_minutes": mean_minutes(look.visits[unit.id]),
        "source": known.source if known else None,
        **_evidence(look, unit),
        "note": known.note if known else None,
    }
    is_team = unit.kind == "mobile" and unit.state == "new"
    for t, period in enumerate(periods):
        end = period_column(period)
        row[f"places_{end}"] = None if is_team else unit.places[t]
        row[f"units_{end}"] = unit.units_in_service[t]
        row[f"users_{end}"] = persons(look.users.get((unit.id, t), 0))
        for kind in ("capital", "running"):
            paid = sum(pay.cents for pay in unit.money if pay.kind == kind and pay.period == t)
            row[f"{kind}_paid_eur_{end}"] = euro(paid)
    return row


def _joined(words: Iterable[str]) -> str | None:
    """The words with `;` between them; None where there are none."""
    return ";".join(words) or None


def _euro_of(cents: Sequence[int]) -> Decimal | None:
    """The sum as EUR; None of nothing."""
    return euro(sum(cents)) if cents else None


def _funds(unit: PlanUnit) -> str | None:
    cents: dict[str, int] = {}
    for payment in unit.money:
        cents[payment.fund] = cents.get(payment.fund, 0) + payment.cents
    return _joined(f"{fund}:{euro(paid)}" for fund, paid in cents.items())


def _evidence(look: Lookup, unit: PlanUnit) -> Row:
    """How the places of the last period are known: of the existing unit, and of each size opened."""
    parts: list[tuple[Estimate, int]] = []
    year = look.plan.periods[look.last].last_year
    known = look.existing.get(unit.home)
    steps = [step for step in known.places if step.year <= year] if known else []
    made = unit.change
    if made is not None and known is not None and made.first_service_period <= look.last:
        if (made.service is None) or unit.state == "transformed":
            parts.append((next(change.places for change in known.changes if change.id == made.id), 1))
    elif steps:
        parts.append((steps[-1].places, 1))
    planning = look.catalogue[unit.service].planning
    sizes = {size.id: size for size in planning.sizes} if planning else {}
    for opening in unit.openings:
        places = sizes[opening.size].places
        if places is not None:
            parts.append((places, opening.units))
    return {
        "places_status": _joined(dict.fromkeys(estimate.status for estimate, _ in parts)),
        "places_low": sum(int(estimate.low) * units for estimate, units in parts) if parts else None,
        "places_high": sum(int(estimate.high) * units for estimate, units in parts) if parts else None,
        "places_source": _joined(dict.fromkeys(estimate.source for estimate, _ in parts)),
    }
