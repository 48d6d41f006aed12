"""What may go otherwise than the plan takes it, read off the plan and the ranges of the tables."""

from __future__ import annotations

from math import isfinite

from mapping.publish.printed.sentences import could_improve
from mapping.publish.report.counted import (
    MONTH,
    POST,
    UNIT,
    agree,
    counted,
    euros,
    joined,
    share,
    shown,
)
from mapping.publish.report.figures import new_units
from mapping.publish.report.package import newest_source
from mapping.publish.report.paper import Paper
from mapping.publish.report.sections.summary import between, money_range
from mapping.publish.report.story import Chapter, Story, always
from mapping.publish.report.tables import Table, words
from mapping.words import Text, day

Risk = tuple[Text, Text, Text]
"""What may happen, what follows, what to do."""


def write(story: Story, paper: Paper) -> None:
    """A table: risk, what follows, what to do."""
    paper.heading(Text("Рискове", "Risks"))
    found = [risk for make in (_need, _money, _costs, _after, _staff, _late, _lead, _travel, _proof)
             for risk in make(story)]  # fmt: skip
    found.append(_unsure(story))
    paper.paragraph(
        Text("Рисковете са прочетени от плана и от границите на стойностите в таблиците; вероятности не са оценявани.",
             "The risks are read off the plan and the ranges of the tables; no probabilities were estimated.")
    )  # fmt: skip
    paper.table(
        Table(
            Text("Рискове, последици и мерки", "Risks, consequences and measures"),
            (words("Риск", "Risk", 40), words("Какво следва", "What follows", 72),
             words("Какво да се направи", "What to do", 58)),
            found,
        )
    )  # fmt: skip


def _need(story: Story) -> list[Risk]:
    need = story.figures.need
    if need is None:
        return []
    ends, central = between(shown(need.low), shown(need.high)), shown(need.central)
    return [(
        Text("Потребността е друга", "The need is another"),
        Text(f"Приети са {central.bg} потребители; границите са {ends.bg}. При долния край има звена с празни места, "
             f"при "
             "горния остават непокрити повече хора.",
             f"Taken as {central.en} users; the range is {ends.en}. At the low end units have empty places, at the "
             f"high "
             "end more people are left."),
        Text("Преди кандидатстване: сверка със списъците на чакащите и със случаите в дирекциите за социално "
             "подпомагане.",
             "Before applying: check against waiting lists and the cases of the social assistance directorates."),
    )]  # fmt: skip


def _money(story: Story) -> list[Risk]:
    """Funds that pay and whose low end is below what was taken."""
    paying = {pay.fund for unit in story.look.plan.units for pay in unit.money}
    said = []
    for fund in story.look.case.region.funds:
        low = sum(row.amount.low for row in fund.envelopes)
        central = sum(row.amount.central for row in fund.envelopes)
        if fund.id in paying and central > 0 and low < central:
            name, part = story.names.fund(fund.id), share(low / central, 0)
            said.append((low / central, Text(f"„{name.bg}“ – {part.bg}", f"“{name.en}”: {part.en}")))
    if not said:
        return []
    worst = joined([text for _, text in sorted(said, key=lambda one: (one[0], one[1].bg))], "; ")
    return [(
        Text("Средствата са по-малко", "There is less money"),
        Text(f"В долния край на оценката фондовете дават от приетото: {worst.bg}.",
             f"At the low end of the estimate the funds give, of what was taken: {worst.en}."),
        Text("Да се поиска писмено потвърждение от управляващите органи; да се реши кои звена отпадат първи.",
             "Ask the managing authorities to confirm in writing; decide which units are left out first."),
    )]  # fmt: skip


def _costs(story: Story) -> list[Risk]:
    ends = money_range(story.figures.capital)
    if ends is None:
        return []
    what = Text("Строителството поскъпва", "Building costs more")
    measure = Text("Оферти или количествена сметка за всеки обект преди заявяване на сумата.",
                   "Quotations or a bill of quantities for each site before the sum is applied for.")  # fmt: skip
    if not _builds(story):
        what = Text("Автомобилите и оборудването поскъпват", "Cars and equipment cost more")
        measure = Text("Оферти преди заявяване на сумата.", "Quotations before the sum is applied for.")
    return [(
        what,
        Text(f"Същите звена и екипи струват {ends.bg} капиталови разходи при ниски и при високи единични цени.",
             f"The same units and teams cost {ends.en} of capital at low and at high unit costs."),
        measure,
    )]  # fmt: skip


def _builds(story: Story) -> bool:
    """Whether anything is built: teams alone need cars."""
    return bool(story.figures.units or story.figures.changed)


def _after(story: Story) -> list[Risk]:
    if not story.figures.after:
        return []
    yearly, last = euros(story.figures.after), story.look.plan.periods[-1].last_year
    return [(
        Text("Няма кой да плаща издръжката след програмата", "Nobody pays the running cost after the programme"),
        Text(f"След {last}\u00a0г. новото струва {yearly.bg} всяка година.",
             f"After {last} what is new costs {yearly.en} every year."),
        Text("Решение на общинските съвети и на държавата за устойчивост, преди да се подпише договор.",
             "A decision of the municipal councils and the state on sustainability before a contract is signed."),
    )]  # fmt: skip


