"""Travel between two places: minutes and kilometres, down to the points, the published roads and the speeds.

Follows mapping.travel.estimate step by step.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from mapping.errors import Where
from mapping.evidence.claim import SILENT, Claim
from mapping.evidence.facts import Facts
from mapping.evidence.makers import computed, estimated, place_of, stated
from mapping.evidence.measures import KM, MINUTES, NONE
from mapping.region import Settlement
from mapping.region.rows import RoadDistanceRow, Terrain
from mapping.words import Text

Measure = Literal["minutes", "km"]
DEFAULT_DETOUR = 1.3
"""What mapping.travel takes where no road distance is published."""


def travel_key(one: str, other: str, measure: Measure) -> str:
    """The key of a way."""
    return f"travel/{one}/{other}/{measure}"


def travel_keys(facts: Facts) -> Iterator[str]:
    """The ways that people of the plan go, once each."""
    seen = {(visit.settlement, facts.unit[visit.unit].settlement) for visit in facts.plan.served}
    for one, other in sorted(seen):
        yield travel_key(one, other, "minutes")
        yield travel_key(one, other, "km")


def travel_claim(facts: Facts, one: str, other: str, measure: Measure) -> Claim:
    """Minutes or kilometres from `one` settlement to the `other`, one way by car."""
    region = facts.case.region
    key, a, b = travel_key(one, other, measure), facts.settlement[one], facts.settlement[other]
    value = float(getattr(facts.case.travel, measure)[facts.index[one], facts.index[other]])
    names = {"minutes": Text("минути", "minutes"), "km": Text("километри", "kilometres")}
    what = Text(
        f"{names[measure].bg} с кола от {a.label.bg} до {b.label.bg}, в едната посока",
        f"{names[measure].en} by car from {a.label.en} to {b.label.en}, one way",
    )
    unit = MINUTES if measure == "minutes" else KM
    if region.points is not None:
        how = region.points.measure
        return Claim(key, what, value, unit, "unstated", how, where=place_of(facts, "points.csv", (one,)), assumed=True)
    for row in region.travel_overrides:
        if {row.from_ekatte, row.to_ekatte} == {one, other}:
            return stated(
                facts,
                key,
                what,
                value,
                unit,
                "travel_overrides.csv",
                (row.from_ekatte, row.to_ekatte),
                measure,
                row.status,
                row.source,
                row.note,
            )
    km = _km(facts, f"{key}/way", a, b)
    if measure == "km":
        return computed(key, what, "same", [km], unit, Text("закръглено", "rounded"), value=value, decimals=1)
    terminal = _parameter(facts, key, "terminal_minutes", Text("за тръгване и паркиране", "for leaving and parking"))
    words = Text(
        "километри × минути на километър + време за тръгване и паркиране",
        "kilometres × minutes a kilometre + time for leaving and parking",
    )
    parts = [km, _pace(facts, key, a, b), terminal]
    return computed(key, what, "driven", parts, unit, words, value=value, decimals=1)


def _parameter(facts: Facts, key: str, name: str, what: Text) -> Claim:
    estimate = facts.case.region.parameters[name]
    return estimated(facts, f"{key}/{name}", what, estimate, "parameters.csv", (name,))


def _km(facts: Facts, key: str, a: Settlement, b: Settlement) -> Claim:
    what = Text("дължина на пътя", "length of the road")
    if a.ekatte == b.ekatte:
        name = "internal_km_town" if a.kind == "town" else "internal_km_village"
        return _parameter(
            facts, key, name, Text("среден път вътре в населеното място", "mean way inside the settlement")
        )
    published = [
        row
        for row in facts.case.region.road_distances
        if row.use == "fit" and row.precision == "exact" and {row.from_ekatte, row.to_ekatte} == {a.ekatte, b.ekatte}
    ]
    if published:
        rows = [_road(facts, f"{key}/{n}", row, "road_km") for n, row in enumerate(published)]
        return computed(key, what, "mean", rows, KM, Text("публикувано пътно разстояние", "published road distance"))
    straight = computed(
        f"{key}/straight",
        Text("въздушна линия между точките на двете места", "straight line between the two points"),
        "great_circle",
        [_degree(facts, key, place, column) for place in (a, b) for column in ("lat", "lon")],
        KM,
    )
    words = Text("въздушна линия × коефициент на заобикаляне", "straight line × detour factor")
    return computed(key, what, "product", [straight, _detour(facts, a, b)], KM, words)


def _degree(facts: Facts, key: str, place: Settlement, column: Literal["lat", "lon"]) -> Claim:
    axis = {"lat": Text("географска ширина", "latitude"), "lon": Text("географска дължина", "longitude")}[column]
    what = Text(f"{axis.bg} на {place.label.bg}", f"{axis.en} of {place.label.en}")
    return stated(
        facts,
        f"{key}/{place.ekatte}/{column}",
        what,
        getattr(place, column),
        Text("°", "°"),
        "settlements.csv",
        (place.ekatte,),
        column,
    )


def _detour(facts: Facts, a: Settlement, b: Settlement) -> Claim:
    """The factor of the pair's terrain, fitted on published distances; rough where either end is."""
    region = facts.case.region
    rough = "rough" in (a.terrain, b.terrain)
    key = f"detour/{'rough' if rough else 'plain'}"
    terrains: tuple[Terrain, Terrain] = ("rough", "plain") if rough else ("plain", "rough")
    name = Text("хълмисти долини", "rough valleys") if rough else Text("равнина", "lowland")
    what = Text(f"коефициент на заобикаляне: {name.bg}", f"detour factor: {name.en}")
    for terrain in terrains:
        pairs: dict[tuple[str, ...], list[RoadDistanceRow]] = {}
        for row in region.road_distances:
            if row.use == "fit" and row.terrain == terrain:
                pairs.setdefault(tuple(sorted((row.from_ekatte, row.to_ekatte))), []).append(row)
        if pairs:
            ratios = [_pair(facts, f"{key}/{'-'.join(pair)}", rows) for pair, rows in sorted(pairs.items())]
            fit = next(fit for fit in facts.case.travel.fits if fit.terrain == terrain)
            words = Text(f"напаснат по {len(pairs)} двойки места", f"fitted on {len(pairs)} pairs of places")
            found = computed(key, what, "ratio_mean", ratios, NONE, words, value=fit.factor)
            reach = [ratio.value for ratio in ratios]
            return replace(found, low=min(reach), high=max(reach))
    how = Text(
        "няма публикувани разстояния; приета е обичайна стойност", "no distance is published; a usual value is taken"
    )
    return Claim(key, what, DEFAULT_DETOUR, NONE, "assumption", how, where=Where("mapping/travel"), assumed=True)


