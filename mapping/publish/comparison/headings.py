"""Bulgarian headings of a comparison's tables, for Excel."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
    "topic": "код на темата",
    "code": "код",
    "name_bg": "име",
    "name_en": "име (английски)",
    "unit": "код на мярката",
    "stage": "етап",
    "objective": "код на целта",
    "value": "в плана",
    "found": "намерено",
    "bound": "граница",
    "gap": "отклонение (0–1)",
    "wanted_gap": "искано отклонение (0–1)",
    "status": "код: как завърши",
    "by": "код: по какво",
    "gained": "печелят (лица)",
    "lost": "губят (лица)",
    "more": "разлика (лица)",
    "key": "ключ на сценария",
    "first": "в план 1",
    "other": "в този план",
    "change": "код: какво се променя",
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
    "unit_id": "код на звеното",
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
_NUMBERED = re.compile(r"(value|whose_bg|whose_en)_(\d+)")
_SIDE = re.compile(r"settlement_(before|after)_(bg|en)|(.+)_(before|after)|(before|after)_(eur)")


def heading(column: str) -> str:
    """The words for a column.

    Raises:
        KeyError: nobody has said what it is in Bulgarian.
    """
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
