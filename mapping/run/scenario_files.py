"""The scenario as part of a run: resolved and whole, what it changes of the one that it extends, who states what."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from dataclasses import replace
from io import StringIO
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from mapping.scenario import Difference, Origin, Scenario, ScenarioFile, differences, scenario_of, to_toml
from mapping.scenario.keypath import dotted, parse
from mapping.words import Text

SCENARIO = "scenario.toml"
DIFFERENCES = "scenario_differences.csv"
COLUMNS = ("key", "old", "new", "file")


class DifferenceRecord(BaseModel):
    """A key that the scenario has other than the one at the end of its chain, and the file that says so (empty: what a
    file removes is stated nowhere)."""

    model_config = ConfigDict(frozen=True)
    key: str
    old: str | None
    new: str | None
    file: str


class OriginRecord(BaseModel):
    """Where a key is stated: the file, and the key as it is written there."""

    model_config = ConfigDict(frozen=True)
    file: str
    key: str


class ScenarioRecord(BaseModel):
    """The scenario with every key resolved, and where its file is, relative to the run's folder.

    `chain` are its file and those that it extends, likewise; `origins` says of keys (their longest beginning counts)
    which file states them, and `base` holds the keys of the last of the chain, None where nothing is extended.
    """

    model_config = ConfigDict(frozen=True)
    name: str
    file: str
    keys: ScenarioFile
    chain: tuple[str, ...] = ()
    origins: dict[str, OriginRecord] = {}
    base: ScenarioFile | None = None
    differences: tuple[DifferenceRecord, ...] = ()


def scenario_record(scenario: Scenario, path: Path, final: Path) -> ScenarioRecord:
    """What run.json says of `scenario`, read from `path`, in a run whose folder will be `final`."""
    extends = len(scenario.chain) > 1
    origins = scenario.origins if extends else {}
    return ScenarioRecord(
        name=scenario.name,
        file=seen_from(final, path),
        keys=scenario.keys,
        chain=tuple(seen_from(final, file) for file in scenario.chain),
        origins={dotted(key): OriginRecord(file=origin.file, key=origin.key) for key, origin in origins.items()},
        base=scenario.base,
        differences=tuple(
            DifferenceRecord(key=one.key, old=one.old, new=one.new, file=_stated_in(scenario, one))
            for one in changed(scenario)
        ),
    )


def recorded_scenario(record: ScenarioRecord, folder: Path) -> Scenario:
    """The scenario as it was run, from the record in `folder`."""
    origins = {parse(key): Origin(origin.file, origin.key) for key, origin in record.origins.items()}
    chain = tuple(folder / file for file in record.chain or (record.file,))
    return replace(scenario_of(folder / record.file, record.keys, chain, origins, record.base), name=record.name)


def own_scenario(base: Scenario, keys: ScenarioFile, final: Path) -> Scenario:
    """`base` with other `keys`, as the scenario that a run keeps in its own folder `final` and is called after it."""
    variant = Text(f"вариант {final.name}", f"variant {final.name}")
    title = keys.title.model_copy(
        update={"bg": f"{keys.title.bg} – {variant.bg}", "en": f"{keys.title.en} – {variant.en}"}
    )
    own = keys.model_copy(update={"region": seen_from(final, base.region_folder), "title": title})
    chain = (final / SCENARIO, *base.chain)
    return Scenario(final.name, SCENARIO, own, base.region_folder, chain, {}, base.keys)


def changed(scenario: Scenario) -> tuple[Difference, ...]:
    """What the scenario changes of the one at the end of its chain; nothing where it extends none."""
    return () if scenario.base is None else differences(scenario.base, scenario.keys)


def write_scenario(scenario: Scenario, folder: Path, final: Path) -> None:
    """Write the resolved scenario and its differences into `folder`, which becomes `final`."""
    text = resolved_text(scenario, seen_from(final, scenario.region_folder))
    (folder / SCENARIO).write_text(text, encoding="utf-8", newline="\n")
    (folder / DIFFERENCES).write_text(_table(scenario), encoding="utf-8", newline="\n")


def resolved_text(scenario: Scenario, region: str) -> str:
    """The whole scenario as a file that extends nothing, whose region is `region`; comments say where it comes from."""
    content = scenario.keys.model_dump(mode="json", exclude_unset=True)
    return (
        "".join(f"# {line}".rstrip() + "\n" for line in _heading(scenario))
        + "\n"
        + to_toml({**content, "region": region})
    )


def _heading(scenario: Scenario) -> Iterable[str]:
    files = " → ".join(Path(file).name for file in scenario.chain)
    yield "Целият сценарий на този план, записан от needsmap. / The whole scenario of this run, written by needsmap."
    if scenario.base is None:
        yield f"Файл: {scenario.file}; не разширява друг сценарий. / File: {scenario.file}; it extends no other."
        return
    last = scenario.chain[-1].name
    yield f"Файлове: {files} (всеки разширява следващия). / Files: {files} (each extends the next)."
    yield f"Разлики от {last} (старо → ново): / Differences from {last} (old → new):"
    for one in changed(scenario):
        yield f"  {one.key}: {one.old or '-'} → {one.new or '-'}"


def _table(scenario: Scenario) -> str:
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in changed(scenario):
        writer.writerow((one.key, one.old or "", one.new or "", _stated_in(scenario, one)))
    return out.getvalue()


def _stated_in(scenario: Scenario, one: Difference) -> str:
    """The file that states the new value; for what is gone the scenario's own or the first of its chain to say so."""
    return scenario.where(one.key).file if one.new is not None else scenario.file


def seen_from(folder: Path, path: Path) -> str:
    """`path` relative to `folder`; whole where it is on another drive."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive
        return path.resolve().as_posix()
