"""needsmap replaced: what the user's own figures replace, and what that changes in the plan."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path

from mapping.cli import INTERRUPTED
from mapping.cli.command import Command, Parser, scenario_argument
from mapping.words import Language, Text

OUTPUTS = Text(
    "папка, в която да се запишат и двата плана, и разликите им (без нея нищо не се записва)",
    "folder to write both plans and their differences to (without it nothing is written)",
)


def _add(parser: Parser) -> None:
    scenario_argument(parser)
    parser.options.add_argument("--outputs", type=Path, default=None, metavar="DIR", help=OUTPUTS.of(parser.language))


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.cli.interrupt import run_stoppable
    from mapping.cli.progress import TerminalListener
    from mapping.cli.replaced_lines import NOTHING
    from mapping.cli.replaced_words import effect_words
    from mapping.run import discard_unfinished, effect_of_own_figures, write_effect

    listener = TerminalListener(sys.stderr, language)
    try:
        effect = run_stoppable(
            lambda: effect_of_own_figures(asked.path, listener, lambda text: listener.say(text.of(language))),
            listener,
            lambda: None if asked.outputs is None else discard_unfinished(asked.outputs, os.getpid()),
            INTERRUPTED,
        )
    finally:
        listener.close()
    if effect is None:
        sys.stdout.write(NOTHING.of(language) + "\n")
        return 0
    sys.stdout.write(effect_words(effect.case, effect.before, effect.after, effect.changes, language))
    if asked.outputs is not None:
        folder = write_effect(effect, asked.outputs)
        sys.stdout.write(Text(f"Записано в {folder}.", f"Written to {folder}.").of(language) + "\n")
    return 0


REPLACED = Command(
    "replaced",
    Text(
        "планира два пъти, с вашите стойности и без тях, и казва какво променят те",
        "plans twice, with your own figures and without, and says what they change",
    ),
    _add,
    _perform,
)
