"""Words that say which sort of number is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Topic = Literal[
    "travel", "municipality", "need", "served", "unmet", "places", "users", "money", "staff", "start", "capital",
    "running", "everything",
]  # fmt: skip

TOPICS: dict[Topic, tuple[str, ...]] = {
    "travel": (
        "patuvane",
        "travel",
        "minuti",
        "minutes",
        "razstoyanie",
        "distance",
        "kilometri",
        "km",
        "vreme",
        "time",
    ),
    "municipality": ("obshtina", "obsht", "municipality"),
    "need": ("potrebnost", "potrebnosti", "nuzhda", "nuzhdi", "need", "needs"),
    "served": ("obsluzheni", "obsluzhen", "served"),
    "unmet": ("nepokriti", "nepokrita", "neobsluzheni", "unmet"),
    "places": ("mesta", "myasto", "kapatsitet", "places", "capacity"),
    "users": ("potrebiteli", "users"),
    "money": ("pari", "sredstva", "razhod", "razhodi", "evro", "money", "cost", "eur"),
    "staff": ("personal", "shtat", "dlazhnosti", "staff", "posts"),
    "start": ("koga", "start", "startira", "otvarya", "when", "starts"),
    "capital": ("kapitalovi", "capital"),
    "running": ("izdrazhka", "tekushti", "running"),
    "everything": ("vsichko", "obshto", "karta", "kartata", "all", "total", "map", "oblast", "region"),
}
"""Folded words (mapping.evidence.names) by what they ask for."""


ARTICLES = ("ta", "te", "to", "at", "yat")
"""Endings of the Bulgarian definite article, folded."""


def topics_of(words: Sequence[str]) -> tuple[frozenset[Topic], list[str]]:
    """The topics among `words`, with or without the article, and the other words."""
    topic_of = {word: topic for topic, said in TOPICS.items() for word in said}
    found: set[Topic] = set()
    left = []
    for word in words:
        bare = [word.removesuffix(end) for end in ARTICLES if word.endswith(end)]
        topics = [topic_of[one] for one in (word, *bare) if one in topic_of]
        found |= set(topics[:1])
        left += [] if topics else [word]
    return frozenset(found), left
