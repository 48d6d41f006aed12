"""A scenario with other values of some keys, as if its file said so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pydantic import BaseModel

from mapping.errors import ProblemLog, Where
from mapping.scenario.keypath import NoKeyError, parse
from mapping.scenario.tree import Tree, take, write
from mapping.scenario.types import Scenario
from mapping.scenario.validate import validate
from mapping.scenario.whole import check_whole


def with_keys(scenario: Scenario, changes: Mapping[str, object]) -> Scenario:
    """`scenario` with `changes`, made in their order: a key as docs/scenario.md writes it -> its new value.

    Items of lists are counted from 1: `stages[1].gap`; `[+]` adds one at the end: `sites.choices[+]` with a table of
    its keys. A list or table as a value stands in for the whole one. None takes a stated key out: its default holds.

    What is changed is a difference from the scenario's base, or from the scenario itself where it extends nothing.
    The names in the keys (services, funds, places) are held against the region where a case is made of it.

    Raises:
        InputError: with every key that is not known or not possible, and every value that is not right, as a file with
            them would be refused.
    """
    log = ProblemLog()
    content: Tree = scenario.keys.model_dump(mode="json", exclude_unset=True)
    for key, value in changes.items():
        where = Where(scenario.file, key=key)
        try:
            path = parse(key)
            if value is None:
                take(content, path)
            else:
                write(content, path, _plain(value))
        except NoKeyError as error:
            log.add(where, error.what, error.todo)
    keys = validate(scenario.file, content, log)
    check_whole(scenario.file, keys, log)
    log.close()
    return replace(scenario, keys=keys, base=scenario.base or scenario.keys) if changes else scenario


def _plain(value: object) -> object:
    """`value` as a file would state it."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_unset=True)
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
