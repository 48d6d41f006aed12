"""Floors of coverage, each of a municipality by itself, and the number of inter-municipal sites."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.explain.conflicts import naming
from mapping.explain.conflicts.plain import Plain, with_keys
from mapping.explain.conflicts.types import Easing, Edit, Member
from mapping.instance import Case
from mapping.instance.policies import need_floors, reach_floors
from mapping.scenario import CoverageFloor
from mapping.scenario.schema import Fairness
from mapping.words import Text

SOME = 1e-6
"""Nobody in need counts as much."""
STEP = 0.001
"""Shares are told to a tenth of a percent."""

OF = {
    "need": Text("от нуждаещите се", "of those in need"),
    "territory": Text("от територията", "of the territory"),
    "settlements": Text("от населените места", "of the settlements"),
    "municipalities": Text("от общините (със звено в тях)", "of the municipalities (with a unit there)"),
}


def floors(plain: Plain) -> Iterator[Member]:
    """Every floor that asks for more than nothing."""
    case = plain.case
    keys = case.scenario.keys
    if not keys.rules.coverage:
        return
    for at, (floor, (number, each)) in enumerate(zip(keys.coverage, plain.floors, strict=True)):
        if floor.share > 0:
            asked = frozenset(floor.services or (service.id for service in case.services))
            place = f".{floor.municipality}" if each else ""
            yield Member(
                id=f"coverage[{number}]{place}",
                key=f"coverage[{number}]",
                words=_words(case, floor),
                without=_lowered(at, floor.share),
                asks=asked,
                easing=_easing(case, floor, number, at, each),
            )


def sharing(plain: Plain) -> Iterator[Member]:
    """The inter-municipal sites asked for."""
    case = plain.case
    asked = case.scenario.keys.inter_municipal
    if asked is None or not case.scenario.keys.rules.inter_municipal:
        return
    services = naming.services(case, asked.services)
    people = "потребител" if asked.persons == 1 else "потребители"
    sites = (
        Text("едно междуобщинско място", "1 inter-municipal site")
        if asked.units == 1
        else Text(f"{asked.units} междуобщински места", f"{asked.units} inter-municipal sites")
    )

    def fewer(amount: float) -> Edit:
        left = asked.units - round(amount)
        wish = asked.model_copy(update={"units": left}) if left > 0 else None
        return Edit(lambda other: with_keys(other, inter_municipal=wish))

    def says(amount: float) -> Text:
        left = asked.units - round(amount)
        if left <= 0:
            return Text("махнете inter_municipal", "remove inter_municipal")
        return naming.from_to(
            "inter_municipal.units", Text(f"{asked.units}", f"{asked.units}"), Text(f"{left}", f"{left}")
        )

    yield Member(
        id="inter_municipal",
        key="inter_municipal",
        words=Text(
            f"поне {sites.bg} за нови звена ({services.bg}), всяко с поне "
            f"{naming.plain_number(asked.persons).bg} {people} от всяка от две общини",
            f"at least {sites.en} of new units ({services.en}), each with at least "
            f"{naming.plain_number(asked.persons).en} user{'' if asked.persons == 1 else 's'} from each of two "
            "municipalities",
        ),
        without=fewer(asked.units),
        asks=frozenset(asked.services or (service.id for service in case.services)),
        easing=Easing(
            "number", fewer, says, most=asked.units, ladder=tuple(float(n) for n in range(1, asked.units + 1))
        ),
    )


def least(plain: Plain) -> Iterator[Member]:
    """The share that every municipality gets."""
    case = plain.case
    keys = case.scenario.keys
    asked = keys.fairness.least
    if not asked or not keys.rules.least_served:
        return
    before = naming.share(asked)

    def lower(by: float) -> Edit:
        return Edit(lambda other: with_keys(other, fairness=Fairness(least=max(0.0, asked - by))))

    yield Member(
        id="fairness.least",
        key="fairness.least",
        words=Text(
            f"прагът за всяка община: поне {before.bg} от претеглената потребност да са обслужени в последния период",
            f"the floor of every municipality: at least {before.en} of the weighted need served in the last period",
        ),
        without=lower(asked),
        asks=frozenset(service.id for service in case.services),
        easing=Easing(
            "share",
            lower,
            lambda by: naming.from_to("fairness.least", before, naming.share(max(0.0, asked - by))),
            step=STEP,
            most=asked,
            linear=True,
        ),
    )


def _lowered(at: int, by: float) -> Edit:
    def on_case(case: Case) -> Case:
        listed = list(case.scenario.keys.coverage)
        listed[at] = listed[at].model_copy(update={"share": max(0.0, listed[at].share - by)})
        return with_keys(case, coverage=tuple(listed))

    return Edit(on_case)


def _people(case: Case, at: int) -> float:
    """Those in need whom the floor counts, in the last period; for other floors its settlements."""
    floors = [(f.name, float((case.needs.persons * f.parts)[:, :, -1].sum())) for f in need_floors(case)]
    floors += [(f.name, float((f.amounts > 0).sum())) for f in reach_floors(case, ())]
    return next((people for name, people in floors if name.startswith(f"{at + 1}.")), 0.0)


def _easing(case: Case, floor: CoverageFloor, number: int, at: int, each: bool) -> Easing:
    before, people = naming.share(floor.share), _people(case, at)
    place = None if floor.municipality is None else naming.municipality(case, floor.municipality)

    def says(by: float) -> Text:
        after = naming.share(max(0.0, floor.share - by))
        plain = naming.from_to(f"coverage[{number}].share", before, after)
        if floor.of == "need":
            fewer = naming.amount(by * people, Text("нуждаещи се", "in need"), 1)
            plain = Text(f"{plain.bg}, с {fewer.bg} по-малко (оценка)", f"{plain.en}, {fewer.en} fewer (estimate)")
        if not each or place is None:
            return plain
        return Text(
            f"{plain.bg} само за {place.bg} (отделен праг с municipality вместо each_municipality)",
            f"{plain.en} for {place.en} only (a floor of its own with municipality instead of each_municipality)",
        )

    return Easing(
        "share",
        lambda by: _lowered(at, by),
        says,
        step=STEP,
        most=floor.share,
        linear=True,
        common="people" if floor.of == "need" else "places",
        price=max(people, SOME),
    )


def _words(case: Case, floor: CoverageFloor) -> Text:
    share, of = naming.share(floor.share), OF[floor.of]
    who = Text("", "")
    if floor.group is not None:
        name = naming.group(case, floor.group)
        who = Text(f" от група {name.bg}", f" of the group {name.en}")
    where = Text("в региона", "in the region")
    if floor.municipality is not None:
        place = naming.municipality(case, floor.municipality)
        where = Text(f"в {place.bg}", f"in {place.en}")
    services = naming.services(case, floor.services)
    return Text(
        f"прагът: поне {share.bg} {of.bg}{who.bg} {where.bg} да бъдат обхванати до {floor.by} г. ({services.bg})",
        f"the floor: at least {share.en} {of.en}{who.en} {where.en} reached by {floor.by} ({services.en})",
    )
