"""Every rule on the shelf: its rows on the toy to the letter, what it changes of the plan, its entry in docs/rules.md.

`python tests/test_rules.py` writes the rows of tests/golden/ and docs/rules.md anew. What the check of each rule
catches is in test_verify.py. Expected values are worked out by hand from docs/toy.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from toy import Solved, solve, solved_toy, toy_case, with_keys

import mapping.model.build
from mapping.catalogue import Service
from mapping.instance import Case, build_instance
from mapping.model import RULES, Rule
from mapping.region import PlacesFrom
from mapping.scenario import ScenarioFile
from mapping.scenario.schema import Rules
from mapping.verify import verify_plan

GOLDEN = Path(__file__).parent / "golden"
PAGE = Path(__file__).parents[1] / "docs" / "rules.md"

BY_KEY = {rule.key: rule for rule in RULES}
PREFIXES = (*BY_KEY, "worst_served")
"""What row names start with; the last is no rule, but defines an objective."""


def rows_text(prefix: str) -> str:
    """The rows of a rule on the toy; where it has none, why."""
    rows = solved_toy().model.program.text(f"{prefix}[")
    if rows:
        return rows + "\n"
    return " ".join((BY_KEY[prefix].constrain.__doc__ or "").split()) + "\n"


def rules_page() -> str:
    parts = [HEAD.strip()]
    for rule in RULES:
        switch = f"unless `rules.{rule.key} = false`" if not rule.always else "always"
        if rule.always and rule.key in Rules.model_fields:
            switch += f"; `rules.{rule.key} = false` leaves out the decisions of the scenario"
        parts.append(
            f"## {rule.title.en} (`{rule.key}`)\n\n{rule.words.en}\n\n    {rule.equation}\n\n"
            f"- In force: {switch}.\n- Set by: `{rule.scenario_key}`.\n- Source: {rule.source}."
        )
    return "\n\n".join(parts) + "\n"


HEAD = """
# The rules

What a plan must keep to. Each rule is one file in `mapping/model/rules/`: its words, its equation, the rows it adds
to the programme, and a check of the finished plan that knows nothing of the programme. `tests/golden/` has the rows
of each rule on the [toy region](toy.md). This page is written from the rules by `python tests/test_rules.py`.

Indices: settlement *i*, site *j*, service *s*, size *k*, period *t*, fund *f*. `open` are whole units, by the period
*t'* of their contract; `serve` and `unmet` are persons; `spend` is money.
"""


@pytest.mark.parametrize("prefix", PREFIXES)
def test_rows_on_the_toy_are_these(prefix: str):
    golden = GOLDEN / f"rows_{prefix}.txt"
    assert rows_text(prefix) == golden.read_text(encoding="utf-8"), "if meant: python tests/test_rules.py"


def test_every_golden_file_and_every_row_belongs_to_a_rule():
    assert {path.name for path in GOLDEN.glob("rows_*")} == {f"rows_{prefix}.txt" for prefix in PREFIXES}
    assert {row.name.split("[")[0] for row in solved_toy().model.program.rows} <= set(PREFIXES)


def test_the_page_is_what_the_rules_say():
    assert PAGE.read_text(encoding="utf-8") == rules_page(), "run: python tests/test_rules.py"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_a_rule_explains_itself_in_both_languages(rule: Rule):
    assert rule.equation
    assert rule.source
    for text in (rule.title, rule.words):
        assert text.bg
        assert text.bg != text.en


def test_what_may_be_switched_off_is_a_rule():
    assert set(Rules.model_fields) <= set(BY_KEY)
    assert {rule.key for rule in RULES if not rule.always} <= set(Rules.model_fields)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_scenario_keys_exist(rule: Rule):
    model: Any = ScenarioFile
    for word in rule.scenario_key.split("."):
        assert word in model.model_fields
        model = model.model_fields[word].annotation


# What each rule changes on the toy.

Values = dict[str, float]
"""Stage -> value; only those that are held against the toy's."""


def values(solved: Solved) -> Values:
    return {stage.objective: stage.found for stage in solved.solution.stages}


def check(case: Case, expected: Values) -> None:
    solved = solve(case)
    found = values(solved)
    for stage in solved.solution.stages:
        assert stage.status == "optimal", stage
    assert {name: found[name] for name in expected} == pytest.approx(expected, rel=1e-5)
    assert verify_plan(case, solved.plan) == ()


def keys_of(change: Callable[[Any], None]) -> Case:
    return with_keys(toy_case(), change)


def switched_off(case: Case, rule: str) -> Case:
    return with_keys(case, lambda keys: keys["rules"].update({rule: False}))  # type: ignore[attr-defined]


def with_service(case: Case, service_id: str, **quantities: float) -> Case:
    """`case` with other values of a service."""

    def changed(service: Service) -> Service:
        if service.id != service_id or service.planning is None:
            return service
        new = {name: replace(getattr(service.planning, name), central=value) for name, value in quantities.items()}
        return replace(service, planning=replace(service.planning, **new))

    return replace(case, services=tuple(map(changed, case.services)))


def without(monkeypatch: pytest.MonkeyPatch, rule: str) -> Values:
    """What the toy would reach if the rule wrote no rows."""
    others = tuple(other for other in RULES if other.key != rule)
    monkeypatch.setattr(mapping.model.build, "RULES", others)
    return values(solve(toy_case()))


