"""What a finished run was: its question, its plan in short, what is proven, what its folder holds, what has changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mapping.cli.columns import columns
from mapping.cli.runs_list import KINDS
from mapping.model import OBJECTIVE_WORDS
from mapping.publish.products import BY_NAME
from mapping.publish.stage_words import STATUS_WORDS, gap_words, stage_name, stage_value
from mapping.run import Entry, Look, ResultRecord, RunRecord, look
from mapping.units import MILLI
from mapping.words import Language, Text, moment, number, percent

KIND_WORDS = {"capital": Text("капиталови", "capital"), "running": Text("текущи", "running")}


def run_words(entry: Entry, language: Language) -> str:
    """The run in words."""
    if entry.record is None:
        return _other(entry).of(language) + "\n"
    parts = [
        _what(entry.folder, entry.record, language),
        *([_result(entry.result, language)] if entry.result is not None else []),
        *([_money(entry.result, language)] if entry.result is not None else []),
        *([_proof(entry.result, language)] if entry.result is not None else []),
        _products(entry.record, language),
        _state(look(entry.folder, entry.record), language),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _other(entry: Entry) -> Text:
    kind = KINDS[entry.kind]
    when = ("–", "–") if entry.finished is None else (moment(entry.finished, "bg"), moment(entry.finished, "en"))
    return Text(
        f"{entry.folder}: {kind.bg}; сценарий {entry.scenario}, завършен {when[0]}. Отделен план тук няма.",
        f"{entry.folder}: {kind.en}; scenario {entry.scenario}, ended {when[1]}. There is no single plan here.",
    )


def _what(folder: Path, record: RunRecord, language: Language) -> list[str]:
    keys = record.scenario.keys
    lines = [
        Text(f"{folder}: {keys.title.bg}", f"{folder}: {keys.title.en}").of(language),
        Text(keys.question.bg, keys.question.en).of(language),
        Text(
            f"Сценарий {record.scenario.name}, регион {record.region.id}; завършен {moment(record.finished, 'bg')} за "
            f"{number(sum(record.seconds.values()), 'bg')} s; needsmap {record.version}.",
            f"Scenario {record.scenario.name}, region {record.region.id}; ended {moment(record.finished, 'en')} after "
            f"{number(sum(record.seconds.values()), 'en')} s; needsmap {record.version}.",
        ).of(language),
    ]
    if record.taken is not None:
        when = record.taken.found
        lines.append(Text(
            f"Планът е взет, без ново търсене, от {record.taken.folder} (намерен {moment(when, 'bg')}).",
            f"The plan was taken, without a search, from {record.taken.folder} (found {moment(when, 'en')}).",
        ).of(language))  # fmt: skip
    if record.key:
        lines.append(Text(f"Ключ на входните данни: {record.key[:16]}…",
                          f"Key of the inputs: {record.key[:16]}…").of(language))  # fmt: skip
    return lines + [f"{note.bg if language == 'bg' else note.en}" for note in record.notes]


def _result(result: ResultRecord, language: Language) -> list[str]:
    share = result.served_milli / result.need_milli if result.need_milli else 1.0
    need, served, unmet = (
        (number(value / MILLI, "bg"), number(value / MILLI, "en"))
        for value in (result.need_milli, result.served_milli, result.unmet_milli)
    )
    return [Text(
        f"Потребност в последния период (оценка): {need[0]} потребители, обслужени {served[0]} "
        f"({percent(share, 'bg', 1)}), непокрити {unmet[0]}. Нови звена и екипи: {result.units}; промени в "
        f"съществуващи звена: {result.changes}.",
        f"Need in the last period (an estimate): {need[1]} users, served {served[1]} ({percent(share, 'en', 1)}), "
        f"unmet {unmet[1]}. New units and teams: {result.units}; changes of existing units: {result.changes}.",
    ).of(language)]  # fmt: skip


def _money(result: ResultRecord, language: Language) -> list[str]:
    total = sum(result.cents.values())
    rows = []
    for key, cents in result.cents.items():
        fund, _, kind = key.rpartition(".")
        rows.append([fund, KIND_WORDS[kind].of(language), number(cents / 100, language)])
    heading = Text(f"Пари за новите звена и промените: {number(total / 100, 'bg')} евро.",
                   f"Money for new units and changes: EUR {number(total / 100, 'en')}.").of(language)  # fmt: skip
    words = Text("фонд|разходи|евро", "fund|cost|EUR").of(language).split("|")
    return [heading, *(columns(words, rows, left=2) if rows else [])]


def _proof(result: ResultRecord, language: Language) -> list[str]:
    rows = [
        [
            f"{count}. {stage_name(stage.objective, language)} ({OBJECTIVE_WORDS[stage.objective][1].of(language)})",
            STATUS_WORDS[stage.status].of(language),
            stage_value(stage.objective, stage.found, language),
            stage_value(stage.objective, stage.bound, language),
            gap_words(stage.gap, language),
        ]
        for count, stage in enumerate(result.stages, start=1)
    ]
    words = Text("цел|как завърши|намерено|граница|отклонение", "objective|how it ended|found|bound|gap")
    return [Text("Доказателство по етапи:", "Proof by stage:").of(language),
            *columns(words.of(language).split("|"), rows, left=2)]  # fmt: skip


def _products(record: RunRecord, language: Language) -> list[str]:
    lines = [Text("Продукти:", "Products:").of(language)]
    for name, files in record.products.items():
        about = BY_NAME[name].about.of(language) if name in BY_NAME else name
        lines.append(f"  {name} ({about}): {', '.join(files) or '–'}")
    if not record.products:
        lines.append("  –")
    return lines


def _state(seen: Look, language: Language) -> list[str]:
    lines = []
    if seen.missing:
        lines.append(Text(
            "Таблиците на региона не са там, където бяха спрямо папката на плана: не може да се каже променени ли са.",
            "The region's tables are not where they were, seen from the run's folder: whether they changed is unknown.",
        ))  # fmt: skip
    elif seen.changed_inputs:
        lines.append(Text(f"Променени след плана входни данни: {_some(seen.changed_inputs)}.",
                          f"Inputs changed since the run: {_some(seen.changed_inputs)}."))  # fmt: skip
    else:
        lines.append(Text("Входните данни са същите.", "The inputs are the same."))
    if seen.changed_outputs:
        lines.append(Text(f"Променени, добавени или липсващи файлове на плана: {_some(seen.changed_outputs)}.",
                          f"Files of the run changed, added or missing: {_some(seen.changed_outputs)}."))  # fmt: skip
    else:
        lines.append(Text("Файловете на плана са цели.", "The files of the run are whole."))
    return [line.of(language) for line in lines]


def _some(names: Iterable[str]) -> str:
    """The names, the first ten of many."""
    listed = list(names)
    return ", ".join(listed[:10]) + (f" … ({len(listed)})" if len(listed) > 10 else "")
