"""Holding what a scenario states against the schema: every wrong key is noted, the others can still be checked."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from mapping.errors import ProblemLog, Where
from mapping.scenario.keypath import dotted
from mapping.scenario.schema import ScenarioFile
from mapping.scenario.tree import Tree
from mapping.validation import note_validation_errors, of_key

AT_THE_TOP = ("extends", "remove", "change", "add")
"""What a file may have at the top besides keys: how it extends another."""


def validate(file: str, content: Tree, log: ProblemLog) -> ScenarioFile:
    """The keys in `content`; where some are wrong, they are noted (of the file `file`) and left out, so that the others
    can be checked.
    """
    try:
        return ScenarioFile.model_validate(content)
    except ValidationError as error:
        wrong = error.errors()
    note_validation_errors(log, wrong, lambda loc: Where(file, key=dotted(loc)), ScenarioFile, AT_THE_TOP)
    rest = deepcopy(content)
    for item in wrong:
        _leave_out(rest, of_key(item["loc"]))
    try:
        return ScenarioFile.model_validate(_STAND_INS | rest)
    except ValidationError as error:
        for item in error.errors():
            _stand_in(file, rest, item["loc"], log)
    try:
        return ScenarioFile.model_validate(_STAND_INS | rest)
    except ValidationError:
        parts = {item["loc"][0] for item in wrong}
        sound = {key: value for key, value in content.items() if key not in parts}
        return ScenarioFile.model_validate(_STAND_INS | sound)


_STAND_INS: dict[str, Any] = {
    "title": {"bg": "-", "en": "-"},
    "question": {"bg": "-", "en": "-"},
    "region": "",
    "periods": [{"first_year": 2021, "last_year": 2021}],
    "stages": [{"objective": "unmet", "gap": 0.0}],
}
"""For required parts that are wrong, and noted as such, so that the other parts can be checked."""


_ITEM_STAND_INS: dict[str, Any] = {
    "service": "stand_in",
    "beside": "another_stand_in",
    "settlement": "00000",
    "unit": "stand_in",
    "change": "stand_in",
    "status": "forbidden",
    "minutes": 0.0,
    "of": "need",
    "share": 0.0,
    "by": 2060,
    "gap": 0.0,
}
"""For required keys of an item of a list, likewise."""


def _stand_in(file: str, content: Tree, loc: tuple[int | str, ...], log: ProblemLog) -> None:
    """Put a value in place of a required one that an item of a list lacks, so that the other items can be checked;
    nothing more is noted of that key, or of the item as a whole."""
    *way, last = loc
    if last not in _ITEM_STAND_INS or not way or not isinstance(way[-1], int):
        return
    inner: Any = content
    for part in way:
        inner = inner[part]
    if isinstance(inner, dict):
        inner.setdefault(last, _ITEM_STAND_INS[str(last)])
        log.quiet(file, dotted(tuple(way)))
        log.quiet(file, dotted(loc))


def _leave_out(content: Tree, loc: tuple[int | str, ...]) -> None:
    """Take the key at `loc` out of nested dicts; an item of a list is kept, since others count from it."""
    *way, last = loc
    inner: Any = content
    for part in way:
        try:
            inner = inner[part]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(inner, dict):
        inner.pop(last, None)
