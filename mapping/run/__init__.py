"""One run: from a scenario file to a folder of results, whole or not at all."""

from mapping.run.certainty import Question
from mapping.run.comparison import ComparedRuns, compare_runs, write_comparison
from mapping.run.ensemble import EnsembleResult, EnsembleSize, WorldListener, execute_ensemble
from mapping.run.folder import discard_unfinished
from mapping.run.inspecting import inspect_path, inspect_region
from mapping.run.listener import STEP_WORDS, Listener, Step
from mapping.run.publication import Published, Wish, form_of, publish
from mapping.run.reading import read_case
from mapping.run.recheck import Recheck, Reread, recheck, reread
from mapping.run.record import RunResult
from mapping.run.replaced import Effect, effect_of_own_figures, write_effect
from mapping.run.steps import execute
from mapping.run.trouble import OutputError

__all__ = [
    "STEP_WORDS",
    "ComparedRuns",
    "Effect",
    "EnsembleResult",
    "EnsembleSize",
    "Listener",
    "OutputError",
    "Published",
    "Question",
    "Recheck",
    "Reread",
    "RunResult",
    "Step",
    "Wish",
    "WorldListener",
    "compare_runs",
    "discard_unfinished",
    "effect_of_own_figures",
    "execute",
    "execute_ensemble",
    "form_of",
    "inspect_path",
    "inspect_region",
    "publish",
    "read_case",
    "recheck",
    "reread",
    "write_comparison",
    "write_effect",
]
