"""Products of a finished run: made again without solving, whole or not at all, and said truly in run.json."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from line import LINE, write_question
from runs import SilentListener

from mapping.cli.main import entry
from mapping.errors import BrokenPlanError, InputError
from mapping.publish import products
from mapping.publish.making import files_of, make_products
from mapping.publish.products import PRODUCTS, USUAL, Form, Product
from mapping.run import OutputError, Wish, execute, publication, publish, read_case, recheck
from mapping.run.folder import RECORD
from mapping.words import Text

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy, run in a place of its own; tests work on copies of that place."""
    place = tmp_path_factory.mktemp("toy")
    shutil.copytree(DATA / "toy", place / "toy")
    shutil.copy(DATA / "toy.toml", place / "toy.toml")
    execute(place / "toy.toml", place / "outputs", SilentListener())
    return place


@pytest.fixture
def run(finished: Path, tmp_path: Path) -> Path:
    """The folder of the run, with its scenario and region beside it as they were."""
    shutil.copytree(finished, tmp_path / "place")
    return tmp_path / "place" / "outputs" / "toy"


def table(run: Path, name: str) -> Path:
    return run.parents[1] / "toy" / name


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in files_of(folder)}


def is_sound(run: Path) -> bool:
    found = recheck(run)
    return not (found.breaches or found.changed_outputs)


def writing(text: str, *files: str) -> Callable[..., None]:
    def make(_case: object, _plan: object, folder: Path, _form: object) -> None:
        for file in files:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text, encoding="utf-8")

    return make


def offer(monkeypatch: pytest.MonkeyPatch, *offered: Product) -> None:
    """Put these products beside those there are, for publications."""
    every = (*PRODUCTS, *offered)
    monkeypatch.setattr(products, "PRODUCTS", every)
    monkeypatch.setattr(publication, "PRODUCTS", every)
    monkeypatch.setattr(publication, "BY_NAME", {product.name: product for product in every})


class TestWhatARunMakes:
    def test_names_of_products_are_unique_and_can_be_written_in_a_scenario(self):
        names = [product.name for product in PRODUCTS]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch("[a-z][a-z0-9_]*", name) for name in names)

    def test_the_usual_products_are_made_where_the_scenario_does_not_say(self, finished: Path):
        record = recheck(finished / "outputs" / "toy").record
        assert tuple(record.products) == USUAL == ("tables", "geojson", "map")
        assert record.products["map"] == ("map.pdf", "map.png", "map.svg")
        assert sorted(name for files in record.products.values() for name in files) == sorted(
            set(files_of(finished / "outputs" / "toy"))
            - {"plan.json", RECORD, "scenario.toml", "scenario_differences.csv"}
        )
        assert record.publications == ()

    @pytest.mark.parametrize(("outputs", "files"), [("[]", set()), ('["geojson"]', {"units.geojson"})])
    def test_the_scenario_chooses(self, tmp_path: Path, outputs: str, files: set[str]):
        shutil.copytree(DATA / "toy", tmp_path / "toy")
        text = (DATA / "toy.toml").read_text(encoding="utf-8")
        (tmp_path / "toy.toml").write_text(f"outputs = {outputs}\n{text}", encoding="utf-8")
        done = execute(tmp_path / "toy.toml", tmp_path / "outputs", SilentListener())
        assert set(files_of(done.folder)) - {"settlements.geojson", "service_areas.geojson"} == {
            "plan.json", RECORD, "scenario.toml", "scenario_differences.csv", *files
        }  # fmt: skip

    def test_unknown_products_are_told_when_the_scenario_is_read(self, tmp_path: Path):
        shutil.copytree(DATA / "toy", tmp_path / "toy")
        text = (DATA / "toy.toml").read_text(encoding="utf-8")
        (tmp_path / "toy.toml").write_text(f'outputs = ["map", "mapp"]\n{text}', encoding="utf-8")
        with pytest.raises(InputError) as caught:
            read_case(tmp_path / "toy.toml")
        [problem] = caught.value.problems
        assert problem.where.key == "outputs[2]"
        assert problem.todo.en == "Did you mean “map”?"

    def test_a_map_of_mere_points_is_refused_before_anything_is_solved(self, tmp_path: Path):
        question = 'outputs = ["map"]\nstages = [{ objective = "unmet", gap = 0.0 }]\n'
        with pytest.raises(InputError) as caught:
            read_case(write_question(tmp_path, question, LINE))
        [problem] = caught.value.problems
        assert problem.where.key == "outputs[1]"
        assert "nothing but points" in problem.what.en

    def test_two_products_never_write_one_file(self, tmp_path: Path):
        twice = (
            Product("a", Text("а", "a"), writing("a", "x.txt")),
            Product("b", Text("б", "b"), writing("b", "x.txt")),
        )
        with pytest.raises(AssertionError, match=r"x\.txt"):
            make_products(twice, None, None, tmp_path, Form())  # type: ignore[arg-type]

    def test_a_product_may_have_folders_of_its_own(self, tmp_path: Path):
        sheets = Product("sheets", Text("л", "s"), writing("a", "sheets/1.txt", "sheets/deep/2.txt"))
        made = make_products((sheets,), None, None, tmp_path, Form())  # type: ignore[arg-type]
        assert made == {"sheets": ("sheets/1.txt", "sheets/deep/2.txt")}
        assert files_of(tmp_path) == ("sheets/1.txt", "sheets/deep/2.txt")
        assert [path.name for path in tmp_path.iterdir()] == ["sheets"]


