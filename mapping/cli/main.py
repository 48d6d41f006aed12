"""Where the command begins and ends: whatever happens,
the user reads a sentence and the shell gets an exit code.

Exit codes: 0 done, 1 the program or the disk failed, 2 bad input, 3 contradicting rules, 4 no plan in time, 5
a plan that fails its check, 130 interrupted at once.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from mapping.cli import INTERRUPTED


def entry(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (those of the shell) and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        # Imported in here, so that a broken installation is told in words too, and help comes at once.
        from mapping.cli.arguments import read_arguments  # noqa: PLC0415
        from mapping.cli.commands import COMMANDS, perform  # noqa: PLC0415

        code = perform(read_arguments(sys.argv[1:] if arguments is None else arguments, COMMANDS))
        sys.stdout.flush()
    except SystemExit as end:
        return int(end.code or 0)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _close_output()
        return 1
    except Exception as error:
        _tell(error)
        return 1
    return code


def _close_output() -> None:
    """Nobody reads the output any more (a pipe to `head`): say no more, not even at the interpreter's end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(error: Exception) -> None:
    place = _write_report()
    name = type(error).__name__
    where = (
        (f"Подробностите са в {place}; изпратете го на разработчиците.",
         f"The details are in {place}; please send it to the developers.")
        if place is not None
        else ("Подробностите не можаха да се запишат.", "The details could not be written.")
    )  # fmt: skip
    sys.stderr.write(
        f"Програмата се натъкна на неочаквана грешка ({name}). {where[0]}\n"
        f"The program met an unexpected error ({name}). {where[1]}\n"
    )


def _write_report() -> Path | None:
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="needsmap-", suffix=".txt", delete=False
        ) as report:
            report.write(f"needsmap {' '.join(sys.argv[1:])}\nPython {sys.version}\n\n")
            report.write(traceback.format_exc())
        return Path(report.name)
    except OSError:
        return None
