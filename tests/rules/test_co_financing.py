"""Co-financing: the partner pays its share. The municipalities have 100 (West) and 50 (East) of capital, of which their
teams take 40 and 20; the state has 830, of which the plan takes 820.
"""

from __future__ import annotations

from dataclasses import replace

from rule_testing import caught, check, relocated, rows_of, swap, switched_off
from toy import solved_toy, toy_case

from mapping.instance import Case
from mapping.model.rules.co_financing import CO_FINANCING
from mapping.region.rows import CoFinancingRow, FundPaysRow
from rules.test_minimum_use import ONE_TEAM
from rules.test_site_status import HOME_IN_ALFA


def shared(fund: str, service: str, partner: str, percent: float) -> Case:
    """The toy where `partner` may pay capital of a service, and must pay its share of what it and `fund` pay."""
    case = toy_case()
    [payer] = [f for f in case.region.funds if f.id == partner]
    evidence = {"status": "assumption", "source": "toy"}
    may = FundPaysRow(fund=partner, service=service, kind="capital", first_year=2021, last_year=2024, **evidence)
    row = CoFinancingRow(
        fund=fund, service=service, kind="capital", partner=partner, unit="percent",
        low=0, central=percent, high=100, **evidence,
    )  # fmt: skip
    funds = swap(case.region.funds, payer, pays=(*payer.pays, may))
    return replace(case, region=replace(case.region, funds=funds, co_financing=(row,)))


def golden_case() -> Case:
    """Homes with a municipal partner: a row for each municipality."""
    return shared("state", "home", "municipal", 15)


def test_bites_the_home_stands_where_its_share_can_be_paid():
    """15 % of 300 is 45: the East has 30 left, the West 60."""
    check(golden_case(), {"unmet": 108, "worst_served": 0.8, "travel": HOME_IN_ALFA, "money": 1710})
    check(switched_off(golden_case(), "co_financing"), {"unmet": 108, "travel": 1436})


def test_edge_a_municipal_share_exactly_paid_and_just_missed():
    """The East's 30 are 10 % of a home, the West's 60 are 20 %. Beyond that the West gives up its second team."""
    check(shared("state", "home", "municipal", 10), {"unmet": 108, "travel": 1436, "money": 1710})
    check(shared("state", "home", "municipal", 10.1), {"unmet": 108, "travel": HOME_IN_ALFA})
    check(shared("state", "home", "municipal", 20), {"unmet": 108, "travel": HOME_IN_ALFA})
    check(shared("state", "home", "municipal", 20.1), {"unmet": 108 + ONE_TEAM})


def test_edge_no_share_and_all_of_it():
    """Nobody can pay a whole home: it goes, and with it 24."""
    check(shared("state", "home", "municipal", 0), {"unmet": 108, "travel": 1436})
    check(shared("state", "home", "municipal", 100), {"unmet": 108 + 24})


def test_edge_a_share_over_the_region_together():
    """The state's 10 are a sixth of the three teams' 60, whichever municipality they are in."""
    case = shared("municipal", "visits", "state", 16.66)
    check(case, {"unmet": 108, "travel": 1436, "money": 1710})
    check(shared("municipal", "visits", "state", 16.67), {"unmet": 108 + ONE_TEAM})
    rows = rows_of(case, "co_financing")
    assert len(rows) == 2  # one a period
    assert all(".region." in row and "WST01" in row and "EST02" in row for row in rows)


def test_edge_without_money_there_are_no_shares():
    case = switched_off(golden_case(), "money")
    assert rows_of(case, "co_financing") == []
    check(case, {"unmet": 40})


def test_check_catches_a_partner_that_pays_too_little():
    """In the toy's plan the state pays the home alone."""
    assert caught(shared("state", "home", "municipal", 10), solved_toy().plan) == {"co_financing"}
    assert caught(shared("state", "home", "municipal", 0), solved_toy().plan) == set()
    assert caught(shared("municipal", "visits", "state", 1), solved_toy().plan) == {"co_financing"}


def test_check_catches_a_share_paid_elsewhere():
    """The West cannot pay the East's share: a municipal partner pays in each municipality."""
    solved = check(golden_case(), {})
    [home] = [unit for unit in solved.plan.units if unit.service == "home" and unit.state == "new"]
    east = relocated(solved.plan, home.id, "00004", "EST02")
    assert list(CO_FINANCING.check(golden_case(), solved.plan)) == []
    assert "money" in caught(golden_case(), east)
