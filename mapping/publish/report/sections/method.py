"""How the plan was found, in plain words, and what is proven of it."""

from __future__ import annotations

from math import isfinite

from mapping.model import OBJECTIVE_WORDS
from mapping.plan import StageProof
from mapping.publish.report.counted import SITE as SITE_NOUN
from mapping.publish.report.counted import counted, joined, share, shown
from mapping.publish.report.paper import Paper
from mapping.publish.report.story import Chapter, Story, always
from mapping.publish.report.tables import Table, digits, words
from mapping.publish.workbook.summary import ENDED
from mapping.words import Text, day

RULES: tuple[tuple[str, Text], ...] = (
    ("places", Text("местата в звената", "the places of units")),
    ("mobile_hours", Text("работната седмица на мобилните екипи, с пътуването", "the week of mobile teams, driving "
                          "included")),
    ("legal_size", Text("законния най-голям капацитет", "the largest lawful size")),
    ("minimum_use", Text("най-малката заетост на ново звено", "the least use of a new unit")),
    ("money", Text("наличните средства по фонд, вид и период", "the money of each fund, kind and period")),
    ("running_after", Text("издръжката след края на програмата", "the running cost after the programme")),
    ("staff", Text("хората, които могат да бъдат наети наблизо", "the people who can be hired nearby")),
    ("rehousing", Text("ново място за всеки потребител, преди звено да се закрие", "a new place for every user before "
                       "a unit closes")),
    ("total_budget", Text("общата сума за новото", "the sum for all that is new")),
    ("coverage", Text("праговете на обслужване", "the floors of coverage")),
    ("inter_municipal", Text("исканите междуобщински звена", "the inter-municipal units asked for")),
    ("least_served", Text("най-малкия обслужен дял на всяка община", "the least served share of every municipality")),
    ("site_status", Text("решеното предварително за места", "what is decided beforehand on sites")),
    ("existing_units", Text("възможните промени на съществуващите звена", "the possible changes of existing units")),
)  # fmt: skip
"""Rules that a scenario may switch off, as a reader knows them."""


def write(story: Story, paper: Paper) -> None:
    """Steps, rules, objectives."""
    paper.heading(Text("Как е намерен планът", "How the plan was found"))
    paper.paragraph(
        Text("Програмата не подрежда предложения едно след друго, а сравнява наведнъж всички възможни места, размери и "
             "периоди и избира плана, който най-добре отговаря на целите на сценария. Стъпките са следните.",
             "The program does not rank proposals one after another: it compares all possible sites, sizes and periods "
             "at once and takes the plan that serves the scenario's objectives best. The steps are these.")
    )  # fmt: skip
    paper.numbered(_steps(story))
    if story.look.plan.stages:
        paper.heading(Text("Цели и доказателство", "Objectives and proof"), 2)
        paper.paragraph(
            Text("Целите се следват в реда от таблицата: постигнатото по една се пази (в рамките на допуск от "
                 "сценария), "
                 "докато се подобрява следващата. Границата е стойност, по-добра от която никой план със същите данни "
                 "и правила не може да има; колкото е по-близо до постигнатото, толкова по-сигурно е, че по-добър план "
                 "няма.",
                 "The objectives are followed in the order of the table: what one has reached is kept (within a "
                 "tolerance of the scenario) while the next is improved. The bound is a value that no plan with the "
                 "same "
                 "data and rules can beat; the nearer it is, the surer that there is no better plan.")
        )  # fmt: skip
        paper.table(_stages(story))
        if any(stage.objective == "worst_served" for stage in story.look.plan.stages):
            paper.small(
                Text("По целта за най-слабо обслужената община потребността се брои с тежестите на услугите; затова "
                     "стойността ѝ е друга от дела в останалите таблици, където всички потребители тежат еднакво.",
                     "The objective of the worst-served municipality counts need with the weights of the services; so "
                     "its value is another than the share in the other tables, where all users weigh the same.")
            )  # fmt: skip


