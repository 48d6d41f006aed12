"""Units in words."""

from __future__ import annotations

from mapping.words import Text

PERSONS = Text("лица", "persons")
PLACES = Text("места", "places")
EURO = Text("евро", "EUR")
EURO_A_YEAR = Text("евро годишно", "EUR a year")
MINUTES = Text("мин", "min")
KM = Text("km", "km")
MONTHS = Text("месеца", "months")
YEAR = Text("г.", "")
YEARS = Text("години", "years")
POSTS = Text("щатни длъжности", "full posts")
SHARE = Text("(дял)", "(share)")
NONE = Text("", "")
COUNT = Text("бр.", "")

_UNITS = {
    "places": PLACES,
    "persons": PERSONS,
    "EUR": EURO,
    "EUR/year": EURO_A_YEAR,
    "min": MINUTES,
    "km": KM,
    "km/h": Text("км/ч", "km/h"),
    "posts": POSTS,
    "posts per 1000": Text("длъжности на 1000 души", "posts per 1,000"),
    "months": Text("месеца", "months"),
    "hours": Text("часа седмично", "hours a week"),
    "visits": Text("посещения седмично", "visits a week"),
    "clients": Text("клиенти на едно пътуване", "clients a trip"),
    "percent": Text("%", "%"),
    "per 1000": Text("на 1000 души", "per 1,000"),
    "share": SHARE,
    "per year": Text("(дял) годишно", "(share) a year"),
    "": NONE,
}


def unit_words(unit: str) -> Text:
    """A unit of the tables in words; as it stands where there are none for it."""
    return _UNITS.get(unit, Text(unit, unit))
