"""What must be said before runs are compared: other data, versions, changed tables, need, weights, services.

The same is said once of all the runs that it is true of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from mapping.compare import Comparison
from mapping.run.recheck import Reread
from mapping.run.record import RunRecord
from mapping.scenario import ScenarioFile
from mapping.words import Text

DECIDING = ("highspy", "pulp", "numpy", "scipy", "pyproj", "shapely")
"""Packages of which another version may find another plan."""
MOST_TABLES = 12
"""So many names of tables that differ are listed singly."""


def notices(comparison: Comparison, runs: Sequence[Reread], others: Iterable[int]) -> tuple[Text, ...]:
    """What to say of the runs at the indices `others` against the first of all `runs`."""
    heads = [f"{number}. {one.name}" for number, one in enumerate(comparison.contenders, 1)]
    some = list(others)
    return tuple(_all(comparison, runs, heads, some))


def _all(comparison: Comparison, runs: Sequence[Reread], heads: Sequence[str], others: list[int]) -> Iterator[Text]:
    first, head = runs[0].record, heads[0]
    for tables, who in _alike(heads, others, lambda n: _different(_tables(first), _tables(runs[n].record))):
        shown = _listed(tables)
        yield Text(
            f"С други данни от {head}: {who}; различни са: {shown}. Разликите долу може да идват от тях.",
            f"Found with other data than {head}: {who}; these differ: {shown}. The differences below may come from "
            "them.",
        )
    for versions, who in _alike(heads, others, lambda n: _other_versions(first, runs[n].record)):
        shown = ", ".join(versions)
        yield Text(f"С други версии от {head}: {who}: {shown}.",
                   f"Found with other versions than {head}: {who}: {shown}.")  # fmt: skip
    for tables, who in _alike(heads, [0, *others], lambda n: _changed(runs[n])):
        shown = _listed(tables)
        yield Text(
            f"Таблиците са променени, след като е намерен планът ({who}): {shown}. Имената и деленето по рискови групи "
            "са по днешните.",
            f"Tables were changed after the plan was found ({who}): {shown}. Names, and the split by risk group, are "
            "those of today's.",
        )
    yield from _other_measures(comparison, heads, others)
    if comparison.services_apart:
        yield Text(
            f"Плановете не планират едни и същи услуги: хората са сравнени само по общите {len(comparison.services)}.",
            f"The plans do not plan the same services: people are compared by the {len(comparison.services)} that all "
            "of them plan.",
        )


def _other_measures(comparison: Comparison, heads: Sequence[str], others: list[int]) -> Iterator[Text]:
    """Where figures of the same name do not measure the same: another need, other weights."""
    keys = [one.case.scenario.keys for one in comparison.contenders]

    def where(differs: Iterable[bool]) -> str:
        return ", ".join(heads[n] for n, other in zip(others, differs, strict=True) if other)

    part = where(set(keys[n].municipalities) != set(keys[0].municipalities) for n in others)
    if part:
        yield Text(
            f"За други общини от {heads[0]}: {part}. Хора, пари и дялове са от друга потребност; който живее в "
            "общините, за които само единият план е, не печели и не губи от самия план.",
            f"For other municipalities than {heads[0]}: {part}. People, money and shares are of another need; who "
            "lives in the municipalities that only one of the plans is for neither gains nor loses by the plan itself.",
        )
    need = where(keys[n].need != keys[0].need for n in others)
    if need:
        yield Text(
            f"С друга оценка на потребността от {heads[0]}: {need}. Дялът може да падне и когато се обслужват повече "
            "хора.",
            f"With another estimate of the need than {heads[0]}: {need}. A share may fall although more people are "
            "served.",
        )
    weights = where(_weights(keys[n]) != _weights(keys[0]) for n in others)
    if weights:
        yield Text(
            f"С други тежести от {heads[0]}: {weights}. Стойностите на целите (доказателство по етапи) не се "
            "сравняват; хора, звена и пари се сравняват.",
            f"With other weights than {heads[0]}: {weights}. The values of the objectives (proof by stage) do not "
            "compare; people, units and money do.",
        )


def _weights(keys: ScenarioFile) -> tuple[object, ...]:
    return keys.weights, keys.group_weights, keys.period_weights


def _alike(
    heads: Sequence[str], numbers: Iterable[int], of: Callable[[int], Sequence[str]]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """What `of` finds, and the runs of which it finds just that; nothing where it finds nothing."""
    found: dict[tuple[str, ...], list[str]] = {}
    for n in numbers:
        found.setdefault(tuple(of(n)), []).append(heads[n])
    yield from ((what, ", ".join(who)) for what, who in found.items() if what)


def _tables(record: RunRecord) -> dict[str, str]:
    """Hashes of the region's tables by their file names, wherever the region's folder lies."""
    prefix = _prefix(record)
    return {name.removeprefix(prefix): value for name, value in record.inputs.items() if name.startswith(prefix)}


def _prefix(record: RunRecord) -> str:
    return f"{Path(record.region.folder).name}/"


def _changed(run: Reread) -> list[str]:
    """The tables that are not as they were; the scenario is that of the run, whatever its files say now."""
    return [name for name in run.changed_inputs if name.startswith(_prefix(run.record))]


def _other_versions(first: RunRecord, other: RunRecord) -> list[str]:
    was, its = _versions(first), _versions(other)
    return [f"{name} {was.get(name, '–')} → {its.get(name, '–')}" for name in _different(was, its)]


def _versions(record: RunRecord) -> dict[str, str]:
    return {"needsmap": record.version, **{name: record.versions[name] for name in DECIDING if name in record.versions}}


def _different(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Keys that only one has, or whose values differ."""
    return [name for name in dict.fromkeys([*one, *other]) if one.get(name) != other.get(name)]


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_TABLES
    return ", ".join(names[:MOST_TABLES]) + (f" … (+{more})" if more > 0 else "")
