"""A made-up region in which nothing is odd: 48 places on a grid, in two municipalities, drawn with a seed."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

COLUMNS, ROWS = 8, 6
STEP_LON, STEP_LAT, WEST, SOUTH = 0.08, 0.06, 25.0, 42.0
BANDS = ("age_0_14", "age_15_29", "age_30_44", "age_45_64", "age_65_plus")
SHARES = (0.12, 0.13, 0.17, 0.28, 0.30)
HOMES = tuple(f"home_{letter}" for letter in "abcdef")
EVIDENCE = ("assumption", "made_up", "")
Cells = dict[str, object]


def code(column: int, row: int) -> str:
    return f"{row * COLUMNS + column + 1:05d}"


def write_clean_region(folder: Path) -> Path:
    """Write all tables of the region into `folder`; returns it."""
    folder.mkdir()
    (folder / "region.toml").write_text(
        'id = "clean"\ncensus_date = 2021-09-07\nearlier_date = 2013-12-31\n[title]\nbg = "Чисто"\nen = "Clean"\n',
        encoding="utf-8",
    )
    east, north = WEST + COLUMNS * STEP_LON, SOUTH + ROWS * STEP_LAT
    ring = f"[[{WEST},{SOUTH}],[{east},{SOUTH}],[{east},{north}],[{WEST},{north}],[{WEST},{SOUTH}]]"
    (folder / "country.geojson").write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"source":"outline"},"geometry":'
        f'{{"type":"Polygon","coordinates":[{ring}]}}}}]}}',
        encoding="utf-8",
    )
    settlements = _settlements()
    for name, header, rows in (
        ("settlements", None, settlements),
        ("municipalities", None, _municipalities(settlements)),
        ("surroundings", "ekatte,name_bg,lat,lon", [("00999", "Далеч", 43.5, 27.5)]),
        ("census_corrections", "ekatte,band,persons,status,source,note", []),
        ("facilities", "ekatte,facility,status,source,note", []),
        ("units", "unit,service,ekatte,name_bg,name_en,state,catchment,staff,status,source,note", [
            ("old_home", "home_a", "00001", "Стария дом", "The old home", "existing", "region", 5, "sourced",
             *EVIDENCE[1:]),
            ("new_home", "home_a", "00001", "Домът до реката", "River home", "existing", "region", 6, "sourced",
             *EVIDENCE[1:]),
        ]),
        ("unit_places", "unit,from_year,places,low,high,status,source,note", [
            ("old_home", 2015, 10, 10, 10, "sourced", *EVIDENCE[1:]),
            ("new_home", 2019, 10, 10, 10, "sourced", *EVIDENCE[1:]),
        ]),
        ("unit_changes", "unit,change,kind,service,users_to,status,source,note", []),
        ("change_values", "unit_code,change,quantity,low,central,high,unit,status,source,note", []),
        ("funds", "fund,name_bg,name_en,scope,note", [
            ("state", "Държава", "State", "region", ""), ("towns", "Общини", "Towns", "municipality", "")]),
        ("fund_pays", "fund,service,kind,first_year,last_year,status,source,note", [
            (fund, service, kind, 2021, 2027, *EVIDENCE)
            for fund in ("state", "towns") for service in (*HOMES, "visits") for kind in ("capital", "running")
        ]),
        ("envelopes", "fund,municipality,kind,first_year,last_year,low,central,high,unit,status,source,note", [
            (fund, where, kind, 2021, 2027, 1000, 2000, 3000, "EUR/year", *EVIDENCE)
            for fund, places in (("state", ("",)), ("towns", ("AAA01", "BBB02")))
            for where in places for kind in ("capital", "running")
        ]),
        ("co_financing", "fund,service,kind,partner,low,central,high,unit,status,source,note", []),
        ("road_distances", "from_ekatte,to_ekatte,road_km,straight_km,terrain,precision,use,source,note", [
            ("00001", "00008", 58.0, 46.29, "plain", "exact", "fit", "made_up", ""),
        ]),
        ("travel_overrides", "from_ekatte,to_ekatte,km,minutes,status,source,note", [
            ("00001", "00002", 9, 11, *EVIDENCE),
        ]),
        ("parameters", "parameter,low,central,high,unit,status,source,note", [
            (name, low, central, high, unit, *EVIDENCE) for name, low, central, high, unit in (
                ("speed_plain", 45, 50, 60, "km/h"), ("speed_rough", 30, 35, 45, "km/h"),
                ("terminal_minutes", 1, 2, 4, "min"), ("internal_km_town", 1, 2, 3, "km"),
                ("internal_km_village", 0.5, 1, 1.5, "km"), ("trend_damping", 0.3, 0.5, 0.7, "share"),
                ("trend_half_weight", 300, 500, 700, "persons"), ("trend_floor", -0.05, -0.04, -0.03, "per year"),
                ("trend_ceiling", 0.005, 0.01, 0.02, "per year"),
            )
        ]),
        ("groups", "group,name_bg,name_en," + ",".join(f"share{b[3:]}" for b in BANDS) + ",settlements,note", [
            ("frail", "Немощни", "Frail", 0, 0, 0, 0, 1, "all", "")]),
        ("prevalence", "group,low,central,high,unit,status,source,note", [
            ("frail", 100, 150, 200, "per 1000", *EVIDENCE)]),
        ("services", "service,number,name_bg,name_en,short_bg,short_en,kind,catchment,planned,site_facility,note", [
            (s, n, s, s, s, s, "mobile" if s == "visits" else "residential", "region", "yes", "", "")
            for n, s in enumerate((*HOMES, "visits"), start=1)
        ]),
        ("service_rates", "group,service,low,central,high,unit,status,source,note", [
            ("frail", s, 10, 20, 30, "percent", *EVIDENCE) for s in (*HOMES, "visits")]),
        ("service_values", "service,quantity,low,central,high,unit,status,source,note", _values()),
        ("size_values", "service,size,quantity,low,central,high,unit,status,source,note", _sizes()),
        ("sources", "source,title,publisher,date,address,licence", [
            ("made_up", "Made up", "needsmap", "2026", "", "MIT"),
            ("outline", "Outline", "needsmap", "2026-01-01", "", "MIT"),
        ]),
    ):  # fmt: skip
        _write(folder / f"{name}.csv", header.split(",") if header else list(rows[0]), rows)
    return folder


def _write(path: Path, header: list[str], rows: list) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(row.values() if isinstance(row, dict) else row for row in rows)


def _settlements() -> list[Cells]:
    draw = np.random.default_rng(2021)
    rows = []
    for at in range(COLUMNS * ROWS):
        column, row = at % COLUMNS, at // COLUMNS
        people = 150 + 11 * ((at * 19) % 48)
        ages = draw.multinomial(people, SHARES)
        male = int(draw.binomial(people, 0.49))
        rows.append({
            "ekatte": code(column, row), "name_bg": f"Село {at + 1}", "name_en": f"Village {at + 1}", "kind": "village",
            "municipality": "AAA01" if column < COLUMNS // 2 else "BBB02",
            "lat": round(SOUTH + (row + 0.5) * STEP_LAT, 4), "lon": round(WEST + (column + 0.5) * STEP_LON, 4),
            "terrain": "plain", "altitude_class": 2, "area_decares": 44000,
            "population_2013": int(draw.binomial(people * 2, 0.54)), "population_2021": people,
            **dict(zip(BANDS, map(int, ages), strict=True)), "male": male, "female": people - male, "note": "",
        })  # fmt: skip
    return rows


def _municipalities(settlements: list[Cells]) -> list[Cells]:
    return [
        {
            "municipality": where,
            "name_bg": name,
            "name_en": name,
            "seat": seat,
            "population_2021": sum(int(str(s["population_2021"])) for s in settlements if s["municipality"] == where),
            "area_decares": sum(int(str(s["area_decares"])) for s in settlements if s["municipality"] == where),
        }
        for where, name, seat in (("AAA01", "A", "00001"), ("BBB02", "B", "00008"))
    ]


def _values() -> list[tuple[object, ...]]:
    always = (
        ("standard_minutes", 30, 40, 60, "min"), ("standard_km", 30, 40, 60, "km"),
        ("min_population", 100, 200, 300, "persons"), ("minimum_use", 50, 60, 75, "percent"),
        ("lead_months", 12, 24, 36, "months"),
    )  # fmt: skip
    team = (
        ("team_hours_week", 32, 35, 38, "hours"), ("visits_week", 2, 3, 5, "visits"),
        ("visit_minutes", 30, 40, 60, "min"), ("clients_per_trip", 1, 2, 3, "clients"),
    )  # fmt: skip
    return [
        (service, *value, *EVIDENCE)
        for service in (*HOMES, "visits")
        for value in (*always, *(team if service == "visits" else ()))
    ]


def _sizes() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for n, home in enumerate(HOMES):
        for places in (8, 12):
            each = 30_000 + 1_000 * n - 200 * places
            for quantity, value, unit in (
                ("capital", each * places, "EUR"), ("running", each / 2 * places, "EUR/year"),
                ("staff", places / 2, "posts"),
            ):  # fmt: skip
                rows.append((home, f"p{places}", quantity, value / 2, value, value * 2, unit, *EVIDENCE))
            rows.append((home, f"p{places}", "places", places, places, places, "places", *EVIDENCE))
    for quantity, value, unit in (("capital", 20_000, "EUR"), ("running", 40_000, "EUR/year"), ("staff", 3, "posts")):
        rows.append(("visits", "team", quantity, value / 2, value, value * 2, unit, *EVIDENCE))
    return rows
