"""The map and its legend, each over a whole page that lies."""

from __future__ import annotations

from mapping.publish.printed.a4_pages import draw_a4_map
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
    """The overview map on two sheets of A4, each with its caption."""
    paper.heading(Text("Индикативна карта", "Indicative map"))
    look, cover, period = story.look, story.figures.cover, years(story.figures.period)
    new, region = new_words(story), story.names.region
    drawn, legend = draw_a4_map(look.case, look.plan, paper.language)
    need, served = persons(cover.need_milli), share(cover.share, 0)
    paper.picture(
        png_of(drawn),
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
    paper.picture(
        png_of(legend),
        Text("Легенда на картата, услуги и бележки", "Legend of the map, services and notes"),
        Text("Легенда на картата: цветове по обслужен дял, знаци по вид и състояние на услугата, номера и капацитет на "
             "услугите, бележки за оценките и източниците.",
             "Legend of the map: colours by served share, marks by kind and state of the service, numbers and capacity "
             "of the services, notes on the estimates and the sources."),
        HEIGHT,
    )  # fmt: skip


PICTURE = Chapter(lambda story: story.look.case.region.points is None, write, lies=True)
