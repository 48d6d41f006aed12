"""The need: how large, how well known, in which groups."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from mapping.needs.compare import Range as Ends
from mapping.needs.labels import LABEL_WORDS, Label, group_label, service_label
from mapping.needs.overlap import overlap_words
from mapping.needs.report import NeedReport
from mapping.plan import coverage_by, last_period
from mapping.publish.records import NOTHING
from mapping.publish.report.counted import COUNT, PERSON, agree, counted, persons, share, shown
from mapping.publish.report.names import years
from mapping.publish.report.paper import Paper
from mapping.publish.report.pictures import add_chart
from mapping.publish.report.story import Chapter, Story, always
from mapping.publish.report.tables import Cell, Table, digits, words
from mapping.words import Text

KNOWN: tuple[Label, ...] = ("criterion", "count", "rate")
"""Labels of what is more than an assumption."""


def write(story: Story, paper: Paper) -> None:
    """Need by period, service and group."""
    figures, period = story.figures, years(story.figures.period)
    paper.heading(Text("Потребност от социални услуги", "Need for social services"))
    whole = persons(figures.cover.need_milli)
    ends = Text("", "")
    if figures.need is not None:
        low, high = shown(figures.need.low), shown(figures.need.high)
        ends = Text(f" (между {low.bg} и {high.bg})", f" (between {low.en} and {high.en})")
    paper.paragraph(
        Text(f"През {period.bg} потребността от планираните услуги се оценява на {whole.bg} "
             f"потребители{ends.bg}, събрани по услуги. "
             "Който се нуждае от две услуги, се брои два пъти: сборът казва колко места трябват, а не колко хора.",
             f"In {period.en} the need for the planned services is estimated at {whole.en} users{ends.en}, summed over "
             "services. Who needs two services counts twice: the sum says how many places are needed, not how many "
             "people.")
    )  # fmt: skip
    if story.needs is not None:
        _people(story, story.needs, paper)
    paper.table(_periods(story))
    paper.table(_services(story))
    add_chart(story, paper, "need_and_places", 92.0)
    if story.needs is not None and story.look.case.region.catalogue.groups:
        paper.table(_groups(story, story.needs))
        if len(story.look.planned) == len(story.look.municipalities):  # both are of the whole region only
            paper.paragraph(overlap_words(story.needs.distinct))
            _counts(story.needs, paper)


def _people(story: Story, needs: NeedReport, paper: Paper) -> None:
    """How many live there, now and later, and what part of the need is known."""
    planned = needs.region.edits.plans_for
    inside = [planned(place.municipality) for place in needs.region.settlements]
    now, then = (float(people[inside].sum()) for people in (needs.people[0], needs.people[-1]))
    region, last = story.names.planned, str(needs.days[-1].year)
    apart = sum(sum(p.set_apart.values()) for p in needs.region.settlements if planned(p.municipality))
    out = counted(apart, PERSON)
    without = Text(f" (без {out.bg} в институции и приемни центрове)",
                   f" (without {out.en} in institutions and reception centres)") if apart else Text("", "")  # fmt: skip
    change = share(abs(then / now - 1)) if now else None
    if change is not None:
        way = Text("намалява", "falls") if then < now else Text("нараства", "grows")
        paper.paragraph(
            Text(f"Населението на {region.bg} {way.bg} от {shown(now).bg} при преброяването{without.bg} до "
                 f"около {shown(then).bg} в края на {last}\u00a0г. ({change.bg}); това променя и потребността.",
                 f"The people of {region.en}: their number {way.en} from {shown(now).en} at the census{without.en} to "
                 f"about {shown(then).en} at the end of {last} ({change.en}), and the need changes with it.")
        )  # fmt: skip
    label = _labels(story, needs)
    by = coverage_by(last_period(story.look.plan), lambda record: record.service)
    known = sum(cover.need_milli for service, cover in by.items() if label.get(service) in KNOWN)
    whole = story.figures.cover.need_milli
    if whole:
        part, rest = share(known / whole, 0), share(1 - known / whole, 0)
        paper.paragraph(
            Text(f"Колко е сигурно това: {part.bg} от потребността е в услуги, чиито потребители следват известен "
                 f"брой, "
                 f"критерий или публикувана честота; останалите {rest.bg} почиват изцяло или отчасти на допускания. "
                 "Оценката казва по-добре колко, отколкото къде: честотите са общи за региона или страната.",
                 f"How sure this is: {part.en} of the need is in services whose users follow a known count, a "
                 f"criterion "
                 f"or a published rate; the other {rest.en} rest on assumptions, in whole or in part. The estimate "
                 f"says "
                 "better how much than where: the rates are those of the region or of the country.")
        )  # fmt: skip


def _labels(story: Story, needs: NeedReport) -> Mapping[str, Label]:
    region = story.look.case.region
    return {service.id: service_label(region, service.id, needs.contradicted) for service in story.look.services}


def _periods(story: Story) -> Table:
    plan = story.look.plan
    by = coverage_by(plan.needs, lambda record: record.period)
    rows: list[tuple[Cell, ...]] = []
    for t, period in enumerate(plan.periods):
        cover = by.get(t, NOTHING)
        served = cover.need_milli - cover.unmet_milli
        rows.append((years(period), persons(cover.need_milli), persons(served), share(cover.share),
                     persons(cover.unmet_milli)))  # fmt: skip
    return Table(
        Text("Потребност и обслужване по периоди (потребители, сбор по услуги)",
             "Need and service by period (users, summed over services)"),
        (words("Период", "Period", 40), digits("Потребност", "Need", 30), digits("Обслужени", "Served", 30),
         digits("Обслужен дял", "Served share", 30), digits("Непокрити", "Not served", 30)),
        rows,
    )  # fmt: skip


def _ends(found: Ends | None, central: float) -> tuple[Cell, Cell]:
    if found is None or found.low >= found.high:
        return (None, None)
    decimals = 1 if central < 100 else 0
    return shown(min(found.low, central), decimals), shown(max(found.high, central), decimals)


def _services(story: Story) -> Table:
    look, needs = story.look, story.needs
    by = coverage_by(last_period(look.plan), lambda record: record.service)
    labels = {} if needs is None else _labels(story, needs)
    rows: list[tuple[Cell, ...]] = []
    for service in look.services:
        need = by.get(service.id, NOTHING).need
        ends = _ends(None if needs is None else needs.users((service.id,), look.last), need)
        rows.append(
            (
                story.names.service(service.id),
                shown(need, 1),
                *ends,
                LABEL_WORDS[labels[service.id]] if labels else Text("тегла от таблицата", "weights of the table"),
            )
        )
    whole = story.figures
    ends = (None, None) if whole.need is None else (shown(whole.need.low), shown(whole.need.high))
    rows.append((Text("Всички услуги", "All services"), shown(whole.cover.need, 1), *ends, None))
    period = years(whole.period)
    return Table(
        Text(f"Потребност по услуги, {period.bg} (потребители)", f"Need by service, {period.en} (users)"),
        (words("Услуга", "Service", 74), digits("Оценка", "Estimate", 18), digits("от", "from", 15),
         digits("до", "to", 15), words("Как е известна", "How it is known", 52)),
        rows,
        total=True,
    )  # fmt: skip


def _groups(story: Story, needs: NeedReport) -> Table:
    region, planned = story.look.case.region, set(story.look.planned)
    inside = np.array([place.municipality in planned for place in region.settlements], dtype=float)
    rows: list[tuple[Cell, ...]] = []
    for group in region.catalogue.groups:
        found = needs.persons(group.id, story.look.last, inside)
        rows.append(
            (
                story.names.group(group.id),
                shown(found.central, 0 if found.central >= 100 else 1),
                *_ends(found, found.central),
                LABEL_WORDS[group_label(region, group, needs.contradicted)],
            )
        )
    period = years(story.figures.period)
    return Table(
        Text(f"Рискови групи, {story.names.planned.bg}, {period.bg} (лица)",
             f"Risk groups, {story.names.planned.en}, {period.en} (persons)"),
        (words("Рискова група", "Risk group", 74), digits("Оценка", "Estimate", 18), digits("от", "from", 15),
         digits("до", "to", 15), words("Как е известна", "How it is known", 52)),
        rows,
    )  # fmt: skip


def _counts(needs: NeedReport, paper: Paper) -> None:
    """How the estimate agrees with what is known."""
    total = len(needs.comparisons)
    if not total:
        return
    inside = total - len(needs.outside)
    of, held = counted(total, COUNT), shown(inside)
    are = agree(inside, Text("е", "is"), Text("са", "are"))
    paper.paragraph(
        Text(f"Оценката е сравнена с {of.bg} (население, рискови групи, потребители): {held.bg} {are.bg} в границите "
             "ѝ.",
             f"The estimate was held against {of.en} (residents, risk groups, users): {held.en} {are.en} inside its "
             "range.")
    )  # fmt: skip
    if needs.contradicted:
        number = counted(len(needs.contradicted), COUNT)
        paper.paragraph(
            Text(f"Противоречат на други и не са ползвани: {number.bg} (needsmap need ги изброява).",
                 f"Contradict others and were not used: {number.en} (needsmap need lists them).")
        )  # fmt: skip


NEED = Chapter(always, write)
