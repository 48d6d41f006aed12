"""needsmap sweep: plan one scenario with many values of its keys, side by side, into one table."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from mapping.cli import INTERRUPTED
from mapping.cli.command import Command, Parser, outputs_option, workers_option
from mapping.words import Language, Text

FILE = Text(
    "файл със серия, например scenarios/sweeps/budget.toml", "a sweep file, such as scenarios/sweeps/budget.toml"
)
DASK = Text(
    "вместо това работи върху клъстер на Dask на този адрес, например tcp://192.168.1.5:8786",
    "work on the Dask cluster at this address instead, such as tcp://192.168.1.5:8786",
)
AGAIN = Text("планира отново и завършените варианти", "plans finished members again too")


def _add(parser: Parser) -> None:
    language = parser.language
    parser.what.add_argument("path", type=Path, metavar="SWEEP", help=FILE.of(language))
    workers_option(parser)
    parser.options.add_argument("--dask", metavar="ADDRESS", help=DASK.of(language))
    parser.options.add_argument("--again", action="store_true", help=AGAIN.of(language))
    outputs_option(parser)


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.cli.interrupt import run_stoppable
    from mapping.cli.sweep_progress import SweepTerminal
    from mapping.cli.sweep_words import sweep_words
    from mapping.sweep import DaskArena, LocalArena, execute_sweep

    arena = LocalArena(asked.workers) if asked.dask is None else DaskArena(asked.dask)
    listener = SweepTerminal(sys.stderr, language)
    try:
        result = run_stoppable(
            lambda: execute_sweep(asked.path, asked.outputs, arena, listener, language, asked.again),
            listener,
            arena.close,
            INTERRUPTED,
        )
    finally:
        listener.close()
    sys.stdout.write(sweep_words(result, language))
    return 0 if result.complete else INTERRUPTED


SWEEP = Command(
    "sweep",
    Text("планира един сценарий с много стойности на ключовете му, в една таблица",
         "plans one scenario with many values of its keys, into one table"),
    _add,
    _perform,
)  # fmt: skip
