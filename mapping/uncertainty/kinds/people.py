"""People in words, as counts and frequencies name them."""

from __future__ import annotations

from mapping.catalogue.rows import AgeBand, Sex
from mapping.needs.compare import BAND_WORDS
from mapping.words import Text


def people(band: AgeBand | None, sex: Sex | None) -> Text:
    """An age band and a sex, in words."""
    age = BAND_WORDS[band] if band is not None else Text("всички възрасти", "all ages")
    of = {"male": Text("мъже", "men"), "female": Text("жени", "women"), None: Text("двата пола", "both sexes")}[sex]
    return Text(f"{age.bg}, {of.bg}", f"{age.en}, {of.en}")
