"""The tables of an ensemble's folder: units and how sure they are, missing ones, ranges, assumptions, robust plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish import fields
from mapping.publish.certainty import direction, mean_unmet, missing_marks, planned, unit_certainties, worlds_with
from mapping.publish.certainty_records import six
from mapping.publish.fields import OutputFile, Row
from mapping.publish.records import Lookup, look_up, named, of_municipality, of_service, of_settlement, plain
from mapping.publish.tables import write_table
from mapping.uncertainty.certainty import share_interval
from mapping.uncertainty.types import Alternative, Certainties, Place
from mapping.words import Text

NOWHERE = "nowhere"
NOWHERE_WORDS = Text("никъде", "nowhere")

Rows = Callable[[Lookup, Certainties], Iterable[Row]]


def write_certainty_tables(case: Case, plan: Plan, certainties: Certainties, folder: Path) -> None:
    """Write the files of `fields.CERTAIN_TABLES` on `plan` to `folder`, described in docs/outputs.md.

    The folder is made if need be, files of the same names are replaced.
    """
    look = look_up(case, plan)
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[OutputFile, Rows] = {
        fields.CERTAINTY_CSV: _certainty,
        fields.MISSING_CSV: _missing,
        fields.SERVED_RANGES_CSV: _ranges,
        fields.ASSUMPTIONS_CSV: _assumptions,
        fields.ROBUST_CSV: _robust,
    }
    for file in fields.CERTAIN_TABLES:
        write_table(look, file, rows[file](look, certainties), folder)


def _at(look: Lookup, place: Place) -> Row:
    settlement = look.settlements[place.settlement]
    return {
        **of_service(look, place.service),
        **of_settlement(look, place.settlement),
        **of_municipality(look, settlement.municipality),
    }


def _worlds(certainties: Certainties, place: Place, number: int) -> Row:
    worlds = len(planned(certainties.ensemble))
    count = worlds_with(certainties.ensemble, place, number)
    share = count / worlds if worlds else 0.0
    low, high = share_interval(share, worlds)
    return {
        "n": number,
        "worlds_with": count,
        "worlds": worlds,
        "share": six(share) if worlds else None,
        "share_low": six(low),
        "share_high": six(high),
    }


def _certainty(look: Lookup, certainties: Certainties) -> Iterable[Row]:
    for unit, marks in unit_certainties(look.plan, certainties).items():
        for mark in marks:
            yield {
                "unit": unit,
                **_at(look, mark.place),
                **_worlds(certainties, mark.place, mark.number),
                "certainty": mark.certainty,
                **_elsewhere(look, mark.elsewhere),
            }


def _elsewhere(look: Lookup, ways: Sequence[Alternative]) -> Row:
    names = [NOWHERE_WORDS if way.settlement is None else look.settlements[way.settlement].name for way in ways]
    return {
        "elsewhere": ";".join(way.settlement or NOWHERE for way in ways) or None,
        "elsewhere_bg": ";".join(name.bg for name in names) or None,
        "elsewhere_en": ";".join(name.en for name in names) or None,
        "elsewhere_loss": ";".join(str(six(way.loss)) for way in ways) or None,
    }


def _missing(look: Lookup, certainties: Certainties) -> Iterable[Row]:
    for mark in missing_marks(look.plan, certainties):
        yield {**_at(look, mark.place), **_worlds(certainties, mark.place, mark.number)}


def _ranges(look: Lookup, certainties: Certainties) -> Iterable[Row]:
    for served in certainties.served:
        settlement = look.settlements[served.settlement]
        yield {
            **of_settlement(look, served.settlement),
            **of_municipality(look, settlement.municipality),
            "low": six(served.low),
            "median": six(served.median),
            "high": six(served.high),
            "central": six(served.central),
        }


def _assumptions(look: Lookup, certainties: Certainties) -> Iterable[Row]:
    titles = {source.source: source.title for source in look.case.region.sources}
    factors = {factor.id: factor for factor in certainties.ensemble.factors}
    mean = mean_unmet(certainties.ensemble)
    for influence in certainties.influences:
        factor = factors[influence.factor]
        estimate = factor.estimate
        title = titles.get(estimate.source)
        yield {
            "factor": factor.id,
            **named("name", factor.name),
            "block": factor.block,
            "low": plain(estimate.low),
            "central": plain(estimate.central),
            "high": plain(estimate.high),
            "unit": estimate.unit or None,
            "status": estimate.status,
            "source": estimate.source,
            **named("source", None if title is None else Text(title, title)),
            "effect_low": six(influence.at_low),
            "effect_high": six(influence.at_high),
            "direction": direction(influence),
            "share_of_variance": six(influence.share_of_variance),
            "marks_moved": six(influence.marks_moved),
            "worth": plain(influence.worth),
            "worth_share": six(influence.worth / mean) if mean else None,
            "note": estimate.note or None,
        }


def _robust(_: Lookup, certainties: Certainties) -> Iterable[Row]:
    central = certainties.candidates[0] if certainties.candidates else None
    for robust in certainties.robust:
        chosen = robust.chosen
        yield {
            "criterion": robust.criterion,
            "plan": chosen.name,
            "value": plain(robust.value),
            "central_value": plain(robust.central_value),
            "gain": plain(robust.central_value - robust.value),
            "bound": plain(robust.bound),
            "at_most": plain(robust.at_most),
            "expected": plain(chosen.expected),
            "price": plain(None if central is None else chosen.expected - central.expected),
            "at_central": plain(chosen.central),
            "price_at_central": plain(None if central is None else chosen.central - central.central),
        }
