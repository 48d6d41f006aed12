"""Problems are collected, then raised once; every failure has an exit code of its own.

Exit codes: 2 bad input, 3 the rules contradict each other, 4 no plan in the time given, 5 a plan failed its
independent check (a defect of the program: nothing is published).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from mapping.letters import latin, look_alikes
from mapping.words import Language, Text


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the input: a file, then a row and column of a table or a key of a scenario."""

    file: str
    row: int | None = None
    column: str | None = None
    key: str | None = None

    def of(self, language: Language) -> str:
        """The place in words."""
        bg = language == "bg"
        parts = [self.file]
        if self.row is not None:
            parts.append(f"{'ред' if bg else 'row'} {self.row}")
        if self.column is not None:
            parts.append(f"{'колона' if bg else 'column'} {self.column}")
        if self.key is not None:
            parts.append(f"{'ключ' if bg else 'key'} {self.key}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, and what to do about it."""

    where: Where
    what: Text
    todo: Text

    def of(self, language: Language) -> str:
        """The problem in words, on two lines."""
        arrow = "  → "
        return f"{self.where.of(language)}: {self.what.of(language)}\n{arrow}{self.todo.of(language)}"


class NeedsmapError(Exception):
    """A failure that a planner can read; `exit_code` goes to the shell."""

    exit_code = 1

    def __init__(self, message: Text) -> None:
        """Fail with `message`."""
        super().__init__(message.en)
        self.message = message

    def of(self, language: Language) -> str:
        """The whole message in `language`."""
        return self.message.of(language)


class InputError(NeedsmapError):
    """The tables or the scenario have problems; all of them are listed."""

    exit_code = 2

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Fail with all `problems`."""
        self.problems = tuple(problems)
        n = len(self.problems)
        super().__init__(
            Text(
                bg=f"Входните данни имат {n} {'грешка' if n == 1 else 'грешки'}; нищо не е записано.",
                en=f"The input has {n} problem{'' if n == 1 else 's'}; nothing was written.",
            )
        )

    def of(self, language: Language) -> str:
        """The heading, then every problem."""
        return "\n".join([self.message.of(language), *(p.of(language) for p in self.problems)])


class InfeasibleError(NeedsmapError):
    """No plan can satisfy all rules at once."""

    exit_code = 3


class NoPlanError(NeedsmapError):
    """The time ran out (or the run was cancelled) before any plan was found."""

    exit_code = 4


class BrokenPlanError(NeedsmapError):
    """The independent check found that the plan breaks a rule; the program is at fault."""

    exit_code = 5


class ProblemLog:
    """Collects problems while reading goes on; `close` raises them all at once."""

    def __init__(self, place: Callable[[Where], Where] = lambda where: where) -> None:
        """Nothing is wrong yet; `place` says where a place really is."""
        self._problems: dict[Problem, None] = {}
        self._quiet: set[tuple[str, str | None]] = set()
        self._place = place

    def placed(self, place: Callable[[Where], Where]) -> ProblemLog:
        """The same log for checks that know a whole made of several files: `place` says which of them stated a key."""
        view = ProblemLog(place)
        view._problems, view._quiet = self._problems, self._quiet
        return view

    def add(self, where: Where, what: Text, todo: Text) -> None:
        """Note one problem; what was noted already is not noted again."""
        if (where.file, where.key) not in self._quiet:
            self._problems.setdefault(Problem(self._place(where), what, todo))

    def quiet(self, file: str, key: str) -> None:
        """Note nothing more of a scenario's key: it is known to be wrong, and what stands there now is made up."""
        self._quiet.add((file, key))

    def __len__(self) -> int:
        """How many problems were noted."""
        return len(self._problems)

    def close(self) -> None:
        """Raise `InputError` with every problem noted, if there is any."""
        if self._problems:
            raise InputError(self._problems)


def nearest_word(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be, if one is near."""
    choices = list(known)
    if latin(word) in choices:
        return latin(word)
    found = get_close_matches(word, choices, n=1, cutoff=0.6)
    return found[0] if found else None


def meant(word: str, near: str) -> Text:
    """That `word` was probably meant to be `near`; and that it has Cyrillic letters, where nobody can see them."""
    wrong = look_alikes(word)
    if not wrong:
        return Text(f"Вероятно е „{near}“.", f"Did you mean “{near}”?")
    letters = ", ".join(wrong)
    return Text(
        f"Вероятно е „{near}“: тук има букви на кирилица ({letters}), които само изглеждат като латински.",
        f"Did you mean “{near}”? There are Cyrillic letters here ({letters}) that only look like Latin ones.",
    )


def unknown_word(log: ProblemLog, where: Where, word: str, known: Iterable[str]) -> None:
    """Note that `word` is not one of the `known` words, naming the nearest of them."""
    choices = sorted(set(known))
    near = nearest_word(word, choices)
    if near is not None:
        todo = meant(word, near)
    else:
        shown = ", ".join(choices[:12]) + (" …" if len(choices) > 12 else "")
        todo = Text(bg=f"Изберете едно от: {shown}.", en=f"Choose one of: {shown}.")
    log.add(where, Text(bg=f"непозната стойност „{word}“", en=f"unknown value “{word}”"), todo)
