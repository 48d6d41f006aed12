"""The full package of a finished run: `python -m benchmarks publishing --run outputs/haskovo`.

Every product that can be made of the region is made as by `needsmap publish RUN --all`, one after the other in one
process, into a temporary folder: the run stays as it is. A product's seconds hold what it is the first to import.
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
    from mapping.publish.products import PRODUCTS, Form  # noqa: PLC0415 - what is measured, not what measures
    from mapping.run.recheck import recheck  # noqa: PLC0415

    began, used = time.perf_counter(), _cpu()
    found = recheck(run.resolve())
    rows: list[dict[str, Cell]] = [_row("read and check", began, used)]
    for product in PRODUCTS:
        if product.missing(found.case.region) is None:
            into = folder / product.name
            into.mkdir()
            since, spent = time.perf_counter(), _cpu()
            product.make(found.case, found.plan, into, Form())
            rows.append(_row(product.name, since, spent, into))
    files = [path for path in folder.rglob("*") if path.is_file()]
    total = _row("all", began, used)
    total |= {"files": len(files), "MB": sum(path.stat().st_size for path in files) / 1e6, "peak MB": peak_memory()}
    rows.append(total)
    sizes = ", ".join(f"{name} under {most} MB" for name, most in LARGEST.items())
    note = f"Target: all in under {LONGEST} s on two cores; {sizes}."
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
