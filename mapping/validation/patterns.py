"""What codes look like, and how that is told."""

from __future__ import annotations

from collections.abc import Mapping

from mapping.words import Text

CODE_PATTERN = r"^[a-z][a-z0-9_]*$"
EKATTE_PATTERN = r"^\d{5}$"
POINT_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_.-]*$"
MUNICIPALITY_PATTERN = r"^[A-Z0-9]{3,5}$"
SERVICES_PATTERN = r"^([a-z][a-z0-9_]*(;[a-z][a-z0-9_]*)*)?$"

PATTERN_WORDS: Mapping[str, Text] = {
    CODE_PATTERN: Text(
        "Код: малки латински букви, цифри и долна черта, започва с буква.",
        "A code: small Latin letters, digits and underscores, beginning with a letter.",
    ),
    EKATTE_PATTERN: Text(
        "Код по ЕКАТТЕ: пет цифри, с водещите нули (Excel ги маха: форматирайте колоната като текст).",
        "An EKATTE code: five digits, with leading zeros (Excel drops them: format the column as text).",
    ),
    POINT_PATTERN: Text(
        "Код на точка: латински букви, цифри, точки, тирета и долни черти, започва с буква или цифра.",
        "Id of a point: Latin letters, digits, full stops, dashes and underscores, beginning with a letter or digit.",
    ),
    MUNICIPALITY_PATTERN: Text(
        "Код на община: от три до пет главни латински букви и цифри, например HKV34.",
        "A municipality code: three to five capital Latin letters and digits, for example HKV34.",
    ),
    SERVICES_PATTERN: Text(
        "Кодове на услуги, разделени с точка и запетая, без интервали; например ftc_dementia;day_elderly.",
        "Codes of services with semicolons between and no blanks; for example ftc_dementia;day_elderly.",
    ),
}
