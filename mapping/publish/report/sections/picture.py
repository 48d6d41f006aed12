"""The map, over a whole page that lies."""

from __future__ import annotations

from mapping.publish.printed import draw_map
from mapping.publish.printed.png import png_of
from mapping.publish.report.counted import persons, share
from mapping.publish.report.names import years
from mapping.publish.report.paper import Paper
from mapping.publish.report.sections.summary import new_words
from mapping.publish.report.story import Chapter, Story
from mapping.words import Text

HEIGHT = 150.0
"""mm that the map may be high, so that heading and caption stand on its page."""


def write(story: Story, paper: Paper) -> None:
    """The overview map with its caption."""
    paper.heading(Text("Индикативна карта", "Indicative map"))
    look, cover, period = story.look, story.figures.cover, years(story.figures.period)
    new, region = new_words(story), story.names.region
    need, served = persons(cover.need_milli), share(cover.share, 0)
    paper.picture(
        png_of(draw_map(look.case, look.plan, paper.language)),
        Text(f"Индикативна карта, {period.bg} (A3 в map.png и map.svg)",
             f"Indicative map, {period.en} (A3 in map.png and map.svg)"),
        Text(f"Карта на {region.bg} с общините и населените места: съществуващи, договорени и нови звена по услуги и "
             f"обслужен дял от потребността във всяко населено място през {period.bg} Потребност {need.bg} "
             f"потребители, обслужени {served.bg}; нови: {new.bg}. Същото като текст е в таблиците на доклада.",
             f"Map of {region.en} with municipalities and settlements: existing, committed and new units by service, "
             f"and the served share of the need of each settlement in {period.en}. Need {need.en} users, served "
             f"{served.en}; new: {new.en}. The tables of the report say the same in words."),
        HEIGHT,
    )  # fmt: skip


PICTURE = Chapter(lambda story: story.look.case.region.points is None, write, lies=True)
