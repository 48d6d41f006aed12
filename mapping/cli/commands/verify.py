"""needsmap verify: check a finished plan again, from its folder, without a solver."""

from __future__ import annotations

import sys
from argparse import Namespace

from mapping.cli.command import Command, folder_argument
from mapping.words import Language, Text


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.run import recheck
    from mapping.run.steps import broken_plan

    found = recheck(asked.path)
    lines = []
    if found.changed_inputs:
        names = ", ".join(found.changed_inputs)
        lines.append(Text(
            f"Входните данни са променени след плана: {names}. Планът е проверен по днешните таблици.",
            f"The inputs changed since the run: {names}. The plan was checked against today's tables.",
        ).of(language))  # fmt: skip
    else:
        lines.append(Text("Входните данни са същите.", "The inputs are the same.").of(language))
    sys.stdout.write("\n".join(lines) + "\n")
    if found.breaches:
        raise broken_plan(found.breaches, Text("Планът не издържа проверката.", "The plan fails its check."))
    if found.changed_outputs:
        names = ", ".join(found.changed_outputs)
        raise broken_plan((), Text(
            f"Файлове на плана са променени, добавени или липсват: {names}. Пуснете плана отново.",
            f"Files of the run were changed, added or are missing: {names}. Run the plan again.",
        ))  # fmt: skip
    sys.stdout.write(Text(
        "Планът издържа проверката: правила, сборове, звена; доказателствата са съгласувани; файловете са цели.",
        "The plan passes: all rules in force, totals, units and proofs; its files are as they were written.",
    ).of(language) + "\n")  # fmt: skip
    return 0


VERIFY = Command(
    "verify",
    Text("проверява отново готов план от папката му", "checks a finished plan again, from its folder"),
    folder_argument,
    _perform,
)
