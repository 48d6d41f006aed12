"""How far a sweep is, on stderr."""

from __future__ import annotations

import time

from mapping.cli.progress import TerminalListener
from mapping.words import Text, number


class SweepTerminal(TerminalListener):
    """Shows how many members are done, how many of them have no plan, and how long the rest may take."""

    _began: tuple[float, int] | None = None

    def members(self, done: int, members: int, without_plan: int) -> None:
        """One more member is done."""
        now = time.monotonic()
        if self._began is None:
            self._began = (now, done)
        seconds, fresh = now - self._began[0], done - self._began[1]
        left = Text("", "")
        if fresh and done < members:
            rest = seconds / fresh * (members - done)
            left = Text(f", още около {number(rest, 'bg')} s", f", about {number(rest, 'en')} s left")
        none = Text(f", {without_plan} без план", f", {without_plan} without a plan") if without_plan else Text("", "")
        self.line(
            Text(
                f"  {done} от {members} варианта{none.bg}, {number(seconds, 'bg')} s{left.bg}",
                f"  {done} of {members} members{none.en}, {number(seconds, 'en')} s{left.en}",
            ),
            now,
        )

    def stopping(self) -> None:
        """The user asked to stop."""
        self.say(Text(
            "Спиране: завършените варианти са запазени. Същата команда продължава оттук.",
            "Stopping: finished members are kept. The same command goes on from here.",
        ).of(self._language))  # fmt: skip
