"""Cyrillic letters that look like Latin ones: whoever types Bulgarian all day writes some into keys and codes."""

from __future__ import annotations

_LOOK = dict(zip("асеорхуАВСЕНКМОРТХУѕіјЅІЈ", "aceopxyABCEHKMOPTXYsijSIJ", strict=True))
_LATIN = str.maketrans(_LOOK)


def latin(word: str) -> str:
    """`word` with Latin letters in place of the Cyrillic ones that look like them."""
    return word.translate(_LATIN)


def look_alikes(word: str) -> str:
    """The Cyrillic letters of `word` that look like Latin ones, each once, if these are all that keeps it from being
    written in Latin letters; nothing otherwise."""
    found = "".join(dict.fromkeys(letter for letter in word if letter in _LOOK))
    return found if latin(word).isascii() else ""
