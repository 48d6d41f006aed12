"""needsmap run: plan a scenario and write its results."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from mapping.cli import INTERRUPTED
from mapping.cli.command import Command, Parser, outputs_option, scenario_argument
from mapping.words import Language, Text

AGAIN = Text(
    "търси план отново, макар че същите входни данни вече са планирани",
    "searches for a plan again, though the same inputs were planned before",
)
STOPPED = Text(
    "взема и готов план, чието търсене е спряно от времето или по желание (иначе се търси отново)",
    "also takes a finished plan whose search was stopped by the clock or on request (else it is searched again)",
)


def _add(parser: Parser) -> None:
    scenario_argument(parser)
    outputs_option(parser)
    language = parser.language
    parser.options.add_argument("--again", action="store_true", help=AGAIN.of(language))
    parser.options.add_argument("--stopped", action="store_true", help=STOPPED.of(language))


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.cli.interrupt import run_stoppable
    from mapping.cli.progress import TerminalListener
    from mapping.cli.recognised import recognised_words
    from mapping.cli.summary import summary
    from mapping.run import Reuse, discard_unfinished, execute

    listener = TerminalListener(sys.stderr, language)
    reuse = Reuse(asked.again, asked.stopped)
    try:
        result = run_stoppable(
            lambda: execute(asked.path, asked.outputs, listener, language, reuse),
            listener,
            lambda: discard_unfinished(asked.outputs, os.getpid()),
            INTERRUPTED,
        )
    finally:
        listener.close()
    if result.recognised is not None:
        sys.stdout.write(recognised_words(result, result.recognised, language))
    sys.stdout.write(summary(result, language))
    return 0


RUN = Command(
    "run",
    Text("намира план и записва картата и таблиците", "finds a plan and writes the map and the tables"),
    _add,
    _perform,
)
