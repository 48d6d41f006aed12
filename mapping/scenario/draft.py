"""A new scenario file to begin with: what it extends, what it must state, and examples of what planners change."""

from __future__ import annotations

from dataclasses import dataclass

from mapping.scenario.toml import value_text

TITLES = ("Заглавие: кратко, стои на картата", "Title: short, it stands on the map")
QUESTIONS = ("На какъв въпрос отговаря този сценарий?", "Which question does this scenario answer?")
"""What stands in a new file for people to replace, in Bulgarian and English."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Names of the region for the examples: a fund, a service and a settlement (None: the region has none), and whether
    the extended scenario has floors."""

    fund: str | None
    service: str | None
    settlement: str | None
    floors: bool


def draft(extends: str, schema: str | None, examples: Examples) -> str:
    """The text of a new file that extends the file named `extends`; `schema` is where editors find the JSON Schema."""
    parts = [_HEAD.replace("BASE", value_text(extends)), _BUDGET]
    if examples.fund is not None:
        parts.append(_FUND.replace("FUND", examples.fund))
    parts.append(_TRAVEL)
    parts.append(_CHANGE + (_FLOOR if examples.floors else "") + _SECONDS)
    if examples.service is not None and examples.settlement is not None:
        parts.append(_SITE.replace("SERVICE", examples.service).replace("SETTLEMENT", examples.settlement))
    first = "" if schema is None else f"#:schema {schema}\n"
    return first + "\n".join(parts)


_HEAD = f"""# Нов сценарий. Казва само какво променя; останалото е от файла след extends. Ключове: docs/scenario.md.
# A new scenario. It says only what it changes; the rest is from the file after extends. docs/scenario.md has all keys.

extends = BASE

[title]
bg = "{TITLES[0]}"
en = "{TITLES[1]}"

[question]
bg = "{QUESTIONS[0]}"
en = "{QUESTIONS[1]}"

# Махнете знака # пред това, което искате. / Remove the # before what you want.
"""

_BUDGET = """# [budget]
# factor = 0.5                    # всички фондове наполовина / all funds halved
"""

_FUND = """# [funds]
# FUND.factor = 0        # без този фонд / without this fund
"""

_TRAVEL = """# [all_services]
# minutes = 45                    # най-дългото пътуване до всяка услуга / the longest travel to every service

# [need]
# level = "high"                  # висока оценка на потребността / the high estimate of need
"""

_CHANGE = """# [change]
"""

_FLOOR = """# "coverage[1].share" = 0.4       # друг праг / another floor
"""

_SECONDS = """# "stages[1].seconds" = 120       # друго време за първия етап / another time for the first stage
"""

_SITE = """# [[add.sites.choices]]           # тук не / not here
# service = "SERVICE"
# settlement = "SETTLEMENT"
# status = "forbidden"
"""
