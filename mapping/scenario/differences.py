"""What one set of keys has other than another: key, old value, new value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from mapping.scenario.keypath import NoKeyError, Path, dotted, parse
from mapping.scenario.schema import ScenarioFile
from mapping.scenario.toml import value_text
from mapping.scenario.tree import Tree, read

OWN_WORDS = ("title", "question", "region")
"""Keys that are no differences: what a scenario calls itself, and the way from its file to its region."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A key and its values on both sides, as TOML writes them; None: it is not there. An item of a list that only one
    side has is one difference, with its keys between braces.
    """

    key: str
    old: str | None
    new: str | None


def differences(old: ScenarioFile, new: ScenarioFile) -> tuple[Difference, ...]:
    """Every key in which `new` differs from `old`, in the order of the schema; keys that a file does not state have
    their default on both sides. Items of lists are counted as in `new`, those that are gone as in `old`.
    """
    before, after = (keys.model_dump(mode="json", exclude=set(OWN_WORDS)) for keys in (old, new))
    own = [keys.model_dump(mode="json", exclude_defaults=True) for keys in (old, new)]
    return tuple(
        one
        for one in _of_tables((), before, after)
        if not (one.old is None and _is_default(own[1], one.key))
        and not (one.new is None and _is_default(own[0], one.key))
    )


def _is_default(own: Tree, key: str) -> bool:
    """Whether a key that only one side has is not among that side's `own` values, those that are no defaults."""
    try:
        read(own, parse(key))
    except NoKeyError:
        return True
    return False


def _of_tables(at: Path, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for key in [*old, *(key for key in new if key not in old)]:
        yield from _of_values((*at, key), old.get(key), new.get(key))


def _of_values(at: Path, old: Any, new: Any) -> Iterator[Difference]:
    if old == new:
        return
    if isinstance(old, dict) or isinstance(new, dict):
        if isinstance(old or {}, dict) and isinstance(new or {}, dict):
            yield from _of_tables(at, old or {}, new or {})
            return
    elif _has_tables(old) or _has_tables(new):
        yield from _of_lists(at, old or [], new or [])
        return
    yield Difference(dotted(at), _text(old), _text(new))


def _has_tables(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _of_lists(at: Path, old: list[Any], new: list[Any]) -> Iterator[Difference]:
    """Items that are the same on both sides are told apart from those that were changed, added or removed."""
    before, after = [value_text(item) for item in old], [value_text(item) for item in new]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        left = list(range(i1, i2))
        for j in range(j1, j2):
            i = max(left, key=lambda i: _alike(old[i], new[j]), default=None)
            if i is not None and _alike(old[i], new[j]) < 0.5:
                i = None
            if i is None:
                yield Difference(dotted((*at, j)), None, after[j])
            else:
                left.remove(i)
                yield from _of_values((*at, j), old[i], new[j])
        for i in left:
            yield Difference(dotted((*at, i)), before[i], None)


def _alike(old: Any, new: Any) -> float:
    """Which part of the keys that either of two items states is the same in both; an item is another one changed where
    half of them are, or more.
    """
    if not isinstance(old, dict) or not isinstance(new, dict):
        return 0.0
    stated = [key for key in {**old, **new} if old.get(key) is not None or new.get(key) is not None]
    return sum(old.get(key) == new.get(key) for key in stated) / len(stated) if stated else 1.0


def _text(value: Any) -> str | None:
    return None if value is None else value_text(value)
