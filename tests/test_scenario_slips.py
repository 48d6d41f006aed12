"""Slips that people make in scenario files: each is told with its place and what to write instead, and nothing that
editors underline is accepted silently (nor the other way round)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from math import isnan
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError
from toy import TOY

from mapping.cli.main import entry
from mapping.errors import InputError, Problem
from mapping.letters import latin, look_alikes
from mapping.run.scenarios import check_scenarios
from mapping.scenario import ScenarioFile, read_scenario
from mapping.scenario.editors import editor_schema
from mapping.scenario.findings import find_idle

TITLE = '[title]\nbg = "Друг"\nen = "Other"\n[question]\nbg = "Защо?"\nen = "Why?"\n'
CYRILLIC_A, CYRILLIC_C, CYRILLIC_O = "\u0430", "\u0441", "\u043e"


def slipped(folder: Path, below: str, above: str = "") -> list[Problem]:
    """What is told of a file that extends the toy and says this above and below its title."""
    path = folder / "own.toml"
    path.write_text(f'extends = "{TOY.as_posix()}"\n{above}\n{TITLE}{below}', encoding="utf-8")
    [found] = check_scenarios([path])
    return list(found.problems) if found.scenario is None else []


class TestWhatToWriteInstead:
    @pytest.mark.parametrize(
        ("below", "key", "todo"),
        [
            ("[budget]\nfaktor = 0.5", "budget.faktor", "“factor”"),
            (f'[budget]\n"f{CYRILLIC_A}{CYRILLIC_C}tor" = 0.5', "budget.f", "Cyrillic letters here"),
            (f'[weights]\n"h{CYRILLIC_O}me" = 2', "weights.h", "“home”"),
            (f'[need]\nlevel = "{CYRILLIC_C}entral"', "need.level", "“central”"),
            (f'[change]\n"st{CYRILLIC_A}ges[1].gap" = 0', "change.st", "“stages[1].gap”"),
            ("contracts_from = 2023", "question.contracts_from", "above the first line in brackets"),
            ('remove = ["weights"]', "question.remove", "above the first line in brackets"),
            ('[chnage]\n"stages[1].gap" = 0', "chnage", "“change”"),
            ("[budget]\nminutes = 30", "budget.minutes", "all_services.minutes"),
            ("[solver]\nxyz = 1", "solver.xyz", "name, threads, seed"),
            ('[sites]\nnearest = "8"', "sites.nearest", "without quotation marks: 8"),
            ('[budget]\nfactor = "0,5"', "budget.factor", "without quotation marks: 0.5"),
            ("[budget]\nfactor = true", "budget.factor", "Write a number"),
            ("[rules]\nmoney = 0", "rules.money", "true (yes) or false (no)"),
            ('[change]\n"title.en" = " "', "change.title.en", "Keep one of them"),
            ('[change]\nservices = ["home", "home"]', "change.services", "Keep it once"),
        ],
    )
    def test_a_key_or_a_value(self, tmp_path: Path, below: str, key: str, todo: str):
        [problem] = slipped(tmp_path, below)
        assert (problem.where.key or "").startswith(key)
        assert todo in problem.todo.en, problem.todo.en

    @pytest.mark.parametrize(
        ("below", "todo"),
        [
            ("[budget]\nfactor = 0,5", "The decimal sign is a point: 0.5."),
            ("[weights]\nhome = „2“", "straight quotation marks"),
            ("[rules]\nmoney = да", "true or false"),
            (f"[budget]\nf{CYRILLIC_A}ctor = 1", "“factor”"),
            ("[budget]\nфактор = 1", "not in Latin letters"),
        ],
    )
    def test_a_line_that_is_no_toml(self, tmp_path: Path, below: str, todo: str):
        [problem] = slipped(tmp_path, below)
        assert problem.where.row == 10
        assert todo in problem.todo.en
        assert not re.search(r"[A-Za-z]{4}", problem.what.bg.replace("TOML", "")), "English in a Bulgarian message"

    def test_a_blank_title(self, tmp_path: Path):
        path = tmp_path / "own.toml"
        path.write_text(TOY.read_text(encoding="utf-8").replace('"Toy plan"', '" "'), encoding="utf-8")
        with pytest.raises(InputError) as caught:
            read_scenario(path)
        assert [(p.where.key, p.what.en) for p in caught.value.problems] == [("title.en", "the text is empty")]

    def test_brackets_without_end(self, tmp_path: Path):
        [problem] = slipped(tmp_path, "", above="x = " + "[" * 5000 + "]" * 5000)
        assert "too many brackets" in problem.what.en

    def test_line_ends_and_mark_of_windows(self, tmp_path: Path):
        path = tmp_path / "own.toml"
        text = f'\ufeffextends = "{TOY.as_posix()}"\n{TITLE}[budget]\nfactor = 0.5\n'
        path.write_bytes(text.replace("\n", "\r\n").encode())
        assert read_scenario(path).keys.budget.factor == 0.5

    def test_words_only_of_look_alikes_are_told(self):
        assert (latin("\u0430\u0435\u043e"), look_alikes("b\u0430\u0430"), look_alikes("база")) == ("aeo", "\u0430", "")


class TestGivenTwice:
    @pytest.mark.parametrize(
        ("above", "below", "keys"),
        [
            ("", '[change]\n"weights.home" = 2\nweights.home = 3', ["change.weights.home"]),
            ("", '[change]\n"stages[1].gap" = 0\n"stages[1]" = { gap = 1 }', ["change.stages[1].gap"]),
            ('remove = ["weights.home"]', "[weights]\nhome = 3", ["remove[1]"]),
            ('remove = ["weights"]', '[change]\n"weights.home" = 2\n[weights]\nhome = 3', ["change.weights.home"]),
            ('remove = ["stages[4]"]', '[[stages]]\nobjective = "unmet"\ngap = 0', ["remove[1]"]),
            ('remove = ["stages"]', '[[add.stages]]\nobjective = "unmet"\ngap = 0', ["add.stages", "stages"]),
        ],
    )
    def test_in_one_file(self, tmp_path: Path, above: str, below: str, keys: list[str]):
        assert [problem.where.key for problem in slipped(tmp_path, below, above)] == keys


class TestFolders:
    def test_a_folder_without_scenarios_is_not_in_order(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        (tmp_path / "empty.toml").mkdir()
        assert entry(["scenario", "check", str(tmp_path / "empty.toml"), "--lang", "en"]) == 2
        assert "there are no scenarios here" in capsys.readouterr().out

    def test_what_has_no_effect_is_told_once(self, tmp_path: Path):
        path = tmp_path / "own.toml"
        below = "[budget]\ntotal = 5\n[fairness]\nleast = 0.1\n[rules]\ntotal_budget = false\nleast_served = false"
        path.write_text(f'extends = "{TOY.as_posix()}"\n{TITLE}{below}', encoding="utf-8")
        assert [p.where.key for p in find_idle(read_scenario(path))] == ["budget.total", "fairness.least"]


WHOLE: dict[str, Any] = {
    **tomllib.loads(TOY.read_text(encoding="utf-8")),
    "outputs": ["tables"], "units_as_of": 2020, "municipalities": ["WST01"], "services": ["home", "day"],
    "group_weights": {"frail": 2.0}, "period_weights": [1.0, 1], "contracts_from": 2021,
    "standards": {"home": {"minutes": 30, "km": 20.5}}, "sizes": {"home": {"least": 2, "most": 9}},
    "all_services": {"minutes": 5, "km": 5, "capital_factor": 1, "running_factor": 1, "staff_factor": 1,
                     "lead_months": 12, "minimum_use": 50, "catchment": "region"},
    "catalogue": {"home": {"capital_factor": 1.5, "running_factor": 1, "staff_factor": 1, "lead_months": 1,
                           "minimum_use": 9, "catchment": "municipality"}}, "parameters": {"staff_per_1000": 4},
    "need": {"level": "high", "services": {"home": 1.1}, "groups": {"frail": 0.9}},
    "cost": {"level": "low", "envelopes": "high"}, "budget": {"factor": 0, "total": 5}, "fairness": {"least": 0.5},
    "funds": {"state": {"factor": 0.5, "pays_from": 2021, "pays_until": 2023}}, "after": {"running": 7},
    "spacing": [{"service": "home", "minutes": 3, "km": 1}],
    "pairing": [{"service": "home", "beside": "day", "minutes": 0}],
    "changes": [{"unit": "old_home", "change": "close", "status": "required"}],
    "number": [{"services": ["home"], "at_least": 0, "at_most": 4, "by": 2022}],
    "assignment": "whole", "travel_price": 0.1,
    "coverage": [{"of": "need", "share": 1, "by": 2024, "services": ["home"], "group": "frail",
                  "municipality": "WST01", "each_municipality": False}],
    "inter_municipal": {"units": 1, "persons": 2, "services": ["home"], "by": 2022},
    "rules": dict.fromkeys(ScenarioFile.model_fields["rules"].default.model_dump(), True),
    "solver": {"name": "highs", "threads": 2, "seed": 3},
}  # fmt: skip
"""Every key there is. (`sites` and `stages` are the toy's.)"""
WHOLE["sites"]["choices"] = [{"service": "home", "settlement": "00001", "status": "required"}]
WHOLE["sites"]["nearest"] = 3
WHOLE["stages"][0] |= {"tolerance": 0.1, "seconds": 5}

WRONG = ("text", "5", "", True, -1, 0, 0.5, 1e9, 3000, None, [], ["x", "x"], {}, [1], float("nan"))


class TestEditorsAndProgramAgree:
    def test_every_key_is_in_the_example(self):
        """A key that is added to the schema must be added above, so that what follows is held of it too."""
        stated = {re.sub(r"\[\d+\]", "[]", key) for key, _ in _leaves("", WHOLE)}
        left = {key for key in _named("", ScenarioFile) if not any(_same(key, one) for one in stated)}
        assert left == set()

    def test_both_accept_the_example(self):
        ScenarioFile.model_validate(WHOLE)
        jsonschema.Draft202012Validator(editor_schema()).validate(WHOLE)

    def test_both_refuse_the_same_values(self):
        """Every key in turn gets values of every kind; only what two keys must be to each other (`least` under `most`)
        and floating point that is no number are beyond a schema."""
        schema = jsonschema.Draft202012Validator(editor_schema())
        differ = []
        for key, way in _leaves("", WHOLE):
            for value in WRONG:
                content = deepcopy(WHOLE)
                inner: Any = content
                for part in way[:-1]:
                    inner = inner[part]
                if value is None:
                    inner["misspelt"] = inner[way[-1]] if isinstance(inner, dict) else None
                    if not isinstance(inner, dict):
                        continue
                else:
                    inner[way[-1]] = value
                program, editor = _accepted(content), schema.is_valid(content)
                if program != editor and not (isinstance(value, float) and isnan(value)):
                    differ.append((key, value, "program" if program else "editor"))
        assert differ == []


def _accepted(content: dict[str, Any]) -> bool:
    try:
        ScenarioFile.model_validate(content)
    except ValidationError as error:
        return all(item["type"] == "said" and _of_two_keys(item["loc"]) for item in error.errors())
    return True


def _of_two_keys(loc: tuple[int | str, ...]) -> bool:
    """Whether what was refused is a table or an item as a whole: its keys contradict each other."""
    inner: Any = WHOLE
    for part in loc:
        inner = inner[part]
    return isinstance(inner, dict)


def _leaves(before: str, content: dict[str, Any], way: tuple[Any, ...] = ()) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for key, value in content.items():
        whole = f"{before}{key}"
        if isinstance(value, dict):
            yield whole, (*way, key)
            yield from _leaves(f"{whole}.", value, (*way, key))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield whole, (*way, key)
            for number, item in enumerate(value):
                yield from _leaves(f"{whole}[{number}].", item, (*way, key, number))
        else:
            yield whole, (*way, key)


def _named(before: str, model: Any) -> Iterator[str]:
    for name, field in model.model_fields.items():
        text = str(field.annotation)
        inner = next((arg for arg in _models(field.annotation)), None)
        if inner is None:
            yield f"{before}{name}"
        elif text.startswith("dict"):
            yield from _named(f"{before}{name}.*.", inner)
        elif text.startswith("tuple"):
            yield from _named(f"{before}{name}[].", inner)
        else:
            yield from _named(f"{before}{name}.", inner)


def _models(annotation: Any) -> Iterator[Any]:
    if hasattr(annotation, "model_fields"):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models(inner)


def _same(key: str, stated: str) -> bool:
    return re.fullmatch(re.escape(key).replace(r"\*", r"[^.]+"), stated) is not None
