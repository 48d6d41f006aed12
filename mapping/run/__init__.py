"""One run: from a scenario file to a folder of results, whole or not at all."""

from mapping.run.folder import discard_unfinished
from mapping.run.listener import STEP_WORDS, Listener, Step
from mapping.run.reading import read_case
from mapping.run.recheck import Recheck, Reread, recheck, reread
from mapping.run.record import RunResult
from mapping.run.steps import execute
from mapping.run.trouble import OutputError

__all__ = [
    "STEP_WORDS",
    "Listener",
    "OutputError",
    "Recheck",
    "Reread",
    "RunResult",
    "Step",
    "discard_unfinished",
    "execute",
    "read_case",
    "recheck",
    "reread",
]
