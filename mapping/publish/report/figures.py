"""The key figures of a plan: what a working group asks first, each worked out once for the whole report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mapping.catalogue.rows import Kind
from mapping.instance import Case, planning_of
from mapping.instance.timing import running_years
from mapping.needs.report import NeedReport
from mapping.plan import Coverage, Plan, PlanPeriod, PlanUnit, coverage, coverage_by, last_period
from mapping.publish.costs import cost_of_plan
from mapping.publish.records import Lookup
from mapping.tables import Estimate

KINDS: tuple[Kind, ...] = ("residential", "centre", "mobile")
CENTS = 100


@dataclass(frozen=True, slots=True)
class Range:
    """A value with its ends, in its own unit; the ends are those that come out with every part at its end at once."""

    low: float
    central: float
    high: float

    @property
    def known(self) -> bool:
        """Whether the ends say more than the value."""
        return self.low < self.high


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Of the last period: need (`need`: persons with their range, None where no range is known), who is served.
    Of the whole plan: new units and teams in service at its end by kind, their places, changed units, money in cents,
    `after` what all that is new costs a year in the end, full posts.
    """

    period: PlanPeriod
    cover: Coverage
    need: Range | None
    worst: tuple[str, Coverage] | None
    new: Mapping[Kind, int]
    places: int
    changed: int
    capital: Range
    running: Range
    after: int
    staff: float

    @property
    def units(self) -> int:
        """New units that are no teams."""
        return sum(number for kind, number in self.new.items() if kind != "mobile")

    @property
    def cost(self) -> float:
        """All money of what is new or changed, in cents."""
        return self.capital.central + self.running.central


def key_figures(look: Lookup, needs: NeedReport | None) -> KeyFigures:
    """The figures of a plan; `needs` is the estimate with its ranges, None of a region of points."""
    case, plan = look.case, look.plan
    cover = coverage(last_period(plan))
    new = {
        kind: sum(u.units_in_service[look.last] for u in plan.units if u.state == "new" and u.kind == kind)
        for kind in KINDS
    }
    made = [unit.change for unit in plan.units if unit.change is not None and unit.state != "transformed"]
    openings = [opening for unit in plan.units for opening in unit.openings]
    capital, running = cost_ranges(case, plan)
    return KeyFigures(
        period=plan.periods[look.last],
        cover=cover,
        need=None if needs is None else need_range(needs, tuple(s.id for s in look.services), cover, look.last),
        worst=_worst(look),
        new=new,
        places=sum(unit.places[look.last] for unit in plan.units if unit.state == "new"),
        changed=len(made),
        capital=capital,
        running=running,
        after=sum(o.running_cents_a_year for o in openings) + sum(change.running_cents_a_year for change in made),
        staff=sum(o.staff for o in openings) + sum(change.staff for change in made),
    )


def need_range(needs: NeedReport, services: tuple[str, ...], cover: Coverage, t: int) -> Range | None:
    """The need of services in period `t` with its range (persons); None where the tables give none."""
    found = needs.users(services, t)
    if found.low >= found.high:
        return None
    return Range(min(found.low, cover.need), cover.need, max(found.high, cover.need))


def _worst(look: Lookup) -> tuple[str, Coverage] | None:
    """The municipality with the least served share; None where there are not two with need."""
    by = coverage_by(last_period(look.plan), lambda record: record.municipality)
    found = [(code, cover) for code, cover in by.items() if cover.need_milli > 0]
    return min(found, key=lambda one: (one[1].share, one[0])) if len(found) > 1 else None


def cost_ranges(case: Case, plan: Plan) -> tuple[Range, Range]:
    """Capital and running cost of the plan over all periods in cents, and with every unit cost at its low and high end.

    The plan's own value is that of `cost_of_plan`; the ends are of the same units at the same times.
    """
    central = cost_of_plan(case, plan)
    ends = {"capital": [0.0, 0.0], "running": [0.0, 0.0]}
    for capital, running, years in _costs(case, plan):
        for n, level in enumerate(("low", "high")):
            ends["capital"][n] += getattr(capital, level) * CENTS
            ends["running"][n] += getattr(running, level) * CENTS * years
    all_capital, all_running = (
        Range(min(ends[kind][0], central[kind]), central[kind], max(ends[kind][1], central[kind]))
        for kind in ("capital", "running")
    )
    return all_capital, all_running


def _costs(case: Case, plan: Plan) -> Iterator[tuple[Estimate, Estimate, float]]:
    """Of every unit opened and every change: capital and running cost a year in EUR, and the years that it runs."""
    services = {service.id: service for service in case.services}
    changes = {(unit.id, change.id): change for unit in case.region.units for change in unit.changes}
    for unit in plan.units:
        for opening in unit.openings:
            planning = planning_of(services[unit.service])
            size = next((one for one in planning.sizes if one.id == opening.size), None)
            if size is not None:
                years = years_of(case, opening.period, planning.lead_months.central)
                for _ in range(opening.units):
                    yield size.capital, size.running, years
        made = unit.change
        if made is not None and unit.state != "transformed":
            change = changes[unit.id, made.id]
            yield change.capital, change.running, years_of(case, made.period, change.lead_months.central)


def years_of(case: Case, period: int, lead_months: float) -> float:
    """Years of running cost inside the plan of what is contracted in `period`."""
    return sum(running_years(case.periods, period, lead_months, t) for t in range(len(case.periods)))


def new_units(look: Lookup) -> tuple[PlanUnit, ...]:
    """The new units, by service in the order of the catalogue: the order of the report and of the project sheets."""
    order = {service: n for n, service in enumerate(look.catalogue)}
    return tuple(sorted((u for u in look.plan.units if u.state == "new"), key=lambda unit: order[unit.service]))
