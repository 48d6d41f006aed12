"""Uniform cost standards of the user's: what they replace, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from runs import HASKOVO
from toy import TOY

from mapping.errors import InputError
from mapping.publish.differences import COLUMNS
from mapping.region import Region, read_region

HEADER = "service,year,low,central,high,unit,clients_per_team,status,source,note\n"


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """A copy of the toy's tables, to which figures may be added."""
    return Path(shutil.copytree(TOY.parent / "toy", tmp_path / "toy"))


def write(region: Path, *rows: str) -> None:
    (region / "cost_standards.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def running(region: Region, service: str) -> dict[str, tuple[float, float, float]]:
    planning = region.catalogue.service(service).planning
    assert planning is not None
    return {s.id: (s.running.low, s.running.central, s.running.high) for s in planning.sizes}


def problem(region: Path, *rows: str) -> str:
    write(region, *rows)
    with pytest.raises(InputError) as caught:
        read_region(region)
    [found] = caught.value.problems
    return f"{found.where.of('en')}: {found.what.en} {found.todo.en}"


def test_without_the_table_or_without_rows_nothing_is_replaced(region: Path):
    before = read_region(region)
    write(region)
    after = read_region(region)
    assert before.replaced == after.replaced == ()
    assert after.catalogue == before.catalogue


def test_a_standard_per_place_times_the_places_is_the_running_cost_of_every_size(region: Path):
    write(region, "day,2025,3500,4000,4500,EUR/place/year,,user,toy,Decision 1.")
    after = read_region(region)
    assert running(after, "day") == {"p10": (35_000, 40_000, 45_000), "p20": (70_000, 80_000, 90_000)}
    assert running(after, "home") == running(read_region(region, own_figures=False), "home")


def test_what_is_replaced_is_listed_from_and_to_with_its_place(region: Path):
    write(region, "day,2025,4000,4000,4000,EUR/place/year,,sourced,toy,Decision 1.")
    found = read_region(region).replaced
    assert [(r.file, r.row, r.before.central, r.after.central, r.after.unit) for r in found] == [
        ("toy/cost_standards.csv", 2, 70_000, 40_000, "EUR/year"),
        ("toy/cost_standards.csv", 2, 100_000, 80_000, "EUR/year"),
    ]
    assert "p10" in found[0].what.en
    assert (found[0].after.status, found[0].after.source) == ("derived", "toy")
    assert found[0].after.note == "4000 EUR/place/year (2025) x 10. Decision 1."


def test_leva_are_converted_and_stay_in_the_note(region: Path):
    write(region, "day,2024,1955.83,3911.66,3911.66,BGN/place/year,,user,toy,")
    after = read_region(region)
    assert running(after, "day")["p10"] == (10_000, 20_000, 20_000)
    assert "3911.66 BGN/place/year" in after.replaced[0].after.note
    assert after.replaced[0].after.unit == "EUR/year"


def test_a_team_costs_its_clients_or_a_sum_of_its_own(region: Path):
    write(region, "visits,,2000,2000,2000,EUR/client/year,9,user,toy,")
    assert running(read_region(region), "visits") == {"car": (18_000,) * 3, "electric": (18_000,) * 3}
    write(region, "visits,,21000,22000,23000,EUR/team/year,,user,toy,")
    assert running(read_region(region), "visits")["car"] == (21_000, 22_000, 23_000)


def test_the_latest_year_counts_whatever_the_order(region: Path):
    rows = [f"day,{year},{euro},{euro},{euro},EUR/place/year,,user,toy," for year, euro in ((2025, 5000), (2024, 1))]
    for order in (rows, rows[::-1]):
        write(region, *order)
        assert running(read_region(region), "day")["p10"][1] == 50_000


def test_without_the_own_figures_the_region_is_as_if_there_were_no_table(region: Path):
    shipped = read_region(region)
    write(region, "day,2025,4000,4000,4000,EUR/place/year,,user,toy,")
    assert read_region(region, own_figures=False).catalogue == shipped.catalogue


def test_the_added_places_of_an_enlargement_cost_the_standard_other_changes_what_the_tables_say(region: Path):
    """The old home has 6 places: 10 are 4 more; closing it is no sum a place."""
    (region / "unit_changes.csv").write_text(
        "unit,change,kind,service,users_to,status,source,note\n"
        "old_home,to_10,enlarge,,,assumption,toy,\nold_home,end,close,,home,assumption,toy,\n",
        encoding="utf-8",
    )
    (region / "change_values.csv").write_text(
        "unit_code,change,quantity,low,central,high,unit,status,source,note\n"
        "old_home,to_10,places,10,10,10,places,assumption,toy,\n"
        "old_home,to_10,capital,1,1,1,EUR,assumption,toy,\n"
        "old_home,to_10,running,9,9,9,EUR/year,assumption,toy,\n"
        "old_home,to_10,staff,1,1,1,posts,assumption,toy,\n"
        "old_home,to_10,lead_months,0,0,0,months,assumption,toy,\n"
        "old_home,end,users,6,6,6,persons,assumption,toy,\n"
        "old_home,end,lead_months,0,0,0,months,assumption,toy,\n",
        encoding="utf-8",
    )
    write(region, "home,2025,8000,8000,8000,EUR/place/year,,user,toy,")
    after = read_region(region)
    assert [(c.id, c.running.central) for c in after.units[0].changes] == [("to_10", 32_000), ("end", 0)]
    assert (after.replaced[-1].before.central, after.replaced[-1].after.central) == (9, 32_000)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["night,,1,1,1,EUR/place/year,,user,toy,"], "unknown value “night”"),
        (["day,,1,1,1,EUR/place/year,,user,decree,"], "unknown value “decree”"),
        (["day,,1,1,1,EUR/place/year,,assumption,toy,"], "column status"),
        (["day,,1,1,1,EUR/client/year,4,user,toy,"], "does not fit “day” (centre)"),
        (["visits,,1,1,1,EUR/place/year,,user,toy,"], "does not fit “visits” (mobile)"),
        (["visits,,1,1,1,EUR/client/year,,user,toy,"], "how many clients a team has"),
        (["visits,,1,1,1,EUR/team/year,4,user,toy,"], "the clients are not used"),
        (["day,,1,1,1,EUR/place,,user,toy,"], "column unit"),
        (["day,,3,2,1,EUR/place/year,,user,toy,"], "not in order"),
        (["day,2025,1,1,1,EUR/place/year,,user,toy,"] * 2, "row 3, column service, year: repeats row 2"),
        (["day,2025,1,1,1,EUR/place/year,,user,toy,", "day,,1,1,1,EUR/place/year,,user,toy,"], "has no year"),
    ],
)
def test_a_bad_row_is_refused_with_its_place(region: Path, rows: list[str], said: str):
    assert said in problem(region, *rows)


