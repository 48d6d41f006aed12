"""Fields of the objectives and what is proven of them."""

from __future__ import annotations

from mapping.publish.fields.base import OutputFile, decimal, text, whole

STAGES_CSV = OutputFile(
    "stages.csv",
    "An objective of the scenario, in order, and what is proven of it.",
    (
        whole("stage", "", "place in the order, from 1"),
        text("objective", "`unmet`, `worst_served`, `travel` or `money`"),
        text("direction", "`minimise` or `maximise`"),
        *(
            text("measure_bg", "what value, found and bound are counted in, in Bulgarian"),
            text("measure_en", "the same in English"),
        ),
        decimal("value", "measure", "of the finished plan, after later stages used the tolerance"),
        decimal("found", "measure", "best value when the stage ended"),
        decimal("bound", "measure", "no plan under the stages before can be better; empty if nothing is proven"),
        decimal("gap", "0-1", "relative: abs(found - bound) / abs(found); empty if nothing is proven"),
        decimal("wanted_gap", "0-1", "the gap that the scenario asked for"),
        decimal("tolerance", "0-1", "relative: how much of the value later stages could give up"),
        text(
            "status",
            "`optimal` (proven best), `within_gap` (proven within the wanted gap), or stopped before:"
            " `time_limit`, `cancelled`",
        ),
    ),
)
