"""Cases and plans for tests of pages: hostile names, and the shipped region with a plan as large as a real one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from builders import NO_SIZE, need, tiny_case, tiny_plan, unit, visit

from mapping.instance import Case, prepare_case
from mapping.plan import NeedRecord, Plan, PlanPeriod, PlanUnit, Served
from mapping.region import read_region
from mapping.scenario import Scenario, read_scenario
from mapping.words import Text

ROOT = Path(__file__).parents[1]
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<!--<script>",
    "\"'><img src=x onerror=alert(3)>",
    "javascript:alert(4)",
    "{{DATA}} {{POLICY}} ${alert(5)} {0} $& \\u003c",
    "ред\u2028нов\u2029ред\u0000\ufeff",
    "Щ" * 5000,
    "",
)
"""Names that no page may take for anything but a name."""


def hostile_case() -> Case:
    """The tiny case with hostile names everywhere, each kind in turn."""
    case = tiny_case(lambda code: Text(HOSTILE[sum(map(ord, code)) % len(HOSTILE)], HOSTILE[len(code) % len(HOSTILE)]))
    names = iter(HOSTILE * 3)
    places = tuple(replace(place, name=Text(next(names), next(names))) for place in case.region.settlements)
    keys = case.scenario.keys
    title = keys.title.model_copy(update={"bg": HOSTILE[2], "en": HOSTILE[1]})
    question = keys.question.model_copy(update={"bg": HOSTILE[4], "en": HOSTILE[6]})
    keys = keys.model_copy(update={"title": title, "question": question})
    region = replace(case.region, settlements=places)
    return replace(case, region=region, scenario=Scenario("tiny", "tiny.toml", keys, Path("tiny")))


def haskovo_case() -> Case:
    """The shipped region and scenario."""
    scenario = read_scenario(ROOT / "scenarios" / "haskovo.toml")
    return prepare_case(read_region(scenario.region_folder), scenario)


def full_plan(case: Case, most: int = 12) -> Plan:
    """A plan as large as a real one: need everywhere, half of it served from the `most` largest settlements."""
    region, last = case.region, len(case.periods) - 1
    periods = tuple(PlanPeriod(p.first_year, p.last_year) for p in case.periods)
    centres = sorted(region.settlements, key=lambda place: (-place.population_2021, place.ekatte))[:most]
    units, served, needs = list[PlanUnit](), list[Served](), list[NeedRecord]()
    for s, service in enumerate(case.services):
        for place in centres[: 2 + s % 4]:
            code = f"new.{service.id}.{place.ekatte}"
            made = unit(
                code,
                service.id,
                service.kind,
                place.ekatte,
                "new",
                places=(0,) * last + (30,),
                in_service=(0,) * last + (1,),
            )
            units.append(replace(made, municipality=place.municipality))
        for i, place in enumerate(region.settlements):
            for t in range(len(periods)):
                milli = int(case.needs.milli[i, s, t])
                if milli:
                    half = milli // 2 if t == last else 0
                    needs.append(
                        replace(need(place.ekatte, service.id, t, milli, milli - half), municipality=place.municipality)
                    )
                    if half:
                        at = units[-1 - i % min(2, len(units))]
                        served.append(
                            visit(place.ekatte, at.id, at.service, t, half, minutes=10.5 + i % 40, km=i % 60 + 0.4)
                        )
    stages = tiny_plan().stages[:1]
    return Plan(
        "haskovo", "haskovo", periods, stages, tuple(units), tuple(served), (), tuple(needs), (), NO_SIZE, "by hand"
    )
