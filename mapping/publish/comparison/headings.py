"""Bulgarian headings of a comparison's tables, for Excel."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mapping.model import OBJECTIVE_WORDS
from mapping.publish.comparison.measures import UNIT_WORDS as MEASURES_IN
from mapping.publish.comparison.pairwise import UNIT_WORDS
from mapping.publish.comparison.side_by_side import ROWS as HEADINGS_OF
from mapping.publish.fields import Cell
from mapping.publish.stage_words import STATUS_WORDS
from mapping.publish.workbook.words import MONEY_KINDS

HEADINGS: Mapping[str, str] = {
    "run": "план №",
    "name": "план",
    "title_bg": "сценарий",
    "title_en": "сценарий (английски)",
    "region": "код на региона",
    "periods": "периоди",
    "services": "планирани услуги",
    "solver": "решаваща програма",
    "stopped_early": "спрян преди исканата точност",
    "topic": "тема",
    "code": "код",
    "name_bg": "име",
    "name_en": "име (английски)",
    "stage": "етап",
    "objective": "цел",
    "value": "в плана",
    "found": "намерено",
    "bound": "граница",
    "gap": "отклонение (0–1)",
    "wanted_gap": "искано отклонение (0–1)",
    "status": "как завърши",
    "by": "по",
    "gained": "печелят (лица)",
    "lost": "губят (лица)",
    "more": "разлика (лица)",
    "key": "ключ на сценария",
    "first": "в план 1",
    "other": "в този план",
    "change": "какво се променя",
    "service": "код на услугата",
    "service_bg": "услуга",
    "service_en": "услуга (английски)",
    "ekatte": "ЕКАТТЕ",
    "settlement_bg": "населено място",
    "settlement_en": "населено място (английски)",
    "municipality": "код на общината",
    "municipality_bg": "община",
    "municipality_en": "община (английски)",
    "period": "период",
    "fund": "код на фонда",
    "fund_bg": "фонд",
    "fund_en": "фонд (английски)",
    "kind": "вид разход",
    "unit": "мярка",
}
"""By the name of a column; those of one of two plans end with _before (plan 1) or _after (the other)."""
STEMS: Mapping[str, str] = {
    "ekatte": "ЕКАТТЕ",
    "settlement_bg": "населено място",
    "settlement_en": "населено място (английски)",
    "units": "звена или екипи",
    "places": "места",
    "contracts": "договори",
    "change": "код на промяната",
    "contract": "период на договора",
    "need": "потребност (лица)",
    "served": "обслужени (лица)",
    "eur": "евро",
}
_VALUES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("measures.csv", "topic"): {topic: words.bg for topic, words in HEADINGS_OF.items()},
    ("measures.csv", "unit"): {unit: words.bg for unit, words in MEASURES_IN.items()},
    ("stages.csv", "objective"): {objective: words[0].bg for objective, words in OBJECTIVE_WORDS.items()},
    ("stages.csv", "status"): {status: words.bg for status, words in STATUS_WORDS.items()},
    ("gains.csv", "by"): {
        "municipality": "община", "group": "рискова група", "service": "услуга", "settlement": "населено място",
    },
    ("units_changed.csv", "change"): {kind: words.bg for kind, words in UNIT_WORDS.items()},
    ("money_changed.csv", "kind"): {kind: words.bg for kind, words in MONEY_KINDS.items()},
}  # fmt: skip
"""Words for coded values, by table and column."""
_NUMBERED = re.compile(r"(value|whose_bg|whose_en)_(\d+)")
_SIDE = re.compile(r"settlement_(before|after)_(bg|en)|(.+)_(before|after)|(before|after)_(eur)")


def heading(table: str, column: str) -> str:
    """The words for a column of a table.

    Raises:
        KeyError: nobody has said what it is in Bulgarian.
    """
    if (table, column) == ("existing_changed.csv", "unit"):
        return "код на звеното"
    numbered = _NUMBERED.fullmatch(column)
    if numbered is not None:
        words = {"value": "план", "whose_bg": "чие е в план", "whose_en": "чие е (английски) в план"}
        return f"{words[numbered[1]]} {numbered[2]}"
    side = _SIDE.fullmatch(column)
    if side is not None:
        stem = f"settlement_{side[2]}" if side[2] else side[3] or side[6]
        when = side[1] or side[4] or side[5]
        return f"{STEMS[stem]}: {'план 1' if when == 'before' else 'този план'}"
    return HEADINGS[column]


def in_words(table: str, column: str, value: Cell) -> Cell:
    """A value as people read it: Bulgarian words for codes of this program, else as it is."""
    words = _VALUES.get((table, column))
    return words.get(value, value) if words is not None and isinstance(value, str) else value
