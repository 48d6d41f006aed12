"""needsmap check: read everything, list every problem at once, say what was read."""

from __future__ import annotations

import sys
from argparse import Namespace

from mapping.cli.command import Command, scenario_argument
from mapping.words import Language, Text


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.cli.what_was_read import what_was_read
    from mapping.run import read_case

    sys.stdout.write(what_was_read(read_case(asked.path), language))
    return 0


CHECK = Command(
    "check",
    Text("проверява сценария и таблиците, без да търси план", "checks the scenario and the tables, plans nothing"),
    scenario_argument,
    _perform,
)
