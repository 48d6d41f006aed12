"""The country: every settlement of a table of registered population as one region, Haskovo's catalogue scaled to it.

What is asked is how the program bears 5,256 settlements, not where Bulgaria needs services: everything but the points
and the people is Haskovo's, or a plain rule.

- Settlements: registered population stands for the census of 2021 and of 2013 (no trend); age bands by the shares of
  Haskovo oblast at its census, men and women by halves, all terrain plain; areas are not known (0).
- Municipalities: of the table; the seat is the settlement with most people, and the only kind of facility.
- Services, groups, rates, values, sizes, funds and what they pay, parameters and road distances: Haskovo's.
- Envelopes: Haskovo's a registered person, times the registered persons of the country or of the municipality.
- Counts of people and of users: none; they are of Haskovo.
- Existing units: none. So all need is open, and what is spent is for new units, as the envelopes are.
- Territories: Thiessen cells in a box round all points.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mapping.catalogue.rows import AGE_BANDS

OBLAST = "HKV"
NO_ROWS = (
    "surroundings.csv",
    "census_corrections.csv",
    "units.csv",
    "unit_places.csv",
    "unit_changes.csv",
    "change_values.csv",
    "counts.csv",
    "population_counts.csv",
)
BOX_DEGREES = 0.05
"""The box round all points stands off by so much."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the table of settlements, and the registered persons (blank: 0)."""

    row: Mapping[str, str]
    persons: int

    @property
    def municipality(self) -> str:
        """The code of its municipality."""
        return self.row["municipality_code"]


def write_country(table: Path, haskovo: Path, scenario: Path, folder: Path) -> Path:
    """Write the region below `folder` and a scenario for it; returns the scenario file.

    Args:
        table: CSV with ekatte, name_bg, name_en, kind, oblast_code, municipality_code, municipality_bg, lat, lon and
            pop_grao_current_2026 (registered persons).
        haskovo: the region's folder whose catalogue and funds are used.
        scenario: the scenario whose periods, weights and sites are used.
        folder: where `geodata/country/` and `country.toml` are written.
    """
    with table.open(encoding="utf-8-sig", newline="") as file:
        places = [Place(row, int(row["pop_grao_current_2026"] or 0)) for row in csv.DictReader(file)]
    region = folder / "geodata" / "country"
    region.mkdir(parents=True)
    for path in haskovo.glob("*.csv"):
        shutil.copy(path, region / path.name)
    for name in NO_ROWS:
        _write(region / name, _read(haskovo / name)[0], [])
    (region / "region.toml").write_text(_heading((haskovo / "region.toml").read_text("utf-8")), encoding="utf-8")
    _write_places(places, haskovo, region)
    _write_envelopes(places, haskovo, region)
    _write_box(places, region / "country.geojson")
    path = folder / "country.toml"
    path.write_text(_scenario(scenario.read_text(encoding="utf-8")), encoding="utf-8")
    return path


def _write_places(places: list[Place], haskovo: Path, region: Path) -> None:
    columns, census = _read(haskovo / "settlements.csv")
    bands: dict[str, int] = {band: sum(int(row[band]) for row in census) for band in AGE_BANDS}
    rows: list[dict[str, object]] = []
    for place in places:
        men = place.persons // 2
        rows.append(
            {
                **{column: place.row.get(column, "") for column in columns},
                **apportion(place.persons, bands),
                "kind": "town" if place.row["kind"] == "town" else "village",
                "municipality": place.municipality,
                "terrain": "plain",
                "altitude_class": 1,
                "area_decares": 0,
                "population_2013": place.persons,
                "population_2021": place.persons,
                "male": men,
                "female": place.persons - men,
            }
        )
    _write(region / "settlements.csv", columns, rows)
    seats: dict[str, Place] = {}
    for place in places:
        if place.municipality not in seats or place.persons > seats[place.municipality].persons:
            seats[place.municipality] = place
    _write(
        region / "municipalities.csv",
        ["municipality", "name_bg", "name_en", "seat"],
        [
            {
                "municipality": code,
                "name_bg": seat.row["municipality_bg"],
                "name_en": seat.row["name_en"],
                "seat": seat.row["ekatte"],
            }
            for code, seat in sorted(seats.items())
        ],
    )
    columns, facilities = _read(haskovo / "facilities.csv")
    source = facilities[0]["source"]
    _write(
        region / "facilities.csv",
        columns,
        [
            {"ekatte": seat.row["ekatte"], "facility": "municipal_seat", "status": "assumption", "source": source}
            for _, seat in sorted(seats.items())
        ],
    )