def _pair(facts: Facts, key: str, rows: list[RoadDistanceRow]) -> Claim:
    a, b = (facts.settlement[code].label for code in (rows[0].from_ekatte, rows[0].to_ekatte))
    what = Text(f"{a.bg} – {b.bg}: път към въздушна линия", f"{a.en} – {b.en}: road to straight line")
    found = [
        computed(
            f"{key}/{n}",
            what,
            "share",
            [_road(facts, f"{key}/{n}/road", row, "road_km"), _road(facts, f"{key}/{n}/straight", row, "straight_km")],
            NONE,
        )
        for n, row in enumerate(rows)
    ]
    return found[0] if len(found) == 1 else computed(key, what, "ratio_mean", found, NONE)


def _road(facts: Facts, key: str, row: RoadDistanceRow, column: Literal["road_km", "straight_km"]) -> Claim:
    a, b = (facts.settlement[code].label for code in (row.from_ekatte, row.to_ekatte))
    words = {"road_km": Text("път", "road"), "straight_km": Text("въздушна линия", "straight line")}[column]
    return stated(
        facts,
        key,
        Text(f"{words.bg} {a.bg} – {b.bg}", f"{words.en} {a.en} – {b.en}"),
        getattr(row, column),
        KM,
        "road_distances.csv",
        (row.from_ekatte, row.to_ekatte, row.source),
        column,
        source=row.source,
        note=row.note,
    )


def _pace(facts: Facts, key: str, a: Settlement, b: Settlement) -> Claim:
    """Minutes a kilometre: a pair with one rough end drives half of its way on rough roads."""
    share = ((a.terrain == "rough") + (b.terrain == "rough")) / 2
    ends = [
        stated(
            facts,
            f"{key}/terrain/{place.ekatte}",
            Text(
                f"{place.label.bg} е сред хълмисти долини (1) или в равнината (0)",
                f"{place.label.en} lies in rough valleys (1) or in the lowland (0)",
            ),
            float(place.terrain == "rough"),
            NONE,
            "settlements.csv",
            (place.ekatte,),
            "terrain",
        )
        for place in (a, b)
    ]
    rough = computed(
        f"{key}/rough",
        Text("дял на пътя по хълмисти долини", "share of the way in rough valleys"),
        "mean",
        ends,
        NONE,
        SILENT,
        value=share,
    )
    speeds = [
        _parameter(facts, f"{key}/pace", "speed_plain", Text("скорост в равнината", "speed in the lowland")),
        _parameter(facts, f"{key}/pace", "speed_rough", Text("скорост в хълмистите долини", "speed in rough valleys")),
    ]
    what = Text("минути на километър", "minutes a kilometre")
    words = Text("при двете скорости, по дела на пътя", "at both speeds, by their share of the way")
    return computed(f"{key}/pace", what, "pace", [rough, *speeds], Text("мин/km", "min/km"), words)
