"""What a scenario changes of the tables: the toy (docs/toy.md) with other values, by arithmetic done by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from test_evidence import faults
from toy import TOY, Solved, solve, solved_toy, toy_case

from mapping.errors import InputError, Where
from mapping.evidence.book import claim_of, number_keys
from mapping.evidence.facts import Facts
from mapping.instance import Case, build_instance, prepare_case
from mapping.plan import Plan
from mapping.region import Region
from mapping.run import read_case
from mapping.run.reading import read_inputs
from mapping.scenario import with_keys
from mapping.uncertainty.factors import find_factors, with_values
from mapping.verify import verify_plan

HOME, DAY, VISITS = 0, 1, 2
ALFA, BETA, GAMA, DELTA, EPSILON = range(5)


def edited(changes: Mapping[str, object]) -> Case:
    """The toy's tables with these keys in its scenario."""
    scenario, region = read_inputs(TOY)
    return prepare_case(region, with_keys(scenario, changes))


def solved(changes: Mapping[str, object]) -> Solved:
    """Its plan, which passes its check."""
    found = solve(edited(changes))
    assert verify_plan(found.case, found.plan) == ()
    return found


def unmet(found: Solved) -> float:
    return found.solution.stages[0].found


def refused(changes: Mapping[str, object]) -> list[tuple[str | None, str]]:
    with pytest.raises(InputError) as caught:
        edited(changes)
    return [(problem.where.key, problem.what.en) for problem in caught.value.problems]


class TestNeed:
    def test_the_need_for_a_service_is_multiplied_and_no_other(self):
        before, after = toy_case().needs.milli, edited({"need.services.day": 1.5}).needs.milli
        assert (after[:, DAY] * 2 == before[:, DAY] * 3).all()
        assert (after[:, [HOME, VISITS]] == before[:, [HOME, VISITS]]).all()

    def test_the_people_of_a_group_are_multiplied_with_all_that_they_need(self):
        """Only the frail need homes: half as many of them."""
        before, after = toy_case().needs, edited({"need.groups.frail": 0.5}).needs
        assert (after.milli[:, HOME] * 2 == before.milli[:, HOME]).all()
        assert (after.milli[:, [DAY, VISITS]] == before.milli[:, [DAY, VISITS]]).all()

    def test_a_service_and_its_group_multiply_each_other(self):
        before = toy_case().needs.milli
        after = edited({"need.groups.frail": 0.5, "need.services.home": 3}).needs.milli
        assert (after[:, HOME] * 2 == before[:, HOME] * 3).all()

    def test_twice_the_visits_leave_more_people_without(self):
        """20 clients instead of 10: the West's money runs two teams more at most, the East's one more."""
        assert unmet(solved({"need.services.visits": 2})) > unmet(solved({}))

    def test_names_that_the_region_does_not_know(self):
        assert refused({"need.services.dai": 1, "need.groups.frall": 1}) == [
            ("need.services.dai", "unknown value “dai”"),
            ("need.groups.frall", "unknown value “frall”"),
        ]


