"""The part of the region that the page shows: the municipalities that the scenario plans for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mapping.instance import Case
from mapping.region import Region
from mapping.words import Text

NAMED = 3
"""So many municipalities stand in the title of the part; more are called what they are together."""


@dataclass(frozen=True, slots=True)
class Part:
    """The `case` with the settlements, areas and municipalities that are shown, and their indices in the whole one.

    Nothing may be estimated from it: known totals are of the whole region.
    """

    case: Case
    settlements: tuple[int, ...]


def planned_part(case: Case) -> Part:
    """All of the case where the scenario plans for the whole region."""
    region = case.region
    held = tuple(i for i, place in enumerate(region.settlements) if region.edits.plans_for(place.municipality))
    if len(held) == len(region.settlements):
        return Part(case, held)
    cells = region.territories.cells
    part = replace(
        region,
        title=_title(region),
        settlements=tuple(region.settlements[i] for i in held),
        municipalities=tuple(m for m in region.municipalities if region.edits.plans_for(m.code)),
        territories=replace(region.territories, cells=tuple(cells[i] for i in held) if cells else ()),
    )
    return Part(replace(case, region=part), held)


def _title(region: Region) -> Text:
    names = [m.name for m in region.municipalities if region.edits.plans_for(m.code)]
    if len(names) > NAMED:
        return Text(f"{region.title.bg}: планираните общини", f"{region.title.en}: the planned municipalities")
    bg, en = ", ".join(name.bg for name in names), ", ".join(name.en for name in names)
    one = len(names) == 1
    return Text(f"община {bg}" if one else f"общини {bg}", f"{en} {'municipality' if one else 'municipalities'}")
