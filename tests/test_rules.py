"""What every rule on the shelf must have, and the two things that are written from it.

A rule has its rows to the letter (tests/golden), a file tests/rules/test_<key>.py that shows that it bites, that its
check catches a plan broken by hand, and what happens at its edges, and an entry in docs/rules.md: a test fails where
one of these is missing. `python tests/test_rules.py` writes tests/golden and docs/rules.md anew.

The rows are those of the toy, or of the case that `golden_case()` of the rule's file gives.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from toy import toy_case, with_keys

from mapping.instance import Case, build_instance
from mapping.model import RULES, Program, Rule, build_model
from mapping.scenario import ScenarioFile
from mapping.scenario.schema import Rules

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
PAGE = HERE.parent / "docs" / "rules.md"

BY_KEY = {rule.key: rule for rule in RULES}
OBJECTIVES = ("worst_served", "longest_trip", "spread")
"""What else row names start with: no rules, but rows that define an objective."""
PREFIXES = (*BY_KEY, *OBJECTIVES)

NO_ROWS = "No rows"
"""How the words of a rule begin that has no rows wherever it is in force."""

KINDS = ("test_bites_", "test_check_catches_", "test_edge_")
"""What a rule's file of tests must hold at least one of."""


def test_file(key: str) -> Path:
    return HERE / "rules" / f"test_{key}.py"


test_file.__test__ = False  # type: ignore[attr-defined]


def golden_case(key: str) -> Case:
    """The case whose rows are the rule's golden file."""
    if key in ("longest_trip", "spread"):
        return toy_in_order(key)
    if key in OBJECTIVES or not test_file(key).is_file():
        return toy_case()
    made = getattr(importlib.import_module(f"rules.test_{key}"), "golden_case", toy_case)()
    assert isinstance(made, Case)
    return made


def toy_in_order(objective: str) -> Case:
    """The toy with `objective` as the only stage."""
    return with_keys(toy_case(), lambda keys: keys.update(stages=[{"objective": objective, "gap": 0.0}]))


def program_of(case: Case) -> Program:
    return build_model(build_instance(case)).program


def rows_text(prefix: str) -> str:
    """The rows of a rule on its case; where it never has any, why."""
    rows = program_of(golden_case(prefix)).text(f"{prefix}[")
    words = " ".join((BY_KEY[prefix].constrain.__doc__ or "").split()) if prefix in BY_KEY else ""
    assert bool(rows) != words.startswith(NO_ROWS), f"{prefix}: rows, or a constrain that says '{NO_ROWS}: why'"
    return (rows or words) + "\n"


def lacking(rule: Rule, tests: Path, golden: Path, page: str) -> Iterator[str]:
    """What a rule has not: its rows, its tests (in the file `tests`), its entry on the page."""
    if not golden.is_file():
        yield f"{golden.name}: run python tests/test_rules.py"
    names = set()
    if tests.is_file():
        tree = ast.parse(tests.read_text(encoding="utf-8"))
        names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    for kind in KINDS:
        if not any(name.startswith(kind) for name in names):
            yield f"a test {kind}... in {tests.name}"
    if entry(rule) not in page:
        yield "its entry in docs/rules.md: run python tests/test_rules.py"


def entry(rule: Rule) -> str:
    """What docs/rules.md says of a rule."""
    switch = f"unless `rules.{rule.key} = false`" if not rule.always else "always"
    if rule.always and rule.key in Rules.model_fields:
        switch += f"; `rules.{rule.key} = false` {WITHOUT[rule.key]}"
    return (
        f"## {rule.title.en} (`{rule.key}`)\n\n{rule.words.en}\n\n*{rule.title.bg}.* {rule.words.bg}\n\n"
        f"    {rule.equation}\n\n- Rows: {row_names(rule)}.\n"
        f"- In force: {switch}.\n- Set by: `{rule.scenario_key}`.\n- Source: {rule.source}."
    )


