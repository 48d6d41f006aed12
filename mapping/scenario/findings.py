"""What a planner should look at though it is no error: what a scenario states without effect (rules that are switched
off beside what they are about, services left out), and a title that is still the one of a new file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapping.errors import Problem
from mapping.scenario.draft import QUESTIONS, TITLES
from mapping.scenario.schema import ScenarioFile
from mapping.scenario.types import Scenario
from mapping.words import Text


def find_idle(scenario: Scenario) -> tuple[Problem, ...]:
    """Every statement that changes nothing in this scenario, and words nobody has written yet, with place and what to
    do. None of them is an error: a scenario that extends another may well switch a rule off and leave what it is about.
    """
    return (*_unwritten(scenario), *_switched_off(scenario), *_left_out(scenario))


def _unwritten(scenario: Scenario) -> Iterator[Problem]:
    keys = scenario.keys
    stated = (("title", keys.title, TITLES), ("question", keys.question, QUESTIONS))
    for part, words, given in stated:
        for language, text in zip(("bg", "en"), given, strict=True):
            if getattr(words, language) == text:
                yield Problem(
                    scenario.where(f"{part}.{language}"),
                    Text("още е примерният текст на новия файл", "is still the example of a new file"),
                    Text("Напишете своя; той стои на картата.", "Write your own: it stands on the map."),
                )


def _switched_off(scenario: Scenario) -> Iterator[Problem]:
    keys, rules = scenario.keys, scenario.keys.rules
    about: tuple[tuple[str, str, object], ...] = (
        ("coverage", "coverage", keys.coverage),
        ("inter_municipal", "inter_municipal", keys.inter_municipal),
        ("spacing", "spacing", keys.spacing),
        ("pairing", "pairing", keys.pairing),
        ("size_limits", "sizes", keys.sizes),
        ("total_budget", "budget.total", keys.budget.total is not None),
        ("least_served", "fairness.least", keys.fairness.least is not None),
        ("running_after", "after.running", keys.after.running is not None),
        ("existing_units", "changes", keys.changes),
        ("site_status", "sites.choices", keys.sites.choices),
        ("money", "funds", keys.funds),
        ("money", "budget.factor", keys.budget.factor != 1),
    )
    for rule, key, stated in about:
        if stated and not getattr(rules, rule):
            yield Problem(
                scenario.where(key),
                Text(f"няма действие, защото rules.{rule} = false", f"has no effect, because rules.{rule} = false"),
                Text(f'Включете правилото или махнете ключа (remove = ["{key}"]).',
                     f'Switch the rule on, or remove the key (remove = ["{key}"]).'),
            )  # fmt: skip


def _left_out(scenario: Scenario) -> Iterator[Problem]:
    keys = scenario.keys
    for part, service in _by_service(keys):
        if keys.services and service not in keys.services:
            yield Problem(
                scenario.where(f"{part}.{service}"),
                Text(f"няма действие, защото „{service}“ не е сред services",
                     f"has no effect, because “{service}” is not among services"),
                Text(f'Добавете услугата там или махнете ключа (remove = ["{part}.{service}"]).',
                     f'Add the service there, or remove the key (remove = ["{part}.{service}"]).'),
            )  # fmt: skip


def _by_service(keys: ScenarioFile) -> Iterator[tuple[str, str]]:
    tables: dict[str, Iterable[str]] = {
        "weights": keys.weights,
        "standards": keys.standards,
        "catalogue": keys.catalogue,
        "need.services": keys.need.services,
    }
    for part, stated in tables.items():
        yield from ((part, service) for service in stated)