class TestMunicipalities:
    def test_only_their_need_counts_and_only_there_units_stand(self):
        case = edited({"municipalities": ["EST02"]})
        before = toy_case().needs.milli
        assert not case.needs.milli[[ALFA, BETA, GAMA]].any()
        assert (case.needs.milli[[DELTA, EPSILON]] == before[[DELTA, EPSILON]]).all()
        assert case.region.units == (), "the old home stands in Alfa, in the West"
        instance = build_instance(case)
        assert {instance.settlements[f.settlement] for f in instance.facilities} <= {"00004", "00005"}

    def test_the_west_alone_keeps_its_old_home_and_all_the_money_of_the_state(self):
        """10 homes, 20 day places and 6 clients in the West. 2 periods x 2 years; a person of a home counts twice.

        The old home serves 6 of 10; a new one would have the last 4, which misses its 80 % of 6 places. The day centre
        of 20 places and two teams serve all others: what is left is 4 without a home, 4 x 2 x 4 = 32.
        """
        found = solved({"municipalities": ["WST01"]})
        need = sum(record.need_milli for record in found.plan.needs if record.period == 1)
        assert need == toy_case().needs.milli[[ALFA, BETA, GAMA], :, 1].sum()
        assert {unit.municipality for unit in found.plan.units} == {"WST01"}
        assert unmet(found) == pytest.approx(32)

    def test_the_check_catches_a_unit_outside(self):
        plan = solved_toy().plan
        breaches = verify_plan(edited({"municipalities": ["WST01"]}), plan)
        assert any("outside the scenario's municipalities" in breach.what.en for breach in breaches)

    def test_a_floor_counts_what_is_inside(self):
        """Delta and Epsilon are 2 settlements; a day centre in Delta reaches both within its 15 minutes."""
        floor = {"of": "settlements", "services": ["day"], "share": 1, "by": 2024}
        found = solved({"municipalities": ["EST02"], "coverage[+]": floor})
        assert any(unit.service == "day" for unit in found.plan.units)
        assert build_instance(found.case).reach_floors[0].amounts.tolist() == [0, 0, 0, 1, 1]

    def test_what_is_asked_outside_is_an_error(self):
        choice = {"service": "home", "settlement": "00001", "status": "required"}
        floor = {"of": "need", "share": 0.1, "by": 2024, "municipality": "WST01"}
        asked = {
            "municipalities": ["EST02"], "sites.choices[+]": choice, "coverage[+]": floor, "inter_municipal.units": 1,
        }  # fmt: skip
        assert [key for key, _ in refused(asked)] == [
            "sites.choices[1]", "coverage[1].municipality", "inter_municipal"
        ]  # fmt: skip

    def test_an_unknown_municipality(self):
        assert refused({"municipalities": ["EST03"]}) == [("municipalities[1]", "unknown value “EST03”")]


class TestCatalogue:
    def test_costs_and_posts_of_every_size_are_multiplied(self):
        case = edited({
            "catalogue.day.capital_factor": 0.5, "catalogue.day.running_factor": 1.1, "catalogue.day.staff_factor": 2,
        })  # fmt: skip
        day, home = (build_instance(case).services[s] for s in (DAY, HOME))
        assert [(k.capital, k.running, k.staff) for k in day.sizes] == [
            (100_000, pytest.approx(77_000), 6), (160_000, pytest.approx(110_000), 10)
        ]  # fmt: skip
        assert [(k.capital, k.running, k.staff) for k in home.sizes] == [(300_000, 50_000, 5), (310_000, 80_000, 8)]

    def test_a_service_of_its_own_comes_before_all_services(self):
        case = edited({"all_services.capital_factor": 3, "catalogue.day.capital_factor": 2})
        services = build_instance(case).services
        assert [services[s].sizes[0].capital for s in (HOME, DAY, VISITS)] == [900_000, 400_000, 60_000]

    def test_other_months_to_open_a_unit(self):
        """A home of 2021 serves the second period after two years, the first after one."""
        assert build_instance(edited({})).services[HOME].starts == (1, None)
        assert build_instance(edited({"catalogue.home.lead_months": 12})).services[HOME].starts == (0, 1)

    def test_another_minimum_use(self):
        """A second home would have 4 users for 6 places: at 60 % it may open, and 600 of the state's 830 pay both."""
        assert build_instance(edited({"catalogue.home.minimum_use": 60})).services[HOME].minimum_use == 0.6

    def test_new_units_for_their_own_municipality_only(self):
        """A home may serve the whole region; then a new one in Delta serves nobody of Alfa, the old one still does."""
        instance = build_instance(edited({"all_services.catchment": "municipality"}))
        ways = zip(instance.links.facility.tolist(), instance.links.settlement.tolist(), strict=True)
        crossing = {
            instance.facilities[f].name
            for f, i in ways
            if instance.municipality_of[i] != instance.municipality_of[instance.facilities[f].settlement]
        }
        assert crossing == {"home.old_home"}

    def test_one_longest_travel_for_all_services_but_those_with_their_own(self):
        asked = {"all_services.minutes": 5, "all_services.km": 7, "standards.home.minutes": 90}
        case = edited(asked)
        instance = build_instance(case)
        longest = {
            s: (instance.links.minutes[rows].max(), instance.links.km[rows].max())
            for s in (HOME, DAY)
            if (rows := [instance.facilities[f].service == s for f in instance.links.facility.tolist()])
        }
        assert longest[DAY] == pytest.approx((2, 2)), "nobody but the people of the same town"
        assert longest[HOME][1] <= 7

    def test_a_service_that_is_not_planned(self):
        assert refused({"catalogue.dey.capital_factor": 2}) == [("catalogue.dey", "unknown value “dey”")]


