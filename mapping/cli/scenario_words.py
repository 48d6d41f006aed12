"""A scenario in words: what it asks, what it changes, what each key means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any

from mapping.cli.columns import columns
from mapping.errors import Problem
from mapping.run.scenario_files import changed
from mapping.run.scenarios import Listed
from mapping.scenario import Difference, Scenario
from mapping.scenario.editors import PLACEHOLDERS
from mapping.scenario.toml import value_text
from mapping.scenario.words import KEY_WORDS
from mapping.words import Language, Text

WIDE = 100
NOTHING = "–"
HEADER = (Text("ключ", "key"), Text("старо", "old"), Text("ново", "new"))


def list_words(found: Sequence[Listed], language: Language) -> str:
    """The scenarios of a folder: file, title, question, what each extends and how many keys it changes."""
    lines: list[str] = []
    for one in found:
        if one.scenario is None:
            count = len(one.problems)
            said = Text(f"не се чете: проблеми {count}; вижте needsmap scenario check {one.path}",
                        f"cannot be read: {count} problem(s); see needsmap scenario check {one.path}")  # fmt: skip
            lines += [one.path.name, f"  {said.of(language)}", ""]
            continue
        keys = one.scenario.keys
        lines.append(f"{one.path.name}  {_text(keys.title, language)}")
        lines += _indented(_text(keys.question, language))
        lines += _indented(_extends(one.scenario, language))
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _extends(scenario: Scenario, language: Language) -> str:
    if scenario.base is None:
        return Text("Не разширява друг.", "It extends no other.").of(language)
    found = sorted(changed(scenario), key=lambda one: scenario.where(one.key).file != scenario.file)
    named = [one.key for one in found]  # its own first
    shown = ", ".join(named[:6]) + (" …" if len(named) > 6 else "")
    last = scenario.chain[-1].name
    return Text(f"Разлики от {last} ({len(named)}): {shown}", f"Differences from {last} ({len(named)}): {shown}").of(
        language
    )


def show_words(scenario: Scenario, language: Language) -> str:
    """The whole scenario: what it asks, its files, what it changes, and every key that is stated, with its meaning."""
    keys = scenario.keys
    lines = [_text(keys.title, language), *_indented(_text(keys.question, language)), ""]
    if scenario.base is None:
        lines.append(Text(f"Файл: {scenario.file}", f"File: {scenario.file}").of(language))
    else:
        way = " → ".join(file.name for file in scenario.chain)
        lines.append(Text(f"Файлове (всеки разширява следващия): {way}",
                          f"Files (each extends the next): {way}").of(language))  # fmt: skip
        lines += ["", Text(f"Разлики от {scenario.chain[-1].name}:",
                           f"Differences from {scenario.chain[-1].name}:").of(language)]  # fmt: skip
        lines += difference_lines(changed(scenario), language)
    lines += ["", Text("Всичко, което е зададено:", "All that is stated:").of(language)]
    content = keys.model_dump(mode="json", exclude_unset=True, exclude={"title", "question"})
    told: set[str] = set()
    for key, value in _values("", content):
        stated = scenario.where(key).file
        mark = f"  [{stated}]" if scenario.base is not None else ""
        meaning = KEY_WORDS.get(generic(key))
        lines.append(f"  {key} = {value_text(value)}{mark}")
        if meaning is not None and generic(key) not in told:
            plain = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"docs/\1", meaning.of(language))
            lines += [f"      {line}" for line in wrap(plain, WIDE - 6)]
            told.add(generic(key))
    return "\n".join(lines) + "\n"


def diff_words(old: Scenario, new: Scenario, found: Sequence[Difference], language: Language) -> str:
    """What `new` has other than `old`, key by key."""
    if not found:
        return (
            Text(f"{old.file} и {new.file} искат едно и също.", f"{old.file} and {new.file} ask the same.").of(language)
            + "\n"
        )
    head = Text(f"{old.file} → {new.file}: разлики {len(found)}",
                f"{old.file} → {new.file}: {len(found)} difference(s)")  # fmt: skip
    return "\n".join([head.of(language), "", *difference_lines(found, language)]) + "\n"


def difference_lines(found: Iterable[Difference], language: Language) -> list[str]:
    """A table of differences; a value that is too long for it stands on lines of its own."""
    rows = [(one.key, one.old or NOTHING, one.new or NOTHING) for one in found]
    short = [row for row in rows if sum(map(len, row)) <= WIDE]
    lines = columns([word.of(language) for word in HEADER], short, 3) if short else []
    for key, old, new in (row for row in rows if row not in short):
        lines += ["", f"  {key}:", *_indented(old, "    - "), *_indented(new, "    + ")]
    return lines


def check_words(found: Sequence[Listed], language: Language) -> str:
    """For each scenario its problems, what is to be looked at, or that all is well."""
    lines: list[str] = []
    for one in found:
        if one.scenario is None:
            head = Text(f"{one.path}: проблеми {len(one.problems)}", f"{one.path}: {len(one.problems)} problem(s)")
        elif one.problems:
            head = Text(f"{one.path}: наред; бележки {len(one.problems)}",
                        f"{one.path}: in order; {len(one.problems)} to look at")  # fmt: skip
        else:
            head = Text(f"{one.path}: наред", f"{one.path}: in order")
        lines.append(head.of(language))
        lines += [f"  {line}" for problem in one.problems for line in _of(problem, language)]
    return "\n".join(lines) + "\n"


def generic(key: str) -> str:
    """A key as docs/scenario.md writes it: `stages[].gap`, `weights.<service>`."""
    word = re.sub(r"\[\d+\]", "[]", key)
    for table, name in PLACEHOLDERS.items():
        if word.startswith(f"{table}."):
            rest = word.removeprefix(f"{table}.").partition(".")[2]
            return f"{table}.{name}.{rest}" if rest else f"{table}.{name}"
    return word


def _values(before: str, content: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in content.items():
        whole = f"{before}{key}"
        if isinstance(value, dict):
            yield from _values(f"{whole}.", value)
        elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
            for number, item in enumerate(value, start=1):
                yield from _values(f"{whole}[{number}].", item)
        elif value is not None:
            yield whole, value


def _of(problem: Problem, language: Language) -> list[str]:
    return problem.of(language).splitlines()


def _text(words: Any, language: Language) -> str:
    return str(getattr(words, language))


def _indented(text: str, first: str = "  ") -> list[str]:
    return wrap(text, WIDE, initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False)
