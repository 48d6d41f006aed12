"""What the plan stands on: the scenario's choices, and how the values of the tables are known."""

from __future__ import annotations

from collections import Counter

from mapping.publish.report.counted import VALUE, counted, joined, shown
from mapping.publish.report.paper import Paper
from mapping.publish.report.sections.choices import choices
from mapping.publish.report.story import Chapter, Story, always
from mapping.publish.report.tables import Cell, Table, digits, words
from mapping.tables import Estimate, Status
from mapping.uncertainty.kinds import Value, walk
from mapping.words import Text

SUBJECTS: dict[str, Text] = {
    "prevalence": Text("Дял на рисковите групи", "Prevalence of risk groups"),
    "profile": Text("Разлики по възраст и пол", "Differences by age and sex"),
    "count": Text("Известни броеве", "Known counts"),
    "population": Text("Преброени жители", "Counts of residents"),
    "rate": Text("Дял, който се нуждае от услуга", "Share that needs a service"),
    "size": Text("Размери: места, разходи, персонал", "Sizes: places, costs, staff"),
    "team": Text("Работна седмица на екипите", "Week of mobile teams"),
    "lead_months": Text("Месеци до първия потребител", "Months to the first user"),
    "places": Text("Места на съществуващите звена", "Places of existing units"),
    "change": Text("Възможни промени на звена", "Possible changes of units"),
    "envelope": Text("Средства на фондовете", "Money of the funds"),
    "parameter": Text("Пътуване, движение на населението, труд", "Travel, trend of the population, labour"),
}
STATUSES: tuple[Status, ...] = ("sourced", "derived", "assumption", "user")


def write(story: Story, paper: Paper) -> None:
    """Choices, weights, values."""
    paper.heading(Text("Допускания и избори на сценария", "Assumptions and choices of the scenario"))
    paper.paragraph(
        Text("Тези избори са направени, за да има план; те са на работната група и тя може да ги смени в сценария.",
             "These choices were made so that there is a plan; they are the working group's, which can change them in "
             "the scenario.")
    )  # fmt: skip
    paper.bullets(choices(story))
    weights = story.look.case.scenario.keys.weights
    if any(service.id in weights for service in story.look.services):
        paper.table(_weights(story))
    values = _values(story)
    if values:
        paper.heading(Text("Как са известни стойностите в таблиците", "How the values of the tables are known"), 2)
        total = counted(len(values), VALUE)
        assumed = shown(sum(value.estimate.status in ("assumption", "user") for value in values))
        paper.paragraph(
            Text(f"Таблиците на региона имат {total.bg} с граници; допуснати или зададени от потребителя: "
                 f"{assumed.bg}. "
                 "Всяка, с границите, източника и бележката си, е в листа „Допускания“ на workbook.xlsx и в таблиците.",
                 f"The region's tables state {total.en} with ranges; assumed or set by the user: {assumed.en}. Each is "
                 "in the sheet “Assumptions” of workbook.xlsx and in the tables, with its range, source and note.")
        )  # fmt: skip
        paper.table(_known(values))


def _weights(story: Story) -> Table:
    keys = story.look.case.scenario.keys
    groups: dict[float, list[Text]] = {}
    for service in story.look.services:
        groups.setdefault(float(keys.weights.get(service.id, 1.0)), []).append(story.names.service(service.id))
    rows: list[tuple[Cell, ...]] = [
        (shown(weight, 0 if weight == int(weight) else 1), joined(services, "; "))
        for weight, services in sorted(groups.items(), key=lambda one: -one[0])
    ]
    return Table(
        Text("Колко тежи един непокрит потребител (ценностен избор, не факт)",
             "What one unmet user weighs (a value judgement, not a fact)"),
        (digits("Тежест", "Weight", 20), words("Услуги", "Services", 150)),
        rows,
    )  # fmt: skip


def _values(story: Story) -> list[Value]:
    found: list[Value] = []

    def note(value: Value) -> Estimate:
        found.append(value)
        return value.estimate

    walk(story.look.case.region, note)
    return found


def _known(values: list[Value]) -> Table:
    by: dict[str, Counter[Status]] = {}
    for value in values:
        by.setdefault(value.id.split(".")[0], Counter())[value.estimate.status] += 1
    rows: list[tuple[Cell, ...]] = [
        (SUBJECTS.get(kind, Text(kind, kind)), shown(sum(counts.values())),
         *(shown(counts[status]) for status in STATUSES))
        for kind, counts in by.items()
    ]  # fmt: skip
    every = Counter(value.estimate.status for value in values)
    rows.append((Text("Общо", "Total"), shown(len(values)), *(shown(every[status]) for status in STATUSES)))
    return Table(
        Text("Стойности с граници по вид и по това, как са известни", "Values with ranges by kind, and how they are "
                                                                      "known"),
        (words("Вид", "Kind", 66), digits("Стойности", "Values", 22), digits("По източник", "Sourced", 22),
         digits("Изведени", "Derived", 22), digits("Допуснати", "Assumed", 22),
         digits("Зададени", "Set by the user", 22)),
        rows, total=True,
    )  # fmt: skip


ASSUMPTIONS = Chapter(always, write)
