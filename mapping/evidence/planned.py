"""Of which part of the region a plan speaks: all of it, or the municipalities that the scenario plans for."""

from __future__ import annotations

from mapping.region import Region
from mapping.words import Text


def planned_municipalities(region: Region) -> tuple[str, ...]:
    """The codes of the municipalities whose need counts, in the region's order."""
    return tuple(one.code for one in region.municipalities if region.edits.plans_for(one.code))


def planned_title(region: Region) -> Text:
    """The region's title, or the names of those municipalities where they are not all."""
    codes = planned_municipalities(region)
    if len(codes) == len(region.municipalities):
        return region.title
    names = [one.name for one in region.municipalities if one.code in codes]
    bg, en = ", ".join(name.bg for name in names), ", ".join(name.en for name in names)
    if len(names) == 1:
        return Text(f"община {bg}", f"{en} municipality")
    return Text(f"общините {bg}", f"the municipalities {en}")
