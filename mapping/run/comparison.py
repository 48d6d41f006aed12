"""Finished runs side by side, from their folders: what must be said first, and the folder of the comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mapping.compare import Comparison, Contender, compare_many
from mapping.errors import ProblemLog, Where
from mapping.publish.comparison.page import write_page
from mapping.publish.comparison.tables import write_comparison_tables
from mapping.publish.making import files_of
from mapping.publish.products import needs_territories
from mapping.run.folder import PLAN, RECORD, new_run_folder
from mapping.run.reading import hashes
from mapping.run.recheck import Reread, reread
from mapping.run.record import RunRecord, difference_record, now
from mapping.run.trouble import writing_to
from mapping.words import Language, Text

PREFIX = "compare_"
MAP = "difference_map"
LONGEST_NAME = 80
"""Characters of the folder's name; the names of many runs are cut, and told apart by a hash."""
DECIDING = ("highspy", "pulp", "numpy", "scipy", "pyproj", "shapely")
"""Packages of which another version may find another plan."""
MOST_TABLES = 12
"""So many names of tables that differ are listed singly."""


@dataclass(frozen=True, slots=True)
class ComparedRuns:
    """A comparison of runs, their folders in the same order, and what a reader must know before anything else."""

    comparison: Comparison
    folders: tuple[Path, ...]
    notices: tuple[Text, ...]


def compare_runs(folders: Sequence[Path]) -> ComparedRuns:
    """Read the finished runs in `folders` and hold each against the first. Nothing is written.

    Raises:
        InputError: a folder is no run, or is given twice, or its plan was altered, or its region cannot be read.
        NotComparableError: fewer than two, or of different regions or periods.
    """
    _check_folders(folders)
    names = _names(folders)
    runs = [reread(folder) for folder in folders]
    comparison = compare_many([Contender(name, run.case, run.plan) for name, run in zip(names, runs, strict=True)])
    return ComparedRuns(comparison, tuple(folders), tuple(_notices(comparison, runs)))


def _check_folders(folders: Sequence[Path]) -> None:
    """Note folders that are given twice, and plans that were altered after they were written."""
    log = ProblemLog()
    seen: set[Path] = set()
    for folder in folders:
        where = Where(folder.as_posix())
        home = folder.resolve()
        if home in seen:
            log.add(where, Text("планът е даден два пъти", "the run is given twice"),
                    Text("Дайте всяка папка веднъж.", "Give each folder once."))  # fmt: skip
        seen.add(home)
        if _altered(folder):
            log.add(
                Where((folder / PLAN).as_posix()),
                Text("планът е променян, след като е записан", "the plan was altered after it was written"),
                Text("Пуснете сценария отново с needsmap run.", "Run the scenario again with needsmap run."),
            )
    log.close()


def _altered(folder: Path) -> bool:
    """Whether the plan of a run is not the one that its record knows; what is no run is left to the reading of it."""
    try:
        record = RunRecord.model_validate_json((folder / RECORD).read_text(encoding="utf-8"))
        found = sha256((folder / PLAN).read_bytes()).hexdigest()
    except (OSError, ValueError):
        return False
    return record.outputs.get(PLAN) != found


def _names(folders: Sequence[Path]) -> list[str]:
    """The folders' names; where two are the same, with the folder above."""
    plain = [folder.resolve().name for folder in folders]
    return [
        name if plain.count(name) == 1 else f"{folder.resolve().parent.name}/{name}"
        for folder, name in zip(folders, plain, strict=True)
    ]


