"""The few ways in which a number is made from others, for programs and in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from babel.numbers import format_decimal

from mapping.travel.estimate import EARTH_RADIUS_KM
from mapping.words import Language, Text

Operation = Literal[
    "same", "sum", "product", "difference", "share", "percent_of", "per_thousand", "count", "least", "low", "high",
    "growth", "mixed", "own_weight", "yearly", "between", "ratio_mean", "great_circle", "pace", "driven", "start",
    "years_left", "mean", "thousandth",
]  # fmt: skip


def _great_circle(values: Sequence[float]) -> float:
    """Haversine of (lat, lon, lat, lon) in degrees, km, as mapping.travel measures it."""
    lat, lon, lat_to, lon_to = map(math.radians, values)
    chord = math.sin((lat - lat_to) / 2) ** 2 + math.cos(lat) * math.cos(lat_to) * math.sin((lon - lon_to) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, max(0.0, chord))))


OPERATIONS: Mapping[str, Callable[[Sequence[float]], float]] = {
    "same": lambda v: v[0],
    "sum": math.fsum,
    "product": math.prod,
    "difference": lambda v: v[0] - math.fsum(v[1:]),
    "share": lambda v: v[0] / v[1] if v[1] else 0.0,
    "percent_of": lambda v: v[0] * v[1] / 100,
    "per_thousand": lambda v: v[0] * v[1] / 1000,
    "thousandth": lambda v: v[0] / 1000,
    "count": lambda v: float(len(v)),
    "least": min,
    "mean": lambda v: math.fsum(v) / len(v),
    "growth": lambda v: (1 + v[0]) ** v[1],
    "mixed": lambda v: v[0] * v[1] + (1 - v[0]) * v[2],
    "own_weight": lambda v: v[0] / (v[0] + v[1]),
    "yearly": lambda v: (v[0] / v[1]) ** (1 / v[2]) - 1,
    "between": lambda v: min(max(v[0], v[1]), v[2]),
    "ratio_mean": lambda v: math.exp(math.fsum(map(math.log, v)) / len(v)),
    "great_circle": _great_circle,
    "pace": lambda v: 60 * ((1 - v[0]) / v[1] + v[0] / v[2]),
    "driven": lambda v: v[0] * v[1] + v[2],
    "start": lambda v: v[0] + v[1] / 12,
    "years_left": lambda v: max(0.0, v[1] + 1 - max(v[0], v[2])),
}
"""What each operation makes of the values of the parts, in their order."""

_RISING = frozenset({"same", "thousandth", "sum", "product", "percent_of", "per_thousand", "mean", "driven", "start"})
"""Operations whose value rises with every part, where none is negative."""

Ends = tuple[float, float]


def ends_of(operation: Operation, ends: Sequence[Ends]) -> Ends | None:
    """The least and the largest value of an operation whose parts are anywhere between their `ends`; None where that is
    not worked out.
    """
    if operation == "pace":  # the faster, the shorter
        rough, *speeds = ends
        return OPERATIONS["pace"]([rough[0], *(s[1] for s in speeds)]), OPERATIONS["pace"](
            [rough[1], *(s[0] for s in speeds)]
        )
    if operation not in _RISING or any(low < 0 for low, _ in ends):
        return None
    return OPERATIONS[operation]([low for low, _ in ends]), OPERATIONS[operation]([high for _, high in ends])


_WORDS: Mapping[str, Text] = {
    "share": Text("{0} : {1}", "{0} / {1}"),
    "percent_of": Text("{0} × {1} %", "{0} × {1}%"),
    "per_thousand": Text("{0} × {1} на 1000", "{0} × {1} per 1,000"),
    "thousandth": Text("{0} : 1000", "{0} / 1,000"),
    "growth": Text("(1 + {0}) на степен {1}", "(1 + {0}) to the power {1}"),
    "mixed": Text("{0} × {1} + (1 − {0}) × {2}", "{0} × {1} + (1 − {0}) × {2}"),
    "own_weight": Text("{0} : ({0} + {1})", "{0} / ({0} + {1})"),
    "yearly": Text("({0} : {1}) на степен (1 : {2}) − 1", "({0} / {1}) to the power (1 / {2}) − 1"),
    "between": Text("{0}, но не под {1} и не над {2}", "{0}, but not below {1} nor above {2}"),
    "great_circle": Text("по земното кълбо от {0}; {1} до {2}; {3}", "on the globe from {0}; {1} to {2}; {3}"),
    "pace": Text("60 × ((1 − {0}) : {1} + {0} : {2})", "60 × ((1 − {0}) / {1} + {0} / {2})"),
    "driven": Text("{0} × {1} + {2}", "{0} × {1} + {2}"),
    "start": Text("{0} + {1} : 12", "{0} + {1} / 12"),
    "years_left": Text("от {0} (не по-рано от началото на {2}) до края на {1}",
                       "from {0} (no earlier than the beginning of {2}) to the end of {1}"),
}  # fmt: skip

MOST_TERMS = 8
"""A sum of more terms is told by their number only."""


def in_words(operation: Operation, values: Sequence[float]) -> Text:
    """The formula with its numbers; empty where the words of the claim say it all."""
    return Text(_formula(operation, values, "bg"), _formula(operation, values, "en"))


def _formula(operation: Operation, values: Sequence[float], language: Language) -> str:
    is_chain = operation in ("sum", "product", "difference")
    if is_chain and len(values) < 2:
        return ""
    if is_chain and len(values) > MOST_TERMS:
        return Text(f"сбор от {len(values)} числа", f"sum of {len(values)} numbers").of(language)
    said = [shown if (shown := figure(value, language))[0] != "−" else f"({shown})" for value in values]
    if is_chain:
        return {"sum": " + ", "product": " × ", "difference": " − "}[operation].join(said)
    if operation == "mean" and len(said) > 1:
        return Text(f"средно от {', '.join(said)}", f"mean of {', '.join(said)}").of(language)
    if operation == "ratio_mean" and len(said) > 1:
        words = Text("средно геометрично от {}", "geometric mean of {}").of(language)
        return words.format("; ".join(said))
    words_of = _WORDS.get(operation)
    return "" if words_of is None else words_of.of(language).format(*said)


def figure(value: float, language: Language) -> str:
    """A number with as many decimals as it takes to work with it; thousands are set apart from five digits on."""
    if not math.isfinite(value):
        return "–"
    size = abs(value)
    if value == int(value):
        decimals = 0
    else:
        decimals = 2 if size >= 100 else 3 if size >= 0.1 else min(8, 2 - math.floor(math.log10(size)))
    pattern = ("#,##0" if size >= 10_000 else "0") + ("." + "#" * decimals if decimals else "")
    text = format_decimal(round(size, decimals), format=pattern, locale=language)
    return f"−{text}" if value < 0 else text
