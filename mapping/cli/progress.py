"""A run's progress on stderr: one line that is written over on a terminal, a few lines elsewhere."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from mapping.cli.columns import cut
from mapping.publish.stage_words import gap_words, stage_name, stage_value
from mapping.run import STEP_WORDS, Step
from mapping.words import Language, Text, number

if TYPE_CHECKING:  # what watches a run also stands where no solver is installed
    from mapping.solve import Progress

SECONDS_BETWEEN_LINES = 15.0
SECONDS_BETWEEN_UPDATES = 0.2


class TerminalListener:
    """Shows steps and stages; `cancel` stops the running solver, None where none runs."""

    def __init__(self, stream: TextIO, language: Language) -> None:
        """Show everything on `stream`."""
        self.cancel: Callable[[], None] | None = None
        self._stream = stream
        self._language = language
        self._live = stream.isatty()
        self._written_over = 0
        self._stage = 0
        self._stage_began = 0.0
        self._best_shown = False
        self._shown_at = 0.0
        self._last = ""

    def step(self, step: Step) -> None:
        """A step begins."""
        self._finish_line()
        self._line(f"{STEP_WORDS[step].of(self._language)} …")

    def solving(self, cancel: Callable[[], None] | None) -> None:
        """The solver starts or ends."""
        self.cancel = cancel

    def progress(self, stage: int, stages: int, objective: str, progress: Progress) -> None:
        """A stage moved on."""
        now = time.monotonic()
        if stage != self._stage:
            self._finish_line()
            self._stage, self._stage_began, self._shown_at = stage, now, 0.0
            self._best_shown = False
        text = self._words(stage, stages, objective, progress, now - self._stage_began)
        first_plan = progress.best is not None and not self._best_shown
        if self._live and now - self._shown_at >= SECONDS_BETWEEN_UPDATES:
            self._shown_at = now
            self._write_over(text)
        elif not self._live and (now - self._shown_at >= SECONDS_BETWEEN_LINES or first_plan):
            self._shown_at = now
            self._best_shown = self._best_shown or first_plan
            self._line(text)
            text = ""
        self._last = text

    def world(self, done: int, worlds: int) -> None:
        """One more world of an ensemble is planned."""
        now = time.monotonic()
        if done == 0:
            self._stage_began = now
        seconds = number(now - self._stage_began, self._language)
        text = Text(
            f"  възможно развитие {done} от {worlds}, {seconds} s", f"  world {done} of {worlds}, {seconds} s"
        ).of(self._language)
        self._shown_over(text, now)

    def line(self, words: Text, now: float) -> None:
        """The one line of progress is now this; elsewhere than on a terminal it is written from time to time."""
        self._shown_over(words.of(self._language), now)

    def _shown_over(self, text: str, now: float) -> None:
        if self._live:
            self._write_over(text)
        elif now - self._shown_at >= SECONDS_BETWEEN_LINES:
            self._shown_at = now
            self._line(text)
            text = ""
        self._last = text

    def stopping(self) -> None:
        """The user asked to stop."""
        self._finish_line()
        self._line(Text(
            "Спиране: задържа се най-добрият план дотук. Още едно Ctrl-C прекратява веднага, без запис.",
            "Stopping: the best plan so far is kept. Another Ctrl-C ends at once and writes nothing.",
        ).of(self._language))  # fmt: skip

    def say(self, text: str) -> None:
        """A line between two searches; the stages of the next one begin anew."""
        self._finish_line()
        self._line(text)
        self._stage = 0

    def close(self) -> None:
        """End the line that is being written over."""
        self._finish_line()

    def _words(self, stage: int, stages: int, objective: str, progress: Progress, seconds: float) -> str:
        language = self._language
        best = stage_value(objective, progress.best, language)
        bound = stage_value(objective, progress.bound, language)
        gap = gap_words(progress.gap, language)
        name, clock = stage_name(objective, language), number(seconds, language)
        # What matters most stands first: a narrow terminal shows no more.
        return Text(
            f"  етап {stage}/{stages}, {clock} s, отклонение {gap}: {name} {best}, граница {bound}",
            f"  stage {stage}/{stages}, {clock} s, gap {gap}: {name} {best}, bound {bound}",
        ).of(language)

    def _finish_line(self) -> None:
        """Leave the last state of a stage standing."""
        if self._last and self._live:
            self._write_over(self._last)
        elif self._last:
            self._line(self._last)
        if self._written_over:
            self._stream.write("\n")
        self._written_over, self._last = 0, ""
        self._stream.flush()

    def _write_over(self, text: str) -> None:
        shown = cut(text, max(20, shutil.get_terminal_size().columns - 1))
        self._stream.write("\r" + shown.ljust(self._written_over))
        self._stream.flush()
        self._written_over = len(shown)

    def _line(self, text: str) -> None:
        self._stream.write(text + "\n")
        self._stream.flush()
