"""What a file says of itself: title, what it is, of which day, from which sources, on what terms."""

from __future__ import annotations

import re
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from mapping.publish.records import Lookup
from mapping.region import Region
from mapping.words import Language, Text

DUBLIN_CORE = "http://purl.org/dc/terms/"

INDICATIVE = Text(
    "Индикативна оценка, докато работната група не я приеме. Лицата са очаквани лица и могат да бъдат дробни.",
    "An indicative estimate until the working group adopts it. Persons are expected persons and may be fractions.",
)
APPROXIMATE = Text(
    "Границите са приблизителни: всяко място принадлежи на най-близкото населено място.",
    "Boundaries are approximate: each place belongs to the nearest settlement.",
)
ESTIMATED = Text(
    "Минутите и километрите са оценка, не от пътна мрежа.",
    "Minutes and kilometres are an estimate, not of a road network.",
)
LICENCE = Text(
    "Програмата и нейните допускания: MIT. Цитираните данни остават при условията на издателите си (вж. източниците).",
    "The program and its assumptions: MIT. Quoted figures stay under their publishers' terms (see the sources).",
)

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain_xml(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def day_of_inputs(region: Region) -> date:
    """The day as of which the inputs are: the latest full date among the sources, at least that of the census."""
    days = [source.date for source in region.sources if isinstance(source.date, date)]
    days += [date.fromisoformat(s.date) for s in region.sources if isinstance(s.date, str) and _is_day(s.date)]
    return max([region.census_date, *days])


def title(look: Lookup, language: Language) -> str:
    """The title of the plan."""
    keys = look.case.scenario.keys
    return Text(keys.title.bg, keys.title.en).of(language)


def about(look: Lookup, language: Language) -> str:
    """What the plan is, and what about it is an estimate."""
    keys, region = look.case.scenario.keys, look.case.region
    said = [Text(keys.question.bg, keys.question.en), INDICATIVE]
    if region.points is None and region.territories.approximate:
        said.append(APPROXIMATE)
    if look.case.travel.estimated:
        said.append(ESTIMATED)
    return " ".join(part.of(language) for part in said)


def dublin_core(look: Lookup, language: Language) -> str:
    """The whole description as XML in Dublin Core terms (DCMI Metadata Terms, 2020): one `source` for each row of the
    region's sources."""
    register_namespace("dcterms", DUBLIN_CORE)
    root = Element("metadata")

    def say(term: str, text: str) -> None:
        SubElement(root, f"{{{DUBLIN_CORE}}}{term}").text = plain_xml(text)

    say("title", title(look, language))
    say("description", about(look, language))
    say("language", language)
    say("creator", "needsmap")
    say("date", day_of_inputs(look.case.region).isoformat())
    say("spatial", look.case.region.title.of(language))
    first, last = look.plan.periods[0], look.plan.periods[-1]
    say("temporal", f"{first.first_year}/{last.last_year}")
    say("license", LICENCE.of(language))
    for source in look.case.region.sources:
        parts = (f"{source.title} ({source.publisher}, {source.date})", source.address, source.licence)
        say("source", ". ".join(part for part in parts if part))
    indent(root, " ")
    return tostring(root, encoding="unicode") + "\n"


def _is_day(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None
