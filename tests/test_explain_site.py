"""Why and why not: the answer is the plan that a run with the unit required or forbidden gives, and no reason lies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from brute_force import best_values
from random_cases import plain_case, with_stages
from runs import SMALL, STAGES, SilentListener, solved_small, write_small
from toy import TOY, solved_toy, toy_case, with_keys

from mapping.cli.main import entry
from mapping.compare import compare_plans
from mapping.errors import InfeasibleError
from mapping.evidence.facts import Facts
from mapping.evidence.find import NotOneNumberError
from mapping.explain.effects import interval
from mapping.explain.site.answer import first_answer, full_answer
from mapping.explain.site.question import NotOneSiteError, SiteQuestion, other_case, read_question, stands_new
from mapping.instance import Case
from mapping.plan import Plan, StageProof
from mapping.run import execute, read_case
from mapping.run.planning import planner_of
from mapping.words import Text

ALFA, BETA, GAMA, DELTA, EPSILON = "00001", "00002", "00003", "00004", "00005"


def facts() -> Facts:
    solved = solved_toy()
    return Facts(solved.case, solved.plan)


def plan(case: Case) -> Plan:
    return planner_of(SilentListener())(case)


def run_with_choice(folder: Path, service: str, settlement: str, status: str) -> Plan:
    """What `needsmap run` makes of the toy with the site decided in its file."""
    choice = f'\n[[sites.choices]]\nservice = "{service}"\nsettlement = "{settlement}"\nstatus = "{status}"\n'
    text = TOY.read_text(encoding="utf-8").replace('region = "toy"', f'region = "{(TOY.parent / "toy").as_posix()}"')
    path = folder / "toy.toml"
    path.write_text(text + choice, encoding="utf-8")
    return execute(path, folder / "out", SilentListener()).plan


class TestQuestion:
    @pytest.mark.parametrize(
        "words", ["Дневен център в Алфа", "day centre in Alfa", "day 00001", "Защо няма дневен център в гр. Алфа?"]
    )
    def test_names_a_service_and_a_settlement_in_any_spelling(self, words: str):
        assert read_question(facts(), "why-not", words) == SiteQuestion("why-not", "day", ALFA)

    @pytest.mark.parametrize("words", ["Алфа", "дневен център", "дневен център Алфа Бета"])
    def test_of_no_service_or_not_one_settlement_is_asked_back(self, words: str):
        with pytest.raises(NotOneSiteError):
            read_question(facts(), "why-not", words)

    def test_with_an_ambiguous_service_lists_all_of_them(self, tmp_path: Path):
        text = SMALL.replace('["ftc_dementia", "home_patronage"]', '["ftc_dementia", "ftc_children"]') + STAGES
        known = Facts(read_case(write_small(tmp_path, text=text)), solved_small(tmp_path).plan)
        with pytest.raises(NotOneNumberError) as error:
            read_question(known, "why-not", "център за настаняване от семеен тип в Малево")
        assert {"ftc_dementia", "ftc_children"} <= set(error.value.message.bg.split())

    def test_with_an_ambiguous_settlement_lists_all_of_them(self, tmp_path: Path):
        solved = solved_small(tmp_path)
        doubled = [p.name.bg for p in solved.case.region.settlements]
        name = next(n for n in doubled if doubled.count(n) > 1)
        codes = {p.ekatte for p in solved.case.region.settlements if p.name.bg == name}
        with pytest.raises(NotOneNumberError) as error:
            read_question(Facts(solved.case, solved.plan), "why-not", f"ftc_dementia {name}")
        assert codes <= set(error.value.message.bg.split())


class TestPlanned:
    @pytest.mark.parametrize(
        ("asked", "service", "settlement", "status"),
        [("why-not", "day", ALFA, "required"), ("why", "day", DELTA, "forbidden"),
         ("why", "home", DELTA, "forbidden"), ("why-not", "home", EPSILON, "required"),
         ("why", "visits", ALFA, "forbidden")],
    )  # fmt: skip
    def test_equals_a_run_of_the_scenario_with_the_site_decided(
        self, tmp_path: Path, asked: str, service: str, settlement: str, status: str
    ):
        question = SiteQuestion(asked, service, settlement)
        first, case = first_answer(facts(), question)
        assert case is not None
        answer = full_answer(facts(), first, case, plan)
        assert answer.effects is not None
        run = run_with_choice(tmp_path, service, settlement, status)
        assert replace(answer.effects.after, solver="") == replace(run, solver="")
        assert answer.effects.changes == compare_plans(facts().plan, run)

    def test_equals_a_run_where_the_programme_is_larger(self, tmp_path: Path):
        solved = solved_small(tmp_path)
        known = Facts(solved.case, solved.plan)
        unit = next(u for u in solved.plan.units if u.state == "new" and u.service == "ftc_dementia")
        first, case = first_answer(known, SiteQuestion("why", unit.service, unit.settlement))
        assert case is not None
        answer = full_answer(known, first, case, plan)
        choice = f'[[sites.choices]]\nservice = "{unit.service}"\nsettlement = "{unit.settlement}"\n'
        text = 'outputs = ["tables"]\n' + SMALL + STAGES + choice + 'status = "forbidden"\n'
        run = execute(write_small(tmp_path, text=text), tmp_path / "out", SilentListener()).plan
        assert answer.effects is not None and answer.effects.after == run

    def test_is_the_best_of_all_plans_with_the_site_decided(self, monkeypatch: pytest.MonkeyPatch):
        """Tiny random cases, every site: the answer is as good as the best of all choices of units that decide so, and
        where it says that there is none, there is none."""
        # These regions have no tables from which the ends of the ranges could be worked out.
        monkeypatch.setattr("mapping.explain.site.against.need_range", lambda *_: Text("", ""))
        planned = never = 0
        for seed in range(1, 41):
            case = with_stages(plain_case(seed, tolerances=False), gap=0.0)
            before = best_values(case)
            if before is None:
                continue
            known = Facts(case, plan(case))
            for service in known.service_index:
                for settlement in known.index:
                    asked = "why" if stands_new(known, SiteQuestion("why", service, settlement)) else "why-not"
                    question = SiteQuestion(asked, service, settlement)
                    first, to_plan = first_answer(known, question)
                    best = best_values(other_case(case, question))
                    if to_plan is None:
                        assert best is None, (seed, question)
                        never += 1
                        continue
                    answer = full_answer(known, first, to_plan, plan)
                    if best is None:
                        assert answer.trouble is not None, (seed, question)
                        continue
                    assert answer.effects is not None and answer.effects.first is not None, (seed, question)
                    values = [stage.value for stage in answer.effects.after.stages]
                    assert values == pytest.approx(best, rel=1e-3, abs=2e-3), (seed, question)
                    one = answer.effects.first
                    assert one.found == pytest.approx(best[0] - before[0], rel=1e-4, abs=4e-3), (seed, question)
                    assert one.low - 4e-3 <= one.found <= one.high + 4e-3
                    planned += 1
        assert planned > 15 and never > 50

    def test_a_floor_that_cannot_hold_without_the_unit_is_told_as_no_plan(self):
        def both(keys: dict[str, object]) -> None:
            keys["coverage"] = [{"of": "need", "services": ["day"], "share": 0.75, "by": 2024}]

        case = with_keys(toy_case(), both)
        found = plan(case)
        known = Facts(case, found)
        first, to_plan = first_answer(known, SiteQuestion("why", "day", DELTA))
        assert to_plan is not None
        answer = full_answer(known, first, to_plan, plan)
        assert answer.effects is None and answer.trouble is not None

    def test_a_decision_of_the_scenario_gives_way_and_others_stay(self):
        def choose(keys: dict[str, object]) -> None:
            keys["sites"]["choices"] = [  # type: ignore[index]
                {"service": "day", "settlement": ALFA, "status": "forbidden"},
                {"service": "home", "settlement": ALFA, "status": "forbidden"},
            ]

        case = other_case(with_keys(toy_case(), choose), SiteQuestion("why-not", "day", ALFA))
        choices = {(c.service, c.settlement): c.status for c in case.scenario.keys.sites.choices}
        assert choices == {("home", ALFA): "forbidden", ("day", ALFA): "required"}


class TestReasons:
    def test_that_say_never_are_true_of_the_toy(self):
        """Where a reason says that no plan can have the unit, the solver finds none either."""
        case = with_keys(toy_case(), lambda keys: keys.update(funds={"state": {"factor": 0.0}}))
        known, seen = Facts(case, plan(case)), 0
        for service in ("home", "day", "visits"):
            for settlement in (ALFA, DELTA):
                question = SiteQuestion("why-not", service, settlement)
                first, to_plan = first_answer(known, question)
                if any(reason.force == "never" for reason in first.reasons):
                    seen += 1
                    assert to_plan is None
                    with pytest.raises(InfeasibleError):
                        plan(other_case(case, question))
        assert seen == 4

    def keys(self, service: str, settlement: str, case: Case | None = None) -> dict[str, str]:
        known = facts() if case is None else Facts(case, plan(case))
        first, _ = first_answer(known, SiteQuestion("why-not", service, settlement))
        return {reason.key: reason.force for reason in first.reasons}

    def test_name_the_site_needs(self):
        assert self.keys("home", EPSILON)["site_needs"] == "decided"

    def test_name_money_that_is_given_out(self):
        assert self.keys("day", ALFA)["money"] == "weighs"

    def test_name_a_site_that_the_scenario_forbids(self):
        def forbid(keys: dict[str, object]) -> None:
            keys["sites"]["choices"] = [{"service": "day", "settlement": ALFA, "status": "forbidden"}]  # type: ignore[index]

        assert self.keys("day", ALFA, with_keys(toy_case(), forbid))["site_status"] == "decided"

    def test_name_a_fund_that_may_not_pay(self):
        def poor(keys: dict[str, object]) -> None:
            keys["funds"] = {"state": {"factor": 0.0}}

        assert self.keys("home", ALFA, with_keys(toy_case(), poor))["money"] == "never"

    def test_name_sizes_that_are_not_allowed(self):
        def small(keys: dict[str, object]) -> None:
            keys["sizes"] = {"day": {"most": 10}}

        case = with_keys(toy_case(), small)
        assert "sizes" not in self.keys("day", ALFA, case)

    def test_name_a_lead_time_that_is_too_long(self):
        def late(keys: dict[str, object]) -> None:
            keys["contracts_from"] = 2023

        assert self.keys("home", ALFA, with_keys(toy_case(), late)).get("lead_months") == "never"

    def test_name_the_limit_on_units(self):
        def few(keys: dict[str, object]) -> None:
            keys["number"] = [{"services": ["day"], "at_most": 1}]

        assert self.keys("day", ALFA, with_keys(toy_case(), few))["number"] == "weighs"

    def test_name_what_stays_too_near(self):
        def apart(keys: dict[str, object]) -> None:
            keys["spacing"] = [{"service": "day", "minutes": 12.0}]

        assert self.keys("day", ALFA, with_keys(toy_case(), apart))["spacing"] == "weighs"

    def test_for_a_unit_count_whom_nobody_else_reaches(self):
        first, _ = first_answer(facts(), SiteQuestion("why", "day", DELTA))
        only = next(reason for reason in first.reasons if reason.key == "only_unit")
        assert "10,0 от 10,0" in only.words.bg

    @pytest.mark.parametrize(
        ("asked", "service", "settlement", "key"),
        [("why-not", "day", BETA, "stands"), ("why", "day", ALFA, "absent"), ("why", "home", ALFA, "existing")],
    )
    def test_say_what_to_ask_instead(self, asked: str, service: str, settlement: str, key: str):
        first, case = first_answer(facts(), SiteQuestion(asked, service, settlement))
        assert [reason.key for reason in first.reasons] == [key] and case is None

    def test_of_a_service_that_is_not_planned_end_there(self, tmp_path: Path):
        solved = solved_small(tmp_path)
        known = Facts(solved.case, solved.plan)
        first, case = first_answer(known, SiteQuestion("why-not", "crisis_centre", "46293"))
        assert [reason.key for reason in first.reasons] == ["services"] and case is None


class TestInterval:
    def proof(self, found: float, bound: float) -> StageProof:
        return StageProof("unmet", True, found, found, bound, 0.0, 0.0, 0.0, "within_gap")

    def test_holds_every_difference_that_the_bounds_allow(self):
        one = interval(self.proof(100, 90), self.proof(120, 110))
        assert one is not None and (one.found, one.low, one.high, one.sure) == (20, 10, 30, True)

    def test_is_not_sure_where_the_bounds_overlap(self):
        one = interval(self.proof(100, 90), self.proof(101, 95))
        assert one is not None and (one.low, one.high, one.sure) == (-5, 11, False)

    def test_proves_nothing_without_bounds(self):
        one = interval(self.proof(100, float("nan")), self.proof(101, 95))
        assert one is not None and not one.sure and one.high == float("inf")


class TestCommand:
    @pytest.fixture(scope="class")
    def run(self, tmp_path_factory: pytest.TempPathFactory) -> Path:
        return execute(TOY, tmp_path_factory.mktemp("why"), SilentListener()).folder

    def test_says_what_changes(self, run: Path, capsys: pytest.CaptureFixture[str]):
        assert entry(["explain", "why", str(run), "дневен център в Делта"]) == 0
        said = capsys.readouterr().out
        assert "отпада" in said and "52,0     42,0         −10,0" in said and "+20,0 (по-лошо)" in said

    def test_stops_at_the_reasons_if_asked(self, run: Path, capsys: pytest.CaptureFixture[str]):
        assert entry(["explain", "why-not", str(run), "day centre in Alfa", "--reasons", "--lang", "en"]) == 0
        said = capsys.readouterr()
        assert "Why not: Day centre, Alfa" in said.out and "then" not in said.out and not said.err

    def test_asks_back(self, run: Path, capsys: pytest.CaptureFixture[str]):
        assert entry(["explain", "why", str(run), "Алфа"]) == 2
        assert "Коя услуга?" in capsys.readouterr().err
