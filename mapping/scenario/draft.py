"""A new scenario file to begin with: what it extends, what it must state, and examples of what planners change."""

from __future__ import annotations

from mapping.scenario.toml import value_text


def draft(extends: str, schema: str | None) -> str:
    """The text of a new file that extends the file named `extends`; `schema` is where editors find the JSON Schema."""
    first = "" if schema is None else f"#:schema {schema}\n"
    return f"{first}{_DRAFT.replace('BASE', value_text(extends))}"


_DRAFT = """# Нов сценарий. Казва само какво променя; останалото е от файла след extends. Ключове: docs/scenario.md.
# A new scenario. It says only what it changes; the rest is from the file after extends. docs/scenario.md has all keys.

extends = BASE

[title]
bg = "Заглавие: кратко, стои на картата"
en = "Title: short, it stands on the map"

[question]
bg = "На какъв въпрос отговаря този сценарий?"
en = "Which question does this scenario answer?"

# Махнете знака # пред това, което искате. / Remove the # before what you want.

# [budget]
# factor = 0.5                    # всички фондове наполовина / all funds halved

# [funds]
# recovery_plan.factor = 0        # без този фонд / without this fund

# [all_services]
# minutes = 45                    # най-дългото пътуване до всяка услуга / the longest travel to every service

# [need]
# level = "high"                  # висока оценка на потребността / the high estimate of need

# [change]
# "coverage[1].share" = 0.4       # друг праг / another floor
# "stages[1].seconds" = 120       # друго време за първия етап / another time for the first stage

# [[add.sites.choices]]           # тук не / not here
# service = "day_elderly"
# settlement = "68727"
# status = "forbidden"
"""
