"""What the keys of a scenario must be to each other, whatever its region is."""

from __future__ import annotations

from itertools import pairwise

from mapping.errors import ProblemLog, Where
from mapping.scenario.policies import check_weights, check_years
from mapping.scenario.schema import Period, ScenarioFile
from mapping.scenario.siting import check_contracts, check_given_once
from mapping.words import Text


def check_whole(file: str, keys: ScenarioFile, log: ProblemLog) -> None:
    """Note every problem that the keys have with each other."""
    _check_periods(file, keys.periods, log)
    _check_stages(file, keys, log)
    _check_numbers(file, keys, log)
    check_weights(file, keys, log)
    check_years(file, keys, log)
    check_contracts(file, keys, log)
    check_given_once(file, keys, log)


def _check_periods(file: str, periods: tuple[Period, ...], log: ProblemLog) -> None:
    for number, (before, after) in enumerate(pairwise(periods), start=2):
        if after.first_year != before.last_year + 1:
            log.add(
                Where(file, key=f"periods[{number}].first_year"),
                Text(
                    f"периодът не започва след {before.last_year} г.",
                    f"the period does not start after {before.last_year}",
                ),
                Text(
                    f"Запишете {before.last_year + 1}: периодите се редят без празнини и застъпване.",
                    f"Write {before.last_year + 1}: periods follow each other without gaps or overlaps.",
                ),
            )


def _check_stages(file: str, keys: ScenarioFile, log: ProblemLog) -> None:
    seen: set[str] = set()
    for number, stage in enumerate(keys.stages, start=1):
        if stage.objective in seen:
            log.add(
                Where(file, key=f"stages[{number}].objective"),
                Text(f"целта „{stage.objective}“ се повтаря", f"the objective “{stage.objective}” is repeated"),
                Text("Оставете всяка цел по веднъж.", "Keep each objective once."),
            )
        seen.add(stage.objective)


def _check_numbers(file: str, keys: ScenarioFile, log: ProblemLog) -> None:
    first = keys.periods[0].first_year
    for number, key in enumerate(keys.number, start=1):
        if key.by is not None and key.by < first:
            log.add(
                Where(file, key=f"number[{number}].by"),
                Text(f"нито един период не започва до {key.by} г.", f"no period begins by {key.by}"),
                Text(f"Дайте година от {first} нататък или махнете by.", f"Give a year from {first} on, or remove by."),
            )
