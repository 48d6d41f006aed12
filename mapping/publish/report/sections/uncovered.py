"""What is not covered, where, and why."""

from __future__ import annotations

from mapping.plan import coverage_by
from mapping.publish.report.counted import (
    SETTLEMENT,
    USER,
    agree,
    counted,
    persons,
    share,
    shown,
)
from mapping.publish.report.names import years
from mapping.publish.report.paper import Paper
from mapping.publish.report.story import Chapter, Story, always
from mapping.publish.report.tables import Cell, Table, digits, words
from mapping.publish.uncovered import REASONS, Reason, Uncovered
from mapping.words import Text

SHOWN = 12
"""So many rows of settlements are listed; the rest is in uncovered.csv."""


def write(story: Story, paper: Paper) -> None:
    """By reason, by service, and the largest."""
    paper.heading(Text("Какво остава непокрито и защо", "What is not covered, and why"))
    cover, period = story.figures.cover, years(story.figures.period)
    if not story.left:
        paper.paragraph(
            Text(f"През {period.bg} цялата потребност от планираните услуги е покрита.",
                 f"In {period.en} the whole need for the planned services is covered.")
        )  # fmt: skip
        return
    people, part = counted(round(cover.unmet), USER), share(cover.unmet / cover.need)
    stay = agree(round(cover.unmet), Text("остава", "stays"), Text("остават", "stay"))
    where = counted(len({left.need.settlement for left in story.left}), SETTLEMENT)
    paper.paragraph(
        Text(f"През {period.bg} без услуга {stay.bg} {people.bg} ({part.bg} от потребността) от {where.bg}. "
             f"Причините се "
             "четат от самия план: няма звено, което да обслужва мястото в рамките на стандарта за "
             "пътуване, звената там са пълни, или имат свободно място, което планът не е насочил насам.",
             f"In {period.en} {people.en} ({part.en} of the need) of {where.en} {stay.en} without a service. The plan "
             "itself tells why: no unit serves the place within the standard of travel, those that do are full, or "
             "there is room that the plan does not direct here.")
    )  # fmt: skip
    paper.table(_by_reason(story))
    paper.table(_by_service(story))
    paper.table(_largest(story))
    if len(story.left) > SHOWN:
        more = shown(len(story.left) - SHOWN)
        paper.small(
            Text(f"Още редове в uncovered.csv: {more.bg}. Стойности под едно лице са очаквани бройки.",
                 f"More rows in uncovered.csv: {more.en}. Values below one person are expected numbers.")
        )  # fmt: skip


def _sum(found: list[Uncovered]) -> int:
    return sum(left.need.unmet_milli for left in found)


def _by_reason(story: Story) -> Table:
    total = _sum(list(story.left))
    rows: list[tuple[Cell, ...]] = []
    for reason, said in REASONS.items():
        found = [left for left in story.left if left.reason == reason]
        if found:
            rows.append((_sentence(said), persons(_sum(found)), share(_sum(found) / total),
                         shown(len({left.need.settlement for left in found}))))  # fmt: skip
    rows.append((Text("Общо", "Total"), persons(total), share(1.0),
                 shown(len({left.need.settlement for left in story.left}))))  # fmt: skip
    period = years(story.figures.period)
    return Table(
        Text(f"Непокрита потребност по причина, {period.bg} (едно населено място може да е при няколко причини)",
             f"Need left uncovered by reason, {period.en} (a settlement may stand under several)"),
        (words("Причина", "Reason", 88), digits("Потребители", "Users", 26), digits("Дял", "Share", 22),
         digits("Населени места", "Settlements", 30)),
        rows, total=True,
    )  # fmt: skip


def _sentence(said: Text) -> Text:
    return Text(said.bg[:1].upper() + said.bg[1:], said.en[:1].upper() + said.en[1:])


def _by_service(story: Story) -> Table:
    look = story.look
    needs = coverage_by([r for r in look.plan.needs if r.period == look.last], lambda record: record.service)
    rows: list[tuple[Cell, ...]] = []

    def part(service: str, reason: Reason) -> Text:
        mine = [left for left in story.left if left.need.service == service and left.reason == reason]
        return persons(_sum(mine), 1)

    for service in look.services:
        cover = needs.get(service.id)
        if cover is not None and cover.unmet_milli:
            rows.append((
                story.names.service(service.id), persons(cover.unmet_milli, 1), share(cover.unmet / cover.need),
                *(part(service.id, reason) for reason in REASONS),
            ))  # fmt: skip

    by_reason = [[left for left in story.left if left.reason == reason] for reason in REASONS]
    whole = story.figures.cover
    rows.append(
        (
            Text("Общо", "Total"),
            persons(whole.unmet_milli, 1),
            share(whole.unmet / whole.need),
            *(persons(_sum(found), 1) for found in by_reason),
        )
    )
    return Table(
        Text("Непокрита потребност по услуга и причина (потребители)",
             "Need left uncovered by service and reason (users)"),
        (words("Услуга", "Service", 66), digits("Непокрити", "Not served", 24),
         digits("Дял от потребността", "Share of the need", 24), digits("Няма звено", "No unit", 20),
         digits("Пълни звена", "Full units", 20), digits("Има място", "Room left", 20)),
        rows, total=True,
    )  # fmt: skip


def _largest(story: Story) -> Table:
    names = story.names
    rows: list[tuple[Cell, ...]] = []
    for left in story.left[:SHOWN]:
        near: Cell = None
        if left.nearest is not None and left.minutes is not None:
            place, minutes = names.place(left.nearest.settlement), shown(left.minutes)
            near = Text(f"{place.bg}, {minutes.bg}\u00a0мин", f"{place.en}, {minutes.en}\u00a0min")
        rows.append((
            names.place(left.need.settlement), names.municipality(left.need.municipality),
            names.short(left.need.service), persons(left.need.unmet_milli, 1), persons(left.need.need_milli, 1),
            _SHORT[left.reason], near,
        ))  # fmt: skip
    return Table(
        Text("Най-много непокрити потребители по населено място и услуга",
             "Most users left uncovered, by settlement and service"),
        (words("Населено място", "Settlement", 33), words("Община", "Municipality", 27), words("Услуга", "Service", 42),
         digits("Непокрити", "Not served", 24), digits("От общо", "Of", 16), words("Причина", "Reason", 18),
         words("Най-близко звено", "Nearest unit", 33)),
        rows,
    )  # fmt: skip


_SHORT: dict[Reason, Text] = {
    "no_unit": Text("няма звено", "no unit"),
    "full": Text("пълни звена", "full units"),
    "room_left": Text("има място", "room left"),
}

UNCOVERED = Chapter(always, write)
