"""A whole sweep: from its file to a folder of runs and one table; what is finished is never planned again."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

import mapping
from mapping.publish.products import Form, makeable
from mapping.run.folder import put_right
from mapping.run.index import SWEEP, Entry, runs_under
from mapping.run.key import plan_key, planner
from mapping.run.reading import Inputs, read_whole, tables_of
from mapping.run.recognition import Earlier, Reuse, first_whole, rest_is_whole, to_make_anew, whole
from mapping.run.recording import Found, now
from mapping.run.result import result_of
from mapping.run.trouble import OutputError, writing_to
from mapping.scenario import Scenario
from mapping.sweep.arena import Arena
from mapping.sweep.drive import Driver
from mapping.sweep.file import read_sweep
from mapping.sweep.members import Member, members_of, scenarios_of
from mapping.sweep.store import LASTING, SUFFIX, Store, write_whole
from mapping.sweep.table import Ended, Row, write_tables
from mapping.sweep.work import Failed, Ground, Planned, Task
from mapping.words import Language, Text

OWN = Reuse(stopped=True)
"""A member of this sweep that the clock stopped has ended as the sweep asked: it is not planned again."""

OTHERS = Reuse()

KEPT = Text(
    "Завършените варианти са запазени: освободете място и пуснете същата команда отново.",
    "Finished members are kept: free some space and give the same command again.",
)


class SweepListener(Protocol):
    """Told how far a sweep is, and how to stop it."""

    def solving(self, cancel: Callable[[], None] | None) -> None:
        """Members are being planned and `cancel` would stop that, or (None) it has ended."""

    def members(self, done: int, members: int, without_plan: int) -> None:
        """So many of so many members are done, of which so many have no plan."""


@dataclass(frozen=True, slots=True)
class SweepResult:
    """A sweep that ended or was stopped: its folder, a row for each member in the order of its file, the files of the
    table, how many members were planned now, and how many were finished before."""

    folder: Path
    rows: tuple[Row, ...]
    files: tuple[str, ...]
    planned: int
    before: int

    @property
    def complete(self) -> bool:
        """Whether every member has been planned or has failed."""
        return all(row.status != "not_run" for row in self.rows)


def execute_sweep(
    path: Path, outputs: Path, arena: Arena, listener: SweepListener, language: Language = "bg", again: bool = False
) -> SweepResult:
    """Plan all members of the sweep file at `path` on `arena`, and write them to `outputs`/<name>.sweep/.

    A member that is finished there, with the same inputs, is not planned again (unless `again`); a plan of the same
    inputs found elsewhere under `outputs` is taken over. The table says of every member what came of it, also where the
    sweep was stopped.

    Raises:
        InputError: the sweep, its scenario or the tables have problems, or another process works on the same sweep.
        OutputError: the disk refuses.
        NeedsmapError: there is nothing to plan on, or a worker has another version of the program.
    """
    started = now()
    file = read_sweep(path)
    members = members_of(file)
    inputs = read_whole(path.parent / file.scenario)
    folder = outputs / f"{path.stem}{SUFFIX}"
    store = Store(folder, inputs, inputs.region.id)
    scenarios = scenarios_of(path, inputs.scenario, inputs.region, members, store.members)
    with store.held():
        times = Counter(member.id for member in members)
        sweep = _Sweep(store, inputs, scenarios, times, file.outputs, language, again)
        sweep.look(outputs)
        try:
            sweep.plan(arena, listener)
            rows = tuple(sweep.row(member) for member in members)
            with writing_to(folder):
                files = write_tables(folder, rows)
                write_whole(folder / SWEEP, _record(path, inputs, rows, started, files))
        except OutputError as error:
            raise OutputError(error.place, error.reason, KEPT) from error
    return SweepResult(folder, rows, files, sweep.planned, sweep.before)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A plan that is not searched for again: how it was found, in which folder, and when."""

    found: Found
    folder: Path
    when: datetime


