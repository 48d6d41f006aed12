"""needsmap need: how many people, groups and users are estimated, how well each is known, what contradicts."""

from __future__ import annotations

import sys
from argparse import Namespace

from mapping.cli.command import Command, scenario_argument
from mapping.words import Language, Text


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.cli.what_need import what_need
    from mapping.run import read_case

    sys.stdout.write(what_need(read_case(asked.path), language))
    return 0


NEED = Command(
    "need",
    Text("показва оценката на потребността: хора, групи, услуги, известни брои",
         "shows the estimate of need: people, groups, services, known counts"),
    scenario_argument,
    _perform,
)  # fmt: skip
