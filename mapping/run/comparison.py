"""Finished runs side by side, from their folders: what must be said first, and the folder of the comparison."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mapping.compare import Comparison, Contender, compare_many
from mapping.errors import ProblemLog, Where
from mapping.publish.making import files_of
from mapping.publish.products import needs_territories
from mapping.run.compared_notices import notices
from mapping.run.folder import PLAN, RECORD, new_run_folder
from mapping.run.reading import hashes
from mapping.run.recheck import reread
from mapping.run.record import RunRecord
from mapping.run.recording import difference_record, now
from mapping.run.trouble import writing_to
from mapping.words import Language, Text

PREFIX = "compare_"
MAP = "difference_map"
LONGEST_NAME = 80
"""Characters of the folder's name; the names of many runs are cut, and told apart by a hash."""


@dataclass(frozen=True, slots=True)
class ComparedRuns:
    """A comparison of runs, their folders in the same order, and what a reader must know before anything else:
    `notices` of all of them, `apart` of each of the others alone with the first, for its map."""

    comparison: Comparison
    folders: tuple[Path, ...]
    notices: tuple[Text, ...]
    apart: tuple[tuple[Text, ...], ...]


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
    others = range(1, len(runs))
    apart = tuple(notices(comparison, runs, [number]) for number in others)
    return ComparedRuns(comparison, tuple(folders), notices(comparison, runs, others), apart)


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
    # Loads what draws: seconds, which no other command and no worker of a sweep needs.
    from mapping.publish.comparison.page import write_page  # noqa: PLC0415
    from mapping.publish.comparison.tables import write_comparison_tables  # noqa: PLC0415

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
    for number, (against, said) in enumerate(zip(comparison.against, compared.apart, strict=True), 2):
        reason = needs_territories(against.case.region)
        if reason is not None:
            told(Text(f"Без карта на разликите: {reason.bg}.", f"Without a map of the differences: {reason.en}."))
            break
        told(Text(f"карта на разликите: {against.other.name} …", f"map of the differences: {against.other.name} …"))
        name = MAP if len(comparison.against) == 1 else f"{MAP}_{number}"
        save_page(draw_change_map(comparison, against, said, language), folder, name)
        maps[against.other.name] = f"{name}.png"
    return maps
