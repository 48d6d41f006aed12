"""The map and its legend, each on a sheet of its own in true size."""

from __future__ import annotations

from mapping.publish.printed.a4_pages import draw_a4_map
from mapping.publish.printed.png import png_of
from mapping.publish.report.counted import persons, share
from mapping.publish.report.names import years
from mapping.publish.report.paper import Paper
from mapping.publish.report.sections.summary import new_words
from mapping.publish.report.story import Chapter, Story
from mapping.words import Text


def write(story: Story, paper: Paper) -> None:
    """How to read the map, then the overview map on two sheets of A4."""
    paper.heading(Text("Индикативна карта", "Indicative map"))
    look, cover, period = story.look, story.figures.cover, years(story.figures.period)
    paper.paragraph(
        Text(f"Следват два листа в истинския си размер: картата за {period.bg}, в мащаба, който е изписан на нея, и "
             "легендата ѝ с услугите и бележките. Цветът на едно населено място казва каква част от потребността на "
             "жителите му е обслужена, където и да е звеното; плътен червен знак е ново звено, само контур – "
             "съществуващо. Числото в знака е номерът на услугата от втория лист, а не номерът на реда или на "
             "проектния фиш.",
             f"Two sheets follow in their true size: the map for {period.en}, in the scale that is printed on it, and "
             "its legend with the services and the notes. The colour of a settlement says what part of its residents' "
             "need is served, wherever the unit stands; a mark filled with red is a new unit, an outline only an "
             "existing one. The number in a mark is that of the service on the second sheet, not that of a row or of "
             "a project sheet.")
    )  # fmt: skip
    new, region = new_words(story), story.names.region
    drawn, legend = draw_a4_map(look.case, look.plan, paper.language)
    need, served = persons(cover.need_milli), share(cover.share, 0)
    paper.sheets((
        (png_of(drawn),
         Text(f"Карта на {region.bg} с общините и населените места: съществуващи, договорени и нови звена по услуги и "
              f"обслужен дял от потребността във всяко населено място през {period.bg} Потребност {need.bg} "
              f"потребители, обслужени {served.bg}; нови: {new.bg}. Същото като текст е в таблиците на доклада.",
              f"Map of {region.en} with municipalities and settlements: existing, committed and new units by service, "
              f"and the served share of the need of each settlement in {period.en}. Need {need.en} users, served "
              f"{served.en}; new: {new.en}. The tables of the report say the same in words.")),
        (png_of(legend),
         Text("Легенда на картата: цветове по обслужен дял, знаци по вид и състояние на услугата, номера и капацитет "
              "на услугите, бележки за оценките и източниците.",
              "Legend of the map: colours by served share, marks by kind and state of the service, numbers and "
              "capacity of the services, notes on the estimates and the sources.")),
    ))  # fmt: skip


PICTURE = Chapter(lambda story: story.look.case.region.points is None, write)
