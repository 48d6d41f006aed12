"""The commands, one a file. What a command needs is imported when it runs, so that help comes at once."""

from __future__ import annotations

import sys

from mapping.cli.arguments import Asked
from mapping.cli.command import Command, CommandGroup
from mapping.cli.commands.alternatives import ALTERNATIVES
from mapping.cli.commands.check import CHECK
from mapping.cli.commands.compare import COMPARE
from mapping.cli.commands.ensemble import ENSEMBLE
from mapping.cli.commands.evidence import EVIDENCE
from mapping.cli.commands.explain import EXPLAIN
from mapping.cli.commands.frontier import FRONTIER
from mapping.cli.commands.inspect import INSPECT
from mapping.cli.commands.need import NEED
from mapping.cli.commands.publish import PUBLISH
from mapping.cli.commands.replaced import REPLACED
from mapping.cli.commands.run import RUN
from mapping.cli.commands.runs import RUNS
from mapping.cli.commands.scenario import SCENARIO_COMMANDS
from mapping.cli.commands.sweep import SWEEP
from mapping.cli.commands.verify import VERIFY
from mapping.errors import NeedsmapError

COMMANDS: tuple[Command | CommandGroup, ...] = (
    RUN,
    ENSEMBLE,
    FRONTIER,
    ALTERNATIVES,
    CHECK,
    SCENARIO_COMMANDS,
    INSPECT,
    NEED,
    VERIFY,
    PUBLISH,
    EVIDENCE,
    COMPARE,
    REPLACED,
    RUNS,
    SWEEP,
    EXPLAIN,
)
"""In the order in which help lists them."""


def perform(asked: Asked) -> int:
    """Do what the command line asks for; returns the exit code."""
    try:
        return asked.command.perform(asked.values, asked.language)
    except NeedsmapError as error:
        sys.stdout.flush()
        sys.stderr.write(error.of(asked.language) + "\n")
        return error.exit_code
