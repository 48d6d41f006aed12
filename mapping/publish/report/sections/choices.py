"""What the scenario chose, key by key, in sentences: what is planned, need, money, values put in place of the tables'.

Whatever a scenario may say must be told here, or a reader takes its plan for one of other terms. What it asks of the
plan (floors, sites, rules) is in choices_asked.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from mapping.publish.report.counted import NBSP, SETTLEMENT, agree, counted, euros, joined, listed, share, shown
from mapping.publish.report.sections.choices_asked import asked
from mapping.publish.report.story import Story
from mapping.scenario.schema import AllServices, FundChange, ServiceChange
from mapping.tables import Estimate
from mapping.uncertainty.kinds import walk
from mapping.uncertainty.kinds.value import Value
from mapping.words import Text

LEVELS = {
    "low": Text("в долния край на границите", "at the low end of the ranges"),
    "high": Text("в горния край на границите", "at the high end of the ranges"),
}
CATCHMENTS = {
    "municipality": Text("новите звена обслужват само хора от общината, в която са",
                         "new units serve people of their own municipality only"),
    "region": Text("новите звена обслужват хора от целия регион", "new units serve people of the whole region"),
}  # fmt: skip


def choices(story: Story) -> list[Text]:
    """Every choice that is not that of an empty scenario, in the order in which a reader asks for it."""
    return [*_scope(story), *_need(story), *_money(story), *_values(story), *asked(story), *_taken(story)]


def _scope(story: Story) -> Iterator[Text]:
    keys, names = story.look.case.scenario.keys, story.names
    if keys.municipalities:
        found = listed([names.municipality(code) for code in keys.municipalities])
        one = Text("Планира се само община", "Only this municipality is planned:")
        many = Text("Планират се само общините", "Only these municipalities are planned:")
        said = agree(len(keys.municipalities), one, many)
        yield Text(f"{said.bg} {found.bg}; потребността, местата и звената на останалите не се броят.",
                   f"{said.en} {found.en}; need, sites and units of the others are left out.")  # fmt: skip
    if keys.services:
        found = listed([names.short(service) for service in keys.services])
        yield Text(f"Планират се само услугите: {found.bg}.", f"Only these services are planned: {found.en}.")
    if keys.units_as_of is not None:
        year = keys.units_as_of
        yield Text(f"Съществуващите звена са взети, каквито са били известни през {year}{NBSP}г.",
                   f"Existing units are taken as they were known in {year}.")  # fmt: skip


def _need(story: Story) -> Iterator[Text]:
    keys, names = story.look.case.scenario.keys, story.names
    if keys.need.level != "central":
        at = LEVELS[keys.need.level]
        yield Text(f"Потребността е взета {at.bg}.", f"The need is taken {at.en}.")
    factors = [(names.service(code), factor) for code, factor in keys.need.services.items()]
    factors += [(names.group(code), factor) for code, factor in keys.need.groups.items()]
    for name, factor in factors:
        times = _times(factor)
        yield Text(f"Потребността („{name.bg}“) е умножена по {times.bg}.",
                   f"The need (“{name.en}”) is multiplied by {times.en}.")  # fmt: skip


def _money(story: Story) -> Iterator[Text]:
    keys, names = story.look.case.scenario.keys, story.names
    if not keys.rules.money:
        yield Text("Средствата на фондовете не ограничават плана: разходите само се броят.",
                   "The money of the funds does not limit the plan: cost is only counted.")  # fmt: skip
    elif keys.budget.factor != 1:
        times = _times(keys.budget.factor)
        yield Text(f"Средствата на всички фондове са умножени по {times.bg}.",
                   f"The money of all funds is multiplied by {times.en}.")  # fmt: skip
    if keys.budget.total is not None and keys.rules.total_budget:
        most = euros(keys.budget.total * 100)
        yield Text(f"Всичко ново и променено струва общо най-много {most.bg} (капиталови и текущи, всички периоди).",
                   f"All that is new or changed costs at most {most.en} (capital and running, all periods).",
        )  # fmt: skip
    if keys.after.running is not None and keys.rules.running_after:
        top = euros(keys.after.running * 100)
        yield Text(f"Таван за издръжката на новите услуги след програмата: {top.bg} годишно.",
                   f"Ceiling of the running cost of new services after the programme: {top.en} a year.")  # fmt: skip
    for level, what in ((keys.cost.level, Text("Разходите са взети", "Costs are taken")),
                        (keys.cost.envelopes, Text("Средствата са взети", "Money is taken"))):  # fmt: skip
        if level != "central":
            yield Text(f"{what.bg} {LEVELS[level].bg}.", f"{what.en} {LEVELS[level].en}.")
    alike: dict[tuple[str, str], list[Text]] = {}
    for code, change in keys.funds.items():
        told = _fund(change)
        if told.bg:
            alike.setdefault((told.bg, told.en), []).append(names.fund(code))
    for (bg, en), funds in alike.items():
        which = Text("; ".join(f"„{name.bg}“" for name in funds), "; ".join(f"“{name.en}”" for name in funds))
        yield Text(f"{which.bg}: {bg}.", f"{which.en}: {en}.")


def _fund(change: FundChange) -> Text:
    said = []
    if change.factor != 1:
        part = share(change.factor, 0 if round(change.factor * 100, 6).is_integer() else 1)
        said.append(Text(f"{part.bg} от записаното в таблиците", f"{part.en} of what the tables state"))
    if change.pays_from is not None:
        said.append(Text(f"плащания от {change.pays_from}{NBSP}година нататък", f"payments from {change.pays_from} on"))
    if change.pays_until is not None:
        said.append(Text(f"плащания до края на {change.pays_until}{NBSP}година",
                         f"payments until the end of {change.pays_until}"))  # fmt: skip
    return joined(said)


def _values(story: Story) -> Iterator[Text]:
    """What stands in place of values of the tables."""
    keys, names = story.look.case.scenario.keys, story.names
    common = _travel(keys.all_services.minutes, keys.all_services.km)
    if common.bg:
        but = Text(" (без изброените отделно)", " (but for those told apart)") if keys.standards else Text("", "")
        yield Text(f"Стандарт за пътуване, всички услуги{but.bg}: най-много {common.bg} в едната посока.",
                   f"Standard of travel, all services{but.en}: at most {common.en} one way.")  # fmt: skip
    for code, standard in keys.standards.items():
        name, limit = names.service(code), _travel(standard.minutes, standard.km)
        yield Text(f"Стандарт за пътуване, „{name.bg}“: най-много {limit.bg} в едната посока.",
                   f"Standard of travel, “{name.en}”: at most {limit.en} one way.")  # fmt: skip
    said = _service(keys.all_services)
    if said.bg:
        but = Text(" (без изброените отделно)", " (but for those told apart)") if keys.catalogue else Text("", "")
        yield Text(f"Всички услуги{but.bg}: {said.bg}.", f"All services{but.en}: {said.en}.")
    for code, change in keys.catalogue.items():
        name, said = names.service(code), _service(change)
        if said.bg:
            yield Text(f"„{name.bg}“: {said.bg}.", f"“{name.en}”: {said.en}.")
    parameters = _parameters(story) if keys.parameters else {}
    for code, value in keys.parameters.items():
        name, figure = parameters.get(code, Text(code, code)), _times(value)
        before = next((edit.before for edit in story.look.case.region.edits.values
                       if edit.key == f"parameters.{code}"), None)  # fmt: skip
        instead = Text("", "") if before is None else Text(f" вместо {_times(before.central).bg}",
                                                            f" instead of {_times(before.central).en}")  # fmt: skip
        yield Text(f"{name.bg}: {figure.bg}{instead.bg}.", f"{name.en}: {figure.en}{instead.en}.")


def _travel(minutes: float | None, km: float | None) -> Text:
    return listed([
        Text(f"{shown(value).bg}{NBSP}{unit.bg}", f"{shown(value).en} {unit.en}")
        for value, unit in ((minutes, Text("минути", "minutes")), (km, Text("км", "km")))
        if value is not None
    ])  # fmt: skip


def _service(change: ServiceChange | AllServices) -> Text:
    said = []
    for factor, what in ((change.capital_factor, Text("капиталовите разходи са умножени по", "capital cost times")),
                         (change.running_factor, Text("издръжката е умножена по", "running cost times")),
                         (change.staff_factor, Text("персоналът е умножен по", "staff times"))):  # fmt: skip
        if factor is not None:
            said.append(Text(f"{what.bg} {_times(factor).bg}", f"{what.en} {_times(factor).en}"))
    if change.lead_months is not None:
        months = _times(change.lead_months)
        said.append(Text(f"от договора до първия потребител (месеци): {months.bg}",
                         f"months from contract to first user: {months.en}"))  # fmt: skip
    if change.minimum_use is not None:
        use = share(change.minimum_use / 100, 0 if change.minimum_use % 1 == 0 else 1)
        said.append(Text(f"ново звено се открива, ако се ползват поне {use.bg} от местата му",
                         f"a new unit opens if at least {use.en} of its places are used"))  # fmt: skip
    if change.catchment is not None:
        said.append(CATCHMENTS[change.catchment])
    return joined(said, "; ")


def _times(value: float) -> Text:
    """A number with the decimals that it has, three at most."""
    return shown(value, next((d for d in (0, 1, 2) if round(value, d) == round(value, 6)), 3))


def _parameters(story: Story) -> dict[str, Text]:
    """The region's parameters by name."""
    found: dict[str, Text] = {}

    def note(value: Value) -> Estimate:
        kind, _, code = value.id.partition(".")
        if kind == "parameter":
            found[code] = value.name
        return value.estimate

    walk(story.look.case.region, note)
    return found


def _taken(story: Story) -> Iterator[Text]:
    """What holds of every plan, and is a choice all the same."""
    look = story.look
    years = joined([Text(str(period.contract_year), str(period.contract_year)) for period in look.case.periods])
    yield Text(
        f"Договорите на всеки период се смятат подписани в началото на средната му година ({years.bg}{NBSP}г.).",
        f"Contracts of a period are taken to be signed at the start of its middle year ({years.en}).",
    )
    first = look.case.scenario.keys.contracts_from
    if first is not None:
        yield Text(f"Договори се подписват най-рано през {first}{NBSP}г.", f"No contract is signed before {first}.")
    apart = [place for place in look.case.region.settlements if sum(place.set_apart.values())]
    if apart:
        number = counted(len(apart), SETTLEMENT)
        yield Text(f"Извън потребността са лицата в институции и приемни центрове в {number.bg}.",
                   f"Left out of the need are persons in institutions and reception centres of {number.en}.",
        )  # fmt: skip
