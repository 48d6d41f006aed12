"""The table of finished runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from math import isfinite
from pathlib import Path

from mapping.cli.columns import columns
from mapping.plan import StageStatus
from mapping.publish.stage_words import gap_words
from mapping.run import Entry
from mapping.units import MILLI
from mapping.words import Language, Text, moment, number, percent

SHORT_STATUS: Mapping[StageStatus, Text] = {
    "optimal": Text("доказано най-добър", "proven best"),
    "within_gap": Text("доказан до точността", "proven within gap"),
    "time_limit": Text("спрян от времето", "stopped by the clock"),
    "cancelled": Text("спрян по желание", "stopped on request"),
}
KINDS = {
    "ensemble": Text("възможни развития", "ensemble of worlds"),
    "sweep": Text("серия от варианти (needsmap runs list и папката ѝ)", "sweep (needsmap runs list and its folder)"),
    "frontier": Text("граница между целите", "frontier between objectives"),
    "alternatives": Text("различни почти най-добри планове", "best plans that differ"),
    "differences": Text("разлики на два плана", "differences of two plans"),
    "unreadable": Text("от друга версия на програмата", "of another version of the program"),
}
DASH = "–"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which runs are wanted: of a scenario (with *), ended on days from `since` to `until` (their midnights), in this
    way, with a gap of the first objective of at most so many percent; None: any."""

    scenario: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    status: StageStatus | None = None
    gap: float | None = None

    def takes(self, entry: Entry) -> bool:
        """Whether the run is wanted; what is not known of it is not what was asked for."""
        if self.scenario is not None and not fnmatchcase(entry.scenario, self.scenario):
            return False
        if self.since is not None and (entry.finished is None or entry.finished < self.since):
            return False
        if self.until is not None and (entry.finished is None or entry.finished >= self.until + timedelta(days=1)):
            return False
        result = entry.result
        if self.status is not None and (result is None or result.status != self.status):
            return False
        if self.gap is None:
            return True
        gap = first_gap(entry)
        return gap is not None and gap * 100 <= self.gap


def first_gap(entry: Entry) -> float | None:
    """The gap of the plan's first objective; None where nothing is proven."""
    if entry.result is None or not entry.result.stages:
        return None
    gap = entry.result.stages[0].gap
    return gap if isfinite(gap) else None


def runs_words(place: Path, entries: Sequence[Entry], chosen: Filter, language: Language) -> str:
    """The runs that are wanted, the newest first."""
    wanted = [entry for entry in entries if chosen.takes(entry)]
    if not wanted:
        return _nothing(place, len(entries)).of(language) + "\n"
    dated = sorted(wanted, key=lambda entry: entry.finished.timestamp() if entry.finished else 0.0, reverse=True)
    words = Text(
        "папка|сценарий|завършен|как завърши|отклонение|потребители|обслужени|звена|хил. евро",
        "folder|scenario|ended|how it ended|gap|users|served|units|thousand EUR",
    )
    lines = columns(words.of(language).split("|"), (_row(place, entry, language) for entry in dated), left=4)
    if len(wanted) < len(entries):
        lines.append(Text(
            f"Показани са {len(wanted)} от {len(entries)}.", f"{len(wanted)} of {len(entries)} are shown."
        ).of(language))  # fmt: skip
    return "\n".join([*lines, *_legend(wanted, language)]) + "\n"


def _row(place: Path, entry: Entry, language: Language) -> list[str]:
    folder = entry.folder.relative_to(place).as_posix() if entry.folder != place else str(place)
    when = DASH if entry.finished is None else moment(entry.finished, language)
    result = entry.result
    if entry.kind != "plan" or result is None:
        kind = KINDS.get(entry.kind, Text("няма plan.json", "no plan.json"))
        return [folder, entry.scenario, when, kind.of(language), *[DASH] * 5]
    how = SHORT_STATUS[result.status].of(language)
    if entry.missing:
        how = Text("ЛИПСВАТ ФАЙЛОВЕ", "FILES ARE MISSING").of(language)
    share = result.served_milli / result.need_milli if result.need_milli else 1.0
    return [
        folder,
        entry.scenario,
        when,
        how,
        gap_words(first_gap(entry), language),
        number(result.need_milli / MILLI, language),
        percent(share, language, 1),
        str(result.units),
        number(sum(result.cents.values()) / 100_000, language),
    ]


def _legend(entries: Iterable[Entry], language: Language) -> list[str]:
    if not any(entry.result is not None for entry in entries):
        return []
    return [Text(
        "Отклонението е на първата цел; как завърши е на най-слабо доказаната. Потребителите са оценка за последния "
        "период, сбор по услуги; звената и екипите са новите, парите – за всички периоди.",
        "The gap is that of the first objective; how it ended is that of the least proven. Users are an estimate for "
        "the last period, summed over services; units and teams are the new ones, money is over all periods.",
    ).of(language)]  # fmt: skip


def _nothing(place: Path, count: int) -> Text:
    if count:
        return Text(f"Никой от {count} готови плана не отговаря на търсенето.",
                    f"None of {count} finished runs is what was asked for.")  # fmt: skip
    return Text(f"В {place} няма готови планове.", f"There are no finished runs in {place}.")
