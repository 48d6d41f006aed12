"""Numbers on the command line: one reader a kind, each says what may be written."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable
from math import isfinite

MOST = 1e12
"""No sum of money and no time is more: what is above is a slip."""


def at_least(least: int) -> Callable[[str], int]:
    """A reader of whole numbers from `least` on."""

    def read(word: str) -> int:
        if not word.strip().isdecimal() or int(word) < least:
            raise ArgumentTypeError(f"{word} (≥ {least})")
        return int(word)

    return read


def above_nothing(word: str) -> float:
    """The number that `word` writes, above 0.

    Raises:
        ArgumentTypeError: it is none.
    """
    value = _number(word)
    if value is None or value <= 0:
        raise ArgumentTypeError(f"{word} (> 0)")
    return value


def not_negative(word: str) -> float:
    """The number that `word` writes, 0 or more.

    Raises:
        ArgumentTypeError: it is none.
    """
    value = _number(word)
    if value is None or value < 0:
        raise ArgumentTypeError(f"{word} (≥ 0)")
    return value


def share(word: str) -> float:
    """The share (0..1) that `word` writes in percent, with or without the sign.

    Raises:
        ArgumentTypeError: it is none.
    """
    value = _number(word.strip().removesuffix("%"))
    if value is None or not 0 <= value <= 100:
        raise ArgumentTypeError(f"{word} (0–100)")
    return value / 100


def amounts(word: str) -> tuple[float, ...]:
    """The amounts of money that `word` lists with commas between, 0 or more each.

    Raises:
        ArgumentTypeError: one is no amount, or there is none.
    """
    parts = [part for part in word.split(",") if part.strip()]
    if not parts:
        raise ArgumentTypeError(f"{word} (≥ 0)")
    return tuple(not_negative(part) for part in parts)


def _number(word: str) -> float | None:
    """Groups of digits may be kept apart with _; a comma is a decimal point."""
    try:
        value = float(word.strip().replace("_", "").replace(",", "."))
    except ValueError:
        return None
    return value if isfinite(value) and abs(value) <= MOST else None
