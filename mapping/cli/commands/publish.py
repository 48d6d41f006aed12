"""needsmap publish: make products of a finished run from its folder, without solving again."""

from __future__ import annotations

import sys
from argparse import Namespace

from mapping.cli.command import Command, Parser, folder_argument, workers_option
from mapping.publish.crs import CRS_WORDS
from mapping.publish.products import PRODUCTS, Product
from mapping.words import Language, Text

_NAMES = ", ".join(product.name for product in PRODUCTS)
_PRODUCT = Text(
    f"какво да се направи (по подразбиране каквото иска сценарият): {_NAMES}",
    f"what to make (default: what the scenario asks for): {_NAMES}",
)
_ALL = Text("всичко, което може да се направи за региона", "everything that can be made of the region")
_CHANGED = Text(
    "прави ги и когато таблиците са променени след плана, ако той издържа проверката по тях",
    "make them even if tables changed after the run, if the plan passes its check against them",
)
_SYSTEMS = "; ".join(f"{crs.removeprefix('EPSG:')} ({words.bg})" for crs, words in CRS_WORDS.items())
_SYSTEMS_EN = "; ".join(f"{crs.removeprefix('EPSG:')} ({words.en})" for crs, words in CRS_WORDS.items())
_PROJECTED = ", ".join(product.name for product in PRODUCTS if product.projected)
_CRS = Text(
    f"координатна система на {_PROJECTED}: {_SYSTEMS}; по подразбиране 4326",
    f"coordinate system of {_PROJECTED}: {_SYSTEMS_EN}; default 4326",
)


def _add(parser: Parser) -> None:
    folder_argument(parser)
    language = parser.language
    parser.what.add_argument("products", nargs="*", metavar="PRODUCT", help=_PRODUCT.of(language))
    parser.options.add_argument("--all", action="store_true", dest="everything", help=_ALL.of(language))
    parser.options.add_argument("--crs", default="4326", metavar="EPSG", help=_CRS.of(language))
    parser.options.add_argument("--changed-inputs", action="store_true", help=_CHANGED.of(language))
    workers_option(parser)


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.publish.products import BY_NAME
    from mapping.run import Published, Wish, form_of, publish

    def told(product: Product) -> None:
        sys.stderr.write(f"{product.name}: {product.about.of(language)} …\n")

    def report(done: Published) -> str:
        lines, place = [], done.folder.resolve()
        if done.changed_inputs:
            lines.append(Text(
                f"По днешните таблици; след плана са променени: {', '.join(done.changed_inputs)}.",
                f"By today's tables; changed since the run: {', '.join(done.changed_inputs)}.",
            ).of(language))  # fmt: skip
        for name, files in done.files.items():
            lines.append(f"{BY_NAME[name].about.of(language)}: {', '.join(files) or '—'}")
        for name, reason in done.left_out.items():
            lines.append(Text(f"Без {name}: {reason.bg}.", f"Without {name}: {reason.en}.").of(language))
        lines.append(Text(f"Записано в {place}.", f"Written to {place}.").of(language))
        return "\n".join(lines) + "\n"

    wish = Wish(tuple(asked.products), asked.everything, asked.changed_inputs)
    form = form_of(language, asked.crs)
    sys.stdout.write(report(publish(asked.path, wish, form, told, asked.workers)))
    return 0


PUBLISH = Command(
    "publish",
    Text("прави карти, слоеве и таблици от готов план", "makes maps, layers and tables of a finished run"),
    _add,
    _perform,
)