class TestPublishing:
    def test_makes_the_same_bytes_as_the_run_did(self, run: Path):
        before = contents(run)
        done = publish(run, Wish(), Form())
        assert tuple(done.files) == USUAL
        after = contents(run)
        assert {n: b for n, b in after.items() if n != RECORD} == {n: b for n, b in before.items() if n != RECORD}
        assert is_sound(run)
        assert [p.name for p in run.parent.iterdir()] == ["toy"]

    def test_makes_only_what_is_named_and_brings_lost_files_back(self, run: Path):
        before = contents(run)
        (run / "units.csv").unlink()
        (run / "map.png").unlink()
        assert tuple(publish(run, Wish(("tables",)), Form()).files) == ("tables",)
        assert (run / "units.csv").read_bytes() == before["units.csv"]
        assert not (run / "map.png").exists()
        assert recheck(run).changed_outputs == ("map.png",)

    def test_says_in_run_json_what_was_made_and_how(self, run: Path):
        publish(run, Wish(("map",)), Form(language="en"))
        publish(run, Wish(("tables", "map")), Form())
        publish(run, Wish(("geojson",)), Form())
        record = recheck(run).record
        assert [(p.products, p.language) for p in record.publications] == [
            (("tables", "map"), "bg"),
            (("geojson",), "bg"),
        ]
        assert record.publications[-1].changed_inputs == ()
        assert record.language == "bg"
        assert is_sound(run)

    def test_the_language_of_the_map_is_that_asked_for(self, run: Path):
        before = contents(run)
        publish(run, Wish(("map",)), Form(language="en"))
        assert (run / "map.svg").read_bytes() != before["map.svg"]
        publish(run, Wish(("map",)), Form(language="bg"))
        assert (run / "map.svg").read_bytes() == before["map.svg"]

    def test_keeps_the_users_own_files_and_does_not_bless_altered_ones(self, run: Path):
        (run / "notes").mkdir()
        (run / "notes" / "mine.qgz").write_bytes(b"mine")
        edit(run / "units.csv", "home", "hone")
        publish(run, Wish(("map",)), Form())
        assert (run / "notes" / "mine.qgz").read_bytes() == b"mine"
        assert recheck(run).changed_outputs == ("notes/mine.qgz", "units.csv")

    def test_files_that_a_product_no_longer_has_go(self, run: Path, monkeypatch: pytest.MonkeyPatch):
        offer(monkeypatch, Product("sheets", Text("л", "s"), writing("x", "a.txt", "b.txt")))
        publish(run, Wish(("sheets",)), Form())
        assert {"a.txt", "b.txt"} <= set(files_of(run))
        monkeypatch.undo()
        offer(monkeypatch, Product("sheets", Text("л", "s"), writing("y", "b.txt")))
        publish(run, Wish(("sheets",)), Form())
        assert (run / "b.txt").read_text(encoding="utf-8") == "y"
        assert not (run / "a.txt").exists()
        assert is_sound(run)

    def test_all_leaves_out_what_cannot_be_made_and_says_why(self, run: Path, monkeypatch: pytest.MonkeyPatch):
        offer(
            monkeypatch,
            Product("extra", Text("о", "e"), writing("x", "extra.txt")),
            Product("dear", Text("с", "d"), writing("x", "dear.txt"), lambda _: Text("липсва", "it is missing")),
        )
        done = publish(run, Wish(everything=True), Form())
        assert {*USUAL, "extra"} <= set(done.files)
        assert done.left_out["dear"].en == "it is missing"
        with pytest.raises(InputError) as caught:
            publish(run, Wish(("dear",)), Form())
        assert "it is missing" in caught.value.problems[0].what.en

    def test_a_points_region_is_published_too(self, tmp_path: Path):
        question = 'stages = [{ objective = "unmet", gap = 0.0 }]\n'
        done = execute(write_question(tmp_path, question, LINE), tmp_path / "outputs", SilentListener())
        before = contents(done.folder)
        assert tuple(publish(done.folder, Wish(), Form()).files) == ("tables",)
        assert {n: b for n, b in contents(done.folder).items() if n != RECORD} == {
            n: b for n, b in before.items() if n != RECORD
        }


