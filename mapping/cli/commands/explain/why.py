"""needsmap explain why, why-not: why a unit stands (does not stand) somewhere, and what the other choice changes."""

from __future__ import annotations

import sys
from argparse import Namespace
from functools import partial
from typing import TYPE_CHECKING

from mapping.cli import INTERRUPTED
from mapping.cli.command import Command, Parser, folder_argument
from mapping.words import Language, Text

if TYPE_CHECKING:
    from mapping.explain.site.question import Asked

QUESTION = Text(
    "услуга и населено място, например „кризисен център в Харманли“ (имена или кодове, на български или английски)",
    "a service and a settlement, such as “crisis centre in Harmanli” (names or codes, Bulgarian or English)",
)
REASONS = Text(
    "само причините, които се четат от данните и плана, без ново планиране",
    "only the reasons that can be read off the data and the plan, without planning again",
)


NEAR = Text(
    "тръгва от плана и остава възможно най-близо до него: показва какво трябва да се размести, но търси само по "
    "първата "
    "цел и не е план от needsmap run",
    "starts from the plan and stays as near to it as can be: shows what must move, but searches for the first "
    "objective "
    "only, and is no plan of needsmap run",
)


def _add(parser: Parser) -> None:
    folder_argument(parser)
    parser.what.add_argument("question", nargs="+", metavar="QUESTION", help=QUESTION.of(parser.language))
    parser.options.add_argument("--reasons", action="store_true", help=REASONS.of(parser.language))
    parser.options.add_argument("--near", action="store_true", help=NEAR.of(parser.language))


def _perform(which: Asked, asked: Namespace, language: Language) -> int:
    from mapping.cli.answers.changed import changed_lines
    from mapping.cli.answers.site import planned_lines, reason_lines
    from mapping.cli.interrupt import run_stoppable
    from mapping.cli.progress import TerminalListener
    from mapping.evidence.facts import Facts
    from mapping.explain.site.answer import first_answer, full_answer
    from mapping.explain.site.question import read_question
    from mapping.run import reread

    run = reread(asked.path)
    facts = Facts(run.case, run.plan)
    first, case = first_answer(facts, read_question(facts, which, " ".join(asked.question)))
    lines = [*changed_lines(run.changed_inputs, language), *reason_lines(facts, first, language)]
    sys.stdout.write("\n".join(lines) + "\n")
    if case is None or asked.reasons:
        return 0
    sys.stdout.flush()
    from mapping.run.planning import near_planner_of, planner_of

    listener = TerminalListener(sys.stderr, language)
    planner = near_planner_of(listener, run.plan) if asked.near else planner_of(listener)
    try:
        answer = run_stoppable(lambda: full_answer(facts, first, case, planner), listener, lambda: None, INTERRUPTED)
    finally:
        listener.close()
    sys.stdout.write("\n" + "\n".join(planned_lines(facts, answer, asked.near, language)) + "\n")
    return 0


WHY = Command(
    "why",
    Text(
        "защо звено стои там, където планът го открива, и какво би се променило без него",
        "why a unit stands where the plan opens it, and what would change without it",
    ),
    _add,
    partial(_perform, "why"),
)
WHY_NOT = Command(
    "why-not",
    Text(
        "защо в населено място няма звено на услуга и какво би се променило с него",
        "why a settlement has no unit of a service, and what would change with one",
    ),
    _add,
    partial(_perform, "why-not"),
)
