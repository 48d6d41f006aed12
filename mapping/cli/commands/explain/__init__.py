"""needsmap explain: why a scenario has no plan, or has the plan it has; one file a command."""

from mapping.cli.command import CommandGroup
from mapping.cli.commands.explain.conflict import CONFLICT
from mapping.cli.commands.explain.village import VILLAGE
from mapping.cli.commands.explain.why import WHY, WHY_NOT
from mapping.cli.commands.explain.worth import WORTH
from mapping.words import Text

EXPLAIN = CommandGroup(
    "explain",
    Text("обяснява защо планът е такъв, или защо няма план", "explains why the plan is as it is, or why there is none"),
    (WHY_NOT, WHY, VILLAGE, WORTH, CONFLICT),
)