class TestRefusals:
    """Whatever is refused or fails, the folder stays as it was, byte for byte."""

    def refused(self, run: Path, wish: Wish, error: type[Exception] = InputError) -> Exception:
        before = contents(run)
        with pytest.raises(error) as caught:
            publish(run, wish, Form())
        assert contents(run) == before
        assert [p.name for p in run.parent.iterdir()] == ["toy"]
        return caught.value

    def test_a_product_that_there_is_not(self, run: Path):
        error = self.refused(run, Wish(("mapp", "tables", "x")))
        assert isinstance(error, InputError)
        assert [problem.what.en for problem in error.problems] == ["unknown value “mapp”", "unknown value “x”"]

    def test_a_folder_that_is_no_run(self, tmp_path: Path):
        with pytest.raises(InputError):
            publish(tmp_path, Wish(), Form())
        assert list(tmp_path.iterdir()) == []

    def test_a_run_without_its_region(self, run: Path):
        shutil.rmtree(table(run, ""))
        error = self.refused(run, Wish())
        assert isinstance(error, InputError)
        assert "not where it was" in error.problems[0].what.en

    def test_an_altered_plan(self, run: Path):
        edit(run / "plan.json", '"stages":', ' "stages":')
        error = self.refused(run, Wish())
        assert isinstance(error, InputError)
        assert "altered" in error.problems[0].what.en

    def test_changed_tables_unless_they_are_allowed(self, run: Path):
        edit(table(run, "municipalities.csv"), "\n", "\r\n")
        error = self.refused(run, Wish(("tables",)))
        assert isinstance(error, InputError)
        assert [problem.where.file for problem in error.problems] == ["toy/municipalities.csv"]
        assert "--changed-inputs" in error.problems[0].todo.bg

    def test_tables_by_which_the_plan_no_longer_holds(self, run: Path):
        """Hardly anybody is in need any more: nothing is published, whatever is allowed."""
        text = table(run, "prevalence.csv").read_text(encoding="utf-8")
        fewer = re.sub(r",\d+,\d+,\d+,", ",1,1,1,", text)
        assert fewer != text
        table(run, "prevalence.csv").write_text(fewer, encoding="utf-8")
        error = self.refused(run, Wish(changed_inputs=True), BrokenPlanError)
        assert "prevalence.csv" in str(error)

    def test_a_full_disk(self, run: Path, monkeypatch: pytest.MonkeyPatch):
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        offer(monkeypatch, Product("big", Text("г", "b"), full))
        error = self.refused(run, Wish(("tables", "big")), OutputError)
        assert "disk is full" in str(error)

    def test_a_folder_that_another_run_replaced_meanwhile(self, run: Path, monkeypatch: pytest.MonkeyPatch):
        def meanwhile(_case: object, _plan: object, folder: Path, _form: object) -> None:
            (folder / "slow.txt").touch()
            edit(run / RECORD, '"needsmap"', '"needsmap" ')

        offer(monkeypatch, Product("slow", Text("б", "s"), meanwhile))
        with pytest.raises(InputError) as caught:
            publish(run, Wish(("slow",)), Form())
        assert "replaced" in caught.value.problems[0].what.en
        assert not (run / "slow.txt").exists()
        assert [p.name for p in run.parent.iterdir()] == ["toy"]


