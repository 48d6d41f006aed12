"""A plan.json may say anything: the check names what is wrong, and never fails itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from changing import asylum_may, change, deciding
from pydantic import ValidationError
from toy import Solved, solve, solved_toy

from mapping.plan import plan_from_json, plan_to_json
from mapping.verify import verify_plan

ODD: dict[type, list[Any]] = {
    bool: [True, False],
    int: [-5, 0, 1, 99, 10**12, 10**40, -(10**400)],
    float: [-5.0, 0.0, 0.5, 1e308, float("nan"), float("-inf")],
    str: ["", "nowhere", "old_home", "new.home.00001", "00005", "WST01", "day", "visits", "state", "unmet"],
    list: [[], [1], [-1, 10**30], [None]],
    type(None): [0, 1, "day", [], {}],
    dict: [None, {}],
}
"""What a field is set to, by what it holds."""

LISTS = ("stages", "units", "served", "moved", "needs", "envelopes", "periods")

FREE = frozenset({"solver", "columns", "whole_columns", "rows", "sites", "pairs"})
"""What a plan says of its making; nothing can be held against it."""


@cache
def closing() -> Solved:
    """The toy whose institution closes: three users move to new homes."""
    return solve(deciding(asylum_may(change("close", users=3)), "asylum", "close"))


@cache
def becoming() -> Solved:
    """The toy whose institution becomes a home."""
    case = asylum_may(change("transform", service="home", places=8, users=3, capital=1000.0, staff=1.0))
    return solve(deciding(case, "asylum", "transform"))


def places_of(record: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every field, of records inside records too; of lists the first and the last."""
    if isinstance(record, dict):
        for key, value in record.items():
            yield (*at, key)
            yield from places_of(value, (*at, key))
    elif isinstance(record, list):
        for number in sorted({0, len(record) - 1} if record else set()):
            yield (*at, number)
            yield from places_of(record[number], (*at, number))


def every_unit(content: dict[str, Any]) -> Iterator[tuple[str | int, ...]]:
    """The paths of all units, and of the first and last of what else there is."""
    for number in range(len(content["units"])):
        yield from places_of(content["units"][number], ("units", number))
    yield from places_of({key: value for key, value in content.items() if key != "units"})


def odd_values(value: Any) -> list[Any]:
    """What to put in its place."""
    return [odd for odd in ODD[type(value)] if odd != value or type(odd) is not type(value)]


def with_value(content: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """`content` with another value at `path`."""
    changed = deepcopy(content)
    record = changed
    for key in path[:-1]:
        record = record[key]
    record[path[-1]] = value
    return changed


def breaches(solved: Solved, content: Any) -> int | None:
    """How many breaches there are; None where the text is no plan at all."""
    try:
        plan = plan_from_json(json.dumps(content))
    except ValidationError:
        return None
    found = verify_plan(solved.case, plan)
    for breach in found:
        assert breach.what.bg
        assert breach.what.en
    return len(found)


@pytest.mark.parametrize("make", [solved_toy, closing, becoming])
def test_any_field_may_say_anything(make: Any):
    """Each field in turn holds odd values: a breach comes back, or what was changed proves nothing."""
    solved = make()
    assert verify_plan(solved.case, solved.plan) == ()
    content = json.loads(plan_to_json(solved.plan))
    tried, silent = 0, []
    for path in every_unit(content):
        value = content
        for key in path:
            value = value[key]
        for odd in odd_values(value):
            found = breaches(solved, with_value(content, path, odd))
            tried += found is not None
            if found == 0 and not FREE & set(path):
                silent.append((path, value, odd))
    assert tried > 500
    assert silent == []


@pytest.mark.parametrize("name", LISTS)
def test_records_may_be_missing_or_there_twice(name: str):
    """Without its records, or with one of them twice."""
    for solved in (solved_toy(), closing()):
        content = json.loads(plan_to_json(solved.plan))
        if content[name]:
            assert breaches(solved, content | {name: []})
            assert breaches(solved, content | {name: [*content[name], content[name][-1]]})


@pytest.mark.parametrize("name", LISTS)
def test_records_may_be_of_another(name: str):
    """What one record says in each field, said by the next."""
    for solved in (solved_toy(), becoming()):
        content = json.loads(plan_to_json(solved.plan))
        for number, (one, other) in enumerate(pairwise(content[name])):
            for field in one:
                breaches(solved, with_value(content, (name, number, field), other[field]))
