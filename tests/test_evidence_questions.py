"""What a user writes leads to the number that is meant, to the names it may mean, or to the nearest ones."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from runs import HASKOVO, SMALL, STAGES, SilentListener, solved_small, write_small
from test_evidence import toy

from mapping.cli.main import entry
from mapping.evidence.facts import Facts
from mapping.evidence.find import NotOneNumberError, find, understand
from mapping.evidence.names import begins, folded
from mapping.plan import PlanUnit
from mapping.run import execute, read_case


@pytest.fixture(scope="module")
def haskovo(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """All services of Haskovo and its units of today, as if the plan of two services had left the others be."""
    folder = tmp_path_factory.mktemp("names")
    plan = solved_small(folder).plan
    every = SMALL.replace('services = ["ftc_dementia", "home_patronage"]\n', "") + STAGES
    case = read_case(write_small(folder, "every", text=every))
    kinds = {service.id: service.kind for service in case.region.catalogue.services}
    known = [unit for unit in case.region.units if unit.id not in {unit.id for unit in plan.units}]
    units = tuple(
        PlanUnit(
            id=unit.id, service=unit.service, kind=kinds[unit.service], settlement=unit.ekatte,
            municipality=case.region.settlement(unit.ekatte).municipality, state=unit.state,
            places=tuple(unit.places_in(period.last_year) for period in plan.periods),
            units_in_service=(1,) * len(plan.periods), staff=unit.staff, openings=(), money=(),
        )
        for unit in known
    )  # fmt: skip
    return Facts(case, replace(plan, units=(*plan.units, *units)))


class TestNames:
    @pytest.mark.parametrize(
        ("said", "same"),
        [
            ("гр. ХАСКОВО", "gr haskovo"),
            ("София", "sofia"),
            ("„Щит–Ъгъл“", "shtit agal"),
            ("day_elderly", "day elderly"),
        ],
    )
    def test_are_folded_to_small_latin(self, said: str, same: str):
        assert folded(said) == same

    @pytest.mark.parametrize(
        ("word", "name", "same"),
        [("stari", "starite", True), ("dnevni", "dneven", True), ("mal", "malevo", True), ("ma", "malevo", False),
         ("malevo", "malki", False), ("posts", "glupost", False)],
    )  # fmt: skip
    def test_words_are_known_by_their_beginning_and_with_other_endings(self, word: str, name: str, same: bool):
        assert begins(word, name) == same


class TestQuestions:
    @pytest.mark.parametrize("said", ["Малево", "с. малево", "MALEVO", "46293", "Малев", "Malevo village"])
    def test_a_settlement_in_any_spelling(self, haskovo: Facts, said: str):
        assert "settlement/46293/all/2024-2027/need" in find(haskovo, said)

    @pytest.mark.parametrize(
        "said",
        ["домашен патронаж Малево потребност", "Малево: потребност от домашен социален патронаж",
         "need home_patronage 46293",
         "home social patronage in Malevo, need", "домашен патронаж Малево потребност 2026"],
    )  # fmt: skip
    def test_a_service_and_a_settlement(self, haskovo: Facts, said: str):
        assert find(haskovo, said) == ("need/46293/home_patronage/2024-2027",)

    @pytest.mark.parametrize(
        "said",
        ["Каква е потребността от домашен патронаж в Малево?", "Колко е нужда от домашен патронаж в с. Малево",
         "what is the need for home patronage in Malevo?"],
    )  # fmt: skip
    def test_a_whole_question(self, haskovo: Facts, said: str):
        assert find(haskovo, said) == ("need/46293/home_patronage/2024-2027",)

    def test_another_period(self, haskovo: Facts):
        assert find(haskovo, "Малево домашен патронаж потребност 2022") == ("need/46293/home_patronage/2021-2023",)

    @pytest.mark.parametrize("said", ["пътуване Малево Хасково", "travel Malevo Haskovo", "Малево – Хасково, минути"])
    def test_travel_between_two_places(self, haskovo: Facts, said: str):
        assert find(haskovo, said) == ("travel/46293/77195/minutes", "travel/46293/77195/km")

    def test_a_municipality_and_a_service(self, haskovo: Facts):
        key = "municipality/HKV34/home_patronage/2024-2027/unmet"
        assert find(haskovo, "община Хасково домашен патронаж непокрити") == (key,)
        assert find(haskovo, "HKV34 home_patronage unmet") == (key,)

    def test_a_unit_by_its_name_or_code(self, haskovo: Facts):
        assert find(haskovo, "Кенана места")[0] == "unit/haskovo_home_kenana/places/2024-2027"
        assert find(haskovo, "haskovo_home_kenana")[0] == "unit/haskovo_home_kenana/places/2024-2027"

    def test_a_service_that_shares_a_word_with_a_village(self, haskovo: Facts):
        """There is a village Подкрепа."""
        assert find(haskovo, "Асистентска подкрепа Харманли места") == ("unit/harmanli_assistants/places/2024-2027",)

    def test_a_fund(self, haskovo: Facts):
        keys = find(haskovo, "Общински бюджети Хасково издръжка")
        assert keys
        assert all(key.startswith("envelope/municipal_budget/HKV34/running/") for key in keys)

    def test_the_head_of_the_map_an_objective_and_a_key(self):
        assert find(toy(), "карта пари") == ("money/all",)
        assert find(toy(), "непокрита потребност")[0] == "stage/unmet/value"
        assert find(toy(), "need/00001/home/2023-2024") == ("need/00001/home/2023-2024",)

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ("Светлина", ("65574  с. Светлина, община Димитровград", "65588  с. Светлина, община Тополовград")),
            ("ЦНСТ", ("ftc_dementia", "ftc_children")),
            ("Общински бюджети", ("Хасково", "Харманли")),
            ("Конушка", ("„Конушка“ не е име на нищо в плана", "Конуш")),
            ("абракадабра", ("не е име на нищо",)),
            ("Малево 1999", ("2021–2023, 2024–2027",)),
            ("пътуване Малево", ("няма такова число",)),
            ("", ("Напишете какво търсите",)),
        ],
    )
    def test_what_is_not_one_thing_is_told_with_choices(self, haskovo: Facts, said: str, words: tuple[str, ...]):
        with pytest.raises(NotOneNumberError) as caught:
            find(haskovo, said)
        assert all(word in caught.value.of("bg") for word in words), caught.value.of("bg")
        assert caught.value.of("en")

    def test_the_municipality_tells_namesakes_apart(self, haskovo: Facts):
        assert find(haskovo, "Светлина Тополовград")[0] == "settlement/65588/population_2021"


@cache
def run_of(folder: Path) -> Path:
    """A run of the small scenario in `folder`, with tables of its own that may be changed."""
    region = folder / "haskovo"
    region.mkdir()
    for path in HASKOVO.iterdir():
        (region / path.name).write_bytes(path.read_bytes())
    return execute(write_small(folder, region=region), folder / "out", SilentListener()).folder


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_of(tmp_path_factory.mktemp("run"))


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = entry(["evidence", *words])
    out, err = capsys.readouterr()
    return code, out, err


class TestCommand:
    def test_prints_a_chain_down_to_its_sources(self, finished: Path, capsys: pytest.CaptureFixture[str]):
        code, out, err = said(capsys, str(finished), "домашен", "патронаж", "Малево", "потребност")
        assert (code, err) == (0, "")
        for words in (
            "с. Малево: потребност от „Домашен патронаж“ през 2024–2027 г. = ",
            "[изчислено; почива на допускания]",
            "жители на 65 и повече г. по преброяването = 272 лица  [отчетено]",
            "къде: haskovo/settlements.csv, ред 246, колона age_65_plus",
            "Източници:",
            "Национален статистически институт, „Преброяване на населението",
            "https://www.nsi.bg",
        ):
            assert words in out, words

    def test_speaks_english_too(self, finished: Path, capsys: pytest.CaptureFixture[str]):
        code, out, _ = said(capsys, str(finished), "Malevo", "home_patronage", "need", "--lang", "en")
        assert code == 0
        assert "read at its source" in out
        assert "Sources:" in out

    def test_picks_numbers_at_random_and_the_same_with_the_same_seed(
        self, finished: Path, capsys: pytest.CaptureFixture[str]
    ):
        first = said(capsys, str(finished), "--random", "3", "--seed", "7")
        assert first[0] == 0
        assert first == said(capsys, str(finished), "--random", "3", "--seed", "7")
        assert first != said(capsys, str(finished), "--random", "3", "--seed", "8")
        assert "3 случайни от" in first[1]
        assert first[1].count("\n\n") >= 4
        unnamed = said(capsys, str(finished), "--random", "1")[1]
        assert "(--seed " in unnamed

    def test_depth(self, finished: Path, capsys: pytest.CaptureFixture[str]):
        whole = said(capsys, str(finished), "Малево", "home_patronage", "need")[1]
        top = said(capsys, str(finished), "Малево", "home_patronage", "need", "--depth", "0")[1]
        assert len(top.splitlines()) < 8 < len(whole.splitlines())
        assert "… повече: " in top

    def test_says_first_that_the_inputs_changed(self, finished: Path, capsys: pytest.CaptureFixture[str]):
        table = finished.parent.parent / "haskovo" / "prevalence.csv"
        before = table.read_bytes()
        try:
            table.write_bytes(before + b"\n")
            code, out, _ = said(capsys, str(finished), "Малево")
        finally:
            table.write_bytes(before)
        assert code == 0
        assert out.startswith("Внимание: входните данни са променени след плана: haskovo/prevalence.csv.")

    @pytest.mark.parametrize(("words", "told"), [(("нищотакова",), "не е име на нищо"), ((), "Напишете какво търсите")])
    def test_fails_in_words(
        self, finished: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
    ):
        code, out, err = said(capsys, str(finished), *words)
        assert (code, out) == (2, "")
        assert told in err

    def test_a_folder_that_is_no_run(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        code, _, err = said(capsys, str(tmp_path), "Малево")
        assert code == 2
        assert "папката на завършен план" in err


class TestNamesakes:
    @pytest.mark.parametrize(
        "said",
        ["с. Светлина, община Тополовград", "Svetlina (Topolovgrad)", "Светлина Тополовград", "65588",
         "община Тополовград, село Светлина"],
    )  # fmt: skip
    def test_are_told_apart_by_their_municipality(self, haskovo: Facts, said: str):
        assert understand(haskovo, said).settlements == ("65588",)

    def test_with_a_service(self, haskovo: Facts):
        meant = understand(haskovo, "дневен център за стари хора в с. Светлина, община Димитровград")
        assert (meant.service, meant.settlements, meant.municipality) == ("day_elderly", ("65574",), None)

    def test_a_municipality_by_itself_stays_one(self, haskovo: Facts):
        meant = understand(haskovo, "община Тополовград")
        assert (meant.settlements, meant.municipality) == ((), "HKV32")
