"""What pruning would remove or has removed, in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mapping.cli.columns import columns
from mapping.run import Pruning
from mapping.words import Language, Text, moment, number

MB = 1e6


def pruning_words(found: Pruning, gone: Sequence[Path] | None, language: Language) -> str:
    """The runs that would go (`gone` is None), or that are gone; and those that stay although they are old."""
    lines: list[str] = []
    shown = [old for old in found.going if gone is None or old.entry.folder in gone]
    if shown:
        size = sum(old.size for old in shown)
        lines.append(_heading(len(shown), size, gone is not None).of(language))
        words = Text("папка|сценарий|завършен|MB", "folder|scenario|ended|MB").of(language).split("|")
        lines += columns(words, (
            [
                str(old.entry.folder),
                old.entry.scenario,
                "–" if old.entry.finished is None else moment(old.entry.finished, language),
                number(old.size / MB, language, 1),
            ]
            for old in shown
        ), left=3)  # fmt: skip
    else:
        lines.append(Text("Няма стари планове за премахване.", "There are no old runs to remove.").of(language))
    for entry, reason in found.staying:
        lines.append(Text(f"Остава {entry.folder}: {reason.bg}.", f"{entry.folder} stays: {reason.en}.").of(language))
    if gone is not None:
        lines += _meanwhile(found, gone, language)
    elif shown:
        lines.append(Text(
            "Нищо не е премахнато. За да се премахнат, добавете --yes.",
            "Nothing was removed. To remove them, add --yes.",
        ).of(language))  # fmt: skip
    return "\n".join(lines) + "\n"


def _heading(count: int, size: int, done: bool) -> Text:
    bg, en = number(size / MB, "bg", 1), number(size / MB, "en", 1)
    runs_bg, runs_en = ("план" if count == 1 else "плана"), ("run" if count == 1 else "runs")
    if done:
        return Text(f"Премахнати: {count} {runs_bg}, {bg} MB.", f"Removed: {count} {runs_en}, {en} MB.")
    return Text(f"Биха се премахнали: {count} {runs_bg}, {bg} MB.", f"Would be removed: {count} {runs_en}, {en} MB.")


def _meanwhile(found: Pruning, gone: Sequence[Path], language: Language) -> list[str]:
    """Runs that were to go and changed while others went."""
    left = [old.entry.folder for old in found.going if old.entry.folder not in gone]
    return [
        Text(f"Остава {folder}: променена е междувременно.", f"{folder} stays: it changed meanwhile.").of(language)
        for folder in left
    ]
