"""Which members a sweep file asks for, and what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest
from sweeps import Place, sweep

from mapping.errors import InputError
from mapping.run.reading import read_inputs
from mapping.sweep.file import read_sweep
from mapping.sweep.members import Member, members_of, scenarios_of

SHIPPED = Path(__file__).parents[1] / "scenarios" / "sweeps"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def members(tmp_path: Path, text: str) -> tuple[Member, ...]:
    path = tmp_path / "s.toml"
    path.write_text('scenario = "x.toml"\n' + text, encoding="utf-8")
    return members_of(read_sweep(path))


class TestMembers:
    def test_a_grid_crosses_all_values_the_last_key_fastest(self, tmp_path: Path):
        found = members(tmp_path, '[grid]\na = [1, 2]\n"b.c" = ["x", "y"]\n')
        assert [dict(one.changes) for one in found] == [
            {"a": 1, "b.c": "x"}, {"a": 1, "b.c": "y"}, {"a": 2, "b.c": "x"}, {"a": 2, "b.c": "y"},
        ]  # fmt: skip
        assert [one.number for one in found] == [1, 2, 3, 4]

    def test_list_grid_and_draws_are_crossed_and_fixed_holds_for_all(self, tmp_path: Path):
        found = members(
            tmp_path,
            '[fixed]\nf = true\n[[list]]\na = 1\n[[list]]\nb = 2\n[grid]\ng = [1, 2]\n'
            "[draws]\ncount = 3\n[draws.keys]\nd = { whole = [1, 6] }\n",
        )  # fmt: skip
        assert len(found) == 2 * 2 * 3
        assert all(one.changes["f"] is True for one in found)
        assert [("a" in one.changes, one.changes["g"]) for one in found[::3]] == [
            (True, 1), (True, 2), (False, 1), (False, 2),
        ]  # fmt: skip
        assert [one.changes["d"] for one in found[:3]] == [one.changes["d"] for one in found[3:6]]

    def test_draws_stay_where_they_belong_and_follow_their_seed(self, tmp_path: Path):
        text = '[draws]\ncount = {}\nseed = {}\n[draws.keys]\n"a" = {{ uniform = [0.5, 2] }}\n"b" = {{ choice = [1, "x"] }}\n"c" = {{ whole = [3, 5] }}\n'  # noqa: E501
        few, many, other = (members(tmp_path, text.format(*how)) for how in ((5, 1), (300, 1), (5, 2)))
        assert [one.changes for one in many[:5]] == [one.changes for one in few]
        assert [one.changes for one in other] != [one.changes for one in few]
        values = [one.changes["a"] for one in many]
        assert 0.5 <= min(values) < 0.6  # type: ignore[type-var]
        assert 1.9 < max(values) <= 2  # type: ignore[type-var]
        assert sum(values) / 300 == pytest.approx(1.25, abs=0.1)  # type: ignore[arg-type]
        assert {one.changes["b"] for one in many} == {1, "x"}
        assert {one.changes["c"] for one in many} == {3, 4, 5}
        assert all(value == round(value, 6) for value in values)  # type: ignore[call-overload]

    def test_another_key_changes_no_other_draws(self, tmp_path: Path):
        one = members(tmp_path, "[draws]\ncount = 4\n[draws.keys]\na = { uniform = [0, 1] }\n")
        two = members(tmp_path, "[draws]\ncount = 4\n[draws.keys]\nz = { whole = [0, 9] }\na = { uniform = [0, 1] }\n")
        assert [m.changes["a"] for m in one] == [m.changes["a"] for m in two]

    def test_an_id_is_that_of_the_changes_wherever_they_stand(self, tmp_path: Path):
        one = members(tmp_path, "[grid]\na = [1, 2]\n")
        two = members(tmp_path, "[grid]\na = [3, 2, 1]\n")
        assert [m.id for m in one] == [two[2].id, two[1].id]
        assert len({m.id for m in two}) == 3

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "varies nothing"),
            ("[grid]\na = []\n", "grid.a"),
            ("[grid]\na = 3\n", "grid.a"),
            ("[gird]\na = [1]\n", "grid"),
            ("[grid]\na = [1]\n[fixed]\na = 2\n", "fixed too"),
            ('[grid]\nregion = ["other"]\n', "not varied"),
            ("[draws]\ncount = 3\n[draws.keys]\na = { uniform = [2, 1] }\n", "Swap"),
            ("[draws]\ncount = 3\n[draws.keys]\na = { whole = [1, 2], choice = [1] }\n", "exactly one way"),
            ('outputs = ["mpa"]\n[grid]\na = [1]\n', "“map”"),
            ("[grid]\na = [1\n", "TOML"),
        ],
    )
    def test_what_is_wrong_is_told_in_words(self, tmp_path: Path, text: str, said: str):
        with pytest.raises(InputError) as caught:
            members(tmp_path, text)
        assert said in caught.value.of("en")

    def test_a_mistaken_grid_is_not_begun(self, tmp_path: Path):
        numbers = ", ".join(map(str, range(400)))
        with pytest.raises(InputError) as caught:
            members(tmp_path, f"[grid]\na = [{numbers}]\nb = [{numbers}]\n")
        assert "160000 members" in caught.value.of("en")

    def test_every_wrong_key_is_told_at_once_and_once(self, place: Place):
        place.write('[grid]\n"weights.hoem" = [1, 2]\n"stages[9].gap" = [0.1]\n"need.level" = ["high", "hihg"]\n')
        with pytest.raises(InputError) as caught:
            sweep(place)
        said = [problem.of("en") for problem in caught.value.problems]
        assert len(said) == len(set(said))
        assert any("stages[9]" in words for words in said)
        assert any("hihg" in words for words in said)
        assert all("many.toml" in words for words in said)
        assert not place.results.exists()

    def test_names_that_the_region_does_not_know_are_told_before_anything_is_planned(self, place: Place):
        place.write('[grid]\n"weights.hoem" = [1, 2]\n')
        with pytest.raises(InputError) as caught:
            sweep(place)
        assert "“home”" in caught.value.of("en")


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_shipped_sweeps_ask_for_what_there_is(path: Path, tmp_path: Path):
    file = read_sweep(path)
    scenario, region = read_inputs(path.parent / file.scenario)
    found = members_of(file)
    assert len(scenarios_of(path, scenario, region, found, tmp_path)) == len(found) > 1
