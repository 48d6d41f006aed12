"""needsmap scenario new | list | show | diff | check: scenario files, without planning anything."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from mapping.cli.command import SCENARIO, Command, CommandGroup, Parser, scenario_argument
from mapping.words import Language, Text

HOME = Path("scenarios")
BASE = HOME / "haskovo.toml"


def _new_arguments(parser: Parser) -> None:
    where = Text("файлът, който да се направи, например scenarios/moj.toml",
                 "the file to make, such as scenarios/mine.toml")  # fmt: skip
    base = Text(f"сценарият, който новият разширява (по подразбиране {BASE.as_posix()})",
                f"the scenario that the new one extends (default: {BASE.as_posix()})")  # fmt: skip
    parser.what.add_argument("path", type=Path, metavar="NEW", help=where.of(parser.language))
    parser.options.add_argument("--extends", type=Path, default=BASE, metavar="SCENARIO", help=base.of(parser.language))


def _new(asked: Namespace, language: Language) -> int:
    from mapping.run.scenarios import write_draft

    write_draft(asked.path, asked.extends)
    sys.stdout.write(Text(
        f"Направен е {asked.path}. Напишете заглавието, въпроса и какво променя; после:\n"
        f"  needsmap scenario check {asked.path}\n  needsmap run {asked.path}",
        f"Made {asked.path}. Write its title, its question and what it changes; then:\n"
        f"  needsmap scenario check {asked.path}\n  needsmap run {asked.path}",
    ).of(language) + "\n")  # fmt: skip
    return 0


def _list_arguments(parser: Parser) -> None:
    words = Text("папката със сценарии (по подразбиране scenarios)", "the folder of scenarios (default: scenarios)")
    parser.what.add_argument(
        "path", type=Path, nargs="?", default=HOME, metavar="FOLDER", help=words.of(parser.language)
    )


def _list(asked: Namespace, language: Language) -> int:
    from mapping.cli.scenario_words import list_words
    from mapping.run.scenarios import scenarios_in

    sys.stdout.write(list_words(scenarios_in(asked.path), language))
    return 0


def _show_arguments(parser: Parser) -> None:
    scenario_argument(parser)
    words = Text("пише целия сценарий като TOML, който не разширява друг", "writes it whole, as TOML that extends none")
    parser.options.add_argument("--toml", action="store_true", help=words.of(parser.language))


def _show(asked: Namespace, language: Language) -> int:
    from mapping.cli.scenario_words import show_words
    from mapping.run.scenario_files import resolved_text
    from mapping.scenario import read_scenario

    scenario = read_scenario(asked.path)
    sys.stdout.write(resolved_text(scenario, scenario.keys.region) if asked.toml else show_words(scenario, language))
    return 0


def _diff_arguments(parser: Parser) -> None:
    for name, metavar in (("old", "A"), ("new", "B")):
        parser.what.add_argument(name, type=Path, metavar=metavar, help=SCENARIO.of(parser.language))


def _diff(asked: Namespace, language: Language) -> int:
    from mapping.cli.scenario_words import diff_words
    from mapping.scenario import differences, read_scenario

    old, new = read_scenario(asked.old), read_scenario(asked.new)
    sys.stdout.write(diff_words(old, new, differences(old.keys, new.keys), language))
    return 0


def _check_arguments(parser: Parser) -> None:
    words = Text("файлове със сценарии или папки с тях", "scenario files, or folders of them")
    parser.what.add_argument("paths", type=Path, nargs="+", metavar="SCENARIO", help=words.of(parser.language))


def _check(asked: Namespace, language: Language) -> int:
    from mapping.cli.scenario_words import check_words
    from mapping.errors import InputError
    from mapping.run.scenarios import check_scenarios

    found = check_scenarios(asked.paths)
    sys.stdout.write(check_words(found, language))
    return InputError.exit_code if any(one.scenario is None for one in found) else 0


SCENARIO_COMMANDS = CommandGroup(
    "scenario",
    Text("сценарии: нов, списък, показване, разлики, проверка", "scenarios: new, list, show, differences, check"),
    (
        Command(
            "new",
            Text("прави нов сценарий, който разширява друг", "makes a new scenario that extends another"),
            _new_arguments,
            _new,
        ),
        Command(
            "list",
            Text("изброява сценариите и какво пита всеки", "lists the scenarios and what each of them asks"),
            _list_arguments,
            _list,
        ),
        Command(
            "show",
            Text("показва цял сценарий, с разликите и смисъла на ключовете",
                 "shows a whole scenario, with its differences and what its keys mean"),
            _show_arguments,
            _show,
        ),
        Command(
            "diff",
            Text("показва в какво се различават два сценария", "shows in what two scenarios differ"),
            _diff_arguments,
            _diff,
        ),
        Command(
            "check",
            Text("казва всичко, което не е наред в сценарии, и какво остава без действие",
                 "says all that is wrong with scenarios, and what they state without effect"),
            _check_arguments,
            _check,
        ),
    ),
)  # fmt: skip
