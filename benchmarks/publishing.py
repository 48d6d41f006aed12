"""The full package of a finished run: `python -m benchmarks publishing --run outputs/haskovo`.

Every product that can be made of the region is made twice into a temporary folder, the run stays as it is: one after
the other in one process, where a product's seconds hold what it is the first to import, and then side by side, a
process a core, as `needsmap publish RUN --all` makes them.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from benchmarks.machine import peak_memory
from benchmarks.table import Cell, Table

LONGEST = 60
"""The target: seconds of the full package of Haskovo on two cores."""
LARGEST = {"screen": 3, "report": 10}
"""The target: MB (10^6 bytes) of a product's files."""


def publishing(run: Path, folder: Path) -> list[Table]:
    """Read and check the run in `run`, make every product of it in `folder`; a row a step."""
    from mapping.publish.making import make_products  # noqa: PLC0415 - what is measured, not what measures
    from mapping.publish.products import PRODUCTS, Form, makeable  # noqa: PLC0415
    from mapping.run.recheck import recheck  # noqa: PLC0415

    began, used = time.perf_counter(), _cpu()
    found = recheck(run.resolve())
    rows: list[dict[str, Cell]] = [_row("read and check", began, used)]
    reading = time.perf_counter() - began
    products = makeable([product.name for product in PRODUCTS], found.case.region)
    for product in products:
        into = folder / product.name
        into.mkdir()
        since, spent = time.perf_counter(), _cpu()
        product.make(found.case, found.plan, into, Form())
        rows.append(_row(product.name, since, spent, into))
    files = [path for path in folder.rglob("*") if path.is_file()]
    total = _row("all, one process", began, used)
    total |= {"files": len(files), "MB": sum(path.stat().st_size for path in files) / 1e6, "peak MB": peak_memory()}
    rows.append(total)
    cores = os.cpu_count() or 1
    beside = folder / "side_by_side"
    beside.mkdir()
    since, spent = time.perf_counter() - reading, _cpu()
    make_products(products, found.case, found.plan, beside, Form(), workers=cores)
    rows.append(_row(f"all, {cores} side by side", since, spent))
    sizes = ", ".join(f"{name} under {most} MB" for name, most in LARGEST.items())
    note = f"Target: all side by side in under {LONGEST} s on two cores; {sizes}."
    return [Table("publishing", f"The full package of {run.name}", rows, [note])]


def _row(name: str, began: float, used: float, folder: Path | None = None) -> dict[str, Cell]:
    files = [] if folder is None else [path for path in folder.rglob("*") if path.is_file()]
    return {
        "product": name,
        "seconds": time.perf_counter() - began,
        "cpu s": _cpu() - used,
        "files": len(files) if files else None,
        "MB": sum(path.stat().st_size for path in files) / 1e6 if files else None,
        "peak MB": None,
    }


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
