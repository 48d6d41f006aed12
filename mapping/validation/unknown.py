"""An unknown key: what it was probably meant to be, or where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_origin

from pydantic import BaseModel

from mapping.errors import meant, nearest_word
from mapping.letters import latin
from mapping.words import Text

Loc = tuple[int | str, ...]


def unknown_key(model: type[BaseModel], loc: Loc, top: tuple[str, ...]) -> tuple[Text, Text]:
    """What is wrong with the key at `loc` of a file, whose first level has the keys `top`, and what to do."""
    word, inside = str(loc[-1]), len(loc) > 1
    what = Text("непознат ключ", "unknown key")
    if inside and latin(word) in top:
        return what, Text(
            f"Ключът „{latin(word)}“ стои в началото на файла: преместете го над първия ред в скоби [ ].",
            f"The key “{latin(word)}” stands at the beginning of the file: "
            "move it above the first line in brackets [ ].",
        )
    here = list(top) if not inside else _keys_at(model, loc[:-1])
    near = nearest_word(word, here)
    if near is not None and latin(word) == near:
        return what, meant(word, near)
    elsewhere = list(_ways(model, latin(word)))
    if elsewhere:
        ways = ", ".join(elsewhere[:MOST_WAYS])
        return what, Text(f"Такъв ключ има другаде: {ways}.", f"There is such a key elsewhere: {ways}.")
    if near is not None:
        return what, meant(word, near)
    known = ", ".join(here[:MOST_KEYS]) + (" …" if len(here) > MOST_KEYS else "")
    return what, Text(f"Махнете го; тук може да има: {known}.", f"Remove it; what may stand here: {known}.")


MOST_WAYS, MOST_KEYS = 4, 12
"""So many keys are named."""


def _ways(model: type[BaseModel], word: str, before: str = "") -> Iterator[str]:
    """The ways to all keys of that name, as docs/scenario.md writes them but for `…`, which stands for any name."""
    for name, field in model.model_fields.items():
        way = f"{before}{name}"
        if name == word:
            yield way
        inner = _model_in(field.annotation)
        if inner is not None:
            many = get_origin(field.annotation)
            yield from _ways(inner, word, f"{way}.{'….' if many is dict else ''}" if many is not tuple else f"{way}[].")


def _keys_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """The known keys of the part of a file at `loc`."""
    current: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, int) or current is None:
            continue
        field = current.model_fields.get(part)
        if field is not None:
            current = _model_in(field.annotation)
    return list(current.model_fields) if current is not None else []


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found is not None:
            return found
    return None
