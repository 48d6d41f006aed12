"""Finished runs of the same inputs: found by their key, and taken only when the plan is whole and passes its check
again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mapping.instance import Case
from mapping.plan import Plan, plan_from_json
from mapping.publish.products import Form, Product
from mapping.run.folder import PLAN
from mapping.run.index import Entry, entry_of, runs_under
from mapping.run.key import code_of_publishing
from mapping.run.reading import hashes
from mapping.run.record import RunRecord
from mapping.run.recording import Found
from mapping.verify import verify_plan
from mapping.words import Language


@dataclass(frozen=True, slots=True)
class Reuse:
    """What a run may take from finished runs of the same inputs: nothing (`again`), or their plans; those that the
    clock or somebody stopped only where `stopped`, for with more time they might be better."""

    again: bool = False
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """A finished run whose plan is whole."""

    folder: Path
    record: RunRecord
    plan: Plan

    def found(self, name: str) -> Found:
        """Its plan as that of the scenario called `name`, and how it was found."""
        return Found(replace(self.plan, scenario=name), self.record.stages, self.record.assignment_seconds)


def earlier_run(outputs: Path, name: str, key: str, reuse: Reuse) -> Earlier | None:
    """A finished run under `outputs` with this `key`, that in `outputs`/`name` before others, then the newest."""
    if reuse.again:
        return None
    own = entry_of(outputs / name)
    taken = whole(own, key, reuse) if own is not None else None
    if taken is not None:
        return taken
    return first_whole(runs_under(outputs), key, reuse)


def first_whole(entries: Iterable[Entry], key: str, reuse: Reuse) -> Earlier | None:
    """Of `entries` the newest run with this `key` whose plan is whole."""
    same = [entry for entry in entries if entry.record is not None and entry.record.key == key]
    for entry in sorted(same, key=lambda entry: (entry.finished is not None, entry.finished), reverse=True):
        taken = whole(entry, key, reuse)
        if taken is not None:
            return taken
    return None


def whole(entry: Entry, key: str, reuse: Reuse) -> Earlier | None:
    """The run of `entry`, if it has this `key`, `reuse` allows for its plan, and plan.json is as it was written."""
    record, result = entry.record, entry.result
    if record is None or result is None or not key or record.key != key:
        return None
    if result.stopped_early and not reuse.stopped:
        return None
    try:
        if hashes({PLAN: entry.folder / PLAN}) != {PLAN: record.outputs.get(PLAN)}:
            return None
        plan = plan_from_json((entry.folder / PLAN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return Earlier(entry.folder, record, plan)


def passes(case: Case, found: Found) -> bool:
    """Whether the plan keeps all rules of `case`."""
    return not verify_plan(case, found.plan)


def to_make_anew(earlier: Earlier, wanted: Iterable[Product], form: Form) -> tuple[str, ...]:
    """Of the `wanted` products those that the folder of `earlier` lacks: not made, not whole, in another language, or
    by another version of the program."""
    return tuple(product.name for product in wanted if not _is_current(earlier, product.name, form.language))


def rest_is_whole(earlier: Earlier) -> bool:
    """Whether the files of the run that are no product's are as they were written."""
    products = {name for files in earlier.record.products.values() for name in files}
    rest = {name: digest for name, digest in earlier.record.outputs.items() if name not in products}
    return _digests(earlier.folder, rest) == rest


def _is_current(earlier: Earlier, product: str, language: Language) -> bool:
    record = earlier.record
    files = record.products.get(product)
    if files is None or (language, code_of_publishing()) != _made_by(record, product):
        return False
    return _digests(earlier.folder, files) == {name: record.outputs.get(name) for name in files}


def _made_by(record: RunRecord, product: str) -> tuple[Language, str]:
    """The language and the program's code with which `product` was made last."""
    for publication in reversed(record.publications):
        if product in publication.products:
            return publication.language, publication.code
    return record.language, record.code.publishing


def _digests(folder: Path, names: Iterable[str]) -> Mapping[str, str]:
    """SHA-256 of those of the files that are there."""
    return hashes({name: folder / name for name in names if (folder / name).is_file()})
