"""A plan carried out in another world, and the whole plan of given units: judged by going through all choices."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from brute.choices import Standing
from brute_force import least_unmet
from random_cases import plain_case, random_case, with_stages
from test_brute_force import solved_or_none
from toy import solved_toy, toy_case, with_keys

from mapping.errors import InfeasibleError
from mapping.instance import Case, build_instance
from mapping.plan import Plan
from mapping.uncertainty.fixed import FixedWorld, places_of
from mapping.uncertainty.restricted import restricted
from mapping.uncertainty.stated import EXACT
from mapping.uncertainty.types import Built
from mapping.uncertainty.whole_plan import whole_plan
from mapping.verify import verify_plan

SEEDS = range(120)

WITH_UNITS = (26, 56, 80, 86, 97, 103, 112, 122, 126, 168, 177, 188, 198, 217, 222, 237, 267, 276, 285, 286, 293, 345)
"""Random cases with all kinds of rules whose plans build something."""


def built_of(plan: Plan) -> tuple[Built, ...]:
    return tuple(
        sorted(
            Built(unit.service, unit.settlement, opening.size, opening.period, opening.units)
            for unit in plan.units
            if unit.state == "new"
            for opening in unit.openings
        )
    )


def richer_case(seed: int) -> Case:
    """A plain random case with three times the money, so that more is built; its only stage is unmet need."""
    case = plain_case(seed)

    def change(keys: dict[str, object]) -> None:
        keys["funds"] = {fund.id: {"factor": 3} for fund in case.region.funds}
        keys["stages"] = [{"objective": "unmet", "gap": 0.0}]

    return with_keys(case, change)


def any_units(case: Case, seed: int) -> tuple[Built, ...]:
    """Units at random, whether they fit or not."""
    draw, instance = Random(f"units {seed}"), build_instance(case)
    found = []
    for facility in instance.facilities:
        service = instance.services[facility.service]
        for k in facility.sizes:
            for t in range(len(instance.periods)):
                units = draw.choice([0, 0, 1, 2])
                if units:
                    code = instance.settlements[facility.settlement]
                    found.append(Built(service.id, code, service.sizes[k].id, t, units))
    return tuple(sorted(found))


def units_of(case: Case, here: Standing) -> Counter[tuple[str, str, str, int]]:
    counts: Counter[tuple[str, str, str, int]] = Counter()
    for one in here.new:
        service = case.services[one.service]
        assert service.planning is not None
        size = service.planning.sizes[one.size].id
        counts[service.id, case.region.settlements[one.at].ekatte, size, one.contracted] += one.number
    return counts


def test_a_plan_is_carried_out_as_well_as_its_units_allow():
    """Of all choices among at most the plan's units none is better, and what is carried out is one of them."""
    compared = dropped = kept = 0
    for world in [*(random_case(seed) for seed in SEEDS), *(richer_case(seed) for seed in SEEDS)]:
        seed = compared
        built = any_units(world, seed)
        most = Counter({(b.service, b.settlement, b.size, b.period): b.units for b in built})
        best = least_unmet(world, lambda here, world=world, most=most: units_of(world, here) <= most)
        try:
            carried = FixedWorld(1, build_instance(world), places_of(built)).carry_out(built)
        except InfeasibleError:
            assert best is None
            continue
        assert carried.floors_hold == (best is not None), seed
        if best is None:
            continue
        compared += 1
        dropped += carried.plan.built != built
        kept += carried.plan.built != ()
        assert carried.plan.value == pytest.approx(best, rel=2 * EXACT, abs=2e-3), seed
        assert carried.plan.bound <= best + 2e-3
        for one in carried.plan.built:
            assert one.units <= most[one.service, one.settlement, one.size, one.period]
        assert sum(carried.unmet_by_service.values()) == pytest.approx(carried.plan.value, abs=1e-6)
    assert compared >= 100 and dropped >= 50 and kept >= 20


def test_the_toy_plan_in_its_own_world():
    """docs/toy.md: 108 weighted person-years stay unmet; 12 homes, 24 + ... served: 1,710,000 EUR."""
    solved = solved_toy()
    built = built_of(solved.plan)
    plan = FixedWorld(0, solved.instance, places_of(built)).carry_out(built).plan
    assert plan.value == pytest.approx(108)
    assert plan.built == built
    assert plan.money == pytest.approx(1_710_000)
    # In the last period 4 homes and 4 + 4 day places are missing, of 16 + 38 + 10 persons.
    assert (plan.need, plan.served) == pytest.approx((64, 52))


def test_units_that_the_money_no_longer_reaches_are_dropped():
    """With 200 less of the state's 830 (factor 0.76: 630.8) the home (300) or a day centre must go. By the table of
    docs/toy.md 20 places in the West (320) and the home (300) add 104, with 10 places in the East (200) 100 only."""
    built = built_of(solved_toy().plan)
    poorer = with_keys(toy_case(), lambda keys: keys.update(funds={"state": {"factor": 0.76}}))
    plan = FixedWorld(1, build_instance(poorer), places_of(built)).carry_out(built).plan
    assert plan.value == pytest.approx(320 - 40 - 48 - 104)
    assert {one.service for one in plan.built} == {"home", "day", "visits"}
    assert [one.settlement for one in plan.built if one.service == "day"] == [
        one.settlement for one in built if one.service == "day" and one.size == "p20"
    ]


def test_without_any_unit_only_what_exists_serves():
    """The old home's 6 persons: 6 x 2 x 4 of 320 (docs/toy.md)."""
    plan = FixedWorld(1, build_instance(toy_case()), ()).carry_out(()).plan
    assert plan.value == pytest.approx(320 - 48)
    assert plan.built == () and plan.money == 0


def test_a_restricted_instance_keeps_existing_units_and_their_pairs():
    instance = build_instance(toy_case())
    built = built_of(solved_toy().plan)
    few = restricted(instance, places_of(built))
    names = {facility.name for facility in few.facilities}
    assert {f.name for f in instance.facilities if not f.is_new} <= names
    assert {f.name for f in few.facilities if f.is_new} == {f"{b.service}.{b.settlement}" for b in built}

    def pairs(of: object) -> set[tuple[str, str, float]]:
        links = of.links  # type: ignore[attr-defined]
        return {
            (of.facilities[f].name, of.settlements[i], m)  # type: ignore[attr-defined]
            for f, i, m in zip(links.facility, links.settlement, links.minutes, strict=True)
        }

    assert pairs(few) == {pair for pair in pairs(instance) if pair[0] in names}


def test_given_units_make_a_whole_plan_that_passes_the_check():
    """Units of some kind, in the world of the central values: just these units, and every rule holds."""
    checked = 0
    for case in [*(random_case(seed) for seed in WITH_UNITS), *(richer_case(seed) for seed in SEEDS)]:
        if case.scenario.keys.stages[0].objective != "unmet":
            continue
        case = with_stages(case, tolerance=0.0)  # noqa: PLW2901
        solved = solved_or_none(case)
        if solved is None:
            continue
        some = any_units(case, checked)
        carried = FixedWorld(0, solved.instance, places_of(some)).carry_out(some)
        if not carried.floors_hold or not carried.plan.built:
            continue
        plan = whole_plan(case, solved.plan, carried.plan.built)
        assert verify_plan(case, plan) == ()
        assert built_of(plan) == carried.plan.built
        assert plan.stages[0].found <= carried.plan.value + 2e-3
        assert plan.stages[0].bound == solved.plan.stages[0].bound
        checked += 1
    assert checked >= 30
