"""Every number of a plan can be followed to its sources, and is what its parts make of it."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from changing import asylum_may, change, deciding, old_home_may
from runs import solved_small
from toy import solve, solved_toy

from mapping.catalogue.rows import AGE_BANDS
from mapping.errors import Where
from mapping.evidence.book import claim_of, number_keys
from mapping.evidence.changes import CHANGE_FIGURES
from mapping.evidence.claim import LABELS, Claim, recomputed
from mapping.evidence.expand import expanded
from mapping.evidence.facts import Facts
from mapping.evidence.on_map import map_keys
from mapping.evidence.tree import forest_lines
from mapping.instance import Case
from mapping.publish.costs import cost_of_plan
from mapping.publish.printed.sites import service_totals, sites_of
from mapping.publish.tables import write_tables
from mapping.region.replaced import Replaced
from mapping.region.rows import SourceRow
from mapping.words import Text

SAMPLE = 600


@cache
def toy() -> Facts:
    solved = solved_toy()
    return Facts(solved.case, solved.plan)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """Two services of Haskovo, solved."""
    solved = solved_small(tmp_path_factory.mktemp("small"))
    return Facts(solved.case, solved.plan)


def sampled(facts: Facts, count: int = SAMPLE) -> list[str]:
    """Some of the numbers, and all that are few: of every sort (the first word of the key) at least twenty."""
    by_sort: dict[str, list[str]] = {}
    for key in number_keys(facts):
        by_sort.setdefault(key.split("/")[0], []).append(key)
    rng = random.Random(20211)
    chosen = [key for keys in by_sort.values() for key in rng.sample(keys, min(20, len(keys)))]
    everything = [key for keys in by_sort.values() for key in keys]
    return list(dict.fromkeys([*chosen, *rng.sample(everything, min(count, len(everything)))]))


def faults(facts: Facts, key: str) -> Iterator[str]:
    """What is wrong with a claim and everything under it."""
    claim = claim_of(facts, key)
    if claim.key != key:
        yield f"{key}: is called {claim.key}"
    for _, part in claim.walk():
        if not (part.what.bg and part.what.en):
            yield f"{part.key}: has no name"
        value = recomputed(part)
        rounding = 0.0 if part.decimals is None else 0.5 * 10**-part.decimals * 1.001
        if value is not None and abs(value - part.value) > rounding + 1e-9 * max(1.0, abs(value)):
            yield f"{part.key}: its parts make {value}, it says {part.value}"
        if part.low is not None and part.high is not None and part.low > part.high:
            yield f"{part.key}: the range is upside down"
        if part.see is not None:
            whole = claim_of(facts, part.see)
            if abs(whole.value - part.value) > 1e-9 * max(1.0, abs(part.value)):
                yield f"{part.key}: said to be {part.value}, is {whole.value}"
        elif not part.parts and part.source is None and part.label not in ("plan", "user"):
            yield f"{part.key}: ends without a source ({part.label})"
        elif not part.parts and part.where is None:
            yield f"{part.key}: ends nowhere"


class TestChains:
    def test_every_number_of_the_toy_is_what_its_parts_make_and_ends_in_a_source(self):
        keys = list(number_keys(toy()))
        assert len(keys) == len(set(keys)) > 500
        assert [fault for key in keys for fault in faults(toy(), key)] == []

    def test_a_sample_of_a_haskovo_run_does_so_too(self, small: Facts):
        assert [fault for key in sampled(small) for fault in faults(small, key)] == []

    def test_a_wrong_number_is_found(self):
        claim = claim_of(toy(), "need/00001/home/2023-2024")
        wrong = replace(claim.parts[0], value=claim.parts[0].value + 1)
        assert recomputed(replace(claim, parts=(wrong, *claim.parts[1:]))) != pytest.approx(claim.value, abs=0.1)

    def test_need_by_hand(self):
        """Alfa: 300 people of 65 and over x 100 of 1,000 x 20 percent, and the toy's people stay as many: 6."""
        claim = claim_of(toy(), "need/00001/home/2023-2024")
        leaves = {part.key: part.value for _, part in claim.walk() if not part.parts}
        assert claim.value == 6
        expected = {"residents/00001/age_65_plus/census": 300, "prevalence/frail": 100, "rate/frail/home": 20}
        assert leaves.items() >= expected.items()
        # 300 x 50 / 1000 x 10 % and 300 x 150 / 1000 x 30 %.
        assert (claim.low, claim.high) == (1.5, 13.5)

    @pytest.mark.parametrize(("scope", "inside"), [("region", ""), ("municipality/WST01", "WST01")])
    def test_the_need_of_many_has_a_range_too(self, scope: str, inside: str):
        """All settlements at their low ends together, and all at their high ends."""
        places = [p.ekatte for p in toy().case.region.settlements if inside in ("", p.municipality)]
        one_by_one = [claim_of(toy(), f"need/{ekatte}/home/2023-2024") for ekatte in places]
        found = claim_of(toy(), f"{scope}/home/2023-2024/need")
        assert found.low == pytest.approx(sum(claim.low or 0.0 for claim in one_by_one), abs=0.01)
        assert found.high == pytest.approx(sum(claim.high or 0.0 for claim in one_by_one), abs=0.01)
        assert found.low is not None
        assert found.low < found.value < (found.high or 0.0)

    def test_a_correction_of_the_census_is_told(self):
        """Delta counts 200 of 15-29; the 100 of its dormitory are taken out."""
        claim = claim_of(toy(), "need/00004/day/2023-2024")
        [left] = [part for _, part in claim.walk() if part.key == "residents/00004/age_15_29/census/left"]
        assert (left.value, [part.value for part in left.parts]) == (100, [200, 100])

    def test_money_by_hand(self):
        """The big day centre costs 320,000 at the contract, and 100,000 a year in three years."""
        day = "new.day.00002"
        assert claim_of(toy(), f"unit/{day}/capital").value == 320_000
        assert claim_of(toy(), f"cost/{day}/running").value == 300_000
        assert claim_of(toy(), f"unit/{day}/starts.0").value == 2022
        whole = claim_of(toy(), "money/all")
        assert (whole.value, [part.value for part in whole.parts]) == (1_710_000, [880_000, 830_000])

    def test_an_assumption_shows_on_everything_that_rests_on_it(self):
        for key in ("need/00001/home/2023-2024", "unit/new.day.00002/places/2023-2024", "money/all"):
            assert claim_of(toy(), key).assumed, key

    def test_travel_between_two_villages_leads_to_the_published_roads(self, small: Facts):
        claim = claim_of(small, "travel/46293/38399/minutes")
        assert claim.value == small.case.travel.minutes[small.index["46293"], small.index["38399"]]
        ends = {part.where.file for _, part in claim.walk() if not part.parts and part.where is not None}
        assert ends == {"haskovo/settlements.csv", "haskovo/road_distances.csv", "haskovo/parameters.csv"}
        publishers = {part.source.publisher for _, part in claim.walk() if part.source and not part.parts}
        assert {"Национален статистически институт", "mirela.bg", "zonebulgaria.com"} <= publishers


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def told(facts: Facts, key: str, cell: str) -> None:
    assert claim_of(facts, key).value == pytest.approx(float(cell), abs=1e-6), key


