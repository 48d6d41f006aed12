"""Making products: one after the other in this process, or side by side in processes of their own.

A product depends on the case, the plan and the form alone, and is made in a folder of its own: so its files are the
same however many are made at once.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mapping.processes import end_now, started_anew

if TYPE_CHECKING:
    from mapping.instance import Case
    from mapping.plan import Plan
    from mapping.publish.products import Form, Product

Teller = Callable[["Product"], None]
"""Hears of each product before it is made."""


def make_products(
    products: Iterable[Product],
    case: Case,
    plan: Plan,
    folder: Path,
    form: Form,
    told: Teller = lambda _: None,
    workers: int = 1,
) -> dict[str, tuple[str, ...]]:
    """Make each of the products inside `folder`, which exists; returns the files of each, by its name, in their order.

    A file's name is its path from `folder`, with `/`. Files of the same names are replaced. With more than one of
    `workers`, so many processes make a product each at a time.

    Raises:
        OSError: the disk refuses.
    """
    wanted, making = tuple(products), folder / ".making"
    job = _Job(case, plan, form, making)
    for product in wanted:
        job.room(product).mkdir(parents=True)
    if min(workers, len(wanted)) > 1:
        _make_side_by_side(job, wanted, min(workers, len(wanted)), told)
    else:
        for product in wanted:
            told(product)
            job.make(product)
    made = {product.name: files_of(job.room(product)) for product in wanted}
    _check_apart(made)
    for product in wanted:
        for file in made[product.name]:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (job.room(product) / file).replace(folder / file)
    if wanted:
        shutil.rmtree(making)
    return made


def files_of(folder: Path) -> tuple[str, ...]:
    """Every file in `folder` and the folders in it, as a path from it with `/`, sorted."""
    return tuple(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()))


@dataclass(frozen=True, slots=True)
class _Job:
    """What products are made of, and in which folder each has its own."""

    case: Case
    plan: Plan
    form: Form
    making: Path

    def room(self, product: Product) -> Path:
        """The folder in which `product` alone is made."""
        return self.making / product.name

    def make(self, product: Product) -> None:
        """Make `product`."""
        product.make(self.case, self.plan, self.room(product), self.form)


def _make_side_by_side(job: _Job, products: tuple[Product, ...], workers: int, told: Teller) -> None:
    """Make `products` in so many processes, begun in their order.

    Where one of them is ended from outside (out of memory, say), this process makes what was not finished.
    """
    left, begun = list(products), dict[Future[None], "Product"]()
    pool = started_anew(workers, _begin, (job,))
    try:
        for product in products:
            told(product)
            begun[pool.submit(_work, product)] = product
            if len(begun) == workers:
                _await_one(begun, left)
        while begun:
            _await_one(begun, left)
    except BrokenProcessPool:
        end_now(pool)
        for product in left:
            shutil.rmtree(job.room(product))
            job.room(product).mkdir()
            job.make(product)
    finally:
        end_now(pool)


def _await_one(begun: dict[Future[None], Product], left: list[Product]) -> None:
    """Wait until one of those that were begun is made, and strike it off both."""
    for future in wait(begun, return_when=FIRST_COMPLETED).done:
        future.result()
        left.remove(begun.pop(future))


class _Worker:
    """What a worker process knows, put there once when it begins."""

    job: _Job


def _begin(job: _Job) -> None:
    _Worker.job = job


def _work(product: Product) -> None:
    _Worker.job.make(product)


def _check_apart(made: Mapping[str, tuple[str, ...]]) -> None:
    """Two products must not write one file."""
    files = [file for of_one in made.values() for file in of_one]
    twice = sorted({file for file in files if files.count(file) > 1})
    if twice:
        raise AssertionError(f"two products write {twice}")
