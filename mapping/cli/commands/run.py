"""needsmap run: plan a scenario and write its results."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from mapping.cli import INTERRUPTED
from mapping.cli.command import Command, Parser, outputs_option, scenario_argument
from mapping.words import Language, Text


def _add(parser: Parser) -> None:
    scenario_argument(parser)
    outputs_option(parser)


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.cli.interrupt import run_stoppable
    from mapping.cli.progress import TerminalListener
    from mapping.cli.summary import summary
    from mapping.run import discard_unfinished, execute

    listener = TerminalListener(sys.stderr, language)
    try:
        result = run_stoppable(
            lambda: execute(asked.path, asked.outputs, listener, language),
            listener,
            lambda: discard_unfinished(asked.outputs, os.getpid()),
            INTERRUPTED,
        )
    finally:
        listener.close()
    sys.stdout.write(summary(result, language))
    return 0


RUN = Command(
    "run",
    Text("намира план и записва картата и таблиците", "finds a plan and writes the map and the tables"),
    _add,
    _perform,
)
