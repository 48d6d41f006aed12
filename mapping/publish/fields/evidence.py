"""The appendix of evidence."""

from __future__ import annotations

from mapping.publish.fields.base import Field, OutputFile, decimal, text, whole

EVIDENCE_CSV = OutputFile(
    "evidence.csv",
    "A number of the map and, below it, those that it was made from, down to the sources: level 0 is the number, and a "
    "row belongs to the nearest row above it with a lower level. The numbers are those of the map's head, table and "
    "marks, of new units and changes, the envelopes, the need of municipalities by service in the last period, and the "
    "rates. A part with a chain of its own is one row with `see` true: `needsmap evidence` follows its `claim`.",
    (
        text("number", "key of the number whose chain this is"),
        whole("level", "", "depth in the chain, from 0"),
        text("claim", "key of what this row says"),
        *(text("what_bg", "what it is, in Bulgarian"), text("what_en", "the same in English")),
        decimal("value", "unit", "the value, at most six decimals"),
        *(text("unit_bg", "unit of the value, in Bulgarian"), text("unit_en", "the same in English")),
        decimal("low", "unit", "low end of its range; empty where none is known"),
        decimal("high", "unit", "high end of that range"),
        text(
            "status",
            "`sourced`, `derived`, `assumption` or `user` as in the tables; `computed` from the rows below it, `plan` "
            "(decided by the plan), `unstated`",
        ),
        Field("assumed", "flag", "", "whether it is an assumption or rests on one"),
        Field("see", "flag", "", "whether its parts are told elsewhere, under its `claim`"),
        text("source", "row of the region's `sources.csv`"),
        text("publisher", "who published it"),
        text("date", "when"),
        text("address", "where on the web"),
        text("file", "file of the region or scenario that holds the value"),
        text("row", "line of that file, the header being 1; or the key"),
        text("column", "column of that file, where the row holds several values"),
    ),
)