@pytest.mark.parametrize("rule", ["need_balance", "places"])
def test_without_what_makes_a_plan_nobody_would_be_unmet(monkeypatch: pytest.MonkeyPatch, rule: str):
    assert without(monkeypatch, rule)["unmet"] == pytest.approx(0, abs=1e-6)


def test_two_more_places_serve_two_more():
    """2 persons x weight 2 x 4 years = 16 less."""
    [home] = toy_case().region.units
    larger = PlacesFrom(2015, replace(home.places[0].places, central=8))
    region = replace(toy_case().region, units=(replace(home, places=(larger,)),))
    check(replace(toy_case(), region=region), {"unmet": 108 - 16})


def test_without_the_old_home_its_users_are_unmet():
    """6 persons x weight 2 x 4 years = 48 more."""
    check(replace(toy_case(), region=replace(toy_case().region, units=())), {"unmet": 108 + 48})


def test_a_shorter_standard_leaves_gama_out_of_reach():
    """A centre in Beta or Alfa reaches 18 of the West's 24: 2 x 4 years more."""
    check(keys_of(lambda keys: keys["standards"].update(day={"minutes": 10})), {"unmet": 108 + 8})
    check(keys_of(lambda keys: keys["standards"].update(day={"km": 14.9})), {"unmet": 108 + 8})


def test_kilometres_bind_where_minutes_do_not():
    """Alfa to Epsilon: 40 of 45 minutes, but 40 of 35 km."""
    instance = build_instance(toy_case())
    served = {
        (instance.facilities[f].name, instance.settlements[i])
        for f, i in zip(instance.links.facility.tolist(), instance.links.settlement.tolist(), strict=True)
    }
    assert ("visits.00001", "00003") in served
    assert ("visits.00001", "00005") not in served


def test_a_centre_serves_its_own_municipality_only():
    """Delta is within 30 minutes of Alfa."""
    instance = build_instance(keys_of(lambda keys: keys["standards"].update(day={"minutes": 60, "km": 60})))
    home = instance.municipality_of
    for f, i in zip(instance.links.facility.tolist(), instance.links.settlement.tolist(), strict=True):
        facility = instance.facilities[f]
        if instance.services[facility.service].id == "day":
            assert home[i] == home[facility.settlement]


def test_without_mobile_hours_one_team_is_enough():
    """The West's second team goes: 140 less."""
    check(switched_off(toy_case(), "mobile_hours"), {"unmet": 108, "travel": 1436, "money": 1710 - 140})


def test_without_the_law_the_larger_home_is_built():
    """12 places for 310 serve the last 10 persons: (10 - 6) x weight 2 x 2 years = 16 less."""
    check(switched_off(toy_case(), "legal_size"), {"unmet": 108 - 16})


def test_a_minimum_use_that_the_second_team_misses():
    """Two teams are used to 86 %. One has 10 hours: Beta's 3 take 7.5, the rest serves 2.5 / 3.25 of Gama's 3."""
    case = with_service(toy_case(), "visits", minimum_use=90)
    check(case, {"unmet": 108 + 4 * (3 - 2.5 / 3.25)})
    check(switched_off(case, "minimum_use"), {"unmet": 108})


def test_without_money_limits_only_the_lead_time_leaves_persons_unmet():
    """The 10 persons without a home in the first period, x weight 2 x 2 years."""
    check(switched_off(toy_case(), "money"), {"unmet": 40, "worst_served": 1})


def test_a_smaller_fund():
    """At 600 instead of 830: 320 + 200 for the day centres, and no home: 24 less served."""
    case = keys_of(lambda keys: keys["funds"].update(state={"factor": 600 / 830}))
    check(case, {"unmet": 108 + 24})


def test_a_forbidden_site():
    """Alfa reaches 18 of the 24: 2 x 4 years more."""
    choice = {"service": "day", "settlement": "00002", "status": "forbidden"}
    case = keys_of(lambda keys: keys["sites"].update(choices=[choice]))
    check(case, {"unmet": 108 + 8})
    check(switched_off(case, "site_status"), {"unmet": 108})


def test_a_required_site():
    """The home in Alfa instead of Delta: 182 instead of 68 person-minutes a year, over two years."""
    choice = {"service": "home", "settlement": "00001", "status": "required"}
    case = keys_of(lambda keys: keys["sites"].update(choices=[choice]))
    check(case, {"unmet": 108, "worst_served": 0.8, "travel": 1436 + 2 * (182 - 68), "money": 1710})


def test_a_candidate_that_the_catalogue_does_not_allow():
    """A base in Epsilon has no driving but inside the village: the same team, 9 minutes less for 4 persons, 4 years."""
    choice = {"service": "visits", "settlement": "00005", "status": "candidate"}
    case = keys_of(lambda keys: keys["sites"].update(choices=[choice]))
    check(case, {"unmet": 108, "travel": 1436 - 9 * 4 * 4, "money": 1710})


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name in PREFIXES:
        (GOLDEN / f"rows_{name}.txt").write_text(rows_text(name), encoding="utf-8", newline="\n")
    PAGE.write_text(rules_page(), encoding="utf-8", newline="\n")
