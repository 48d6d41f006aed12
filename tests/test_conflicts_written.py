"""Conflicts of scenario files that a planner might write about the toy region, worked out with a pencil; every change
that is proposed is written into the file as its sentence says, and the scenario is planned.

The search for conflicts changes cases and models inside the program; here only keys of scenario files change, and a
plan is searched for as a run does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from changing import change, old_home_may
from toy import solve, toy_case

from mapping.errors import InfeasibleError
from mapping.explain.conflicts import Explanation, explain, explanation_words
from mapping.instance import Case, prepare_case
from mapping.scenario import with_keys

SECONDS = 300.0

Keys = dict[str, Any]

DAY, HOME, VISITS = "day", "home", "visits"
ALFA, BETA = "00001", "00002"


@dataclass(frozen=True)
class Asked:
    """`keys` leave no plan. `conflicts`: their members by id. `enough`: keys with which there is a plan; each is the
    smallest of its kind, because with those of `less` there is still none. `without`: the keys that take each member
    of the one conflict away, so that the others are shown to hold together."""

    keys: Keys
    conflicts: list[set[str]]
    enough: list[Keys]
    less: list[Keys]
    said: str
    without: tuple[Keys, ...] = ()
    closing: bool = False


def required(service: str, settlement: str, status: str = "required") -> Keys:
    return {"service": service, "settlement": settlement, "status": status}


def floor(of: str, service: str, share: float, by: int) -> Keys:
    return {"of": of, "services": [service], "share": share, "by": by}


CASES = {
    # Sites of day centres: Alfa, Beta, Delta; Alfa-Beta 10 minutes, Alfa-Delta 30, Beta-Delta 40.
    "three units apart": Asked(
        {"number": [{"services": [DAY], "at_least": 3}], "spacing": [{"service": DAY, "minutes": 31}],
         "sites.units_per_site": 1},
        [{"number[1].at_least", "spacing[1]", "sites.units_per_site"}],
        [{"number[1].at_least": 2}, {"spacing[1].minutes": 10}, {"sites.units_per_site": 2}],
        [{"spacing[1].minutes": 11}],
        "at most 1 new unit of one service",
        ({"number": None}, {"spacing": None}, {"sites.units_per_site": 50}),
    ),
    # In the East 14 need a day centre: 70 % of 20 places.
    "large units in every municipality": Asked(
        {"sizes.day.least": 20, "all_services.minimum_use": 100, "coverage": [floor("municipalities", DAY, 1, 2024)]},
        [{"coverage[1]", "sizes.day", "minimum_use.day"}],
        [{"coverage[1].share": 0.5}, {"sizes": None}, {"catalogue.day.minimum_use": 70}],
        [{"catalogue.day.minimum_use": 71}, {"coverage[1].share": 0.51}],
        "catalogue.day.minimum_use: 70 instead of 100",
        ({"coverage": None}, {"sizes": None}, {"catalogue.day.minimum_use": 0}),
    ),
    # From Alfa to Epsilon it is 40 km; no town is nearer to people of the other municipality.
    "an inter-municipal team": Asked(
        {"inter_municipal": {"units": 1, "services": [VISITS]}},
        [{"inter_municipal", "standards.visits"}],
        [{"inter_municipal": None}, {"standards.visits.km": 40}],
        [{"standards.visits.km": 39}],
        "at least 1 inter-municipal site of new units",
        ({"inter_municipal": None}, {"standards.visits": {"minutes": 1000, "km": 1000}}),
    ),
    # Beside a centre in Beta a team must start: Alfa is forbidden, Delta 40 minutes away, Beta has 430 inhabitants.
    "beside another": Asked(
        {"sites.choices": [required(DAY, BETA), required(VISITS, ALFA, "forbidden")],
         "pairing": [{"service": DAY, "beside": VISITS, "minutes": 10}]},
        [{"sites.choices[1]", "sites.choices[2]", "pairing[1]", "site_needs.visits"}],
        [{"sites.choices[1].status": "candidate"}, {"sites.choices[2].status": "candidate"},
         {"pairing[1].minutes": 40}],
        [{"pairing[1].minutes": 39}],
        "min_population of “Home visits”: 430 instead of 700",
        ({"sites.choices[1].status": "candidate"}, {"sites.choices[2].status": "candidate"}, {"pairing": None},
         {"rules.site_needs": False}),
    ),
    # Teams serve at once, so the territory can be reached in 2021; but not if nobody signs before 2023.
    "contracts too late": Asked(
        {"contracts_from": 2023, "coverage": [floor("territory", VISITS, 1, 2022)]},
        [{"coverage[1]", "contracts_from"}],
        [{"contracts_from": 2021}, {"coverage[1].share": 0}],
        [{"contracts_from": 2022}, {"coverage[1].share": 0.01}],
        "contracts_from: 2021 instead of 2023",
        ({"coverage": None}, {"contracts_from": None}),
    ),
    # A home is contracted in 2021 and 2023, and run in both periods; the scenario lets the state pay from 2024 only.
    "a fund that pays too late": Asked(
        {"funds.state.pays_from": 2024, "sites.choices": [required(HOME, ALFA)]},
        [{"sites.choices[1]", "funds.state.pays_from", "fund_pays.capital"},
         {"sites.choices[1]", "funds.state.pays_from", "fund_pays.running"}],
        [{"funds.state.pays_from": 2021}, {"sites.choices[1].status": "candidate"}],
        [{"funds.state.pays_from": 2022}, {"funds.state.pays_from": 2023}],
        "funds.state.pays_from: 2021 instead of 2024",
    ),
    # The six users of the old home need another: 300,000 EUR at once, 50,000 a year; 166,000 and 16,000 are there.
    "closing without money": Asked(
        {"changes": [{"unit": "old_home", "change": "close", "status": "required"}], "funds.state.factor": 0.2},
        [{"changes[1]", "envelopes.state.region.capital.2021_2024", "rehousing.old_home.close"},
         {"changes[1]", "envelopes.state.region.running.2021_2024", "rehousing.old_home.close"}],
        [{"changes": None}, {"funds.state.factor": 0.625}, {"rules.rehousing": False}],
        [{"funds.state.factor": 0.624}, {"funds.state.factor": 0.362}],
        "it is not the working group's to change: 6 users of “The old home” have a new place",
        closing=True,
    ),
    # Units that need three years more than the programme has; the scenario says so itself.
    "a lead time of its own": Asked(
        {"catalogue.home.lead_months": 60, "coverage": [floor("need", HOME, 0.5, 2024)]},
        [{"coverage[1]"}],
        [{"coverage[1].share": 0.375}, {"catalogue.home.lead_months": 24}],
        [{"coverage[1].share": 0.376}],
        "because the scenario changes them: catalogue.home.lead_months",
        ({"coverage": None},),
    ),
}  # fmt: skip


def case_of(asked: Asked, *more: Keys) -> Case:
    """The toy with these keys, as its scenario file would state them."""
    start = old_home_may(change("close", users=6)) if asked.closing else toy_case()
    scenario = with_keys(start.scenario, asked.keys)
    for keys in more:
        scenario = with_keys(scenario, keys)
    return prepare_case(start.region, scenario)


def has_plan(case: Case) -> bool:
    """Whether a run would find a plan."""
    stage = {"stages": [{"objective": "unmet", "gap": 1.0}]}
    case = replace(case, scenario=with_keys(case.scenario, stage))
    try:
        solve(case)
    except InfeasibleError:
        return False
    return True


def explained(asked: Asked) -> Explanation:
    return explain(case_of(asked), SECONDS)


@pytest.mark.parametrize("asked", CASES.values(), ids=CASES)
def test_the_conflict_is_what_a_pencil_finds(asked: Asked):
    found = explained(asked)
    assert [{m.id for m in conflict.members} for conflict in found.conflicts] == asked.conflicts
    assert all(conflict.irreducible for conflict in found.conflicts)
    assert asked.said in explanation_words(found).en


@pytest.mark.parametrize("asked", CASES.values(), ids=CASES)
def test_a_run_has_a_plan_with_each_change_and_none_with_less(asked: Asked):
    assert not has_plan(case_of(asked))
    for keys in asked.enough:
        assert has_plan(case_of(asked, keys)), keys
    for keys in asked.less:
        assert not has_plan(case_of(asked, keys)), keys


@pytest.mark.parametrize("asked", CASES.values(), ids=CASES)
def test_without_any_one_of_the_members_there_is_a_plan(asked: Asked):
    """All members of one conflict; where there are two, taking one away leaves the other."""
    assert len(asked.without) in (0, len(asked.conflicts[0]))
    assert (len(asked.conflicts) == 1) == bool(asked.without)
    for keys in asked.without:
        assert has_plan(case_of(asked, keys)), keys


def test_two_envelopes_that_share_a_factor_say_how_large_it_is_at_least():
    """0.362 gives the capital, 0.625 the running cost; the file has one factor for both."""
    text = explanation_words(explained(CASES["closing without money"])).en
    assert "funds.state.factor: at least 0.362 instead of 0.2" in text
    assert "funds.state.factor: at least 0.625 instead of 0.2" in text