def row_names(rule: Rule) -> str:
    """How the rows of a rule are called, by the first one of its golden file."""
    golden = GOLDEN / f"rows_{rule.key}.txt"
    first, *others = golden.read_text(encoding="utf-8").splitlines() if golden.is_file() else [NO_ROWS]
    if first.startswith(NO_ROWS):
        return "none" + first.removeprefix(NO_ROWS).removesuffix(".")
    name = first.partition("]: ")[0] + "]"
    return f"named like `{name}`; the {len(others) + 1} of the test case are in `tests/golden/rows_{rule.key}.txt`"


WITHOUT = {
    "site_status": "leaves out the decisions of the scenario",
    "places": "leaves out the limit, not that a unit must be in service",
    "existing_units": "leaves every unit as the tables say",
}
"""What a switch leaves of a rule that is always in force."""


def rules_page() -> str:
    return "\n\n".join([HEAD.strip(), *map(entry, RULES)]) + "\n"


HEAD = """
# The rules

What a plan must keep to. Each rule is one file in `mapping/model/rules/`: its words, its equation, the rows it adds
to the programme, and a check of the finished plan that knows nothing of the programme. `tests/golden/` has the rows
of each rule on the [toy region](toy.md), `tests/rules/` what it changes there. This page is written from the rules by
`python tests/test_rules.py`.

Indices: settlement *i*, site *j*, service *s*, size *k*, period *t*, fund *f*. `open` are whole units, by the period
*t'* of their contract; `serve` and `unmet` are persons; `spend` is money.
"""


@pytest.mark.parametrize("prefix", PREFIXES)
def test_rows_are_these(prefix: str):
    golden = GOLDEN / f"rows_{prefix}.txt"
    assert rows_text(prefix) == golden.read_text(encoding="utf-8"), "if meant: python tests/test_rules.py"


def test_every_golden_file_and_every_row_belongs_to_a_rule():
    assert {path.name for path in GOLDEN.iterdir() if path.is_file()} == {f"rows_{prefix}.txt" for prefix in PREFIXES}
    for case in {id(case): case for case in map(golden_case, PREFIXES)}.values():
        assert {row.name.split("[")[0] for row in program_of(case).rows} <= set(PREFIXES)


def test_every_file_of_rule_tests_belongs_to_a_rule():
    assert {path.name for path in (HERE / "rules").glob("test_*.py")} == {test_file(key).name for key in BY_KEY}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_a_rule_lacks_nothing(rule: Rule):
    golden = GOLDEN / f"rows_{rule.key}.txt"
    assert list(lacking(rule, test_file(rule.key), golden, PAGE.read_text(encoding="utf-8"))) == []


def test_a_rule_put_on_the_shelf_without_all_this_is_noticed(tmp_path: Path):
    """A made-up rule lacks everything; each thing that is given is no longer missed."""
    rule = replace(RULES[0], key="fake")
    tests, golden, page = tmp_path / "test_fake.py", tmp_path / "rows_fake.txt", PAGE.read_text(encoding="utf-8")
    assert len(list(lacking(rule, tests, golden, page))) == 1 + len(KINDS) + 1
    golden.write_text("fake[a]: b <= 1\n", encoding="utf-8")
    assert not any("rows_fake" in words for words in lacking(rule, tests, golden, page))
    text = "def helper_test_bites_(): ...\n"
    for left, kind in zip((3, 2, 1), KINDS, strict=True):
        tests.write_text(text, encoding="utf-8")
        assert sum("a test " in words for words in lacking(rule, tests, golden, page)) == left
        text += f"def {kind}this(): ...\n"
    tests.write_text(text, encoding="utf-8")
    assert [*lacking(rule, tests, golden, page)] == ["its entry in docs/rules.md: run python tests/test_rules.py"]
    assert [*lacking(rule, tests, golden, page + entry(rule))] == []


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


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for old in GOLDEN.glob("rows_*"):
        old.unlink()
    for name in PREFIXES:
        (GOLDEN / f"rows_{name}.txt").write_text(rows_text(name), encoding="utf-8", newline="\n")
    PAGE.write_text(rules_page(), encoding="utf-8", newline="\n")
