"""Products of a finished run, made from the files of its folder without solving again.

The plan is checked first, as `needsmap verify` does. The folder is replaced whole or not at all: products that were
asked for are new, every other file stays as it was, and run.json says what was made, when, and of which inputs.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import mapping
from mapping.errors import BrokenPlanError, InputError, Problem, ProblemLog, Where, unknown_word
from mapping.publish.crs import CRS_WORDS, crs_of, outside
from mapping.publish.making import make_products
from mapping.publish.products import BY_NAME, PRODUCTS, USUAL, Form, Product, makeable
from mapping.run.folder import PLAN, RECORD, new_run_folder
from mapping.run.key import code_of_publishing
from mapping.run.reading import hashes
from mapping.run.recheck import Recheck, recheck
from mapping.run.record import Publication, RunRecord, now, record_text
from mapping.run.scenario_files import seen_from
from mapping.run.steps import broken_plan
from mapping.run.trouble import writing_to
from mapping.words import Language, Text


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a publication.

    `names` are products (none: those that the run's scenario makes), `everything` all that can be made of the region.
    `changed_inputs` takes today's tables where they are no longer those of the run: then every product that the folder
    holds is made anew with the named ones, so that no two of them speak of different tables.
    """

    names: tuple[str, ...] = ()
    everything: bool = False
    changed_inputs: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """The files of each product that was made, why others were not, and the inputs that are not those of the run."""

    folder: Path
    files: Mapping[str, tuple[str, ...]]
    left_out: Mapping[str, Text]
    changed_inputs: tuple[str, ...]


def publish(
    folder: Path, wish: Wish, form: Form, told: Callable[[Product], None] = lambda _: None, workers: int = 1
) -> Published:
    """Make products of the run in `folder`, so many at once; `told` hears of each before it is made.

    Raises:
        InputError: the folder is no run, its plan was altered, there is no such product or it cannot be made, or
            inputs have changed and `wish` does not allow for it.
        BrokenPlanError: the plan does not pass its check (against today's tables, if they changed).
        OutputError: the disk refuses; the folder is as it was.
    """
    _check_names(wish.names)
    home = folder.resolve()
    seen = _bytes_of(home / RECORD)
    found = recheck(home)
    changed = _changed_tables(found)
    _check_sound(folder, found, changed, wish)
    products = _chosen(found, wish, changed)
    _check_form(found, products, form)
    unless = partial(_moved_on, folder, home, seen)
    with new_run_folder(home.parent, home.name, unless) as part, writing_to(folder):
        shutil.copytree(home, part, symlinks=True, dirs_exist_ok=True)
        for name in _files(found.record, products):
            (part / name).unlink(missing_ok=True)
        made = make_products(products, found.case, found.plan, part, form, told, workers)
        record = _record_after(found.record, made, part, form, changed)
        (part / RECORD).write_text(record_text(record), encoding="utf-8", newline="\n")
    return Published(folder, made, _left_out(found, wish), changed)


def form_of(language: Language, crs: str) -> Form:
    """The form with this language and the coordinate system of this EPSG code.

    Raises:
        InputError: layers are not written in that system.
    """
    known = crs_of(crs)
    if known is None:
        choices = ", ".join(code.removeprefix("EPSG:") for code in CRS_WORDS)
        raise InputError([Problem(
            Where("--crs"),
            Text(f"слоевете не се записват в координатна система „{crs}“",
                 f"layers are not written in the coordinate system “{crs}”"),
            Text(f"Изберете едно от: {choices}.", f"Choose one of: {choices}."),
        )])  # fmt: skip
    return Form(language, known)


def _check_form(found: Recheck, products: Iterable[Product], form: Form) -> None:
    """Note a coordinate system that nothing asked for can have, or that is not made for the region."""
    if form.crs == Form().crs:
        return
    able = ", ".join(product.name for product in PRODUCTS if product.projected)
    what, todo = outside(found.case.region, form.crs), Text("Оставете --crs 4326.", "Leave --crs at 4326.")
    if not any(product.projected for product in products):
        what = Text(
            "никой от продуктите не може да е в друга координатна система (GeoJSON е винаги в WGS84, RFC 7946)",
            "none of the products can have another coordinate system (GeoJSON is always WGS84, RFC 7946)",
        )
        todo = Text(f"Може за: {able}.", f"These can: {able}.")
    if what is not None:
        raise InputError([Problem(Where(f"--crs {form.crs.removeprefix('EPSG:')}"), what, todo)])


def _check_names(names: Iterable[str]) -> None:
    log = ProblemLog()
    for name in names:
        if name not in BY_NAME:
            unknown_word(log, Where("needsmap publish"), name, BY_NAME)
    log.close()


def _changed_tables(found: Recheck) -> tuple[str, ...]:
    """The inputs that changed, less the scenario's files: the run keeps the scenario as it was run."""
    chain = found.case.scenario.chain
    stated = {seen_from(chain[0].parent, file) for file in chain}
    return tuple(name for name in found.changed_inputs if name not in stated)


