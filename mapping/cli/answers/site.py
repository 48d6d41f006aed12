"""Why a unit stands or does not stand somewhere, for a terminal."""

from __future__ import annotations

from mapping.cli.answers.effects import effect_lines
from mapping.evidence.facts import Facts
from mapping.explain.site.answer import SiteAnswer
from mapping.words import Language, Text

MARKS = {
    "never": Text("НЕВЪЗМОЖНО", "IMPOSSIBLE"),
    "decided": Text("РЕШЕНО", "DECIDED"),
    "weighs": Text("тежи", "weighs"),
    "says": Text("данни", "facts"),
}


def reason_lines(facts: Facts, answer: SiteAnswer, language: Language) -> list[str]:
    """What is asked, and the reasons that need no solving."""
    asked = answer.question
    service = facts.case.region.catalogue.service(asked.service).name
    place = facts.settlement[asked.settlement]
    home = facts.municipality[place.municipality].name
    heading = Text(
        f"{'Защо' if asked.asked == 'why' else 'Защо не'}: {service.bg}, {place.label.bg}, община {home.bg}",
        f"{'Why' if asked.asked == 'why' else 'Why not'}: {service.en}, {place.label.en}, {home.en} municipality",
    )
    lines = [heading.of(language)]
    for reason in answer.reasons:
        lines.append(f"  [{MARKS[reason.force].of(language)}] {reason.words.of(language)}")
    return lines


def planned_lines(facts: Facts, answer: SiteAnswer, near: bool, language: Language) -> list[str]:
    """What deciding the site the other way changes, or why it cannot be planned; `near`: as near to the run's plan as
    can be, which is no run."""
    why = answer.question.asked == "why"
    what = Text("без звено там", "without a unit there") if why else Text("със звено там", "with a unit there")
    status = "forbidden" if why else "required"
    asked = answer.question
    keep = f'[[sites.choices]] service = "{asked.service}", settlement = "{asked.settlement}", status = "{status}"'
    if answer.trouble is not None:
        return [Text(
            f"План {what.bg} не е намерен. {answer.trouble.bg}\nКои настройки пречат, казва needsmap explain conflict "
            f"за сценария с {keep}.",
            f"No plan {what.en} was found. {answer.trouble.en}\nWhich settings are in the way, needsmap explain "
            f"conflict tells for the scenario with {keep}.",
        ).of(language)]  # fmt: skip
    if answer.effects is None:
        return []
    way = Text("същият сценарий, планиран отново", "the same scenario planned again")
    if near:
        way = Text(
            "НЕ Е ПЛАН ОТ needsmap run: възможно най-близо до сегашния план, търсено само по първата цел; другите цели "
            "(най-слабо обслужена община, пътуване, разход) са каквито се паднат; същият сценарий",
            "NO PLAN OF needsmap run: as near to the present plan as can be, searched for the first objective only; "
            "the "
            "other objectives (worst-served municipality, travel, money) are as they fall; the same scenario",
        )
    heading = Text(
        f'Какво би се променило {what.bg} ({way.bg} със status = "{status}" за това място):',
        f'What would change {what.en} ({way.en} with status = "{status}" for this site):',
    )
    first = answer.effects.first
    unsure = not near and first is not None and not (first.sure or first.low == first.high)
    hint = Text(
        "Много от разликите може да са случайни: --near показва само каквото трябва да се размести.",
        "Many of the differences may be chance: --near shows only what has to move.",
    )
    return [
        heading.of(language),
        "",
        *effect_lines(facts.case, answer.effects, language),
        *(["", hint.of(language)] if unsure else []),
        "",
        Text(f"За да стане това план: добавете в сценария {keep} и пуснете needsmap run.",
             f"To make it a plan: add {keep} to the scenario, and needsmap run.").of(language),
    ]  # fmt: skip
