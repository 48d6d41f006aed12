"""Money of the funds."""

from __future__ import annotations

from dataclasses import replace

from mapping.region import Region
from mapping.uncertainty.kinds.value import Value, Visit
from mapping.words import Text


def envelopes(region: Region, visit: Visit) -> Region:
    """The amount of each envelope."""
    money = {"capital": Text("капиталови средства", "capital money"), "running": Text("текущи", "running money")}
    municipality = {m.code: m.name for m in region.municipalities}
    funds = []
    for fund in region.funds:
        envelopes = []
        for e in fund.envelopes:
            place = Text("", "") if e.municipality is None else municipality[e.municipality]
            name = Text(
                f"{' '.join(filter(None, (fund.name.bg, place.bg)))}: {money[e.kind].bg} {e.first_year}–{e.last_year}",
                f"{' '.join(filter(None, (fund.name.en, place.en)))}: {money[e.kind].en} {e.first_year}-{e.last_year}",
            )
            key = f"envelope.{fund.id}.{e.municipality or 'region'}.{e.kind}.{e.first_year}_{e.last_year}"
            envelopes.append(replace(e, amount=visit(Value(key, name, e.amount))))
        funds.append(replace(fund, envelopes=tuple(envelopes)))
    return replace(region, funds=tuple(funds))