class TestParametersAndFunds:
    def test_fewer_people_to_be_found(self):
        """The West has 120 posts at 100 for 1,000 residents of 15-64, the East 70."""
        labour = build_instance(edited({"parameters.staff_per_1000": 5})).labour
        assert labour is not None
        assert labour.posts.tolist() == [pytest.approx(6), pytest.approx(3.5)]

    def test_an_unknown_parameter(self):
        assert refused({"parameters.staff_per_100": 5}) == [
            ("parameters.staff_per_100", "unknown value “staff_per_100”")
        ]

    def test_all_funds_by_half_are_each_fund_by_half(self):
        at_once, each = (
            build_instance(edited(asked)).limits
            for asked in (
                {"budget.factor": 0.5},
                {"funds.state.factor": 0.25, "funds.municipal.factor": 0.5, "budget.factor": 1},
            )
        )
        assert [limit.amount for limit in at_once][:1] == [415_000]
        assert [limit.amount for limit in each][:1] == [207_500]
        both = build_instance(edited({"budget.factor": 0.5, "funds.state.factor": 0.5})).limits
        assert [limit.amount for limit in both] == [limit.amount for limit in each]

    def test_the_check_catches_a_plan_that_spends_what_half_the_budget_does_not_have(self):
        plan: Plan = solved_toy().plan
        case = edited({"budget.factor": 0.5})
        assert {breach.rule for breach in verify_plan(case, plan)} == {"money", "totals"}

    def test_a_fund_that_pays_later_pays_no_earlier_contract(self):
        """Contracts are signed at the start of 2021 and of 2023; capital of the state from 2022 on: of 2023 only."""
        instance = build_instance(edited({"funds.state.pays_from": 2022}))
        state = next(p for p, purse in enumerate(instance.purses) if purse.fund == "state")
        assert instance.pays[state, DAY, 0].tolist() == [False, True]
        assert instance.pays[state, HOME, 1].tolist() == [False, True], (
            "running money of the period that begins in 2023"
        )
        assert next(limit.amount for limit in instance.limits if limit.purse == state) == 830_000, "all of it is left"

    def test_a_fund_that_ends_earlier(self):
        instance = build_instance(edited({"funds.state.pays_until": 2022}))
        state = next(p for p, purse in enumerate(instance.purses) if purse.fund == "state")
        assert instance.pays[state, DAY, 0].tolist() == [True, False]

    def test_a_late_fund_costs_a_home_and_a_year_of_day_centres(self):
        """Nothing of the state's before 2023: no home (it would open in 2025), day centres serve from 2024 on only."""
        late = solved({"funds.state.pays_from": 2022})
        assert not [unit for unit in late.plan.units if unit.service == "home" and unit.state == "new"]
        day = [unit for unit in late.plan.units if unit.service == "day"]
        assert day and all(unit.units_in_service[0] == 0 for unit in day)

    def test_years_the_wrong_way_round(self):
        with pytest.raises(InputError) as caught:
            with_keys(toy_case().scenario, {"funds.state": {"pays_from": 2024, "pays_until": 2022}})
        assert "pays_from 2024 is after pays_until 2022" in {p.what.en for p in caught.value.problems}


FLOOR = {"of": "municipalities", "services": ["day"], "share": 1, "by": 2024}


class TestMunicipalitiesWithAUnit:
    """A floor of municipalities that have a unit: the toy's plan has a day centre in each."""

    def test_bites_where_the_best_plan_leaves_one_out(self):
        """With 819.9 the best plan has a home and no centre in Delta (tests/rules/test_coverage.py): 24 for it."""
        less = {"funds.state.factor": 819.9 / 830}
        assert unmet(solved(less)) == pytest.approx(108 + 20)
        assert unmet(solved({**less, "coverage[+]": FLOOR})) == pytest.approx(108 + 24)

    def test_half_of_two_municipalities_is_one(self):
        less = {"funds.state.factor": 819.9 / 830}
        assert unmet(solved({**less, "coverage[+]": {**FLOOR, "share": 0.5}})) == pytest.approx(108 + 20)

    def test_existing_units_count_and_reach_does_not(self):
        """The old home reaches all settlements but stands in the West."""
        floor = {"of": "municipalities", "services": ["home"], "share": 0.5, "by": 2022}
        assert unmet(solved({"coverage[+]": floor})) == pytest.approx(108)
        plan = solved_toy().plan
        both = edited({"coverage[+]": {**floor, "share": 1}})
        assert {breach.rule for breach in verify_plan(both, plan)} == {"coverage"}


