"""How sure each mark is, where many worlds were planned."""

from __future__ import annotations

from mapping.publish.certainty import CERTAINTY_WORDS, Assumption, class_counts, strongest
from mapping.publish.certainty_words import (
    class_meaning,
    direction_words,
    others_words,
    range_words,
    summary_sentences,
    unplanned_words,
)
from mapping.publish.report.counted import shown
from mapping.publish.report.paper import Paper
from mapping.publish.report.story import Chapter, Story
from mapping.publish.report.tables import Cell, Table, digits, words
from mapping.words import Language, Text

STRONGEST = 6


def write(story: Story, paper: Paper) -> None:
    """Classes, sentences, and the assumptions that move the plan most."""
    certainties = story.certainties
    if certainties is None:
        return
    paper.heading(Text("Колко е сигурен всеки знак", "How sure each mark is"))
    worlds = shown(len(certainties.ensemble.plans))
    paper.paragraph(
        Text(f"Планът е правен наново в {worlds.bg} възможни развития, в които честотите, броевете, разходите и "
             "средствата се менят в границите си. Колко често едно звено се появява, казва колко сигурен е знакът му.",
             f"The plan was made anew in {worlds.en} possible futures, in which rates, counts, costs and money vary "
             "inside their ranges. How often a unit stands says how sure its mark is.")
    )  # fmt: skip
    counts = class_counts(story.look.plan, certainties)
    rows: list[tuple[Cell, ...]] = [
        (CERTAINTY_WORDS[name], Text(class_meaning(name, "bg"), class_meaning(name, "en")), shown(count))
        for name, count in counts.items()
    ]
    rows.append((Text("Общо", "Total"), None, shown(sum(counts.values()))))
    paper.table(
        Table(
            Text("Нови звена и екипи по сигурност", "New units and teams by certainty"),
            (words("Сигурност", "Certainty", 36), words("Строи се", "Built", 90),
             digits("Нови звена и екипи", "New units and teams", 36)),
            rows, total=True,
        )
    )  # fmt: skip
    found = strongest(certainties, STRONGEST)
    tabled = tuple(one.factor.name.bg for one in found)
    sentences = summary_sentences(story.look.plan, certainties)[1:]  # the first one counts what the table has
    paper.bullets([*unplanned_words(certainties), *(said for said in sentences if not said.bg.startswith(tabled))])
    if found:
        paper.table(
            Table(
                Text("Допусканията, които най-много местят плана", "The assumptions that move the plan most"),
                (words("Допускане", "Assumption", 62), words("Граници", "Range", 44),
                 words("Какво променя", "What it changes", 64)),
                [(one.factor.name, _range(one), _effect(one)) for one in found],
            )
        )  # fmt: skip


def _range(one: Assumption) -> Text:
    def said(language: Language) -> str:
        return "; ".join(filter(None, (range_words(one.factor.estimate, language), others_words(one, language))))

    return Text(said("bg"), said("en"))


def _effect(one: Assumption) -> Text:
    return Text(direction_words(one.influence, "bg"), direction_words(one.influence, "en"))


CERTAINTY = Chapter(lambda story: story.certainties is not None, write)
