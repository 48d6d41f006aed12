"""What is different between two plans: each kind of difference alone, and that everything adds up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from toy import solved_toy

from mapping.compare import NotComparableError, compare_plans
from mapping.plan import MadeChange, Plan, PlanUnit

HOME, OLD = ("home", "00004"), "old_home"


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The toy's plan: a home and a day centre in Delta, a day centre in Beta, teams in Alfa and Delta."""
    return solved_toy().plan


def is_new(unit: PlanUnit, service: str, settlement: str) -> bool:
    return unit.state == "new" and (unit.service, unit.settlement) == (service, settlement)


def with_unit(plan: Plan, where: tuple[str, str], **other: object) -> Plan:
    """`plan` with other values of the new units of a service at a settlement."""
    units = tuple(replace(u, **other) if is_new(u, *where) else u for u in plan.units)
    assert units != plan.units
    return replace(plan, units=units)


def without(plan: Plan, service: str, settlement: str) -> Plan:
    """`plan` without the new units of a service at a settlement, and without those whom they serve."""
    [gone] = [u for u in plan.units if is_new(u, service, settlement)]
    return replace(
        plan,
        units=tuple(u for u in plan.units if u is not gone),
        served=tuple(v for v in plan.served if v.unit != gone.id),
    )


def test_a_plan_is_not_different_from_itself(plan: Plan):
    changes = compare_plans(plan, plan)
    assert changes.same
    assert all(stage.before == stage.after for stage in changes.stages)


def test_what_only_one_plan_builds_is_opened_or_dropped(plan: Plan):
    less = without(plan, *HOME)
    [dropped] = compare_plans(plan, less).units
    assert (dropped.kind, dropped.service, dropped.settlement_before, dropped.settlement_after) == (
        "dropped", "home", "00004", None,
    )  # fmt: skip
    [contract] = dropped.before
    assert (contract.size, contract.units, contract.places, contract.period) == ("p6", 1, 6, 0)
    [opened] = compare_plans(less, plan).units
    assert (opened.kind, opened.settlement_after, opened.after) == ("opened", "00004", dropped.before)


def test_units_that_serve_the_same_people_from_elsewhere_moved(plan: Plan):
    [moved] = compare_plans(plan, with_unit(plan, HOME, settlement="00001", municipality="WST01")).units
    assert (moved.kind, moved.settlement_before, moved.settlement_after) == ("moved", "00004", "00001")
    home = next(u.id for u in plan.units if is_new(u, *HOME))
    assert moved.people_milli == sum(v.milli for v in plan.served if v.unit == home) > 0


def test_units_elsewhere_that_serve_other_people_did_not_move(plan: Plan):
    """The home in Delta has no user from Gama, the other serves nobody else."""
    there = with_unit(plan, HOME, settlement="00001", id="home.other")
    home = next(u.id for u in plan.units if is_new(u, *HOME))
    [visit, *_] = [v for v in plan.served if v.unit == home]
    others = tuple(v for v in plan.served if v.unit != home)
    there = replace(there, served=(*others, replace(visit, unit="home.other", settlement="00003")))
    assert [u.kind for u in compare_plans(plan, there).units] == ["dropped", "opened"]


def test_another_size_and_another_year(plan: Plan):
    [unit] = [u for u in plan.units if is_new(u, "day", "00004")]
    [opening] = unit.openings
    larger = with_unit(plan, ("day", "00004"), openings=(replace(opening, size="p20", places=20),))
    earlier = with_unit(plan, ("day", "00004"), openings=(replace(opening, period=0),))
    assert [u.kind for u in compare_plans(plan, larger).units] == ["resized"]
    assert [u.kind for u in compare_plans(plan, earlier).units] == ["retimed"]


def test_an_existing_unit_that_becomes_something_else(plan: Plan):
    made = MadeChange("end", "close", 1, 1, None, 6000, 0.0, 0, 0)
    changed = replace(plan, units=tuple(replace(u, change=made) if u.id == OLD else u for u in plan.units))
    [found] = compare_plans(plan, changed).existing
    assert (found.unit, found.before_change, found.after_change, found.after_kind, found.after_period) == (
        OLD, None, "end", "close", 1,
    )  # fmt: skip
    [later] = compare_plans(
        changed,
        replace(
            changed, units=tuple(replace(u, change=replace(made, period=0)) if u.change else u for u in changed.units)
        ),
    ).existing
    assert (later.before_period, later.after_period) == (1, 0)


def test_people_who_gain_and_who_lose_are_not_set_off_against_each_other(plan: Plan):
    """One place of a home goes from Beta to Gama: both are in the West, which gains nothing and loses nothing."""
    needs = list(plan.needs)
    for at, record in enumerate(needs):
        if (record.service, record.period) == ("home", 1) and record.settlement in ("00002", "00003"):
            more = 500 if record.settlement == "00002" else -500
            needs[at] = replace(record, unmet_milli=record.unmet_milli + more)
    changes = compare_plans(plan, replace(plan, needs=tuple(needs)))
    west = changes.served_by(lambda one: one.municipality)["WST01"]
    assert (west.gained_milli, west.lost_milli, west.more) == (500, 500, 0)
    assert changes.served_by(lambda one: one.settlement)["00003"].gained_milli == 500
    assert changes.served_by(lambda one: one.municipality, period=0) == {}


def test_money_by_fund_and_municipality(plan: Plan):
    [unit] = [u for u in plan.units if is_new(u, "visits", "00001")]
    dearer = tuple(replace(p, cents=p.cents + 100) for p in unit.money)
    changes = compare_plans(plan, with_unit(plan, ("visits", "00001"), money=dearer))
    assert {(m.fund, m.municipality, m.kind): m.after_cents - m.before_cents for m in changes.money} == {
        ("municipal", "WST01", kind): 100 * sum(p.kind == kind for p in unit.money) for kind in ("capital", "running")
    }


def test_the_other_way_round_everything_is_reversed(plan: Plan):
    other = without(plan, *HOME)
    there, back = compare_plans(plan, other), compare_plans(other, plan)
    assert [(m.before_cents, m.after_cents) for m in there.money] == [
        (m.after_cents, m.before_cents) for m in back.money
    ]
    assert [s.more_milli for s in there.served] == [-s.more_milli for s in back.served]


def test_plans_of_other_periods_or_regions_are_refused(plan: Plan):
    for other in (replace(plan, periods=plan.periods[:1]), replace(plan, region="elsewhere")):
        with pytest.raises(NotComparableError, match="cannot be compared"):
            compare_plans(plan, other)
