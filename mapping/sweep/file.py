"""A sweep file: which scenario, and which values of which of its keys."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from mapping.errors import ProblemLog, Where, unknown_word
from mapping.publish.products import BY_NAME
from mapping.scenario.files import read_toml
from mapping.scenario.keypath import dotted
from mapping.validation import note_validation_errors, refusal
from mapping.words import Text

NOT_VARIED = frozenset({"title", "question", "region", "outputs", "extends"})
"""Keys of a scenario that are the same for all members: what it is about, its region, and what is made of its plan."""


class Keys(BaseModel):
    """Base of the file's parts: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Draw(Keys):
    """How a value is drawn: evenly between two numbers (`uniform`), evenly among the whole numbers from one to another,
    both included (`whole`), or evenly among given values (`choice`)."""

    uniform: tuple[float, float] | None = None
    whole: tuple[int, int] | None = None
    choice: Annotated[tuple[Any, ...], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Draw:
        given = [name for name in ("uniform", "whole", "choice") if getattr(self, name) is not None]
        if len(given) != 1:
            raise refusal(
                Text("няма точно един начин на теглене", "there is not exactly one way to draw"),
                Text("Дайте едно от uniform, whole или choice.", "Give one of uniform, whole or choice."),
            )
        for ends in (self.uniform, self.whole):
            if ends is not None and ends[0] > ends[1]:
                raise refusal(
                    Text(f"първото число {ends[0]:g} е над второто {ends[1]:g}",
                         f"the first number {ends[0]:g} is above the second {ends[1]:g}"),
                    Text("Разменете двете числа.", "Swap the two numbers."),
                )  # fmt: skip
        return self


class Draws(Keys):
    """A seeded ensemble: so many (`count`) sets of values, each key drawn independently of the others."""

    count: Annotated[int, Field(ge=1, le=100_000)]
    seed: Annotated[int, Field(ge=0, le=2_000_000_000)] = 1
    keys: Annotated[dict[str, Draw], Field(min_length=1)]


class SweepFile(Keys):
    """A whole sweep file. `scenario` is a path relative to the file; keys are those of scenarios, dotted, in quotes.

    `fixed` holds for every member; `list` names sets of values; `grid` crosses all values of all its keys; `draws`
    draws sets of values. List, grid and draws that are given are crossed with each other. `outputs` are the products
    that each member makes (none if not given: `needsmap publish` makes them later).
    """

    scenario: str
    outputs: tuple[str, ...] = ()
    fixed: dict[str, Any] = {}
    list: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)] | None = None
    grid: dict[str, Annotated[tuple[Any, ...], Field(min_length=1)]] = {}
    draws: Draws | None = None


def read_sweep(path: Path) -> SweepFile:
    """Read the sweep file at `path`.

    Raises:
        InputError: with every problem of the file; keys and values of scenarios are looked at when members are made.
    """
    log = ProblemLog()
    content = read_toml(path, path.name, log)
    log.close()
    try:
        found = SweepFile.model_validate(content)
    except ValidationError as error:
        note_validation_errors(log, error.errors(), lambda loc: Where(path.name, key=dotted(loc)), SweepFile)
        log.close()
        raise AssertionError("what was refused is a problem, and close() has raised it") from error
    _check(path, found, log)
    log.close()
    return found


def _check(path: Path, found: SweepFile, log: ProblemLog) -> None:
    """Note a sweep that varies nothing, keys that two parts give, and products that there are not."""
    if not (found.list or found.grid or found.draws):
        log.add(
            Where(path.name),
            Text("серията не мени нищо", "the sweep varies nothing"),
            Text("Дайте поне едно от [[list]], [grid], [draws].", "Give at least one of [[list]], [grid], [draws]."),
        )
    for number, name in enumerate(found.outputs, start=1):
        if name not in BY_NAME:
            unknown_word(log, Where(path.name, key=f"outputs[{number}]"), name, BY_NAME)
    parts = {
        "fixed": set(found.fixed),
        "list": {key for item in found.list or () for key in item},
        "grid": set(found.grid),
        "draws.keys": set(found.draws.keys) if found.draws is not None else set(),
    }
    for part, keys in parts.items():
        for key in sorted(keys):
            if key.partition(".")[0] in NOT_VARIED:
                log.add(
                    Where(path.name, key=f'{part}."{key}"'),
                    Text("този ключ не се мени в серия", "this key is not varied in a sweep"),
                    Text("Направете отделен сценарий, който разширява този.",
                         "Make another scenario, which extends this one."),
                )  # fmt: skip
    seen: dict[str, str] = {}
    for part, keys in parts.items():
        for key in sorted(keys):
            if key in seen:
                log.add(
                    Where(path.name, key=f'{part}."{key}"'),
                    Text(f"ключът е даден и в {seen[key]}", f"the key is given in {seen[key]} too"),
                    Text("Оставете го само на едното място.", "Keep it in one of the two places."),
                )
            seen.setdefault(key, part)
