"""needsmap check: read everything, list every problem at once, say what was read."""

from __future__ import annotations

import sys
from argparse import Namespace

from mapping.cli.command import Command, scenario_argument
from mapping.words import Language, Text


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.cli.findings import count_of
    from mapping.cli.what_was_read import what_was_read
    from mapping.instance import prepare_case
    from mapping.run import inspect_region
    from mapping.run.reading import read_inputs
    from mapping.scenario.findings import find_idle

    scenario, region = read_inputs(asked.path)
    sys.stdout.write(what_was_read(prepare_case(region, scenario), language))
    for idle in find_idle(scenario):
        sys.stdout.write(f"\n{idle.of(language)}\n")
    if region.points is None:
        count = count_of(inspect_region(region, scenario.region_folder)).of(language)
        see = Text("Вижте ги с", "See them with").of(language)
        sys.stdout.write(f"\n{count} {see}: needsmap inspect {asked.path}\n")
    return 0


CHECK = Command(
    "check",
    Text("проверява сценария и таблиците, без да търси план", "checks the scenario and the tables, plans nothing"),
    scenario_argument,
    _perform,
)
