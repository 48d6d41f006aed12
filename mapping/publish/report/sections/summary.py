"""The first page: what is decided, the key figures with their ranges, what to vote on, how good the plan is."""

from __future__ import annotations

from mapping.plan import PlanPeriod, money_by_fund
from mapping.publish.certainty import served_range
from mapping.publish.printed.sentences import proof
from mapping.publish.report.counted import (
    CENTRE,
    CHANGE,
    FUND,
    NBSP,
    PLACE,
    POST,
    RESIDENTIAL,
    TEAM,
    agree,
    counted,
    listed,
    millions,
    persons,
    share,
    shown,
)
from mapping.publish.report.figures import Range
from mapping.publish.report.names import years
from mapping.publish.report.paper import Paper
from mapping.publish.report.story import Chapter, Story, always
from mapping.publish.report.tables import Cell, Table, digits, words
from mapping.words import Text

STATUS = Text(
    "Индикативна оценка до приемането ѝ от работната група. Не е официален документ.",
    "Indicative estimate until the working group adopts it. Not an official document.",
)
ESTIMATE, DECIDED, COMPUTED = (
    Text("оценка", "estimate"),
    Text("решение на плана", "decided by the plan"),
    Text("изчислено от плана", "computed from the plan"),
)
PRICES = Text("оценка по единични цени", "estimate by unit costs")


def write(story: Story, paper: Paper) -> None:
    """The page that is read before the vote."""
    names, keys = story.names, story.look.case.scenario.keys
    paper.title(names.title, Text(f"Доклад за работната група, {names.planned.bg}",
                                  f"Report for the working group, {names.planned.en}"))  # fmt: skip
    paper.status(STATUS)
    paper.heading(Text("Резюме за гласуването", "Summary for the vote"))
    if keys.question.bg.strip() and keys.question.en.strip():
        paper.paragraph(Text(f"Въпросът: „{keys.question.bg}“", f"The question: “{keys.question.en}”"))
    paper.table(_figures(story))
    paper.small(RANGES)
    paper.heading(Text("Какво се гласува", "What to vote on"), 2)
    paper.numbered(_votes(story))
    said = Text(proof(story.look.plan, "bg"), proof(story.look.plan, "en"))
    if said.bg:
        paper.paragraph(said)


RANGES = Text(
    "Границите на потребността са при всички честоти и броеве едновременно в долния или в горния им край, тези на "
    "разходите – при всички единични цени в долния или в горния им край за същия план: по-широки са от вероятното.",
    "The range of need is with all rates and counts at their low or high end at once, that of cost with all unit costs "
    "at theirs for the same plan: both are wider than what is likely.",
)


def between(low: Text, high: Text) -> Text:
    """Two ends."""
    return Text(f"{low.bg}–{high.bg}", f"{low.en}–{high.en}")


def money_range(found: Range) -> Text | None:
    """The ends of a cost in millions; None where they are not known."""
    if not found.known:
        return None
    low, high = shown(found.low / 1e8, 1), shown(found.high / 1e8, 1)
    if max(found.low, found.high) < 1e7:
        low, high = shown(found.low / 100), shown(found.high / 100)
        return Text(f"{between(low, high).bg}{NBSP}евро", f"EUR{NBSP}{between(low, high).en}")
    ends = between(low, high)
    return Text(f"{ends.bg}{NBSP}млн.{NBSP}евро", f"EUR{NBSP}{ends.en}{NBSP}million")


