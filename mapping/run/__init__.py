"""One run: from a scenario file to a folder of results, whole or not at all."""

from mapping.run.certainty import Question
from mapping.run.comparison import ComparedRuns, compare_runs, write_comparison
from mapping.run.ensemble import EnsembleResult, EnsembleSize, WorldListener, execute_ensemble
from mapping.run.execute import execute
from mapping.run.folder import discard_unfinished
from mapping.run.index import Entry, finished_entry, runs_under
from mapping.run.inspecting import inspect_path, inspect_region
from mapping.run.listener import STEP_WORDS, Listener, Step
from mapping.run.prune import Pruning, prune, what_would_go
from mapping.run.publication import Published, Wish, form_of, publish
from mapping.run.reading import read_case
from mapping.run.recheck import Look, Recheck, Reread, look, recheck, reread
from mapping.run.recognition import Reuse
from mapping.run.record import Recognised, RunRecord, RunResult
from mapping.run.replaced import Effect, effect_of_own_figures, write_effect
from mapping.run.result import ResultRecord
from mapping.run.trouble import OutputError

__all__ = [
    "STEP_WORDS",
    "ComparedRuns",
    "Effect",
    "EnsembleResult",
    "EnsembleSize",
    "Entry",
    "Listener",
    "Look",
    "OutputError",
    "Pruning",
    "Published",
    "Question",
    "Recheck",
    "Recognised",
    "Reread",
    "ResultRecord",
    "Reuse",
    "RunRecord",
    "RunResult",
    "Step",
    "Wish",
    "WorldListener",
    "compare_runs",
    "discard_unfinished",
    "effect_of_own_figures",
    "execute",
    "execute_ensemble",
    "finished_entry",
    "form_of",
    "inspect_path",
    "inspect_region",
    "look",
    "prune",
    "publish",
    "read_case",
    "recheck",
    "reread",
    "runs_under",
    "what_would_go",
    "write_comparison",
    "write_effect",
]
