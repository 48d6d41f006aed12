"""Nested tables and lists of a scenario: reading, writing and taking away one key."""

from __future__ import annotations

from typing import Any

from mapping.errors import meant, nearest_word
from mapping.scenario.keypath import APPEND, NoKeyError, Path, dotted
from mapping.words import Text

Tree = dict[str, Any]


def write(tree: Tree, path: Path, value: Any) -> None:
    """Put `value` at `path`, making tables on the way; an item `[+]` is added at the end of its list.

    Raises:
        NoKeyError: the way leads through a value that has no keys, or past the end of a list.
    """
    inner: Any = tree
    for at, part in enumerate(path[:-1]):
        inner = _below(inner, path, at, part)
    last = path[-1]
    if isinstance(last, str) and isinstance(inner, dict):
        inner[last] = value
    elif last == APPEND and isinstance(inner, list):
        inner.append(value)
    elif isinstance(last, int) and isinstance(inner, list) and last < len(inner):
        inner[last] = value
    else:
        raise _no_way(inner, path, len(path) - 1)


def take(tree: Tree, path: Path) -> Any:
    """Take the value at `path` out of `tree` and hand it back.

    Raises:
        NoKeyError: there is nothing at `path`.
    """
    value = read(tree, path)
    inner = read(tree, path[:-1])
    del inner[path[-1]]
    return value


def read(tree: Tree, path: Path) -> Any:
    """The value at `path`.

    Raises:
        NoKeyError: there is nothing at `path`.
    """
    inner: Any = tree
    for at, part in enumerate(path):
        try:
            inner = inner[part] if part != APPEND else inner[len(inner)]
        except (KeyError, IndexError, TypeError):
            raise _no_way(inner, path, at) from None
    return inner


def _below(inner: Any, path: Path, at: int, part: int | str) -> Any:
    """What stands at `part`; an empty table or list is made where a key of a table has nothing yet."""
    following = path[at + 1]
    if isinstance(part, str) and isinstance(inner, dict):
        if part not in inner and isinstance(following, int) and following != APPEND:
            raise _no_way(inner, path, at)
        return inner.setdefault(part, [] if following == APPEND else {})
    if part == APPEND and isinstance(inner, list) and isinstance(following, str):
        inner.append({})
        return inner[-1]
    if isinstance(part, int) and part != APPEND and isinstance(inner, list) and part < len(inner):
        return inner[part]
    raise _no_way(inner, path, at)


def _no_way(inner: Any, path: Path, at: int) -> NoKeyError:
    """Why the step `at` of `path` leads nowhere."""
    before = dotted(path[:at])
    if isinstance(inner, list) and isinstance(path[at], int):
        count = len(inner)
        return NoKeyError(
            Text(f"„{before}“ има {count} {'елемент' if count == 1 else 'елемента'}",
                 f"“{before}” has {count} item{'' if count == 1 else 's'}"),
            Text(f"Посочете елемент от 1 до {count}, или добавете нов с {before}[+].",
                 f"Name an item from 1 to {count}, or add one with {before}[+]."),
        ) if count else NoKeyError(
            Text(f"„{before}“ няма елементи", f"“{before}” has no items"),
            Text(f"Добавете с {before}[+].", f"Add one with {before}[+]."),
        )  # fmt: skip
    if isinstance(inner, list):
        return NoKeyError(
            Text(f"„{before}“ е списък", f"“{before}” is a list"),
            Text(f"Посочете елемент, например {before}[1].", f"Name an item, such as {before}[1]."),
        )
    if isinstance(inner, dict) and isinstance(path[at], str):
        near = nearest_word(str(path[at]), inner)
        return NoKeyError(
            Text(
                f"ключът „{dotted(path[: at + 1])}“ не е зададен", f"the key “{dotted(path[: at + 1])}” is not stated"
            ),
            meant(str(path[at]), near)
            if near
            else Text("Вижте зададените с needsmap scenario show.", "See those that are with needsmap scenario show."),
        )
    if isinstance(inner, dict):
        return NoKeyError(
            Text(f"„{before}“ не е списък", f"“{before}” is no list"),
            Text("Пишете ключа без скоби.", "Write the key without brackets."),
        )
    return NoKeyError(
        Text(f"„{before}“ е стойност и няма ключове под себе си", f"“{before}” is a value, with no keys below it"),
        Text(f"Променете самия ключ „{before}“.", f"Change the key “{before}” itself."),
    )
