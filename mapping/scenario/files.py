"""Scenario files as they are written: TOML, with every trouble of a file in words."""

from __future__ import annotations

import tomllib
from pathlib import Path

from mapping.errors import ProblemLog, Where
from mapping.scenario.no_toml import note_no_toml
from mapping.scenario.tree import Tree
from mapping.validation import note_unreadable
from mapping.words import Text


def read_toml(path: Path, shown: str, log: ProblemLog) -> Tree | None:
    """The content of the file at `path`, which messages call `shown`; None, and a problem in `log`, where it cannot be
    read.
    """
    text = _text(path, log)
    if text is None:
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        note_no_toml(log, shown, text, str(error))
    except RecursionError:
        log.add(
            Where(shown),
            Text("скобите в скоби са твърде много", "there are too many brackets within brackets"),
            Text("Вероятно е отворена скоба без край; махнете я.", "One was probably never closed; remove it."),
        )
    return None


def _text(path: Path, log: ProblemLog) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        log.add(
            Where(path.as_posix()),
            Text("няма такъв файл със сценарий", "there is no such scenario file"),
            Text(
                "Проверете пътя, например scenarios/haskovo.toml.",
                "Check the path, for example scenarios/haskovo.toml.",
            ),
        )
    except IsADirectoryError:
        log.add(Where(path.as_posix()), Text("това е папка, а не файл със сценарий",
                                             "this is a folder, not a scenario file"),
                Text("Дайте файла, например scenarios/haskovo.toml.",
                     "Give the file, for example scenarios/haskovo.toml."))  # fmt: skip
    except UnicodeDecodeError:
        log.add(Where(path.as_posix()), Text("файлът не е текст в UTF-8", "the file is not text in UTF-8"),
                Text("Запишете го като текст в UTF-8.", "Save it as text in UTF-8."))  # fmt: skip
    except OSError as error:
        note_unreadable(log, path.as_posix(), error)
    return None