def _check_sound(folder: Path, found: Recheck, changed: tuple[str, ...], wish: Wish) -> None:
    if PLAN in found.changed_outputs:
        raise InputError([Problem(
            Where((folder / PLAN).as_posix()),
            Text("планът е променян, след като е записан", "the plan was altered after it was written"),
            Text("Пуснете сценария отново с needsmap run.", "Run the scenario again with needsmap run."),
        )])  # fmt: skip
    if changed and not wish.changed_inputs:
        raise InputError([_stale(name) for name in changed])
    if found.breaches:
        raise _broken(found, changed)


def _stale(name: str) -> Problem:
    return Problem(
        Where(name),
        Text("таблицата не е тази, с която е намерен планът", "the table is not the one that the plan was found with"),
        Text("Пуснете needsmap run отново или, ако промяната не засяга плана (име, бележка, източник), добавете "
             "--changed-inputs: планът се проверява по днешните таблици и всички продукти се правят наново по тях.",
             "Run needsmap run again or, if the change does not touch the plan (a name, a note, a source), add "
             "--changed-inputs: the plan is checked by today's tables and all products are made anew by them."),
    )  # fmt: skip


def _broken(found: Recheck, changed: tuple[str, ...]) -> BrokenPlanError:
    names = ", ".join(changed)
    return broken_plan(
        found.breaches,
        Text(f"По днешните таблици (променени: {names}) планът не издържа проверката. Нищо не е записано; пуснете "
             "needsmap run отново.",
             f"By today's tables (changed: {names}) the plan fails its check. Nothing was written; run needsmap run "
             "again.")
        if changed
        else Text("Планът не издържа проверката. Нищо не е записано.",
                  "The plan fails its check. Nothing was written."),
    )  # fmt: skip


def _chosen(found: Recheck, wish: Wish, changed: tuple[str, ...]) -> tuple[Product, ...]:
    region, keys = found.case.region, found.case.scenario.keys
    problems = [
        Problem(Where("needsmap publish"),
                Text(f"„{name}“ не може да се направи: {reason.bg}", f"“{name}” cannot be made: {reason.en}"),
                Text("Изберете друг продукт или отстранете причината.", "Choose another product, or mend the cause."))
        for name in wish.names
        if (reason := BY_NAME[name].missing(region)) is not None
    ]  # fmt: skip
    if problems:
        raise InputError(problems)
    names = set(wish.names)
    if wish.everything:
        names |= set(BY_NAME)
    elif not names:
        names |= set(USUAL if keys.outputs is None else keys.outputs)
    if changed:
        names |= set(found.record.products or USUAL)
    return makeable(names, region)


def _left_out(found: Recheck, wish: Wish) -> dict[str, Text]:
    """Of everything, what cannot be made, and why."""
    reasons = {product.name: product.missing(found.case.region) for product in PRODUCTS if wish.everything}
    return {name: reason for name, reason in reasons.items() if reason is not None}


def _files(record: RunRecord, products: Iterable[Product]) -> list[str]:
    return [name for product in products for name in record.products.get(product.name, ())]


def _record_after(
    before: RunRecord, made: Mapping[str, tuple[str, ...]], folder: Path, form: Form, changed: tuple[str, ...]
) -> RunRecord:
    """The record with the new files. A file that was altered by hand keeps its old hash, so that `verify` still sees
    it; of an earlier publication only what was not made again stays."""
    new = [name for files in made.values() for name in files]
    old = {name for product in made for name in before.products.get(product, ())}
    kept = {name: digest for name, digest in before.outputs.items() if name not in old}
    earlier = [
        publication.model_copy(update={"products": left})
        for publication in before.publications
        if (left := tuple(name for name in publication.products if name not in made))
    ]
    this = Publication(
        products=tuple(made),
        language=form.language,
        crs=form.crs,
        made=now(),
        version=mapping.__version__,
        changed_inputs=changed,
        code=code_of_publishing(),
    )
    return before.model_copy(update={
        "outputs": dict(sorted((kept | hashes({name: folder / name for name in new})).items())),
        "products": {**before.products, **made},
        "publications": (*earlier, this),
    })  # fmt: skip


def _moved_on(folder: Path, home: Path, seen: bytes) -> InputError | None:
    """Why the new files must not take the place of what is there: it is another run's, or another publication's."""
    if _bytes_of(home / RECORD) == seen:
        return None
    return InputError([Problem(
        Where(folder.as_posix()),
        Text("папката бе заменена, докато се правеха файловете", "the folder was replaced while files were being made"),
        Text("Пуснете командата отново.", "Give the command again."),
    )])  # fmt: skip


def _bytes_of(path: Path) -> bytes:
    """The content of a file; nothing where it cannot be read (whoever needs it says so in words)."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