def apportion(persons: int, shares: Mapping[str, int]) -> dict[str, int]:
    """`persons` divided by `shares` into whole persons that add up, by largest remainders (ties: the first)."""
    total = sum(shares.values())
    exact = {name: persons * share / total for name, share in shares.items()}
    whole = {name: int(value) for name, value in exact.items()}
    left = persons - sum(whole.values())
    for name in sorted(exact, key=lambda name: whole[name] - exact[name])[:left]:
        whole[name] += 1
    return whole


def _write_envelopes(places: list[Place], haskovo: Path, region: Path) -> None:
    columns, envelopes = _read(haskovo / "envelopes.csv")
    here = sum(place.persons for place in places if place.row["oblast_code"] == OBLAST)
    everywhere = sum(place.persons for place in places)
    by_municipality: dict[str, int] = {}
    for place in places:
        by_municipality[place.municipality] = by_municipality.get(place.municipality, 0) + place.persons
    rows: list[dict[str, str]] = []
    municipal: dict[tuple[str, str], dict[str, str]] = {}
    for row in envelopes:
        if not row["municipality"]:
            rows.append(row | _times(row, everywhere / here))
            continue
        one = municipal.setdefault((row["fund"], row["kind"]), row | {"low": "0", "central": "0", "high": "0"})
        one |= {name: str(float(one[name]) + float(row[name])) for name in ("low", "central", "high")}
    for row in municipal.values():
        rows += [
            row | {"municipality": code} | _times(row, persons / here)
            for code, persons in sorted(by_municipality.items())
        ]
    _write(region / "envelopes.csv", columns, rows)


def _times(row: Mapping[str, str], factor: float) -> dict[str, str]:
    return {name: f"{float(row[name]) * factor:.0f}" for name in ("low", "central", "high")}


def _write_box(places: list[Place], path: Path) -> None:
    lons = [float(place.row["lon"]) for place in places]
    lats = [float(place.row["lat"]) for place in places]
    west, east = min(lons) - BOX_DEGREES, max(lons) + BOX_DEGREES
    south, north = min(lats) - BOX_DEGREES, max(lats) + BOX_DEGREES
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")


def _heading(text: str) -> str:
    """Haskovo's heading with the country's names."""
    for key, word in (("id", "country"), ("bg", "България"), ("en", "Bulgaria")):
        text = re.sub(rf'^{key} = ".*"$', f'{key} = "{word}"', text, flags=re.MULTILINE)
    return text


def _scenario(text: str) -> str:
    """Haskovo's periods, weights and sites for the country, without the targets of its strategy (they name its places);
    the first stage to 5 % in 15 minutes.
    """
    keys = tomllib.loads(text)
    lines = ['region = "geodata/country"']
    for part in ("title", "question"):
        lines += ["", f"[{part}]", 'bg = "Цялата страна"', 'en = "The whole country"']
    for period in keys["periods"]:
        lines += ["", "[[periods]]", *(f"{key} = {year}" for key, year in period.items())]
    for part in ("weights", "sites"):
        numbers = {key: value for key, value in keys.get(part, {}).items() if isinstance(value, int | float)}
        lines += ["", f"[{part}]", *(f"{key} = {value}" for key, value in numbers.items())]
    lines += ["", "[[stages]]", 'objective = "unmet"', "gap = 0.05", "seconds = 900"]
    return "\n".join([*lines, "", "[solver]", "threads = 2", "seed = 1"]) + "\n"


def _read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames or ()), list(reader)


def _write(path: Path, columns: list[str], rows: Iterable[Mapping[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
