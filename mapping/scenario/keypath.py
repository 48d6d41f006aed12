"""Keys as people write them: `funds.regions.factor`, `stages[1].gap`; items of lists are counted from 1."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mapping.errors import meant
from mapping.letters import latin, look_alikes
from mapping.words import Text

Path = tuple[int | str, ...]
"""The way to a value in nested tables and lists; positions in lists are counted from 0."""

APPEND = -1
"""Stands for the position of an item that is added at the end of a list, written `[+]`."""

_WORD = re.compile(r"([A-Za-z0-9_-]+)((?:\[(?:[1-9][0-9]*|\+)\])*)$")


class NoKeyError(Exception):
    """What was written is no key; `what` and `todo` are for people."""

    def __init__(self, what: Text, todo: Text) -> None:
        """Say what is wrong, and what to do."""
        super().__init__(what.en)
        self.what = what
        self.todo = todo


def dotted(path: Iterable[int | str]) -> str:
    """`path` as people write it."""
    words = ""
    for part in path:
        if part == APPEND:
            words += "[+]"
        elif isinstance(part, int):
            words += f"[{part + 1}]"
        else:
            words += f".{part}" if words else part
    return words


def parse(key: str) -> Path:
    """The way that `key` names.

    Raises:
        NoKeyError: it is not written as a key.
    """
    path: list[int | str] = []
    for word in key.split("."):
        match = _WORD.match(word)
        if match is None:
            if look_alikes(key):
                raise NoKeyError(Text(f"„{key}“ не е ключ", f"“{key}” is no key"), meant(key, latin(key)))
            raise NoKeyError(
                Text(f"„{key}“ не е ключ", f"“{key}” is no key"),
                Text(
                    "Пишете ключове като funds.regions.factor или stages[1].gap; елементите се броят от 1.",
                    "Write keys such as funds.regions.factor or stages[1].gap; items are counted from 1.",
                ),
            )
        path.append(match[1])
        path += [APPEND if place == "+" else int(place) - 1 for place in re.findall(r"\[([0-9+]+)\]", match[2])]
    return tuple(path)