def _steps(story: Story) -> list[Text]:
    case, keys = story.look.case, story.look.case.scenario.keys
    steps = [*_people(story), case.travel.method] if case.travel.method.bg else _people(story)
    near = Text("", "")
    if keys.sites.nearest < len(story.look.settlements):
        nearest = counted(keys.sites.nearest, SITE_NOUN)
        near = Text(
            f"; всяко населено място се обслужва от най-много {nearest.bg}, най-близките до него",
            f"; each settlement is served from at most {nearest.en}, the nearest ones",
        )
    steps.append(
        Text("Възможни места: ново звено може да се открие там, където са изпълнени изискванията на услугата"
             f"{near.bg}.",
             f"Possible sites: a new unit may open where the needs of its service are met{near.en}.")
    )  # fmt: skip
    held = [text for key, text in RULES if getattr(keys.rules, key) and _matters(story, key)]
    reach = Text("стандартите за пътуване до услугата", "the standards of travel to a service")
    every = joined([reach, *held], "; ")
    steps += [
        Text(f"Правила: планът спазва {every.bg}.", f"Rules: the plan keeps {every.en}."),
        Text("Проверка: готовият план е проверен отново, независимо от изчислението, което го е намерило.",
             "Check: the finished plan was checked again, independently of the computation that found it."),
    ]  # fmt: skip
    return steps


def _matters(story: Story, rule: str) -> bool:
    """Whether a rule has anything to hold in this plan."""
    look, keys = story.look, story.look.case.scenario.keys
    kinds = {service.kind for service in look.services}
    return {
        "mobile_hours": "mobile" in kinds,
        "money": bool(look.plan.envelopes),
        "running_after": keys.after.running is not None,
        "staff": "staff_per_1000" in look.case.region.parameters,
        "rehousing": any(unit.changes for unit in look.existing.values()),
        "coverage": bool(keys.coverage),
        "total_budget": keys.budget.total is not None,
        "inter_municipal": keys.inter_municipal is not None,
        "least_served": keys.fairness.least is not None,
        "site_status": bool(keys.sites.choices),
        "existing_units": any(unit.changes for unit in look.existing.values()),
        "legal_size": any(s.planning is not None and s.planning.legal_places is not None for s in look.services),
    }.get(rule, True)


def _people(story: Story) -> list[Text]:
    region = story.look.case.region
    if region.points is not None:
        return [Text("Потребност: теглата на точките, както са в таблицата на региона.",
                     "Need: the weights of the points, as the region's table has them.")]  # fmt: skip
    census = Text(day(region.census_date, "bg"), day(region.census_date, "en"))
    return [
        Text(f"Хора: населението от преброяването към {census.bg}, по населено място, възраст и пол, е пренесено до "
             "средата на всеки период според досегашното му движение.",
             f"People: the census of {census.en}, by settlement, age and sex, is carried forward to the middle of each "
             "period by the trend so far."),
        Text("Потребност: за всяка рискова група и услуга е оценен броят на хората, които се нуждаят от нея, във всяко "
             "населено място; където има известни броеве, оценката е изравнена с тях.",
             "Need: for each risk group and service the number of people who need it is estimated in every settlement; "
             "where counts are known, the estimate meets them."),
    ]  # fmt: skip


def _stages(story: Story) -> Table:
    return Table(
        Text("Цели на сценария, по реда им, и какво е доказано", "Objectives in their order, and what is proven"),
        (words("Цел", "Objective", 40), words("Мярка", "Measure", 38), digits("Постигнато", "Reached", 24),
         digits("Граница", "Bound", 24), words("Как завърши търсенето", "How the search ended", 44)),
        [
            (OBJECTIVE_WORDS[stage.objective][0], OBJECTIVE_WORDS[stage.objective][1], _value(stage, stage.value),
             _value(stage, stage.bound), ENDED[stage.status])
            for stage in story.look.plan.stages
        ],
    )  # fmt: skip


def _value(stage: StageProof, value: float) -> Text:
    if not isfinite(value):
        return Text("не е известна", "not known")
    if stage.objective == "worst_served":
        return share(value)
    return shown(value, 0 if abs(value) >= 1000 else 1)


METHOD = Chapter(always, write)
