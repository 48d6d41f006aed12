"""Dates and terms of sources for people: the usual words of a table of sources in Bulgarian too."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mapping.words import Text

_LICENCES: Mapping[str, Text] = {
    "quoted figure": Text("цитирана стойност", "quoted figure"),
    "quoted figure (public body)": Text("цитирана стойност (публичен орган)", "quoted figure (public body)"),
    "public-sector information": Text("информация от обществения сектор", "public-sector information"),
    "public domain": Text("обществено достояние", "public domain"),
}
"""Usual terms of sources for people; others stay as the table has them."""
_UNDATED = "n.d."
"""How a table of sources says that a page bears no date; behind it may stand what else is known of its age."""


def licence_words(licence: str) -> Text:
    """The terms of a source; what is not usual stays as it is written."""
    return _LICENCES.get(licence, Text(licence, licence))


def date_words(date: str) -> Text:
    """The date of a source; of an undated one the years that may stand behind it: n.d. (2018)."""
    if not date.startswith(_UNDATED):
        return Text(date, date)
    years = re.findall(r"\b\d{4}\b", date)
    behind = f" ({'–'.join(years)})" if years else ""
    return Text(f"б. д.{behind}", f"{_UNDATED}{behind}")
