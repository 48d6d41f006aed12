"""Why a unit does not stand somewhere: what can be read off tables, scenario and plan without solving."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mapping.explain.ranges import need_range
from mapping.explain.site.money import money_reasons
from mapping.explain.site.reason import Reason
from mapping.explain.site.scene import Scene
from mapping.instance import standard_of
from mapping.instance.sites import fit_settlements
from mapping.words import Text, as_written, number


def not_planned(facts_services: dict[str, Text], service: Text) -> Reason:
    """The scenario plans no units of the service at all: nothing more can be asked."""
    names = list(facts_services.values())
    return Reason("services", "never", Text(
        f"Този сценарий не планира нови звена на услугата „{service.bg}“ (планира: "
        f"{', '.join(n.bg for n in names)}).",
        f"This scenario plans no new units of “{service.en}” (it plans: {', '.join(n.en for n in names)}).",
    ))  # fmt: skip


def reasons_against(scene: Scene) -> tuple[Reason, ...]:
    """Why the run's plan has no unit there, the strongest first. The run's own scenario is `scene.facts.case`."""
    found = [
        *_forbidden(scene),
        *_site_needs(scene),
        *_sizes(scene),
        *_timing(scene),
        *_need(scene),
        *_spacing(scene),
        *_pairing(scene),
        *_number(scene),
        *money_reasons(scene),
        *_room_near(scene),
    ]
    order = ("never", "decided", "weighs", "says")
    return tuple(sorted(found, key=lambda reason: order.index(reason.force)))


def _forbidden(scene: Scene) -> Iterator[Reason]:
    keys, asked = scene.facts.case.scenario.keys, scene.question
    for number_of, choice in enumerate(keys.sites.choices, start=1):
        same = (choice.service, choice.settlement) == (asked.service, asked.settlement)
        if same and choice.status == "forbidden" and keys.rules.site_status:
            yield Reason("site_status", "decided", Text(
                f"Сценарият забранява това място (sites.choices[{number_of}]).",
                f"The scenario forbids this site (sites.choices[{number_of}]).",
            ))  # fmt: skip


def _site_needs(scene: Scene) -> Iterator[Reason]:
    case, planning = scene.facts.case, scene.planning
    keys, asked = case.scenario.keys, scene.question
    decided = any((c.service, c.settlement) == (asked.service, asked.settlement) for c in keys.sites.choices)
    if (decided and keys.rules.site_status) or fit_settlements(case, scene.service, planning)[scene.i]:
        return
    if planning.site_sizes is not None:
        yield Reason("site_needs", "never", Text("Точката не е възможно място.", "The point is no possible site."))
        return
    people, least = scene.place.population_2021, planning.min_population.central
    bg = f"Мястото не отговаря на нуждите на услугата: жителите са {number(people, 'bg')} при поне "
    bg += f"{number(least, 'bg')} ({_assumed(planning.min_population.status).bg})"
    en = f"The settlement does not meet the service's site needs: {number(people, 'en')} inhabitants, at least "
    en += f"{number(least, 'en')} are needed ({_assumed(planning.min_population.status).en})"
    if scene.service.site_facility is not None:
        more = _facility(scene)
        bg, en = bg + more.bg, en + more.en
    yield Reason("site_needs", "decided", Text(
        bg + ". Работната група може да реши друго (status = \"candidate\" или \"required\").",
        en + ". The working group may decide otherwise (status = \"candidate\" or \"required\").",
    ))  # fmt: skip


FACILITY: Mapping[str, Text] = {
    "municipal_seat": Text("общински център", "seat of a municipality"),
    "hospital": Text("болница", "hospital"),
}
"""Facilities that docs/tables.md names; another is called by its code."""


def _facility(scene: Scene) -> Text:
    """How far the facility is that would make up for few inhabitants."""
    case, planning = scene.facts.case, scene.planning
    name = str(scene.service.site_facility)
    shown = FACILITY.get(name, Text(name, name))
    ways = [
        (float(case.travel.minutes[scene.facts.index[f.ekatte], scene.i]), f.ekatte)
        for f in case.region.facilities
        if f.facility == name
    ]
    if not ways:
        return Text(f"; в региона няма „{shown.bg}“", f"; the region has no “{shown.en}”")
    minutes, code = min(ways)
    place = scene.facts.settlement[code].label
    limit = planning.facility_minutes
    most = Text("на място", "on the spot") if limit is None else Text(
        f"до {number(limit.central, 'bg')} минути", f"within {number(limit.central, 'en')} minutes"
    )  # fmt: skip
    return Text(
        f"; най-близкото място с „{shown.bg}“ е {place.bg}, на {number(minutes, 'bg')} минути (нужно е {most.bg})",
        f"; the nearest “{shown.en}” is {place.en}, {number(minutes, 'en')} minutes away (needed {most.en})",
    )


def _assumed(status: str | None) -> Text:
    return Text("допускане", "assumption") if status == "assumption" else Text("по таблиците", "from the tables")


def _sizes(scene: Scene) -> Iterator[Reason]:
    if scene.sizes:
        return
    spec = scene.spec
    offered = ", ".join(str(size.places) for size in spec.sizes)
    legal = "–" if spec.legal_places is None else str(spec.legal_places)
    most = "–" if spec.most_places is None else str(spec.most_places)
    yield Reason("sizes", "never", Text(
        f"Няма позволен размер: услугата има звена с {offered} места, законът допуска до {legal}, сценарият от "
        f"{spec.least_places} до {most}.",
        f"No size is allowed: the service has units of {offered} places, the law allows up to {legal}, the scenario "
        f"from {spec.least_places} to {most}.",
    ))  # fmt: skip


def _timing(scene: Scene) -> Iterator[Reason]:
    if scene.contracts:
        return
    lead = as_written(scene.planning.lead_months.central, "bg")
    lead_en = as_written(scene.planning.lead_months.central, "en")
    yield Reason("lead_months", "never", Text(
        f"Няма време: от договора до работата минават {lead} месеца, и звено по който и да е договор в плана няма да "
        "работи до края му.",
        f"There is no time: a unit takes {lead_en} months from contract to service, and none contracted in the plan "
        "would work before its end.",
    ))  # fmt: skip


def _need(scene: Scene) -> Iterator[Reason]:
    """Whether enough people are within reach, and how many of them the plan leaves out."""
    last = scene.facts.last
    minutes, km = _standard(scene)
    if not scene.reached or not scene.need(last):
        filled = scene.spec.minimum_use and "minimum_use" in scene.instance.rules and not scene.arriving
        yield Reason("reach", "never" if filled else "weighs", Text(
            f"В обхвата на мястото (до {minutes.bg} минути и {km.bg} км в едната посока) никой не се нуждае от "
            "услугата.",
            f"Nobody within reach of the site ({minutes.en} minutes and {km.en} km one way) needs the service.",
        ))  # fmt: skip
        return
    need, served = scene.need(last), scene.served_elsewhere(last)
    spread = need_range(scene.facts, [scene.instance.settlements[i] for i in scene.reached], scene.question.service)
    period = scene.facts.plan.periods[last].name
    yield Reason("need", "says", Text(
        f"През {period} г. в обхвата (до {minutes.bg} минути и {km.bg} км) са {number(need, 'bg', 1)} лица в нужда"
        f"{spread.bg}; планът обслужва {number(served, 'bg', 1)} от тях от други места, остават "
        f"{number(need - served, 'bg', 1)}.",
        f"In {period} {number(need, 'en', 1)} persons in need are within reach ({minutes.en} minutes and {km.en} km)"
        f"{spread.en}; the plan serves {number(served, 'en', 1)} of them from elsewhere, "
        f"{number(need - served, 'en', 1)} remain.",
    ))  # fmt: skip
    yield from _minimum_use(scene, need - served)


def _standard(scene: Scene) -> tuple[Text, Text]:
    minutes, km = standard_of(scene.forced, scene.service)
    return (
        Text(as_written(minutes, "bg"), as_written(minutes, "en")),
        Text(as_written(km, "bg"), as_written(km, "en")),
    )


def _minimum_use(scene: Scene, left: float) -> Iterator[Reason]:
    """Whether the people within reach fill the smallest unit as far as it must be filled."""
    spec = scene.spec
    if "minimum_use" not in scene.instance.rules or not spec.minimum_use or not scene.sizes or not scene.contracts:
        return
    periods = range(scene.facts.last + 1)
    last = scene.facts.last
    share = f"{spec.minimum_use * 100:g}"
    if spec.kind == "mobile":
        wanted = spec.minimum_use * spec.team_hours
        most = max(min(scene.hours(u) for u in periods if u >= start) for _, start in scene.contracts)
        if not scene.arriving and most < wanted - 1e-6:
            yield Reason("minimum_use", "never", Text(
                f"Екип се открива, ако се използват поне {share} % от часовете му, {number(wanted, 'bg', 1)} часа "
                f"седмично; всички в обхвата биха заели най-много {number(most, 'bg', 1)}.",
                f"A team opens only if at least {share}% of its hours are used, {number(wanted, 'en', 1)} a week; all "
                f"within reach would take {number(most, 'en', 1)} at most.",
            ))  # fmt: skip
        return
    places = min(spec.sizes[k].places for k in scene.sizes)
    wanted = spec.minimum_use * places
    most = max(min(scene.need(u) for u in periods if u >= start) for _, start in scene.contracts) + scene.arriving
    if most < wanted - 1e-6:
        yield Reason("minimum_use", "never", Text(
            f"Най-малкото звено има {places} места и се открива, ако се използват поне {share} % "
            f"({number(wanted, 'bg', 1)}); в обхвата са само {number(most, 'bg', 1)} лица.",
            f"The smallest unit has {places} places and opens only if at least {share}% are used "
            f"({number(wanted, 'en', 1)}); only {number(most, 'en', 1)} persons are within reach.",
        ))  # fmt: skip
    elif left < wanted:
        period = scene.facts.plan.periods[last].name
        yield Reason("minimum_use", "weighs", Text(
            f"Най-малкото звено ({places} места) трябва да има поне {number(wanted, 'bg', 1)} потребители ({share} %), "
            f"а необслужени в обхвата през {period} г. остават {number(left, 'bg', 1)}: останалите трябва да дойдат от "
            "други звена.",
            f"The smallest unit ({places} places) must have at least {number(wanted, 'en', 1)} users ({share}%), and "
            f"{number(left, 'en', 1)} within reach stay unserved in {period}: the others would have to come from other "
            "units.",
        ))  # fmt: skip


def _spacing(scene: Scene) -> Iterator[Reason]:
    """Units of the plan, or of today, that the rule of spacing keeps this one away from."""
    if "spacing" not in scene.instance.rules:
        return
    for apart in scene.instance.apart:
        if apart.service != scene.question.service:
            continue
        new = {a if b == scene.f else b for a, b in apart.new_pairs if scene.f in (a, b)}
        old = {b for a, b in apart.existing_pairs if a == scene.f}
        places = scene.instance.facilities
        near_new = {scene.instance.settlements[places[g].settlement] for g in new}
        near_old = {scene.instance.settlements[places[g].settlement] for g in old if any(places[g].places)}
        for unit in scene.units():
            if unit.settlement in (near_new if unit.state == "new" else near_old):
                label = scene.facts.settlement[unit.settlement].label
                minutes = scene.minutes(unit.settlement)
                yield Reason("spacing", "weighs", Text(
                    f"Сценарият иска звената на услугата да са на отстояние, а {label.bg} е само на "
                    f"{number(minutes, 'bg')} минути.",
                    f"The scenario wants units of the service apart, and {label.en} is only {number(minutes, 'en')} "
                    "minutes away.",
                ))  # fmt: skip


def _pairing(scene: Scene) -> Iterator[Reason]:
    if "pairing" not in scene.instance.rules:
        return
    for beside in scene.instance.beside:
        if beside.service == scene.question.service and not (beside.near[scene.f] or beside.units[scene.f]):
            other = scene.facts.service_name[beside.beside]
            yield Reason("pairing", "never", Text(
                f"До звеното трябва да има „{other.bg}“, а наблизо няма и не може да има.",
                f"The unit needs “{other.en}” beside it, and there is none near, nor can there be.",
            ))  # fmt: skip


def _number(scene: Scene) -> Iterator[Reason]:
    for limit in scene.instance.numbers:
        if limit.at_most is None or scene.s not in limit.services:
            continue
        services = {scene.instance.services[s].id for s in limit.services}
        units = sum(
            opening.units
            for unit in scene.facts.plan.units
            if unit.state == "new" and unit.service in services
            for opening in unit.openings
            if opening.period in limit.periods
        )
        if limit.at_most == 0 and {t for t, _ in scene.contracts} <= set(limit.periods):
            yield Reason("number", "never", Text("Сценарият не допуска нито едно ново звено на услугата.",
                                                 "The scenario allows no new unit of the service at all."))  # fmt: skip
        elif units >= limit.at_most:
            yield Reason("number", "weighs", Text(
                f"Сценарият допуска най-много {limit.at_most} нови звена и планът ги използва всички.",
                f"The scenario allows {limit.at_most} new units at most, and the plan uses all of them.",
            ))  # fmt: skip


def _room_near(scene: Scene) -> Iterator[Reason]:
    """The nearest unit of the service in the plan."""
    units = sorted(scene.units(), key=lambda unit: (scene.minutes(unit.settlement), unit.id))
    if units:
        nearest = units[0]
        label, minutes = scene.facts.settlement[nearest.settlement].label, scene.minutes(nearest.settlement)
        here = nearest.settlement == scene.question.settlement
        where = Text("в самото населено място", "in the settlement itself") if here else Text(
            f"{label.bg}, на {number(minutes, 'bg')} минути", f"{label.en}, {number(minutes, 'en')} minutes away"
        )  # fmt: skip
        new = Text("ново", "new") if nearest.state == "new" else Text("днешно", "of today")
        yield Reason("nearest", "says", Text(
            f"Най-близкото звено на услугата в плана е {where.bg} ({new.bg}).",
            f"The nearest unit of the service in the plan is {where.en} ({new.en}).",
        ))  # fmt: skip