UNIT_FIGURES = {
    "capital_eur": "capital", "running_eur_a_year": "running",
    "settlements_served": "settlements_served", "mean_minutes": "mean_minutes",
    **{name: name for name in ("staff", "places_low", "places_high", "lon", "lat")},
}  # fmt: skip
TEXT_COLUMNS = {"ekatte", "municipality", "fund", "period", "unit"}


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@pytest.fixture(params=["toy", "small"])
def run(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Facts, Path]:
    """A plan's numbers, and the folder of its tables."""
    facts = toy() if request.param == "toy" else request.getfixturevalue("small")
    write_tables(facts.case, facts.plan, tmp_path)
    return facts, tmp_path


class TestEveryNumberOfTheTablesIsReached:
    """Read from the files; of long ones a seeded sample."""

    def test_units(self, run: tuple[Facts, Path]):
        facts, folder = run
        found = set()
        for row in cells(folder / "units.csv"):
            for column, cell in row.items():
                if not is_number(cell) or column in TEXT_COLUMNS:
                    continue
                stem, _, years = column.partition("_20")
                key = (
                    f"unit/{row['unit']}/{stem.removesuffix('_eur')}/20{years.replace('_', '-')}" if years
                    else f"service/{row['service']}/number" if column == "number"
                    else f"unit/{row['unit']}/{UNIT_FIGURES[column]}"
                )  # fmt: skip
                told(facts, key, cell)
                found.add(column)
        assert len(found) >= 8 + 5 * len(facts.plan.periods)

    def test_needs(self, run: tuple[Facts, Path]):
        facts, folder = run
        rows = cells(folder / "needs.csv")
        for row in random.Random(1).sample(rows, min(100, len(rows))):
            for measure in ("need", "served", "unmet"):
                told(facts, f"{measure}/{row['ekatte']}/{row['service']}/{row['period']}", row[measure])

    def test_municipalities(self, run: tuple[Facts, Path]):
        facts, folder = run
        for row in cells(folder / "municipalities.csv"):
            for measure in ("need", "served", "unmet", "share"):
                if row[measure]:
                    key = f"municipality/{row['municipality']}/{row['service']}/{row['period']}/{measure}"
                    told(facts, key, row[measure])

    def test_services(self, run: tuple[Facts, Path]):
        facts, folder = run
        for row in cells(folder / "services.csv"):
            for measure in ("need", "served", "unmet", "share"):
                if row[measure]:
                    told(facts, f"region/{row['service']}/{row['period']}/{measure}", row[measure])
            for column in row:
                if column.endswith("_places") or column.startswith("new_"):
                    told(facts, f"service/{row['service']}/{row['period']}/{column}", row[column])

    def test_money_and_envelopes(self, run: tuple[Facts, Path]):
        facts, folder = run
        for row in cells(folder / "money.csv"):
            at = f"spent/{row['fund']}/{row['municipality'] or 'region'}/{row['kind']}/{row['period']}"
            told(facts, f"{at}/eur", row["spent_eur"])
            told(facts, f"{at}/units", row["units"])
        for row in cells(folder / "envelopes.csv"):
            years = row["periods"].replace(";", "+")
            at = f"envelope/{row['fund']}/{row['municipality'] or 'region'}/{row['kind']}/{years}"
            for figure, column in (("amount", "envelope_eur"), ("spent", "spent_eur"), ("left", "left_eur")):
                told(facts, f"{at}/{figure}", row[column])
        for row in cells(folder / "money_by_unit.csv"):
            purse = row["municipality"] or "region"
            told(facts, f"payment/{row['unit']}/{row['fund']}/{purse}/{row['kind']}/{row['period']}", row["paid_eur"])

    def test_assignments(self, run: tuple[Facts, Path]):
        facts, folder = run
        rows = cells(folder / "assignments.csv")
        for row in random.Random(2).sample(rows, min(60, len(rows))):
            told(facts, f"assigned/{row['ekatte']}/{row['unit']}/{row['period']}", row["persons"])
            for measure in ("minutes", "km"):
                told(facts, f"travel/{row['ekatte']}/{row['unit_ekatte']}/{measure}", row[measure])


