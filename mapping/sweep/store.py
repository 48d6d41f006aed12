"""The folder of a sweep: a run for each member, a line for each that has none, and the table of all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from mapping.errors import InputError, Problem, Where
from mapping.plan import plan_to_json
from mapping.run.folder import PLAN, new_run_folder, put_right
from mapping.run.index import SWEEP, Entry, runs_under
from mapping.run.locks import only_here
from mapping.run.reading import Inputs
from mapping.run.record import RunRecord, TakenRecord
from mapping.run.recording import Circumstances, Subject, write_record
from mapping.run.scenario_files import SCENARIO, resolved_text, seen_from, write_scenario
from mapping.run.trouble import writing_to
from mapping.scenario import Scenario
from mapping.sweep.work import Failed, Planned, Trouble
from mapping.words import Language, Text

SUFFIX = ".sweep"
"""What stands behind the sweep's name in the name of its folder."""

MEMBERS, FAILURES, LOCK = "members", "failures.jsonl", ".sweep.lock"

LASTING: frozenset[Trouble] = frozenset({"infeasible", "no_plan", "broken", "bad_input"})
"""Failures that the same inputs would meet again; whatever only crashed is tried again."""


@dataclass(frozen=True, slots=True)
class Store:
    """The folder of a sweep, `folder`, and the inputs that its members share."""

    folder: Path
    inputs: Inputs
    region: str

    @property
    def members(self) -> Path:
        """The folder of the members' runs."""
        return self.folder / MEMBERS

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other processes from working on the same sweep.

        Raises:
            InputError: one does already, or something else stands at the folder's place.
            OutputError: the disk refuses.
        """
        if self.folder.exists() and any(self.folder.iterdir()) and not (self.folder / SWEEP).is_file():
            raise InputError([Problem(
                Where(self.folder.as_posix()),
                Text("тук има нещо, което не е серия от needsmap", "what is here is no sweep of needsmap"),
                Text("Преместете го или изберете друга папка с --outputs.",
                     "Move it away, or choose another folder with --outputs."),
            )])  # fmt: skip
        with writing_to(self.folder):
            self.members.mkdir(parents=True, exist_ok=True)
            if not (self.folder / SWEEP).is_file():
                write_whole(self.folder / SWEEP, '{"program": "needsmap", "what": "sweep"}\n')
        with only_here(self.folder / LOCK, Text("друг процес планира тази серия", "another process plans this sweep")):
            with writing_to(self.folder):
                put_right(self.members)
            yield

    def finished(self) -> dict[str, Entry]:
        """The runs of members that are there, by id."""
        return {entry.folder.name: entry for entry in runs_under(self.members, deepest=1)}

    def failed(self) -> dict[str, tuple[str, Failed]]:
        """The key and failure of each member that had no plan, by id: the last word on each."""
        found: dict[str, tuple[str, Failed]] = {}
        try:
            lines = (self.folder / FAILURES).read_text(encoding="utf-8").splitlines()
        except OSError:
            return found
        for line in lines:
            try:
                said = json.loads(line)
                words = Text(said["bg"], said["en"])
                found[said["id"]] = said["key"], Failed(said["trouble"], words, said["seconds"])
            except (ValueError, KeyError, TypeError):
                continue  # the end of a line that was being written when the process died
        return found

    def note(self, member: str, key: str, failed: Failed) -> None:
        """Keep a member's failure; the line is on the disk when this returns."""
        said = {"id": member, "key": key, "trouble": failed.trouble, "bg": failed.words.bg, "en": failed.words.en,
                "seconds": failed.seconds}  # fmt: skip
        with writing_to(self.folder), (self.folder / FAILURES).open("a", encoding="utf-8", newline="\n") as file:
            # A line that was cut when a process died must not spoil this one.
            file.write("\n" + json.dumps(said, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def write(
        self, scenario: Scenario, key: str, planned: Planned, started: datetime, language: Language,
        taken: tuple[Path, datetime] | None,
    ) -> RunRecord:  # fmt: skip
        """Write a member's run, whole or not at all.

        Args:
            scenario: the member's.
            key: of its inputs.
            planned: what came of it.
            started: when its planning began.
            language: of its products.
            taken: whose plan it is and when that was found, where nothing was solved.
        """
        final = self.members / scenario.name
        with new_run_folder(self.members, scenario.name) as folder, writing_to(final):
            text = plan_to_json(planned.found.plan)
            (folder / PLAN).write_text(text, encoding="utf-8", newline="\n")
            write_scenario(scenario, folder, final)
            for name, content in planned.files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(content)
            source = None
            if taken is not None:
                source = TakenRecord(folder=seen_from(final, taken[0]), found=taken[1])
            run = Circumstances(
                final / SCENARIO, final, language, started, planned.seconds, self.member_files(scenario), key, source
            )
            return write_record(
                Subject(scenario, self.region, planned.travel), planned.found, run, folder, planned.products
            )

    def member_files(self, scenario: Scenario) -> dict[str, str]:
        """SHA-256 of the files that a member is made from: its own scenario, that of the sweep, the region's."""
        final = self.members / scenario.name
        base = self.inputs.scenario
        own = resolved_text(scenario, seen_from(final, scenario.region_folder))
        files = {SCENARIO: sha256(own.encode()).hexdigest()}
        for path in base.chain:
            files[seen_from(final, path)] = self.inputs.files[seen_from(base.chain[0].parent, path)]
        tables = f"{base.region_folder.name}/"
        return files | {name: digest for name, digest in self.inputs.files.items() if name.startswith(tables)}


def write_whole(path: Path, text: str) -> None:
    """Write a file in one step, so that nobody ever sees half of it."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(path)
