"""Is there a plan with these members in force? Every question is asked of a model written anew without the others."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from mapping.explain.conflicts.members import members_of
from mapping.explain.conflicts.plain import Plain, pairs_of, part_of
from mapping.explain.conflicts.types import Easing, Edit, Member
from mapping.instance import Case, build_instance
from mapping.model import Program, build_model
from mapping.solve import Give, Slack, has_plan, least_slack

MOST_PAIRS = 200_000
"""Models with more pairs of settlement and site are not written: the question stays open."""

Ids = frozenset[str]


@dataclass(slots=True)
class Clock:
    """The time there is: for everything, and for one question at most; `stop` ends all."""

    deadline: float
    longest: float
    stop: threading.Event = field(default_factory=threading.Event)

    def seconds(self) -> float:
        """Seconds left for the next question."""
        return min(self.longest, self.deadline - time.perf_counter())

    @property
    def over(self) -> bool:
        """Whether nothing more can be asked."""
        return self.stop.is_set() or self.seconds() <= 0


class Question:
    """Asks whether there is a plan; remembers the answers.

    What holds for some members holds for fewer, and what conflicts still does with more: such questions are answered
    without solving. (That is so but for `sites.nearest`: where more sites are possible, others are no longer among the
    nearest. So what is told in the end is asked exactly.)
    """

    def __init__(self, plain: Plain, clock: Clock, seed: int) -> None:
        """Nothing is asked yet."""
        self.plain = plain
        self.clock = clock
        self.members = members_of(plain)
        self.by_id: Mapping[str, Member] = {member.id: member for member in self.members}
        self._seed = seed
        self._known: dict[Ids, bool] = {}
        self._yes: list[Ids] = []
        self._no: list[Ids] = []

    @property
    def all(self) -> Ids:
        """Every member."""
        return frozenset(self.by_id)

    def possible(self, in_force: Iterable[str]) -> bool | None:
        """Whether there is a plan with exactly these members in force; None where the time did not suffice."""
        members = frozenset(in_force)
        if any(members <= known for known in self._yes):
            return True
        if any(known <= members for known in self._no):
            return False
        answer = self.exactly(members)
        if answer is True:
            self._yes.append(members)
        if answer is False:
            self._no.append(members)
        return answer

    def exactly(self, in_force: Iterable[str]) -> bool | None:
        """The same, of these very members: nothing is concluded from others."""
        members = frozenset(in_force)
        if not any(self.by_id[m].asks is not None for m in members):
            return True
        if members not in self._known:
            answer = self._answer(members, ())
            if answer is None:
                return None
            self._known[members] = answer
        return self._known[members]

    def possible_with(self, in_force: Ids, edits: tuple[Edit, ...]) -> bool | None:
        """The same with some settings changed (`edits`); nothing is remembered."""
        return self._answer(in_force, edits)

    def slack(self, in_force: Ids, edits: tuple[Edit, ...], easings: Sequence[Easing]) -> Slack | None:
        """How far settings must be eased together, as cheaply as possible; None where one of them does not move sides
        of rows alone, or time is over.

        The programme is written with each setting as it is and eased a little; what differs tells which sides move.
        """
        before = None if self.clock.over else self._program(in_force, edits)
        if before is None:
            return None
        gives, upper = [], before.upper
        for easing in easings:
            after = self._program(in_force, (*edits, easing.by(easing.step)))
            if after is None or not _same_matrix(before, after):
                return None
            gives.append(Give(_moved(before, after, easing.step), easing.most, easing.price, easing.step))
            upper = np.where(after.upper > before.upper, np.inf, upper)
        clock = self.clock
        return least_slack(before, gives, upper, clock.seconds(), self._seed, clock.stop)

    def asked_of(self, members: Iterable[str]) -> frozenset[str]:
        """The services of which these members ask something."""
        return frozenset(service for m in members for service in self.by_id[m].asks or ())

    def _answer(self, in_force: Ids, edits: tuple[Edit, ...]) -> bool | None:
        if self.clock.over:
            return None
        program = self._program(in_force, edits)
        if program is None:
            return None
        return has_plan(program, self.clock.seconds(), self._seed, self.clock.stop)

    def _program(self, in_force: Ids, edits: tuple[Edit, ...]) -> Program | None:
        """The programme of the services asked of; None where it would be too large."""
        gone = tuple(member.without for member in self.members if member.id not in in_force)
        case: Case = part_of(self.plain.case, self.asked_of(in_force))
        for edit in (*gone, *edits):
            case = edit.on_case(case)
        if pairs_of(case) > MOST_PAIRS:
            return None
        instance = build_instance(case)
        for edit in (*gone, *edits):
            instance = edit.on_instance(instance)
        return build_model(instance).program


def _moved(before: Program, after: Program, units: float) -> dict[int, float]:
    """By row, how much a unit moves its side."""
    known = np.isfinite(before.rhs)
    moved = np.zeros(len(before.rhs))
    moved[known] = (after.rhs[known] - before.rhs[known]) / units
    return {int(row): float(moved[row]) for row in np.flatnonzero(moved)}


def _same_matrix(one: Program, other: Program) -> bool:
    return bool(
        one.lower.shape == other.lower.shape
        and one.column.shape == other.column.shape
        and one.start.shape == other.start.shape
        and (one.start == other.start).all()
        and (one.column == other.column).all()
        and (one.value == other.value).all()
        and (one.lower == other.lower).all()
    )
