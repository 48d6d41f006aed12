"""Scenario files as they are written: TOML, with every trouble of a file in words."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from mapping.errors import ProblemLog, Where
from mapping.scenario.tree import Tree
from mapping.validation import note_unreadable
from mapping.words import Text

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate", "Cannot redefine")


def read_toml(path: Path, shown: str, log: ProblemLog) -> Tree | None:
    """The content of the file at `path`, which messages call `shown`; None, and a problem in `log`, where it cannot be
    read.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
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
    except tomllib.TOMLDecodeError as error:
        _note_no_toml(log, shown, str(error))
    return None


def _note_no_toml(log: ProblemLog, file: str, said: str) -> None:
    """Note what the parser `said`, with the line that it names."""
    place = _PLACE.search(said)
    row = int(place["line"]) if place is not None and place["line"] is not None else None
    if said.startswith(_TWICE):
        log.add(
            Where(file, row=row),
            Text("ключ или раздел е даден два пъти", "a key or a section is given twice"),
            Text("Оставете само единия; разделите на един списък се пишат [[така]].",
                 "Keep only one of them; the sections of a list are written [[so]]."),
        )  # fmt: skip
        return
    log.add(
        Where(file, row=row),
        Text(f"файлът не е правилен TOML ({said})", f"the file is not valid TOML ({said})"),
        Text(
            "Поправете посочения ред; ключ не може да се дава два пъти.",
            "Correct the line named; a key cannot be given twice.",
        ),
    )
