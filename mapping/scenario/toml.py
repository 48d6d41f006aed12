"""Writing keys as TOML that a planner can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mapping.scenario.tree import Tree

_BARE = re.compile(r"[A-Za-z0-9_-]+$")
_WIDE = 110
"""A list that is longer is written one item a line."""

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def to_toml(content: Tree) -> str:
    """`content` as TOML: single values first, then tables and lists of tables, in their order; nothing for None."""
    return "\n".join(_table(content, "")).strip("\n") + "\n"


def value_text(value: Any) -> str:
    """A value on one line, as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {value_text(v)}" for k, v in value.items() if v is not None) + " }"
    return "[" + ", ".join(value_text(item) for item in value) + "]"


def _table(content: Mapping[str, Any], name: str) -> Iterator[str]:
    known = {key: value for key, value in content.items() if value is not None}
    below = {key: value for key, value in known.items() if _is_section(value)}
    for key, value in known.items():
        if key not in below:
            yield from _line(key, value)
    for key, value in below.items():
        whole = f"{name}.{_key(key)}" if name else _key(key)
        if isinstance(value, Mapping):
            if any(v is not None and not _is_section(v) for v in value.values()) or not value:
                yield from ("", f"[{whole}]")
            yield from _table(value, whole)
        else:
            for item in value:
                yield from ("", f"[[{whole}]]")
                yield from _table(item, whole)


def _is_section(value: Any) -> bool:
    if isinstance(value, Mapping):
        return True
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _line(key: str, value: Any) -> Iterator[str]:
    line = f"{_key(key)} = {value_text(value)}"
    if isinstance(value, list | tuple) and len(line) > _WIDE:
        yield f"{_key(key)} = ["
        yield from (f"  {value_text(item)}," for item in value)
        yield "]"
    else:
        yield line


def _key(key: str) -> str:
    return key if _BARE.match(key) else _text(key)


def _number(value: float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


def _text(value: str) -> str:
    return '"' + "".join(_escaped(letter) for letter in value) + '"'


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return f"\\u{ord(letter):04X}" if ord(letter) < 0x20 or ord(letter) == 0x7F else letter
