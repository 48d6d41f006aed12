"""Products made side by side: the same files as one after the other, and nothing lost where a process is lost."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path

import pytest
from runs import SilentListener

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.making import files_of, make_products
from mapping.publish.products import BY_NAME, Form, Product
from mapping.run import execute, recheck
from mapping.words import Text

DATA = Path(__file__).parent / "data"
HERE = Form()
PLACE = Text("п", "p")


@dataclass(frozen=True, slots=True)
class Found:
    case: Case
    plan: Plan


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Found:
    done = execute(DATA / "toy.toml", tmp_path_factory.mktemp("runs"), SilentListener())
    found = recheck(done.folder)
    return Found(found.case, found.plan)


def make_file(_case: Case, _plan: Plan, folder: Path, _form: Form) -> None:
    (folder / "file.txt").write_text(str(os.getpid()), encoding="utf-8")


def make_other(_case: Case, _plan: Plan, folder: Path, _form: Form) -> None:
    (folder / "other.txt").write_text(str(os.getpid()), encoding="utf-8")


def make_nothing_but_trouble(_case: Case, _plan: Plan, folder: Path, _form: Form) -> None:
    (folder / "half.txt").write_text("half", encoding="utf-8")
    raise OSError(28, "No space left on device")


def die_in_a_worker(_case: Case, _plan: Plan, folder: Path, _form: Form) -> None:
    if parent_process() is not None:
        (folder / "half.txt").write_text("half", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    (folder / "whole.txt").write_text("whole", encoding="utf-8")


FILE = Product("file", PLACE, make_file)
OTHER = Product("other", PLACE, make_other)


def test_the_files_are_the_same_however_many_processes_make_them(toy: Found, tmp_path: Path):
    chosen = [BY_NAME[name] for name in ("tables", "workbook", "geojson", "map_periods", "screen", "gpkg")]
    one, three = tmp_path / "one", tmp_path / "three"
    made = {}
    for folder, workers in ((one, 1), (three, 3)):
        folder.mkdir()
        told: list[str] = []
        made[workers] = make_products(
            chosen, toy.case, toy.plan, folder, HERE, lambda product, told=told: told.append(product.name), workers
        )
        assert told == [product.name for product in chosen]
    assert made[1] == made[3]
    assert list(made[3]) == [product.name for product in chosen]
    files = files_of(one)
    assert len(files) > 20
    assert files_of(three) == files
    assert [name for name in files if (one / name).read_bytes() != (three / name).read_bytes()] == []


def test_more_than_one_process_makes_them(toy: Found, tmp_path: Path):
    make_products([FILE, OTHER], toy.case, toy.plan, tmp_path, HERE, workers=2)
    workers = {(tmp_path / name).read_text(encoding="utf-8") for name in ("file.txt", "other.txt")}
    assert str(os.getpid()) not in workers


def test_one_product_needs_no_other_process(toy: Found, tmp_path: Path):
    make_products([FILE], toy.case, toy.plan, tmp_path, HERE, workers=2)
    assert (tmp_path / "file.txt").read_text(encoding="utf-8") == str(os.getpid())


def test_what_a_process_raises_is_raised_here(toy: Found, tmp_path: Path):
    full = Product("full", PLACE, make_nothing_but_trouble)
    with pytest.raises(OSError, match="No space left"):
        make_products([FILE, full, OTHER], toy.case, toy.plan, tmp_path, HERE, workers=2)
    assert not (tmp_path / "half.txt").exists()


def test_what_an_ended_process_was_making_is_made_here(toy: Found, tmp_path: Path):
    dying = Product("dying", PLACE, die_in_a_worker)
    made = make_products([dying, FILE, OTHER], toy.case, toy.plan, tmp_path, HERE, workers=2)
    assert made == {"dying": ("whole.txt",), "file": ("file.txt",), "other": ("other.txt",)}
    assert files_of(tmp_path) == ("file.txt", "other.txt", "whole.txt")