class TestMap:
    @pytest.mark.parametrize("which", ["toy", "small"])
    def test_its_table_marks_and_money_are_told_as_drawn(self, which: str, request: pytest.FixtureRequest):
        facts = toy() if which == "toy" else request.getfixturevalue("small")
        keys = set(map_keys(facts))
        for total in service_totals(facts.case, facts.plan):
            drawn = {
                "now": total.places["existing"], "committed": total.places["committed"],
                "new": total.places["new"] + total.places["transformed"], "units": total.units["new"],
            }  # fmt: skip
            for column, value in drawn.items():
                key = f"map/{total.service.id}/{column}"
                assert key in keys
                assert claim_of(facts, key).value == value, key
        service_of = {service.number: service.id for service in facts.case.region.catalogue.services}
        for site in sites_of(facts.case, facts.plan):
            ekatte = facts.case.region.settlements[site.settlement].ekatte
            for mark in site.marks:
                at = f"mark/{ekatte}/{service_of[mark.number]}/{mark.state}"
                assert {f"{at}/places", f"{at}/units"} <= keys
                assert claim_of(facts, f"{at}/places").value == mark.places
                assert claim_of(facts, f"{at}/units").value == mark.units
        cost = cost_of_plan(facts.case, facts.plan)
        assert claim_of(facts, "money/capital").value == pytest.approx(cost["capital"] / 100)
        assert claim_of(facts, "money/running").value == pytest.approx(cost["running"] / 100)

    def test_a_number_picked_at_random_is_followed_to_where_it_comes_from(self, small: Facts):
        """A source with publisher and date, a choice of the scenario or the plan's decision ends every line."""
        for key in random.Random(5).sample(sorted(map_keys(small)), 40):
            claim = expanded(small, claim_of(small, key))
            ends = [part for _, part in claim.walk() if not part.parts and part.see is None]
            assert ends, key
            for end in ends:
                known = end.source is not None and end.source.publisher and end.source.date
                assert known or end.label in ("user", "plan"), (key, end.key)

    def test_every_claim_reads_in_both_languages(self, small: Facts):
        keys = random.Random(6).sample(sorted(map_keys(small)), 30)
        for language in ("bg", "en"):
            said = "\n".join(forest_lines([expanded(small, claim_of(small, key)) for key in keys], language))
            assert "None" not in said
            assert "nan" not in said
        assert all(words.bg and words.en for words in LABELS.values())


def test_a_region_that_says_nothing_of_its_columns_is_told_so():
    region = replace(toy().case.region, table_sources=(), lines={})
    facts = Facts(replace(toy().case, region=region), toy().plan)
    people = [
        part for _, part in claim_of(facts, "need/00001/home/2023-2024").walk()
        if part.where is not None and part.where.column in AGE_BANDS
    ]  # fmt: skip
    assert [(part.label, part.source) for part in people] == [("unstated", None)]
    assert people[0].where is not None
    assert people[0].where.key == "ekatte=00001"


