"""What a plan decides, in words and short tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from mapping.cli.columns import columns
from mapping.cli.replaced_lines import replaced_lines
from mapping.compare.available import available_money
from mapping.instance import Case
from mapping.model import OBJECTIVE_WORDS
from mapping.plan import (
    Coverage,
    Opening,
    Plan,
    PlanUnit,
    coverage,
    coverage_by,
    last_period,
    money_by_fund,
)
from mapping.publish.costs import cost_of_plan
from mapping.publish.stage_words import STATUS_WORDS, gap_words, stage_name, stage_value
from mapping.publish.weeks import ELSEWHERE, driving_share, least_and_most, team_weeks
from mapping.run import RunResult
from mapping.units import MILLI
from mapping.words import Language, Text, number, percent

CHANGE_WORDS = {
    "enlarge": Text("разширява се", "is enlarged"),
    "shrink": Text("намалява", "is made smaller"),
    "transform": Text("преобразува се", "is transformed"),
    "close": Text("закрива се", "is closed"),
}
KIND_WORDS = {"capital": Text("капиталови", "capital"), "running": Text("текущи", "running")}


def summary(result: RunResult, language: Language) -> str:
    """Everything that is printed at the end of a run."""
    case, plan = result.case, result.plan
    title = case.scenario.keys.title
    parts = [
        ["", title.bg if language == "bg" else title.en],
        _need(case, plan, language),
        _new_units(case, plan, language),
        *_changes(case, plan, language),
        *_teams(case, plan, language),
        _money(case, plan, language),
        _proof(plan, language),
        replaced_lines(case.region.replaced, language),
        [case.travel.method.of(language)],
        _files(result, language),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _need(case: Case, plan: Plan, language: Language) -> list[str]:
    records, period = last_period(plan), plan.periods[-1].name
    total = coverage(records)
    by_service = coverage_by(records, lambda record: record.service)
    need, served, unmet = (number(value, language) for value in (total.need, total.served, total.unmet))
    share = percent(total.share, language, 1)
    heading = Text(
        f"Потребност {period} г. (оценка): {need} потребители, обслужени {served} ({share}), непокрити {unmet}. "
        "Сбор по услуги: едно лице може да се брои при няколко.",
        f"Need {period} (estimate): {need} users, served {served} ({share}), unmet {unmet}. "
        "Summed over services: a person may count under several.",
    ).of(language)
    rows = [
        [service.short.of(language), *_coverage(by_service[service.id], language)]
        for service in case.services
        if service.id in by_service
    ]
    rows.append([Text("всичко", "all").of(language), *_coverage(total, language)])
    words = Text("услуга|нужда|обслужени|дял|непокрити", "service|need|served|share|unmet").of(language).split("|")
    return [heading, *columns(words, rows, left=1)]


def _coverage(cover: Coverage, language: Language) -> list[str]:
    return [
        number(cover.need, language, 1),
        number(cover.served, language, 1),
        percent(cover.share, language),
        number(cover.unmet, language, 1),
    ]


def _new_units(case: Case, plan: Plan, language: Language) -> list[str]:
    new = [unit for unit in plan.units if unit.state == "new"]
    count = sum(opening.units for unit in new for opening in unit.openings)
    lines = [Text(f"Нови звена и екипи: {count}.", f"New units and teams: {count}.").of(language)]
    rows = [
        [municipality.name.of(language), *row]
        for municipality in case.region.municipalities
        for unit in new
        if unit.municipality == municipality.code
        for row in [_unit(case, plan, unit, language)]
    ]
    words = Text(
        "община|услуга|място|размер|договор|фондове|евро",
        "municipality|service|place|size|contract|funds|EUR",
    )
    return lines + (columns(words.of(language).split("|"), rows, left=6) if rows else [])


def _unit(case: Case, plan: Plan, unit: PlanUnit, language: Language) -> list[str]:
    numbers = {fund.id: number_of for number_of, fund in enumerate(case.region.funds, start=1)}
    payers = sorted({numbers[payment.fund] for payment in unit.money})
    return [
        case.region.catalogue.service(unit.service).short.of(language),
        case.region.settlement(unit.settlement).label.of(language),
        " + ".join(_opening(unit, opening, language) for opening in unit.openings),
        ", ".join(dict.fromkeys(plan.periods[opening.period].name for opening in unit.openings)),
        ", ".join(map(str, payers)),
        number(unit.cents / 100, language),
    ]


def _opening(unit: PlanUnit, opening: Opening, language: Language) -> str:
    if unit.kind == "mobile":
        one, many = Text("екип", "team"), Text("екипа", "teams")
        return f"{opening.units} {(one if opening.units == 1 else many).of(language)}"
    places = opening.places // opening.units
    words = Text("места", "places").of(language)
    return f"{places} {words}" if opening.units == 1 else f"{opening.units} × {places} {words}"


def _changes(case: Case, plan: Plan, language: Language) -> list[list[str]]:
    """What becomes of existing units; nothing where all stay."""
    changed = [unit for unit in plan.units if unit.change is not None and unit.state != "transformed"]
    if not changed:
        return []
    names = {unit.id: unit.name for unit in case.region.units}
    lines = [Text(f"Промени в съществуващи звена: {len(changed)}.",
                  f"Changes of existing units: {len(changed)}.").of(language)]  # fmt: skip
    for unit in changed:
        made = unit.change
        if made is None:
            continue
        words = CHANGE_WORDS[made.kind].of(language)
        into = "" if made.service is None else f" → {case.region.catalogue.service(made.service).short.of(language)}"
        period = plan.periods[made.first_service_period].name
        since = Text(f"от {period}", f"from {period}").of(language)
        lines.append(f"  {names[unit.id].of(language)}: {words}{into}, {since}{_moved(made.users_milli, language)}")
    return [lines]


def _moved(users_milli: int, language: Language) -> str:
    """How many users leave for a new place; nothing where nobody does."""
    if not users_milli:
        return ""
    users, one = number(users_milli / MILLI, language), users_milli == MILLI
    words = Text("потребител" if one else "потребители", "user" if one else "users").of(language)
    return Text(f"; {users} {words} с ново място", f"; {users} {words} with a new place").of(language)


def _teams(case: Case, plan: Plan, language: Language) -> list[list[str]]:
    """How much of their worked time new teams drive in the last period; nothing without teams."""
    weeks = [week for week in team_weeks(case, plan) if week.period == len(plan.periods) - 1]
    share = driving_share(weeks)
    if share is None:
        return []
    least, most = ELSEWHERE
    low, high = (percent(value, language) for value in least_and_most(weeks))
    teams, said = sum(week.teams for week in weeks), percent(share, language)
    return [[Text(
        f"Мобилни екипи: {teams}; пътуването взема {said} от отработеното време (по бази от {low} до {high}; при екипи "
        f"за грижа в дома в Норвегия {least}–{most} %).",
        f"Mobile teams: {teams}; driving takes {said} of the time worked (by base from {low} to {high}; of home care "
        f"teams in Norway {least}-{most}%).",
    ).of(language)]]  # fmt: skip


def _money(case: Case, plan: Plan, language: Language) -> list[str]:
    if not case.scenario.keys.rules.money:
        cost = cost_of_plan(case, plan)
        capital, running = (number(cost[kind] / 100, "bg") for kind in ("capital", "running"))
        capital_en, running_en = (number(cost[kind] / 100, "en") for kind in ("capital", "running"))
        return [Text(
            f"Парите не са ограничени в този сценарий (rules.money = false); планът струва {capital} евро капиталови "
            f"и {running} евро текущи разходи за всички години.",
            f"Money is not limited in this scenario (rules.money = false); the plan costs EUR {capital_en} of capital "
            f"and EUR {running_en} of running money over all years.",
        ).of(language)]  # fmt: skip
    spent = money_by_fund(plan)
    available = available_money(case, plan)
    names = {
        fund.id: f"{number_of}. {fund.name.of(language)}" for number_of, fund in enumerate(case.region.funds, start=1)
    }
    rows = [
        [
            names[fund],
            KIND_WORDS[kind].of(language),
            number(cents / 100, language),
            number(available.get((fund, kind), 0) / 100, language),
            percent(cents / available[fund, kind], language) if available.get((fund, kind)) else "–",
        ]
        for (fund, kind), cents in spent.items()
    ]
    total = sum(spent.values()) / 100
    heading = Text(
        f"Пари за новите звена и промените: {number(total, 'bg')} евро.",
        f"Money for new units and changes: EUR {number(total, 'en')}.",
    ).of(language)
    words = Text("фонд|разходи|похарчени|рамка|дял", "fund|cost|spent|envelope|share").of(language).split("|")
    return [heading, *(columns(words, rows, left=2) if rows else [])]


def _proof(plan: Plan, language: Language) -> list[str]:
    lines = [Text("Доказателство по етапи:", "Proof by stage:").of(language)]
    rows = []
    for number_of, proof in enumerate(plan.stages, start=1):
        name, unit = stage_name(proof.objective, language), OBJECTIVE_WORDS[proof.objective][1].of(language)
        rows.append(
            [
                f"{number_of}. {name} ({unit})",
                STATUS_WORDS[proof.status].of(language),
                stage_value(proof.objective, proof.found, language),
                stage_value(proof.objective, proof.bound, language),
                gap_words(proof.gap, language),
                gap_words(proof.wanted_gap, language),
                stage_value(proof.objective, proof.value, language),
            ]
        )
    words = Text(
        "цел|как завърши|намерено|граница|отклонение|искано|в плана",
        "objective|how it ended|found|bound|gap|wanted|in the plan",
    )
    lines += columns(words.of(language).split("|"), rows, left=2)
    if plan.stopped_early:
        lines.append(Text(
            "Внимание: търсенето е спряно, преди да достигне исканата точност; по-добър план е възможен.",
            "Warning: the search was stopped before it reached the wanted gap; a better plan may exist.",
        ).of(language))  # fmt: skip
    return lines


def _files(result: RunResult, language: Language) -> list[str]:
    names: Iterable[str] = (*result.record.outputs, "run.json")
    pictures = [name for name in names if name in ("map.png", "map.svg")]
    seconds = number(sum(result.record.seconds.values()), language)
    where = " ".join(str(result.folder / name) for name in pictures) or str(result.folder)
    return [
        Text(f"Картата: {where}", f"The map: {where}").of(language),
        Text(
            f"Всички файлове: {result.folder} ({', '.join(sorted(set(names) - set(pictures)))})",
            f"All files: {result.folder} ({', '.join(sorted(set(names) - set(pictures)))})",
        ).of(language),
        Text(f"Време: {seconds} s.", f"Time: {seconds} s.").of(language),
    ]
