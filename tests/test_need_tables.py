"""The tables of known people and counts: what is read, what is refused, and what the command says of them."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from toy import TOY

from mapping.catalogue.rows import AGE_BANDS
from mapping.cli.main import entry
from mapping.errors import InputError
from mapping.region import Region, read_region
from mapping.run import read_case

EVIDENCE = "status,source,note"
HEADERS = {
    "population_counts.csv": f"date,scope,band,sex,use,low,central,high,unit,{EVIDENCE}",
    "counts.csv": f"scope,year,measure,group,service,sense,use,low,central,high,unit,{EVIDENCE}",
    "overlaps.csv": f"group,other,low,central,high,unit,{EVIDENCE}",
    "criteria.csv": f"service,level,base,low,central,high,unit,{EVIDENCE}",
    "age_profiles.csv": f"group,band,sex,low,central,high,unit,{EVIDENCE}",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the toy and its tables, to which figures may be added."""
    shutil.copytree(TOY.parent / "toy", tmp_path / "toy")
    shutil.copy(TOY, tmp_path / "toy.toml")
    return tmp_path


def write(folder: Path, file: str, *rows: str) -> None:
    text = "\n".join([HEADERS[file], *(f"{row},user,toy," for row in rows)]) + "\n"
    (folder / "toy" / file).write_text(text, encoding="utf-8")


def read(folder: Path) -> Region:
    return read_region(folder / "toy")


def refused(folder: Path, file: str, *rows: str) -> list[str]:
    """Where the problems are, and what they are."""
    write(folder, file, *rows)
    with pytest.raises(InputError) as caught:
        read(folder)
    return [f"{p.where.of('en').removeprefix('toy/')}: {p.what.en}" for p in caught.value.problems]


def test_a_region_may_lack_them_all(folder: Path):
    region = read(folder)
    assert (region.population_counts, region.counts, region.overlaps, region.criteria) == ((), (), (), ())
    assert region.replaced == ()


def test_headers_alone_change_nothing(folder: Path):
    before = read_case(folder / "toy.toml").needs.milli
    for file in HEADERS:
        write(folder, file)
    assert (read_case(folder / "toy.toml").needs.milli == before).all()


def test_a_count_is_met_by_the_case(folder: Path):
    """The toy's 16 users of homes (10 in the west, 6 in the east) become 24; 7 of the east are a floor."""
    write(
        folder,
        "counts.csv",
        "region,2020,users,,home,exact,calibrate,20,24,30,persons",
        "EST02,2020,users,,home,at_least,calibrate,10,10,10,persons",
    )
    needs = read_case(folder / "toy.toml").needs
    home = needs.services.index("home")
    assert needs.milli[:, home, 0].tolist() == [8400, 2800, 2800, 6667, 3333]
    assert needs.contradicted == ()


def test_a_criterion_replaces_the_rates_and_is_listed(folder: Path):
    """10 per 1,000 residents: 18.6 in the west, 12.4 in the east."""
    write(folder, "criteria.csv", "home,municipality,total,5,10,20,per 1000")
    case = read_case(folder / "toy.toml")
    home = case.needs.services.index("home")
    assert case.needs.persons[:3, home, 0].sum() == pytest.approx(18.6, abs=0.002)
    assert case.needs.persons[3:, home, 0].sum() == pytest.approx(12.4, abs=0.002)
    [one] = case.region.replaced
    assert (one.file, one.row, one.before.central, one.before.unit) == ("toy/criteria.csv", 2, 20, "percent")
    assert (one.after.central, one.after.unit) == (10, "per 1000")
    own = read_region(folder / "toy", own_figures=False)
    assert (own.criteria, own.replaced) == ((), ())