def test_a_standard_of_a_service_that_is_not_planned_is_refused(region: Path):
    services = (region / "services.csv").read_text(encoding="utf-8")
    (region / "services.csv").write_text(services + "asylum,4,Дом,Asylum,Дом,Asylum,residential,region,no,,\n", "utf-8")
    assert "nothing to replace" in problem(region, "asylum,,1,1,1,EUR/place/year,,user,toy,")


PAGE = Path(__file__).parents[1] / "docs" / "own_figures.md"


def test_the_example_of_the_page_can_be_used_as_it_stands(tmp_path: Path):
    """BGN 5,200 x 20 places / 1.95583 = EUR 53,174.36, and 30 clients of a team x EUR 1,500 = EUR 45,000."""
    folder = Path(shutil.copytree(HASKOVO, tmp_path / "haskovo"))
    block = PAGE.read_text(encoding="utf-8").split("    service,year,", 1)[1].split("\n\n", 1)[0]
    lines = [line.strip() for line in ("service,year," + block).splitlines()]
    (folder / "cost_standards.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (folder / "sources.csv").open("a", encoding="utf-8") as stream:
        stream.write("standards_2026,Made up,Made up,2026,,MIT\n")
    found = read_region(folder)
    assert running(found, "day_elderly")["p20"][1] == 53_174.36
    assert running(found, "home_patronage")["team"][1] == 45_000
    assert {r.row for r in found.replaced} == {2, 3}


def test_the_page_lists_every_file_of_differences():
    listed = PAGE.read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in listed for name in COLUMNS)
