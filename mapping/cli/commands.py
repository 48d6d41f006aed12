"""The commands: run, check, verify."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping

import numpy as np

from mapping.cli import INTERRUPTED
from mapping.cli.arguments import Arguments, Command
from mapping.cli.columns import columns
from mapping.cli.interrupt import run_stoppable
from mapping.cli.progress import TerminalListener
from mapping.cli.summary import summary
from mapping.errors import NeedsmapError
from mapping.instance import Case
from mapping.run import discard_unfinished, execute, read_case, recheck
from mapping.run.steps import broken_plan
from mapping.words import Language, Text, number


def perform(arguments: Arguments) -> int:
    """Do what the command line asks for; returns the exit code."""
    try:
        return _COMMANDS[arguments.command](arguments)
    except NeedsmapError as error:
        sys.stdout.flush()
        sys.stderr.write(error.of(arguments.language) + "\n")
        return error.exit_code


def _run(arguments: Arguments) -> int:
    listener = TerminalListener(sys.stderr, arguments.language)
    try:
        result = run_stoppable(
            lambda: execute(arguments.path, arguments.outputs, listener, arguments.language),
            listener,
            lambda: discard_unfinished(arguments.outputs, os.getpid()),
            INTERRUPTED,
        )
    finally:
        listener.close()
    sys.stdout.write(summary(result, arguments.language))
    return 0


def _check(arguments: Arguments) -> int:
    sys.stdout.write(_what_was_read(read_case(arguments.path), arguments.language))
    return 0


def _what_was_read(case: Case, language: Language) -> str:
    region, last = case.region, len(case.periods) - 1
    states = {state: sum(unit.state == state for unit in region.units) for state in ("existing", "committed")}
    official = not region.territories.municipalities_approximate
    points = Text(f"Точки: {len(region.settlements)}", f"Points: {len(region.settlements)}")
    places = [
        Text(f"Населени места: {len(region.settlements)} в {len(region.municipalities)} общини",
             f"Settlements: {len(region.settlements)} in {len(region.municipalities)} municipalities"),
        Text(f"Граници: {'официални' if official else 'приблизителни'}",
             f"Boundaries: {'official' if official else 'approximate'}"),
    ] if region.points is None else [points]  # fmt: skip
    facts = [
        Text("Всичко е прочетено, без грешки.", "Everything was read, without problems."),
        Text(f"Сценарий: {case.scenario.keys.title.bg}", f"Scenario: {case.scenario.keys.title.en}"),
        Text(f"Район: {region.title.bg}", f"Region: {region.title.en}"),
        *places,
        Text(f"Услуги: {len(region.catalogue.services)}, от тях се планират {len(case.services)}",
             f"Services: {len(region.catalogue.services)}, of which {len(case.services)} are planned"),
        Text(f"Съществуващи звена: {states['existing']}, поети: {states['committed']}",
             f"Existing units: {states['existing']}, committed: {states['committed']}"),
        Text(f"Фондове: {len(region.funds)}", f"Funds: {len(region.funds)}"),
    ]  # fmt: skip
    periods = [
        str(p.first_year) if p.first_year == p.last_year else f"{p.first_year}–{p.last_year}" for p in case.periods
    ]
    sums = case.needs.persons.sum(axis=0)
    rows = [
        [service.short.of(language), *(number(float(value), language, 1) for value in sums[s])]
        for s, service in enumerate(case.services)
    ]
    rows.append([Text("всичко", "all").of(language), *(number(float(v), language, 1) for v in sums.sum(axis=0))])
    without = int(np.count_nonzero(case.needs.milli[:, :, last].sum(axis=1) == 0))
    heading = Text(
        f"Оценена потребност (потребители); без потребност са {without} населени места:",
        f"Estimated need (users); {without} settlements have none:",
    )
    lines = [fact.of(language) for fact in facts]
    lines += [
        "",
        heading.of(language),
        *columns([Text("услуга", "service").of(language), *periods], rows, left=1),
    ]
    return "\n".join([*lines, "", case.travel.method.of(language)]) + "\n"


def _verify(arguments: Arguments) -> int:
    found = recheck(arguments.path)
    language = arguments.language
    lines = []
    if found.changed_inputs:
        names = ", ".join(found.changed_inputs)
        lines.append(Text(
            f"Входните данни са променени след плана: {names}. Планът е проверен по днешните таблици.",
            f"The inputs changed since the run: {names}. The plan was checked against today's tables.",
        ).of(language))  # fmt: skip
    else:
        lines.append(Text("Входните данни са същите.", "The inputs are the same.").of(language))
    sys.stdout.write("\n".join(lines) + "\n")
    if found.breaches:
        raise broken_plan(found.breaches, Text("Планът не издържа проверката.", "The plan fails its check."))
    if found.changed_outputs:
        names = ", ".join(found.changed_outputs)
        raise broken_plan((), Text(
            f"Файлове на плана са променени, добавени или липсват: {names}. Пуснете плана отново.",
            f"Files of the run were changed, added or are missing: {names}. Run the plan again.",
        ))  # fmt: skip
    sys.stdout.write(Text(
        "Планът издържа проверката: правила, сборове, звена; доказателствата са съгласувани; файловете са цели.",
        "The plan passes: all rules in force, totals, units and proofs; its files are as they were written.",
    ).of(language) + "\n")  # fmt: skip
    return 0


_COMMANDS: Mapping[Command, Callable[[Arguments], int]] = {"run": _run, "check": _check, "verify": _verify}