def _notices(comparison: Comparison, runs: Sequence[Reread]) -> Iterable[Text]:
    """What must be said before anything is compared: other data, other versions, changed tables, other services."""
    heads = [f"{n}. {one.name}" for n, one in enumerate(comparison.contenders, 1)]
    first = runs[0].record
    for head, run in zip(heads[1:], runs[1:], strict=True):
        tables = _different(_tables(first), _tables(run.record))
        if tables:
            shown = _listed(tables)
            yield Text(
                f"{head} е намерен с други данни от {heads[0]}; различни са: {shown}. Разликите долу може да идват от "
                "тях.",
                f"{head} was found with other data than {heads[0]}; these differ: {shown}. The differences below may "
                "come from them.",
            )
        versions = _different(_versions(first), _versions(run.record))
        if versions:
            was, its = _versions(first), _versions(run.record)
            shown = ", ".join(f"{name} {was.get(name, '–')} → {its.get(name, '–')}" for name in versions)
            yield Text(
                f"{head} е намерен с други версии от {heads[0]}: {shown}.",
                f"{head} was found with other versions than {heads[0]}: {shown}.",
            )
    for head, run in zip(heads, runs, strict=True):
        changed = [name for name in run.changed_inputs if name != Path(run.record.scenario.file).name]
        if changed:
            yield Text(
                f"Таблиците са променени, след като {head} е намерен: {_listed(changed)}. Имената и деленето по "
                "рискови групи са по днешните.",
                f"Tables were changed after {head} was found: {_listed(changed)}. Names, and the split by risk group, "
                "are those of today's.",
            )
    if comparison.services_apart:
        yield Text(
            f"Плановете не планират едни и същи услуги: хората са сравнени само по общите {len(comparison.services)}.",
            f"The plans do not plan the same services: people are compared by the {len(comparison.services)} that all "
            "of them plan.",
        )


def _tables(record: RunRecord) -> dict[str, str]:
    """Hashes of the region's tables by their file names, wherever the region's folder lies."""
    prefix = f"{Path(record.region.folder).name}/"
    return {name.removeprefix(prefix): value for name, value in record.inputs.items() if name.startswith(prefix)}


def _versions(record: RunRecord) -> dict[str, str]:
    return {"needsmap": record.version, **{name: record.versions[name] for name in DECIDING if name in record.versions}}


def _different(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Keys that only one has, or whose values differ."""
    return [name for name in dict.fromkeys([*one, *other]) if one.get(name) != other.get(name)]


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_TABLES
    return ", ".join(names[:MOST_TABLES]) + (f" … (+{more})" if more > 0 else "")


def folder_name(comparison: Comparison) -> str:
    """What the folder of a comparison is called: compare_ and the runs' names, cut where they are many."""
    whole = PREFIX + "_".join(one.name.replace("/", "-") for one in comparison.contenders)
    if len(whole) <= LONGEST_NAME:
        return whole
    return f"{whole[: LONGEST_NAME - 9]}_{sha256(whole.encode()).hexdigest()[:8]}"


def write_comparison(
    compared: ComparedRuns,
    outputs: Path,
    language: Language = "bg",
    told: Callable[[Text], None] = lambda _: None,
) -> Path:
    """Write tables, page and maps of a comparison to `outputs`/compare_<names>; returns that folder.

    `told` hears of what is drawn, and of what is not and why.

    Raises:
        InputError: something that is no result of this program stands there.
        OutputError: the disk refuses.
    """
    comparison = compared.comparison
    name = folder_name(comparison)
    final = outputs / name
    with new_run_folder(outputs, name) as folder, writing_to(final):
        write_comparison_tables(comparison, folder)
        maps = _draw_maps(compared, folder, language, told)
        write_page(comparison, compared.notices, maps, folder, language)
        inputs = hashes({f"{n}. {one.name}/{PLAN}": path / PLAN for n, (one, path) in enumerate(
            zip(comparison.contenders, compared.folders, strict=True), 1)})  # fmt: skip
        written = hashes({file: folder / file for file in files_of(folder)})
        text = difference_record(comparison.first.plan.scenario, now(), inputs, written)
        (folder / RECORD).write_text(text, encoding="utf-8", newline="\n")
    return final


def _draw_maps(
    compared: ComparedRuns, folder: Path, language: Language, told: Callable[[Text], None]
) -> dict[str, str]:
    """Draw the map of the differences of each plan from the first; returns the pictures by the plans' names."""
    from mapping.publish.printed.change_page import draw_change_map  # noqa: PLC0415 - as a product: when it is made
    from mapping.publish.printed.sheet import save_page  # noqa: PLC0415

    comparison, maps = compared.comparison, {}
    for number, against in enumerate(comparison.against, 2):
        reason = needs_territories(against.case.region)
        if reason is not None:
            told(Text(f"Без карта на разликите: {reason.bg}.", f"Without a map of the differences: {reason.en}."))
            break
        told(Text(f"карта на разликите: {against.other.name} …", f"map of the differences: {against.other.name} …"))
        name = MAP if len(comparison.against) == 1 else f"{MAP}_{number}"
        save_page(draw_change_map(comparison, against, compared.notices, language), folder, name)
        maps[against.other.name] = f"{name}.png"
    return maps