def _staff(story: Story) -> list[Risk]:
    posts = story.figures.staff
    if not posts:
        return []
    number = counted(posts, POST, 1 if posts % 1 else 0)
    return [(
        Text("Няма достатъчно хора за работа", "Too few people to hire"),
        Text(f"Новото и промененото иска {number.bg}.", f"What is new or changed takes {number.en}."),
        Text("Преценка на пазара на труда по общини; обучение още от подписването на договора.",
             "Judge the labour market by municipality; train from the day of the contract."),
    )]  # fmt: skip


def _late(story: Story) -> list[Risk]:
    """New units whose contract the plan has in a period that is over, by the newest source of the tables."""
    now = newest_source(story.look.case.region)
    plan = story.look.plan
    late = sum(
        o.units for u in new_units(story.look) for o in u.openings if plan.periods[o.period].last_year < now.year
    )
    if not late:
        return []
    number, dated = counted(late, UNIT), Text(day(now, "bg"), day(now, "en"))
    are = agree(late, Text("е с договор", "has its contract"), Text("са с договори", "have their contracts"))
    return [(
        Text("Време, което вече е минало", "Time that has passed"),
        Text(f"{number.bg} (с екипите) {are.bg} в период, който е свършил преди {dated.bg}, датата на най-новия "
             f"източник.",
             f"{number.en} (with teams) {are.en} in a period that ended before {dated.en}, the date of the newest "
             "source."),
        Text("Сценарий с contracts_from от днешната година показва какво още може да се открие до края на програмата.",
             "A scenario with contracts_from of today's year shows what can still open before the programme ends."),
    )]  # fmt: skip


def _lead(story: Story) -> list[Risk]:
    services = {unit.service for unit in new_units(story.look)}
    leads = [s.planning.lead_months for s in story.look.services if s.id in services and s.planning is not None]
    if not leads:
        return []
    longest = max(leads, key=lambda one: (one.high, one.central))
    if longest.high <= longest.central:
        return []
    taken, most = counted(longest.central, MONTH), counted(longest.high, MONTH)
    builds = _builds(story)
    return [(
        Text("Изграждането се бави", "Building takes longer") if builds
        else Text("Екипите започват по-късно", "Teams start later"),
        Text(f"От договора до първия потребител са приети до {taken.bg}; възможни са и {most.bg}. Закъснение след "
             f"{story.look.plan.periods[-1].last_year}\u00a0г. оставя проекта без средства.",
             f"From contract to first user up to {taken.en} are taken; {most.en} are possible. A delay beyond "
             f"{story.look.plan.periods[-1].last_year} leaves the project without money."),
        Text("Готови терени и проекти, преди фондът да отвори процедура.",
             "Have sites and designs ready before the fund opens its call.") if builds
        else Text("Персонал и автомобили, осигурени още от договора.", "Find staff and cars from the contract on."),
    )]  # fmt: skip


def _travel(story: Story) -> list[Risk]:
    travel = story.look.case.travel
    errors = [fit.worst_error for fit in travel.fits if isfinite(fit.worst_error)]
    if not travel.estimated or not errors:
        return []
    worst = share(max(errors), 0)
    return [(
        Text("Пътят е по-дълъг", "The way is longer"),
        Text(f"Пътуването е оценено по правата линия; при публикуваните разстояния грешката стига до {worst.bg}.",
             f"Travel is estimated from the straight line; against published distances the error reaches {worst.en}."),
        Text("Проверка по пътя за всяко ново звено и за най-отдалечените му села.",
             "Drive the way for each new unit and its farthest villages."),
    )]  # fmt: skip


def _proof(story: Story) -> list[Risk]:
    stages = story.look.plan.stages
    upper = could_improve(stages[0]) if stages else None
    if not stages or upper == 0:
        return []
    if upper is None:
        return [(
            Text("Възможен е и по-добър план", "A better plan is possible"),
            Text("Колко по-добър може да е друг план по първата цел, не е известно.",
                 "How much better another plan may be on the first objective is not known."),
            Text("По-дълго изчисление, преди да се гласува.", "A longer computation before the vote."),
        )]  # fmt: skip
    most = share(upper + 0.00049)
    return [(
        Text("Възможен е и по-добър план", "A better plan is possible"),
        Text(f"По първата цел друг план може да е по-добър с най-много {most.bg}; по следващите – с повече (вж. "
             f"„Цели и "
             "доказателство“).",
             f"On the first objective another plan may be better by at most {most.en}; on the others by more (see "
             "“Objectives and proof”)."),
        Text("Близки по стойност планове се различават по места: знаците не са единствено възможните.",
             "Plans of nearly the same value differ in places: the marks are not the only ones possible."),
    )]  # fmt: skip


def _unsure(story: Story) -> Risk:
    if story.certainties is not None:
        return (
            Text("Знакът не е сигурен", "The mark is not sure"),
            Text("Част от звената се появяват само при някои стойности (вж. „Колко е сигурен всеки знак“).",
                 "Some units stand under some values only (see “How sure each mark is”)."),
            Text("Да се започне от сигурните.", "Begin with the solid ones."),
        )  # fmt: skip
    return (
        Text("Сигурността на отделния знак не е изчислена", "How sure a single mark is was not computed"),
        Text("Този доклад е за един план при приетите стойности; при други стойности част от звената са другаде.",
             "This report is of one plan for the values taken; with other values some units stand elsewhere."),
        Text("needsmap ensemble изчислява колко често стои всяко звено.",
             "needsmap ensemble computes how often each unit stands."),
    )  # fmt: skip


RISKS = Chapter(always, write)
