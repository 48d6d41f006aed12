"""A scenario file and those that it extends, one upon the other."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from mapping.errors import ProblemLog, Where
from mapping.scenario.files import read_toml
from mapping.scenario.keypath import Path as KeyPath
from mapping.scenario.merge import EXTENDS, OWN, check_alone, merged
from mapping.scenario.stated import Origin, Stated
from mapping.scenario.tree import Tree
from mapping.words import Text


def read_chain(path: Path, log: ProblemLog) -> tuple[Stated | None, Tree | None]:
    """What the file at `path` states together with those that it extends, and what the last of these states.

    None, and every problem in `log`, where one of them cannot be read. A relative `region` is told as seen from the
    folder of `path`, whichever file states it.
    """
    contents: list[Tree] = []
    files: list[Path] = []
    shown: list[str] = []
    following: Path | None = path
    while following is not None:
        content = read_toml(following, _shown(path, following), log)
        if content is None:
            return None, None
        files.append(following)
        shown.append(_shown(path, following))
        contents.append(content)
        following = _extended(content, files, shown, log)
    if EXTENDS in contents[-1]:
        return None, None
    return _upon_each_other(path, files, shown, contents, log)


def _upon_each_other(
    path: Path, files: list[Path], shown: list[str], contents: list[Tree], log: ProblemLog
) -> tuple[Stated, Tree]:
    root = _region_seen(check_alone(contents[-1], shown[-1], log), files[-1], path)
    origins: dict[KeyPath, Origin] = {(key,): Origin(shown[-1], key) for key in root}
    stated = Stated(root, origins, tuple(files))
    for n in range(len(files) - 2, -1, -1):
        own = _region_seen(contents[n], files[n], path)
        for name in OWN:
            if name not in own:
                log.add(
                    Where(shown[n], key=name),
                    Text("сценарий, който разширява друг, казва сам заглавието и въпроса си",
                         "a scenario that extends another states its title and question itself"),
                    Text(f"Добавете [{name}] с bg и en.", f"Add [{name}] with bg and en."),
                )  # fmt: skip
                log.quiet(shown[0], name)
        stated = merged(stated, own, shown[n], log)
    return replace(stated, chain=tuple(files)), root


def _extended(content: Tree, files: list[Path], shown: list[str], log: ProblemLog) -> Path | None:
    """The file that `content` extends; None where it extends none, or none that can be read."""
    if EXTENDS not in content:
        return None
    named, where = content[EXTENDS], Where(shown[-1], key=EXTENDS)
    if not isinstance(named, str) or not named:
        log.add(where, Text("extends не е име на файл", "extends is no name of a file"),
                Text('Запишете например extends = "haskovo.toml".',
                     'Write for example extends = "haskovo.toml".'))  # fmt: skip
        return None
    path = files[-1].parent / named
    if any(_same(path, known) for known in files):
        way = " → ".join([*shown, named])
        log.add(where,
                Text(f"сценариите се разширяват в кръг: {way}", f"the scenarios extend each other in a circle: {way}"),
                Text("Махнете extends на един от тях.", "Remove extends from one of them."))  # fmt: skip
        return None
    if not path.is_file():
        log.add(where, Text(f"няма файл „{named}“, когото да разшири", f"there is no file “{named}” to extend"),
                Text(f"Името се чете спрямо папката на {shown[-1]}. {_offered(path).bg}",
                     f"The name is read from the folder of {shown[-1]}. {_offered(path).en}"))  # fmt: skip
        return None
    return path


def _offered(path: Path) -> Text:
    """The scenario files beside the one that is missing."""
    try:
        names = sorted(file.name for file in path.parent.glob("*.toml"))
    except OSError:
        names = []
    if not names:
        return Text("Там няма сценарии.", "There are no scenarios.")
    some = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    return Text(f"Там са: {some}.", f"There are: {some}.")


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _shown(first: Path, file: Path) -> str:
    """How messages call a file of the chain: by its name, or as seen from the folder of the first."""
    return first.name if file == first else _seen(file, first.parent)


def _seen(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive
        return path.resolve().as_posix()


def _region_seen(content: Tree, file: Path, first: Path) -> Tree:
    """`content` with its region as seen from the folder of `first`; it is written as seen from that of `file`."""
    named: Any = content.get("region")
    if not isinstance(named, str) or _same(file.parent, first.parent):
        return content
    return {**content, "region": _seen(file.parent / named, first.parent)}
