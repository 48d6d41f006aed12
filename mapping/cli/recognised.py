"""That a run solved nothing, and whose plan it took."""

from __future__ import annotations

from mapping.publish.products import BY_NAME
from mapping.run import Recognised, RunResult
from mapping.words import Language, Text, moment


def recognised_words(result: RunResult, taken: Recognised, language: Language) -> str:
    """What is printed above the plan of a run that was recognised."""
    when = moment(taken.found, language)
    if taken.folder == result.folder:
        said = Text(
            f"Същите входни данни вече са планирани на {when}: това е онзи план, без ново търсене.",
            f"The same inputs were planned on {when}: this is that plan; nothing was searched for.",
        )
    else:
        said = Text(
            f"Същите входни данни вече са планирани на {when} в {taken.folder}: планът е взет оттам, без ново търсене.",
            f"The same inputs were planned on {when} in {taken.folder}: the plan was taken from there; nothing was "
            "searched for.",
        )
    lines = [said]
    if taken.made:
        named = [BY_NAME[name].about for name in taken.made]
        lines.append(Text(
            f"Направени са наново: {', '.join(name.bg for name in named)}.",
            f"Made anew: {', '.join(name.en for name in named)}.",
        ))  # fmt: skip
    lines.append(Text("Ново търсене: --again.", "To search again: --again."))
    return "\n".join(line.of(language) for line in lines) + "\n"