class TestChangedInputs:
    def test_a_changed_scenario_file_does_not_matter(self, run: Path):
        edit(run.parents[1] / "toy.toml", "Учебен план", "Друг план")
        before = contents(run)
        assert publish(run, Wish(("tables", "map")), Form()).changed_inputs == ()
        assert (run / "map.svg").read_bytes() == before["map.svg"]

    def test_a_mended_name_reaches_every_product_of_the_folder(self, run: Path):
        name = table(run, "municipalities.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[1]
        edit(table(run, "municipalities.csv"), f",{name},", ",Нова община,")
        done = publish(run, Wish(("geojson",), changed_inputs=True), Form())
        assert set(done.files) == set(USUAL)
        assert done.changed_inputs == ("toy/municipalities.csv",)
        for file in ("municipalities.csv", "units.geojson"):
            assert "Нова община" in (run / file).read_text(encoding="utf-8")
            assert name not in (run / file).read_text(encoding="utf-8")
        found = recheck(run)
        assert found.record.publications[-1].changed_inputs == ("toy/municipalities.csv",)
        assert found.changed_inputs == ("toy/municipalities.csv",)  # the plan was found with the earlier table
        assert is_sound(run)


class TestCommand:
    def test_says_what_it_made(self, run: Path, capsys: pytest.CaptureFixture[str]):
        assert entry(["publish", str(run), "map", "tables", "--lang", "en"]) == 0
        out, err = capsys.readouterr()
        assert "printed map on A3 (PNG, SVG, PDF): map.pdf, map.png, map.svg" in out
        assert f"Written to {run}." in out
        assert [line.split(":")[0] for line in err.splitlines()] == ["tables", "map"]
        assert not re.search("[а-яА-Я]", out.replace(str(run), "") + err)

    def test_help_lists_the_products(self, capsys: pytest.CaptureFixture[str]):
        assert entry(["publish", "--help"]) == 0
        out = " ".join(capsys.readouterr().out.split())
        assert out.startswith("употреба: needsmap publish [-h]")
        assert ", ".join(product.name for product in PRODUCTS) in out

    def test_options_may_stand_anywhere(self, run: Path):
        assert entry(["publish", "--lang=en", str(run), "--crs", "4326", "geojson", "--changed-inputs", "tables"]) == 0
        assert recheck(run).record.publications[-1].products == ("tables", "geojson")

    def test_verify_is_content_afterwards(self, run: Path, capsys: pytest.CaptureFixture[str]):
        assert entry(["publish", str(run), "--lang=en", "map"]) == 0
        assert entry(["verify", str(run), "--lang=en"]) == 0
        assert "The plan passes" in capsys.readouterr().out

    def test_changed_tables_are_exit_code_2_and_told_when_allowed(self, run: Path, capsys: pytest.CaptureFixture[str]):
        edit(table(run, "municipalities.csv"), "\n", "\r\n")
        assert entry(["publish", str(run)]) == 2
        assert "toy/municipalities.csv" in capsys.readouterr().err
        assert entry(["publish", str(run), "tables", "--changed-inputs"]) == 0
        assert "след плана са променени: toy/municipalities.csv" in capsys.readouterr().out


def test_the_page_lists_every_product():
    page = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
    rows = [
        f"| `{product.name}` | {product.about.en} | {'yes' if product.usual else ''} |".replace("|  |", "| |")
        for product in PRODUCTS
    ]
    assert "| product | what | usual |\n|---|---|---|\n" + "\n".join(rows) + "\n\n" in page
