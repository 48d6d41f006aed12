"""Reading the command line, its help and its errors in the language asked for."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import mapping
from mapping.cli.command import Command, CommandGroup, Parser
from mapping.words import LANGUAGES, Language, Text

ABOUT = Text(
    "needsmap: къде да се открият нови социални услуги, от какъв вид и размер, кога и с чии пари.",
    "needsmap: where new social services should open, of which kind and size, when, and paid by whom.",
)
EXIT_CODES = Text(
    "Код на изход: 0 успех, 1 грешка на програмата или диска, 2 грешни входни данни, 3 правилата си\n"
    "противоречат, 4 няма план в даденото време, 5 планът не издържа проверката, 130 прекъснато.\n"
    "Ctrl-C спира търсенето и задържа най-добрия план; второ Ctrl-C прекратява веднага.",
    "Exit codes: 0 done, 1 the program or the disk failed, 2 bad input, 3 the rules contradict each\n"
    "other, 4 no plan in the time given, 5 the plan fails its check, 130 interrupted.\n"
    "Ctrl-C stops the search and keeps the best plan; a second Ctrl-C ends at once.",
)
VERSION = Text("показва версията", "shows the version")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for: a command and the values of its arguments."""

    command: Command
    values: Namespace
    language: Language


def wanted_language(words: Sequence[str]) -> Language:
    """The language that --lang asks for, wherever it stands; Bulgarian if it asks for none that is known."""
    for at, word in enumerate(words):
        value = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and at + 1 < len(words):
            value = words[at + 1]
        for language in LANGUAGES:
            if value == language:
                return language
    return "bg"


def read_arguments(words: Sequence[str], commands: Iterable[Command | CommandGroup]) -> Asked:
    """Read the command line of one of `commands`; prints help, version or what is wrong with it,
    and exits, where that is called for.
    """
    known = {entry.name: entry for entry in commands}
    language = wanted_language(words)
    found = _parser(language, known.values()).parse_args(list(words))
    entry = known[found.command]
    if isinstance(entry, CommandGroup):
        entry = next(command for command in entry.commands if command.name == found.subcommand)
    return Asked(entry, found, language)


def _parser(language: Language, commands: Iterable[Command | CommandGroup]) -> Parser:
    top = Parser("needsmap", language, ABOUT, EXIT_CODES)
    version = f"needsmap {mapping.__version__}"
    top.options.add_argument("--version", action="version", version=version, help=VERSION.of(language))
    _add_commands(top, language, commands, "command")
    return top


def _add_commands(parser: Parser, language: Language, commands: Iterable[Command | CommandGroup], dest: str) -> None:
    title = Text("команди", "commands").of(language)
    # argparse's types know the arguments of its own parser only.
    parsers: Any = parser.add_subparsers(title=title, dest=dest, required=True, metavar=dest.upper())
    for entry in commands:
        about = entry.about
        below = parsers.add_parser(entry.name, help=about.of(language), language=language, about=about)
        if isinstance(entry, CommandGroup):
            _add_commands(below, language, entry.commands, "subcommand")
        else:
            entry.add(below)
