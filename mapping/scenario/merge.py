"""What a scenario makes of the one that it extends.

In this order, so that a planner can predict it:

1. `[change]`: single keys, also of items of lists, get other values; items are counted as in the extended scenario;
2. `remove`: keys, tables and items of lists are left out (counted likewise);
3. the file's own tables and keys: tables are merged key by key, single values and whole lists replace the old ones;
4. `[[add. ...]]`: items are added at the end of lists.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from mapping.errors import ProblemLog, Where
from mapping.scenario.keypath import APPEND, NoKeyError, Path, dotted, parse
from mapping.scenario.stated import Origin, Stated, place_of
from mapping.scenario.tree import Tree, read, take, write
from mapping.words import Text

EXTENDS = "extends"
OWN = ("title", "question")
"""What every scenario states itself, since it is about it alone."""

STEPS = ("change", "remove", "add")


def merged(base: Stated, own: Tree, file: str, log: ProblemLog) -> Stated:
    """`base` with what `own`, the content of `file`, makes of it; what cannot be done is noted in `log`."""
    steps = {name: own[name] for name in STEPS if name in own}
    plain = {key: value for key, value in own.items() if key not in (*STEPS, EXTENDS)}
    work = _Merging(file, deepcopy(base.content), dict(base.origins), log)
    for name in OWN:
        work.forget((name,))
    changed = work.change(steps.get("change", {}))
    removed = work.remove(steps.get("remove", []))
    for key in changed:
        if any(key[: len(gone)] == gone for gone in removed.values()):
            work.note(f"change.{dotted(key)}", _TWO_WAYS, _ONE_WAY)
    work.state((), plain)
    stated = set(_leaves((), plain))
    for key in changed:
        if any(key[: len(path)] == path or path[: len(key)] == key for path in stated):
            work.note(f"change.{dotted(key)}", _TWO_WAYS, _ONE_WAY)
    for number, gone in removed.items():
        if any(gone[: len(path)] == path for path in stated):
            work.note(f"remove[{number}]", _TWO_WAYS, _ONE_WAY)
    work.add((), steps.get("add", {}), stated | set(changed) | set(removed.values()))
    return Stated(work.content, work.origins, base.chain)


_TWO_WAYS = Text("ключът е зададен по два начина в един файл", "the key is given in two ways in one file")
_TWICE = Text("change задава ключа два пъти", "change gives the key twice")
_ONE_WAY = Text(
    "Оставете само единия: самия ключ, change, remove или add.",
    "Keep one of them: the key itself, change, remove or add.",
)


def check_alone(own: Tree, file: str, log: ProblemLog) -> Tree:
    """The content of a file that extends nothing; what only makes sense with `extends` is noted and left out."""
    for name in STEPS:
        if name in own:
            log.add(
                Where(file, key=name),
                Text(f"„{name}“ променя разширен сценарий, а тук няма extends",
                     f"“{name}” changes an extended scenario, but there is no extends here"),
                Text('Добавете най-горе extends = "…" или пишете самите ключове.',
                     'Add extends = "…" at the top, or write the keys themselves.'),
            )  # fmt: skip
    return {key: value for key, value in own.items() if key not in STEPS}


class _Merging:
    """The content and the origins of its keys while they change."""

    def __init__(self, file: str, content: Tree, origins: dict[Path, Origin], log: ProblemLog) -> None:
        self.file = file
        self.content = content
        self.origins = origins
        self.log = log

    def note(self, key: str, what: Text, todo: Text) -> None:
        self.log.add(Where(self.file, key=key), what, todo)

    def forget(self, path: Path) -> None:
        """Take what stands at `path` out of the content, if anything does, and out of the origins."""
        if path[0] in self.content:
            self._take(path)

    def change(self, asked: Any) -> list[Path]:
        """Other values for single keys; returns those that were changed."""
        if not isinstance(asked, dict):
            self.note("change", Text("change не е раздел", "change is no section"),
                      Text('Пишете [change] и под него ключове в кавички: "stages[1].gap" = 0.01.',
                           'Write [change] and keys in quotation marks below: "stages[1].gap" = 0.01.'))  # fmt: skip
            return []
        done: list[Path] = []
        for key, value in _quoted(asked):
            try:
                path = parse(key)
                if any(path[: len(other)] == other or other[: len(path)] == path for other in done):
                    raise NoKeyError(_TWICE, Text("Оставете го веднъж.", "Keep it once."))
                if APPEND in path:
                    raise NoKeyError(
                        Text("change не добавя елементи", "change adds no items"),
                        Text("Пишете [[add.…]].", "Write [[add.…]]."),
                    )
                write(self.content, path, deepcopy(value))
                self._stated(path, f"change.{key}")
                done.append(path)
            except NoKeyError as error:
                self.note(f"change.{key}", error.what, error.todo)
        return done

    def remove(self, asked: Any) -> dict[int, Path]:
        """Leave keys out, the last items of lists first; returns what was removed, by its number in `asked`."""
        if not isinstance(asked, list) or not all(isinstance(key, str) for key in asked):
            self.note("remove", Text("remove не е списък от ключове", "remove is no list of keys"),
                      Text('Пишете например remove = ["inter_municipal", "coverage[2]"].',
                           'Write for example remove = ["inter_municipal", "coverage[2]"].'))  # fmt: skip
            return {}
        found: list[tuple[Path, int]] = []
        for number, key in enumerate(asked, start=1):
            try:
                path = parse(key)
                read(self.content, path)
                if any(path[: len(other)] == other or other[: len(path)] == path for other, _ in found):
                    self.note(f"remove[{number}]", _TWO_WAYS, Text("Оставете го веднъж.", "Keep it once."))
                else:
                    found.append((path, number))
            except NoKeyError as error:
                self.note(f"remove[{number}]", error.what, error.todo)
        for path, _ in sorted(found, key=lambda item: _order(item[0]), reverse=True):
            self._take(path)
        return {number: path for path, number in found}

    def state(self, at: Path, own: Tree) -> None:
        """Merge the file's own tables and keys; lists and single values stand in for the old ones."""
        for key, value in own.items():
            path = (*at, key)
            inner = self._at(path)
            if isinstance(value, dict) and isinstance(inner, dict):
                self.state(path, value)
            else:
                write(self.content, path, deepcopy(value))
                self._stated(path, dotted(path))

    def add(self, at: Path, asked: Any, stated: set[Path]) -> None:
        """Put items at the end of lists."""
        if not isinstance(asked, dict):
            self.note(dotted(("add", *at)),
                      Text("add съдържа само елементи на списъци", "add holds items of lists only"),
                      Text("Пишете [[add.coverage]] и под него ключовете на новия елемент.",
                           "Write [[add.coverage]], and below it the keys of the new item."))  # fmt: skip
            return
        for key, value in asked.items():
            path = (*at, key)
            if not isinstance(value, list):
                self.add(path, value, stated)
                continue
            here = dotted(("add", *path))
            if path in stated:
                self.note(here, _TWO_WAYS, _ONE_WAY)
                continue
            items = self._at(path)
            if items is None:
                items = []
                write(self.content, path, items)
                self._stated(path, here)
            if not isinstance(items, list):
                self.note(here, Text(f"„{dotted(path)}“ не е списък", f"“{dotted(path)}” is no list"),
                          Text("Запишете самия ключ.", "Write the key itself."))  # fmt: skip
                continue
            for number, item in enumerate(value, start=1):
                items.append(deepcopy(item))
                self._stated((*path, len(items) - 1), f"{here}[{number}]")

    def _at(self, path: Path) -> Any:
        try:
            return read(self.content, path)
        except NoKeyError:
            return None

    def _stated(self, path: Path, key: str) -> None:
        """This file states `path` now, and all below it."""
        for known in [known for known in self.origins if known[: len(path)] == path]:
            del self.origins[known]
        self.origins[path] = Origin(self.file, key)

    def _take(self, path: Path) -> None:
        last = path[-1]
        if isinstance(last, int):
            self._name_items(path[:-1])
        take(self.content, path)
        moved: dict[Path, Origin] = {}
        for known, origin in self.origins.items():
            if known[: len(path)] == path:
                continue
            here = known[len(path) - 1] if known[: len(path) - 1] == path[:-1] and len(known) >= len(path) else None
            if isinstance(last, int) and isinstance(here, int) and here > last:
                moved[(*path[:-1], here - 1, *known[len(path) :])] = origin
            else:
                moved[known] = origin
        self.origins = moved

    def _name_items(self, path: Path) -> None:
        """Give every item of the list at `path` an origin of its own, before items move."""
        for number in range(len(read(self.content, path))):
            item = (*path, number)
            if item not in self.origins:
                where = place_of(self.origins, Where(self.file, key=dotted(item)))
                self.origins[item] = Origin(where.file, where.key or "")


def _quoted(asked: Tree, before: str = "") -> list[tuple[str, Any]]:
    """The keys of `[change]`, in quotation marks or written as tables, each with its value."""
    found: list[tuple[str, Any]] = []
    for key, value in asked.items():
        whole = f"{before}{key}"
        found += _quoted(value, f"{whole}.") if isinstance(value, dict) and value else [(whole, value)]
    return found


def _leaves(at: Path, own: Tree) -> list[Path]:
    """The ways to the values and lists of `own`."""
    found: list[Path] = []
    for key, value in own.items():
        found += _leaves((*at, key), value) if isinstance(value, dict) else [(*at, key)]
    return found


def _order(path: Path) -> tuple[tuple[int, str], ...]:
    """Later items of a list after earlier ones."""
    return tuple((part, "") if isinstance(part, int) else (0, part) for part in path)