def _figures(story: Story) -> Table:
    figures, names = story.figures, story.names
    cover, need = figures.cover, figures.need
    served = persons(cover.need_milli - cover.unmet_milli)
    part = share(cover.share)
    rows: list[list[Cell]] = [
        [Text("Потребност (потребители, сбор по услуги)", "Need (users, summed over services)"),
         persons(cover.need_milli),
         None if need is None else between(shown(need.low), shown(need.high)),
         ESTIMATE],
        [Text("Обслужени от съществуващи и нови услуги", "Served by existing and new services"),
         Text(f"{served.bg} ({part.bg})", f"{served.en} ({part.en})") if cover.need_milli else served,
         _served_range(story),
         COMPUTED],
        [Text("Остават непокрити", "Left without the service"), persons(cover.unmet_milli), None, COMPUTED],
    ]  # fmt: skip
    if figures.worst is not None:
        code, least = figures.worst
        name, part = names.municipality(code), share(least.share)
        rows.append([
            Text(f"Най-нисък обслужен дял в община ({name.bg})", f"Lowest served share of a municipality ({name.en})"),
            part, None, COMPUTED,
        ])  # fmt: skip
    rows += [
        [Text("Нови звена и мобилни екипи", "New units and mobile teams"), new_words(story), None, DECIDED],
        [Text("Места в новите звена", "Places in the new units"), counted(figures.places, PLACE), None, DECIDED],
        [Text("Промени в съществуващи звена", "Changes of existing units"), shown(figures.changed), None, DECIDED],
        [Text("Капиталови разходи", "Capital cost"), millions(figures.capital.central), money_range(figures.capital),
         PRICES],
        [_running_words(story), millions(figures.running.central), money_range(figures.running), PRICES],
        [Text("Издръжка на новото годишно, след програмата", "Running cost a year of what is new, afterwards"),
         millions(figures.after), None, PRICES],
        [Text("Необходим нов персонал", "New staff needed"),
         counted(figures.staff, POST, 1 if figures.staff % 1 else 0), None, DECIDED],
    ]  # fmt: skip
    period = years(figures.period)
    return Table(
        Text(f"Ключови числа; потребността и обслужването са за {period.bg}",
             f"Key figures; need and service are of {period.en}"),
        (words("Показател", "Figure", 70), digits("Стойност", "Value", 36), digits("Граници", "Range", 34),
         words("Как е известно", "How it is known", 34)),
        rows,
    )  # fmt: skip


def new_words(story: Story) -> Text:
    """The new units by kind: 3 резидентни звена, 11 центъра и 39 мобилни екипа."""
    new = story.figures.new
    nouns = {"residential": RESIDENTIAL, "centre": CENTRE, "mobile": TEAM}
    parts = [counted(new[kind], nouns[kind]) for kind in new if new[kind]]
    return listed(parts) if parts else Text("няма", "none")


def _running_words(story: Story) -> Text:
    first, last = story.look.plan.periods[0], story.look.plan.periods[-1]
    span = PlanPeriod(first.first_year, last.last_year).name
    return Text(f"Текущи разходи {span}{NBSP}г.", f"Running cost {span}")


def _served_range(story: Story) -> Text | None:
    if story.certainties is None:
        return None
    low, high = served_range(story.certainties.ensemble)
    return between(share(low, 0), share(high, 0)) if 0 <= low <= high <= 1 else None


def _votes(story: Story) -> list[Text]:
    figures, plan = story.figures, story.look.plan
    votes = [
        Text(
            f"Новите звена и екипи: {new_words(story).bg}, с местоположението, капацитета и периода им от таблицата "
            "„Нови звена и екипи“.",
            f"The new units and teams: {new_words(story).en}, with their places, sizes and periods in the table “New "
            "units and teams”.",
        )
    ] if figures.units + figures.new["mobile"] else [
        Text("Дали да не се откриват нови звена: планът не предлага нито едно.",
             "Whether to open no new unit: the plan proposes none.")
    ]  # fmt: skip
    if figures.changed:
        changes = counted(figures.changed, CHANGE)
        votes.append(Text(f"{changes.bg} в съществуващи звена.", f"{changes.en} of existing units."))
    if figures.cost:
        capital, running = millions(figures.capital.central), millions(figures.running.central)
        funds = len({fund for (fund, _), cents in money_by_fund(plan).items() if cents})
        from_funds = counted(funds, FUND)
        source = Text(f", от {from_funds.bg}", f", from {from_funds.en}") if funds else Text("", "")
        votes.append(
            Text(f"Средствата: {capital.bg} капиталови и {running.bg} текущи разходи{source.bg}.",
                 f"The money: {capital.en} of capital and {running.en} of running cost{source.en}.")
        )  # fmt: skip
    votes.append(
        Text("Допусканията, на които планът стои (главата „Допускания и избори на сценария“): друг избор дава друга "
             "карта.",
             "The assumptions that the plan stands on (chapter “Assumptions and choices of the scenario”): another "
             "choice gives another map.")
    )  # fmt: skip
    if figures.cover.unmet_milli:
        left = persons(figures.cover.unmet_milli)
        stays = agree(round(figures.cover.unmet), Text("потребител остава непокрит", "user stays without a service"),
                      Text("потребители остават непокрити", "users stay without a service"))  # fmt: skip
        votes.append(Text(f"Какво следва, щом {left.bg}{NBSP}{stays.bg} и с този план.",
                          f"What comes next, as {left.en} {stays.en} under this plan too."))  # fmt: skip
    return votes


SUMMARY = Chapter(always, write)