def planned(case: Case) -> Facts:
    """The plan of `case`, whose changes say that `us` is their source."""
    us = SourceRow(source="us", title="Made up", publisher="the tests", date="2026", licence="MIT")
    case = replace(case, region=replace(case.region, sources=(*case.region.sources, us)))
    return Facts(case, solve(case).plan)


class TestChanges:
    """The old home is enlarged from 6 to 9 places for 40,000 and 5,000 a year, from the second period on."""

    @staticmethod
    def enlarged() -> Facts:
        case = old_home_may(change("enlarge", places=9, capital=40_000, running=5_000, staff=2, lead=12))
        return planned(deciding(case, "old_home", "enlarge"))

    def test_every_number_of_a_plan_with_a_change_is_what_its_parts_make(self):
        facts = self.enlarged()
        assert [fault for key in number_keys(facts) for fault in faults(facts, key)] == []

    def test_its_figures(self):
        facts = self.enlarged()
        figures = {name: claim_of(facts, f"change/old_home/{name}").value for name in CHANGE_FIGURES}
        starts = figures.pop("starts")
        assert figures == {
            "places_before": 6, "places_after": 9, "users": 0, "staff": 2, "capital": 40_000, "running": 5_000,
        }  # fmt: skip
        assert starts in (2022, 2024)
        assert claim_of(facts, "map/home/now").value == 6
        assert claim_of(facts, "unit/old_home/staff").value == 7

    def test_a_unit_that_becomes_another_is_told_under_both(self):
        case = asylum_may(change("transform", places=8, users=4, capital=100_000, service="home", lead=12))
        facts = planned(deciding(case, "asylum", "transform"))
        assert [fault for key in number_keys(facts) for fault in faults(facts, key)] == []
        assert claim_of(facts, "unit/asylum/places/2023-2024").value == 0
        assert claim_of(facts, "unit/asylum.transform/places/2023-2024").value == 8
        assert claim_of(facts, "change/asylum/users").value == 4


def test_a_figure_of_the_users_own_is_told_with_its_file_and_what_it_replaces():
    region = toy().case.region
    planning = region.catalogue.service("day").planning
    assert planning is not None
    running = planning.sizes[1].running
    own = Replaced("toy/cost_standards.csv", 2, Text("x", "x"), replace(running, central=90_000.0), running)
    facts = Facts(replace(toy().case, region=replace(region, replaced=(own,))), toy().plan)
    [claim] = [
        part for _, part in claim_of(facts, "unit/new.day.00002/running").walk()
        if part.where and "size" in part.what.en
        and part.unit.en == "EUR a year"
    ]  # fmt: skip
    assert claim.where == Where("toy/cost_standards.csv", 2)
    assert "90000" in claim.how.en.replace(",", "")


def test_an_unknown_key_is_refused():
    for key in (
        "need/99999/home/2023-2024",
        "need/00001/home/1999",
        "unit/nobody/staff",
        "nonsense",
        "travel/00001",
        "/",
    ):
        with pytest.raises(KeyError):
            claim_of(toy(), key)


def claim_keys(claim: Claim) -> set[str]:
    return {part.key for _, part in claim.walk()}


def test_following_a_sum_puts_in_the_largest_part_and_leaves_the_others_as_lines():
    claim = claim_of(toy(), "region/day/2023-2024/need")
    followed = expanded(toy(), claim)
    whole = {part.key: bool(part.parts) for part in followed.parts}
    assert whole == {"municipality/WST01/day/2023-2024/need": True, "municipality/EST02/day/2023-2024/need": True}
    assert "need/00001/day/2023-2024" in claim_keys(followed)


PAGE = Path(__file__).parents[1] / "docs" / "evidence.md"
SHOWN = "payment/new.day.00002/municipal/WST01/running/2023-2024"


def page_with_chain() -> str:
    """docs/evidence.md with the chain as it is printed today."""
    before = PAGE.read_text(encoding="utf-8").split("```\n")[0]
    chain = "\n".join(forest_lines([claim_of(toy(), SHOWN)], "bg"))
    return f"{before}```\n{chain}\n```\n"


def test_the_page_shows_what_the_program_prints():
    assert PAGE.read_text(encoding="utf-8") == page_with_chain(), "run: python tests/test_evidence.py"


def test_the_page_explains_every_label():
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"| {words.bg} ({words.en}) |" in text for words in LABELS.values())


if __name__ == "__main__":
    PAGE.write_text(page_with_chain(), encoding="utf-8", newline="\n")