@dataclass(slots=True)
class _Sweep:
    """A sweep while it is planned: what is known of each member, by id; `times` says how often each is asked for."""

    store: Store
    inputs: Inputs
    scenarios: Mapping[str, Scenario]
    times: Counter[str]
    products: tuple[str, ...]
    language: Language
    again: bool
    keys: dict[str, str] = field(default_factory=dict)
    ended: dict[str, Ended] = field(default_factory=dict)
    taken: dict[str, _Taken] = field(default_factory=dict)
    planned: int = 0
    before: int = 0
    rows_done: int = 0
    rows_failed: int = 0

    def look(self, outputs: Path) -> None:
        """See which members are finished, and whose plan was found elsewhere."""
        tables = tables_of(self.inputs.scenario.region_folder, self.inputs.files)
        self.keys = {member: plan_key(scenario.keys, tables) for member, scenario in self.scenarios.items()}
        if self.again:
            return
        with writing_to(outputs):
            put_right(outputs)
        own, failed = self.store.finished(), self.store.failed()
        elsewhere: dict[str, list[Entry]] = {}
        for entry in runs_under(outputs):
            if entry.record is not None and entry.record.key:
                elsewhere.setdefault(entry.record.key, []).append(entry)
        for member, key in self.keys.items():
            earlier = whole(own[member], key, OWN) if member in own else None
            if earlier is not None and self._is_current(earlier):
                seconds = round(sum(earlier.record.seconds.values()), 3)
                self._end(member, Ended(result_of(earlier.plan), seconds, self._place(member)))
            elif member in failed and failed[member][0] == key and failed[member][1].trouble in LASTING:
                self._end(member, Ended(failed[member][1], failed[member][1].seconds))
            else:
                earlier = earlier or first_whole(elsewhere.get(key, ()), key, OTHERS)
                if earlier is not None:
                    self.taken[member] = _Taken(earlier.found(member), earlier.folder, earlier.record.plan_found)
        self.before = len(self.ended)

    def _is_current(self, earlier: Earlier) -> bool:
        """Whether a member's run is of the same files in the same places, and has all that the sweep asks for."""
        scenario = self.scenarios[earlier.folder.name]
        wanted = makeable(self.products, self.inputs.region)
        return (
            earlier.record.scenario.keys == scenario.keys
            and earlier.record.inputs == self.store.member_files(scenario)
            and rest_is_whole(earlier)
            and not to_make_anew(earlier, wanted, Form(self.language))
        )

    def plan(self, arena: Arena, listener: SweepListener) -> None:
        """Plan what is not finished; members with the same inputs once."""
        driver, ground, here = Driver(arena), Ground.of(self.inputs.region), planner()

        def add(member: str) -> None:
            taken = self.taken[member].found if member in self.taken else None
            driver.add(Task(self.scenarios[member], ground, here, self.products, self.language, taken))

        followers = self._followers()
        for member in followers:
            add(member)
        stop, started = threading.Event(), now()
        listener.solving(stop.set)
        self._tell(listener)
        try:
            for task, outcome in driver.run(stop):
                member = task.scenario.name
                self._keep(member, outcome, started)
                for follower in followers.pop(member, ()):
                    if isinstance(outcome, Failed):
                        self._keep(follower, outcome, started)
                    else:
                        self._take(follower, member, outcome)
                        followers[follower] = []
                        add(follower)
                self._tell(listener)
        finally:
            listener.solving(None)
            arena.close()

    def _followers(self) -> dict[str, list[str]]:
        """The members to be planned, each with those of the same inputs, which take its plan."""
        found: dict[str, list[str]] = {}
        leaders: dict[str, str] = {}
        for member, key in self.keys.items():
            if member in self.ended:
                continue
            if member in self.taken or key not in leaders:
                leaders.setdefault(key, member)
                found[member] = []
            else:
                found[leaders[key]].append(member)
        return found

    def _take(self, follower: str, leader: str, planned: Planned) -> None:
        """Let a member take the plan of another with the same inputs, which has just been written."""
        found = Found(
            replace(planned.found.plan, scenario=follower), planned.found.stages, planned.found.assignment_seconds
        )
        when = self.taken[leader].when if leader in self.taken and not planned.solved else now()
        self.taken[follower] = _Taken(found, self.store.members / leader, when)

    def _keep(self, member: str, outcome: Planned | Failed, started: datetime) -> None:
        """Write what came of a member."""
        self.planned += 1
        if isinstance(outcome, Failed):
            self.store.note(member, self.keys[member], outcome)
            self._end(member, Ended(outcome, outcome.seconds))
            return
        taken = None if outcome.solved else self.taken[member]
        source = None if taken is None else (taken.folder, taken.when)
        record = self.store.write(self.scenarios[member], self.keys[member], outcome, started, self.language, source)
        seconds = round(sum(record.seconds.values()), 3)
        self._end(member, Ended(result_of(outcome.found.plan), seconds, self._place(member)))

    def _end(self, member: str, ended: Ended) -> None:
        self.ended[member] = ended
        self.rows_done += self.times[member]
        self.rows_failed += self.times[member] if isinstance(ended.came, Failed) else 0

    def row(self, member: Member) -> Row:
        """What is known of `member`."""
        return Row(member, self.ended.get(member.id))

    def _place(self, member: str) -> str:
        return (self.store.members / member).relative_to(self.store.folder).as_posix()

    def _tell(self, listener: SweepListener) -> None:
        listener.members(self.rows_done, self.times.total(), self.rows_failed)


def _record(path: Path, inputs: Inputs, rows: tuple[Row, ...], started: datetime, files: tuple[str, ...]) -> str:
    """What sweep.json says of a sweep that ended or was stopped."""
    content = {
        "program": "needsmap",
        "version": mapping.__version__,
        "what": "sweep",
        "scenario": {"name": inputs.scenario.name},
        "file": path.name,
        "members": len(rows),
        "by_status": dict(sorted(Counter(row.status for row in rows).items())),
        "started": started.isoformat(),
        "finished": now().isoformat(),
        "inputs": dict(inputs.files),
        "outputs": list(files),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
