"""What the head of the page says, from the case and the plan, in Bulgarian and English."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite

from mapping.instance import Case
from mapping.model.objectives import OBJECTIVE_WORDS
from mapping.plan import Coverage, Plan, StageProof, coverage, last_period
from mapping.publish.costs import cost_of_plan
from mapping.publish.printed.sites import KINDS
from mapping.words import Language, Text, number, percent, share_percent

INDICATIVE = Text(
    "Индикативна оценка до приемане от работната група",
    "Indicative estimate until adopted by the working group",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A key figure with what it means."""

    value: str
    meaning: str


def title(case: Case, language: Language) -> str:
    """The scenario's title."""
    words = case.scenario.keys.title
    return words.bg if language == "bg" else words.en


def facts(case: Case, plan: Plan, language: Language) -> list[Fact]:
    """Period, need, served, new units, money: all of the last period but the money."""
    total = coverage(last_period(plan))
    values = [
        Text(f"{plan.periods[-1].name} г.", plan.periods[-1].name),
        Text(number(total.need, "bg"), number(total.need, "en")),
        served_words(total),
    ]
    meanings = [
        Text("показан период: последният от плана", "period shown: the last of the plan"),
        Text(
            "потребители с потребност, сбор по услуги (едно лице може да се брои при няколко)",
            "users in need, summed over services (a person may count under several)",
        ),
        Text("от тях обслужени от съществуващи и нови услуги", "of them served, by existing and new services"),
    ]
    shown = [Fact(v.of(language), m.of(language)) for v, m in zip(values, meanings, strict=True)]
    return [*shown, _new_units(plan, language), _new_money(case, plan, language)]


def served_words(total: Coverage) -> Text:
    """Persons served, and which part of the need they are."""
    return Text(
        f"{number(total.served, 'bg')} ({share_percent(total.share, 'bg')})",
        f"{number(total.served, 'en')} ({share_percent(total.share, 'en')})",
    )


def _new_units(plan: Plan, language: Language) -> Fact:
    new = dict.fromkeys(KINDS, 0)
    for unit in plan.units:
        if unit.state == "new":
            new[unit.kind] += unit.units_in_service[-1]
    residential, centre, mobile = (number(new[kind], language) for kind in KINDS)
    meaning = Text(
        f"нови единици: резидентни – {residential}, центрове – {centre}, мобилни екипи – {mobile}",
        f"new units: residential {residential}, centres {centre}, mobile teams {mobile}",
    )
    return Fact(number(sum(new.values()), language), meaning.of(language))


def _new_money(case: Case, plan: Plan, language: Language) -> Fact:
    cents = cost_of_plan(case, plan)
    capital, running, both = (
        number(value / 1e8, language, 1) for value in (cents["capital"], cents["running"], sum(cents.values()))
    )
    first, last = plan.periods[0].first_year, plan.periods[-1].last_year
    span = str(first) if first == last else f"{first}–{last}"
    value = Text(f"{both} млн. евро", f"EUR {both} million")
    meaning = Text(
        f"за нови звена и промени {span} г.: {capital} млн. капиталови и {running} млн. текущи разходи",
        f"for new units and changes in {span}: {capital} million capital and {running} million running costs",
    )
    return Fact(value.of(language), meaning.of(language))


def could_improve(stage: StageProof) -> float | None:
    """By which part of the plan's value another plan may still be better; None if nothing is known."""
    if not (isfinite(stage.bound) and isfinite(stage.value)):
        return None
    difference = stage.value - stage.bound if stage.minimise else stage.bound - stage.value
    if difference <= 0:
        return 0.0
    return difference / abs(stage.value) if stage.value else None


def proof(plan: Plan, language: Language) -> str:
    """What is proven of the plan; "optimal" only where every stage is solved to the end.

    Percentages are rounded up, so that what is printed stays true.
    """
    if not plan.stages:
        return ""
    stopped = [stage for stage in plan.stages if stage.status in ("time_limit", "cancelled")]
    stage = (stopped or plan.stages)[0]
    words = OBJECTIVE_WORDS.get(stage.objective)
    name = words[0] if words else Text(stage.objective, stage.objective)
    part = could_improve(stage)
    upper = 0.0 if part is None else ceil(part * 1000 - 1e-9) / 1000
    most = Text(percent(upper, "bg", 1), percent(upper, "en", 1))
    if stopped:
        said = _stopped(name, most if part is not None else None)
    elif all(stage.status == "optimal" for stage in plan.stages):
        said = Text(
            "Доказано оптимален план по целите на сценария при приетите данни, допускания и точност.",
            "Proven optimal for the scenario's objectives, under its data, assumptions and tolerances.",
        )
    elif part is None:
        said = Text("", "")
    else:
        said = Text(
            "Доказано: при същите данни, правила и възможни места никой друг план не може да подобри първата цел "
            f"({name.bg}) с повече от {most.bg}.",
            "Proven: under the same data, rules and possible sites no other plan can improve the first objective "
            f"({name.en}) by more than {most.en}.",
        )
    return said.of(language)


def _stopped(name: Text, most: Text | None) -> Text:
    rest = (
        Text(
            f"не е известно колко по-добър може да е друг план по една от целите ({name.bg}).",
            f"how much better another plan may be on one of the objectives ({name.en}) is not known.",
        )
        if most is None
        else Text(
            f"друг план може да подобри една от целите ({name.bg}) с до {most.bg}.",
            f"another plan may improve one of the objectives ({name.en}) by up to {most.en}.",
        )
    )
    return Text(
        f"Внимание: изчислението е спряно преди зададената точност; {rest.bg}",
        f"Warning: the computation was stopped before its stated precision; {rest.en}",
    )
