"""What is odd in a region's tables, in words."""

from __future__ import annotations

from collections.abc import Sequence

from mapping.inspection.types import Finding
from mapping.region import Region
from mapping.words import Language, Text


def findings_words(region: Region, findings: Sequence[Finding], language: Language) -> str:
    """All findings by check, open ones first, with what to do about them."""
    if region.points is not None:
        return Text(
            "Район от точки няма таблици с население и услуги, които да се преглеждат.\n",
            "A points region has no tables of people and services to inspect.\n",
        ).of(language)
    lines = [
        region.title.of(language),
        count_of(findings).of(language),
        Text(
            "Това не са грешки: таблиците се четат. Странното е или вярно и си струва да се обясни, или е грешка на "
            "източника или преписването.",
            "These are no errors: the tables can be read. What is odd is either right and worth an explanation, or a "
            "mistake of the source or of copying.",
        ).of(language),
    ]
    for heading, group in (
        (Text("Отворени", "Open"), [finding for finding in findings if finding.open]),
        (Text("Обяснени", "Explained"), [finding for finding in findings if not finding.open]),
    ):
        if group:
            lines += ["", f"{heading.of(language)} ({len(group)})"]
        for check in dict.fromkeys(finding.check.id for finding in group):
            of_check = [finding for finding in group if finding.check.id == check]
            lines += ["", f"{of_check[0].check.title.of(language)} [{check}]"]
            lines += [finding.of(language) for finding in of_check]
    if any(finding.open for finding in findings):
        lines += ["", Text(
            "Разгледано и вярно? Напишете защо в note на реда, с името на проверката в квадратни скоби, например "
            "[age_outlier]: тогава се показва като обяснено.",
            "Looked at, and right? Say why in the note of the row, with the name of the check in square brackets, such "
            "as [age_outlier]: it is then shown as explained.",
        ).of(language)]  # fmt: skip
    return "\n".join(lines) + "\n"


def count_of(findings: Sequence[Finding]) -> Text:
    """How many findings are open and how many explained, in a sentence."""
    still = sum(finding.open for finding in findings)
    known = len(findings) - still
    return Text(
        f"Странности в таблиците: {still} отворени, {known} обяснени.",
        f"Oddities in the tables: {still} open, {known} explained.",
    )