@pytest.mark.parametrize(
    ("file", "rows", "said"),
    [
        (
            "counts.csv",
            ["XXX99,2020,users,,home,exact,calibrate,1,1,1,persons"],
            "counts.csv, row 2, column scope: unknown value “XXX99”",
        ),
        (
            "counts.csv",
            ["country,2020,users,,home,exact,calibrate,1,1,1,persons"],
            "counts.csv, row 2, column scope: unknown value “country”",
        ),
        (
            "counts.csv",
            ["region,2020,users,frial,home,exact,calibrate,1,1,1,persons"],
            "counts.csv, row 2, column group: unknown value “frial”",
        ),
        (
            "counts.csv",
            ["region,2020,users,,hoem,exact,calibrate,1,1,1,persons"],
            "counts.csv, row 2, column service: unknown value “hoem”",
        ),
        (
            "counts.csv",
            ["region,2020,persons,,home,exact,calibrate,1,1,1,persons"],
            "counts.csv, row 2, column measure: persons are counted of a group, not of a service",
        ),
        (
            "counts.csv",
            ["region,2020,users,,,exact,calibrate,1,1,1,persons"],
            "counts.csv, row 2, column service: it is not said whose users they are",
        ),
        (
            "counts.csv",
            ["region,2020,users,,home,exact,calibrate,3,2,1,persons"],
            "counts.csv, row 2, column low, central, high: the values are not in order: low ≤ central ≤ high",
        ),
        (
            "counts.csv",
            ["region,2020,users,,home,exact,calibrate,2,2,2,persons"] * 2,
            "counts.csv, row 3, column scope, year, measure, group, service, sense, central, source: repeats row 2",
        ),
        (
            "population_counts.csv",
            ["2024-01-01,region,age_65_plus,all,calibrate,5,5,5,persons"],
            "population_counts.csv, row 2, column band: the total of 2024-01-01 is missing",
        ),
        (
            "population_counts.csv",
            ["2024-01-01,WST01,all,all,calibrate,5,5,5,persons"],
            "population_counts.csv, row 2, column use: the projection only goes through counts of the whole region, "
            "both sexes together",
        ),
        (
            "population_counts.csv",
            ["2024-01-01,country,all,all,calibrate,5,5,5,persons"],
            "population_counts.csv, row 2, column band, sex: of the country, age and sex are needed",
        ),
        (
            "population_counts.csv",
            [
                "2024-01-01,region,all,all,calibrate,5,5,5,persons",
                "2024-01-01,region,age_0_14,all,calibrate,6,6,6,persons",
            ],
            "population_counts.csv, row 3, column central: the age bands add up to more than the total",
        ),
        (
            "population_counts.csv",
            ["2024-01-01,region,all,all,calibrate,0,0,0,persons"],
            "population_counts.csv, row 2, column central: the region cannot be left without people",
        ),
        (
            "population_counts.csv",
            [
                "2024-01-01,region,all,all,calibrate,20,20,20,persons",
                *(f"2024-01-01,region,{band},all,calibrate,3,3,3,persons" for band in AGE_BANDS),
            ],
            "population_counts.csv, row 7, column central: all age bands together add up to less than the total",
        ),
        (
            "counts.csv",
            ["region,2020,users,,home,at_least,calibrate,99999,99999,99999,persons"],
            "counts.csv, row 2, column central: the count is 99999, but only 3200 live there who could belong to it",
        ),
        (
            "criteria.csv",
            ["home,region,total,1,1,1,per 1000", "home,municipality,total,1,1,1,per 1000"],
            "criteria.csv, row 3, column service: repeats row 2",
        ),
        (
            "criteria.csv",
            ["home,region,total,1,1,1001,per 1000"],
            "criteria.csv, row 2, column high: the value 1001 is out of bounds",
        ),
        (
            "overlaps.csv",
            ["frail,frail,1,1,1,percent"],
            "overlaps.csv, row 2, column other: the group overlaps with itself",
        ),
        (
            "overlaps.csv",
            ["frail,disabled,1,1,1,percent", "disabled,frail,1,1,1,percent"],
            "overlaps.csv, row 3, column group, other: repeats row 2",
        ),
        (
            "criteria.csv",
            ["home,region,everybody,1,1,1,per 1000"],
            "criteria.csv, row 2, column base: unknown value “everybody”",
        ),
        (
            "age_profiles.csv",
            ["nobody,age_0_14,all,1,1,1,relative"],
            "age_profiles.csv, row 2, column group: unknown value “nobody”",
        ),
    ],
)
def test_what_is_refused(folder: Path, file: str, rows: list[str], said: str):
    assert refused(folder, file, *rows) == [said]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("00001,age_65_plus,,301", "row 2, column persons: 301 persons are taken out, the census has 300"),
        ("00002,age_15_29,,101", "row 2, column persons: 101 persons are taken out, the census has 100"),
    ],
)
def test_nobody_is_set_apart_who_was_not_there(folder: Path, row: str, said: str):
    table = folder / "toy" / "census_corrections.csv"
    table.write_text(f"ekatte,band,sex,persons,status,source,note\n{row},user,toy,x\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(folder)
    [found] = caught.value.problems
    assert f"{found.where.of('en')}: {found.what.en}".endswith(said)


def test_no_more_of_a_sex_are_set_apart_than_there_are(folder: Path):
    """Beta has 215 men and 100 people of each of these ages: two bands may be all men, the third may not."""
    rows = [f"00002,{band},male,100,user,toy,x" for band in ("age_15_29", "age_30_44", "age_45_64")]
    table = folder / "toy" / "census_corrections.csv"
    table.write_text("\n".join(["ekatte,band,sex,persons,status,source,note", *rows]) + "\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(folder)
    [found] = caught.value.problems
    assert (found.where.row, found.what.en) == (4, "100 persons are taken out, the census has 15")


def test_a_count_of_an_age_of_which_the_census_has_nobody_is_refused(folder: Path):
    """All children of the toy become people of 45-64."""
    table = folder / "toy" / "settlements.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["age_45_64"] = str(int(row["age_45_64"]) + int(row["age_0_14"]))
        row["age_0_14"] = "0"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    read(folder)
    said = refused(
        folder,
        "population_counts.csv",
        "2024-01-01,region,all,all,calibrate,3000,3000,3000,persons",
        "2024-01-01,region,age_0_14,all,calibrate,200,200,200,persons",
    )
    assert said == [
        "population_counts.csv, row 3, column band: the census has nobody of this age from whom the projection could "
        "go on"
    ]


class TestCommand:
    def test_it_shows_people_groups_services_counts_and_contradictions(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ):
        write(
            folder,
            "counts.csv",
            "region,2020,users,,home,exact,calibrate,20,24,30,persons",
            "EST02,2020,users,,home,at_least,calibrate,90,90,90,persons",
            "region,2020,users,,day,at_least,calibrate,500,500,500,persons",
            "region,2020,users,,visits,exact,compare,900,900,900,persons",
        )
        write(folder, "overlaps.csv", "frail,disabled,10,20,30,percent")
        assert entry(["need", str(folder / "toy.toml"), "--lang=en"]) == 0
        said = capsys.readouterr().out
        assert "West" in said
        assert "Frail elderly" in said
        assert "“home”: counts.csv:" in said
        assert "contradict each other" in said
        assert "Day centre, Toy region, 2020: the rates give at least 414 fewer" in said
        assert "Home visits, Toy region, 2020" in said.split("Outside it")[1]

    def test_a_count_that_was_left_out_is_not_said_to_be_met(self, folder: Path, capsys: pytest.CaptureFixture[str]):
        write(
            folder,
            "counts.csv",
            "region,2020,users,,home,exact,calibrate,24,24,24,persons",
            "EST02,2020,users,,home,exact,calibrate,90,90,90,persons",
        )
        assert entry(["need", str(folder / "toy.toml"), "--lang=en"]) == 0
        said = capsys.readouterr().out
        assert "There are no known counts for the estimate to meet." in said
        [home] = [line for line in said.split("Users by service")[1].splitlines() if line.startswith("  Home ")][:1]
        assert "count known" not in home

    def test_check_says_what_contradicts_too(self, folder: Path, capsys: pytest.CaptureFixture[str]):
        write(
            folder,
            "counts.csv",
            "region,2020,users,,home,exact,calibrate,24,24,24,persons",
            "EST02,2020,users,,home,exact,calibrate,90,90,90,persons",
        )
        assert entry(["check", str(folder / "toy.toml")]) == 0
        said = capsys.readouterr().out
        assert "Противоречащи си числа" in said
        assert "counts.csv:3" in said

    def test_a_region_of_points_has_nothing_to_estimate(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        shutil.copytree(TOY.parent / "line", tmp_path / "line")
        (tmp_path / "question.toml").write_text(
            'region = "line"\nservices = ["unit"]\n[title]\nbg = "т"\nen = "t"\n[question]\nbg = "?"\nen = "?"\n'
            "[[periods]]\nfirst_year = 2021\nlast_year = 2021\n[rules]\nmoney = false\n"
            '[[stages]]\nobjective = "units"\ngap = 0.01\n',
            encoding="utf-8",
        )
        code = entry(["need", str(tmp_path / "question.toml"), "--lang=en"])
        captured = capsys.readouterr()
        assert code == 0, captured.err
        assert "weights, not people" in captured.out
