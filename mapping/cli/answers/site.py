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
    place = facts.settlement[asked.settlement].label
    heading = Text(
        f"{'Защо' if asked.asked == 'why' else 'Защо не'}: {service.bg}, {place.bg}",
        f"{'Why' if asked.asked == 'why' else 'Why not'}: {service.en}, {place.en}",
    )
    lines = [heading.of(language)]
    for reason in answer.reasons:
        lines.append(f"  [{MARKS[reason.force].of(language)}] {reason.words.of(language)}")
    return lines


def planned_lines(facts: Facts, answer: SiteAnswer, language: Language) -> list[str]:
    """What deciding the site the other way changes, or why it cannot be planned."""
    why = answer.question.asked == "why"
    what = Text("без звено там", "without a unit there") if why else Text("със звено там", "with a unit there")
    if answer.trouble is not None:
        return [Text(f"План {what.bg} няма: {answer.trouble.bg}", f"There is no plan {what.en}: {answer.trouble.en}")
                .of(language)]  # fmt: skip
    if answer.effects is None:
        return []
    heading = Text(
        f"Какво би се променило {what.bg} (същият сценарий, планиран отново със status = "
        f'"{"forbidden" if why else "required"}" за това място):',
        f"What would change {what.en} (the same scenario planned again with status = "
        f'"{"forbidden" if why else "required"}" for this site):',
    )
    return [heading.of(language), "", *effect_lines(facts.case, answer.effects, language)]