ASKED = {
    "need.services.day": 0.9, "need.groups.frail": 1.2, "catalogue.day.capital_factor": 0.5,
    "all_services.running_factor": 0.9, "all_services.staff_factor": 2, "budget.factor": 1.5,
    "catalogue.day.lead_months": 6, "funds.state.factor": 0.9, "all_services.minutes": 40, "standards.day.minutes": 15,
    "parameters.staff_per_1000": 90,
}  # fmt: skip


class TestEvidence:
    @pytest.fixture(scope="class")
    def facts(self) -> Facts:
        found = solved(ASKED)
        return Facts(found.case, found.plan)

    def test_every_number_is_what_its_parts_make(self, facts: Facts):
        assert [fault for key in number_keys(facts) for fault in faults(facts, key)] == []

    def test_so_is_every_number_of_one_municipality(self):
        found = solved({"municipalities": ["EST02"]})
        facts = Facts(found.case, found.plan)
        assert [fault for key in number_keys(facts) for fault in faults(facts, key)] == []

    def test_every_key_that_changes_a_number_is_told_where_the_number_shows(self, facts: Facts):
        """Months from the contract and posts too, not only money."""
        told = {
            part.where.key
            for key in number_keys(facts)
            for _, part in claim_of(facts, key).walk()
            if part.where is not None and part.where.file == "toy.toml"
        }
        assert set(ASKED) <= told

    def test_the_tables_value_stands_beside_the_scenarios(self, facts: Facts):
        """320,000 EUR for 20 places in the table, times 0.5."""
        day = next(unit for unit in facts.plan.units if unit.service == "day" and unit.openings[0].size == "p20")
        chain = [part for _, part in claim_of(facts, f"unit/{day.id}/capital").walk()]
        assert 320_000 in {part.value for part in chain if part.where and part.where.file == "toy/size_values.csv"}
        factor = next(part for part in chain if part.where == Where("toy.toml", key="catalogue.day.capital_factor"))
        assert (factor.value, factor.label) == (0.5, "user")
        assert chain[0].value == 160_000 * day.openings[0].units


class TestOnce:
    def test_an_edited_region_is_not_edited_again(self):
        """A world of an ensemble makes its case of the region of the central one."""
        case = edited({"need.services.day": 2, "catalogue.day.capital_factor": 2, "parameters.staff_per_1000": 50})
        again = prepare_case(case.region, case.scenario)
        assert (again.needs.milli == case.needs.milli).all()
        assert build_instance(again).services == build_instance(case).services

    def test_another_scenario_starts_from_the_tables(self):
        case = edited({"need.services.day": 2})
        with pytest.raises(ValueError, match="another scenario"):
            prepare_case(case.region, toy_case().scenario)

    def test_standards_are_no_edits(self):
        """What asks for the next minute starts from a case that may be edited already."""
        case = edited({"need.services.day": 2})
        again = prepare_case(case.region, with_keys(case.scenario, {"all_services.minutes": 5, "budget.factor": 2}))
        assert (again.needs.milli == case.needs.milli).all()

    def test_a_world_keeps_the_edits(self):
        case = edited({"catalogue.day.capital_factor": 2})
        factors = find_factors(case.region)
        world: Region = with_values(case.region, {factor.id: factor.estimate.central for factor in factors})
        assert build_instance(prepare_case(world, case.scenario)).services == build_instance(case).services

    def test_nothing_is_edited_where_nothing_is_asked(self):
        assert toy_case().region.edits.asked == ""
        assert edited({"need.level": "high", "funds.state.factor": 0.5}).region.edits.asked == ""

    def test_the_shipped_scenario_reads_its_tables_as_they_are(self):
        case = read_case(TOY)
        assert case.region.edits.values == ()
        assert np.array_equal(case.needs.milli, replace(toy_case()).needs.milli)
