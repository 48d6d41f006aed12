"""Names as people write them: without case, accents of script, prefixes and punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ъ": "a", "ь": "y", "ю": "yu", "я": "ya", "ѝ": "i",
}  # fmt: skip
"""Streamlined System of the Bulgarian law on transliteration (2009), letter by letter."""

PREFIXES = frozenset({"gr", "s", "selo", "grad", "village", "town"})
"""Words before the name of a settlement that say what it is."""

FILLERS = frozenset(
    {
        "za", "na", "ot", "do", "v", "vav", "s", "sas", "i", "po", "pri", "of", "the", "for", "in", "at", "by", "to",
        "from", "and", "with", "koyto", "lv",
    }
)  # fmt: skip
"""Words that tell nothing apart."""

ASKING = frozenset(
    {
        "kolko", "koy", "koya", "koe", "koi", "kakvo", "kakav", "kakva", "kakvi", "kade", "otkade", "zashto", "kak",
        "ima", "imame", "sa", "e", "shte", "ni", "li", "se", "idva", "idvat", "how", "many", "much", "what", "which",
        "who", "where", "why", "is", "are", "there", "does", "do", "will", "be", "come", "comes",
        "nyama", "ne", "stoi", "no", "not", "stand", "stands",
    }
)  # fmt: skip
"""Words of a question around what is asked for."""

_TELLING_NOTHING = PREFIXES | FILLERS | ASKING


def folded(text: str) -> str:
    """`text` in small Latin letters, digits and single blanks."""
    latin = "".join(_LATIN.get(letter, letter) for letter in text.lower())
    # At the end of a word „ия“ is written ia.
    return " ".join(re.sub(r"iya\b", "ia", latin).translate(_DROPPED).split())


_DROPPED = {ord(mark): " " for mark in "„“”\"'’()[],;:!?/–—-_.<>«»"}


def words_of(text: str) -> list[str]:
    """The folded words of `text` that tell something apart."""
    return [word for word in folded(text).split() if word not in _TELLING_NOTHING]


def begins(word: str, name: str) -> bool:
    """Whether `word` is a name's word, its beginning (three letters or more), or the same word with another ending."""
    if word == name:
        return True
    shared = len(_common(word, name))
    return shared >= 3 and (name.startswith(word) or shared >= 0.55 * max(len(word), len(name)))


def _common(one: str, other: str) -> str:
    """The beginning that two words share."""
    n = 0
    while n < min(len(one), len(other)) and one[n] == other[n]:
        n += 1
    return one[:n]


def exact_runs(words: Sequence[str], names: Mapping[str, Iterable[str]]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Runs of `words` (start, end) that are a whole name, the longest first from left to right, and what has that name.

    `names` gives what is named (codes) by the folded names of each.
    """
    by_name: dict[tuple[str, ...], list[str]] = {}
    for code, spellings in names.items():
        for spelling in spellings:
            by_name.setdefault(tuple(words_of(spelling)), []).append(code)
    longest = max((len(name) for name in by_name), default=0)
    found, at = [], 0
    while at < len(words):
        for end in range(min(len(words), at + longest), at, -1):
            codes = by_name.get(tuple(words[at:end]))
            if codes:
                found.append((at, end, tuple(dict.fromkeys(codes))))
                at = end
                break
        else:
            at += 1
    return found


def best_matches(words: Sequence[str], names: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], frozenset[int]]:
    """The codes whose names share most of `words`, and the indices of these words; nothing where none is shared."""
    best = 0
    codes: list[str] = []
    used: set[int] = set()
    for code, spellings in names.items():
        hits = [
            {n for n, word in enumerate(words) if any(begins(word, name) for name in words_of(spelling))}
            for spelling in spellings
        ]
        hit = max(hits, key=len, default=set())
        if len(hit) > best:
            best, codes, used = len(hit), [], set()
        if hit and len(hit) == best:
            codes.append(code)
            used |= hit
    return tuple(codes), frozenset(used)
