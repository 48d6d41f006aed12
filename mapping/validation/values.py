"""Values of files of keys, and how they are refused: words for people, numbers, true and false."""

from __future__ import annotations

import re
from math import isinf
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from mapping.words import Text


def refusal(what: Text, todo: Text) -> PydanticCustomError:
    """An error for a validator to raise, with words of its own."""
    return PydanticCustomError("said", "{en}", {"bg": what.bg, "en": what.en, "todo_bg": todo.bg, "todo_en": todo.en})


_HIDDEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufffe\\uffff]")
"""Signs that nobody sees and that XML 1.0 (section 2.2), and so Word, Excel and SVG, cannot hold or advises against."""


def hidden_sign(text: str) -> tuple[Text, Text] | None:
    """What is wrong with a text that holds a control character, and what to do; None for text that can be printed.

    Tabs and line ends are no such signs.
    """
    found = _HIDDEN.search(text)
    if found is None:
        return None
    code = f"U+{ord(found.group()):04X}"
    return (
        Text(f"текстът съдържа невидим управляващ знак ({code})", f"the text holds a control character ({code})"),
        Text("Изтрийте текста и го напишете наново; такива знаци идват от копиране.",
             "Delete the text and type it again; such signs come from copying."),
    )  # fmt: skip


def _without_hidden_signs(text: str) -> str:
    problem = hidden_sign(text)
    if problem is not None:
        raise refusal(*problem)
    return text


Words = Annotated[str, AfterValidator(_without_hidden_signs)]
"""A text for people, in a file of keys: any but one with control characters."""


def _not_blank(text: str) -> str:
    if not text.strip():
        raise refusal(
            Text("текстът е празен", "the text is empty"),
            Text("Напишете го; хората го четат.", "Write it; people read it."),
        )
    return text


Said = Annotated[Words, AfterValidator(_not_blank), Field(json_schema_extra={"pattern": r"\S"})]
"""Words that must say something."""


MOST = 1e12
"""No number in a file of keys is larger: beyond this a plan can be neither reckoned nor checked to the cent."""


def _number_itself(value: object) -> object:
    if isinstance(value, bool):
        shown = str(value).lower()
        raise refusal(
            Text(f"„{shown}“ не е число", f"“{shown}” is not a number"), Text("Запишете число.", "Write a number.")
        )
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?\d+([.,]\d+)?\s*", value):
        plain = value.strip().replace(",", ".")
        raise refusal(
            Text(f"„{value}“ е текст, а трябва число", f"“{value}” is text, where a number is needed"),
            Text(f"Запишете го без кавички: {plain}.", f"Write it without quotation marks: {plain}."),
        )
    if isinstance(value, int | float) and abs(value) > MOST and not isinf(value):
        raise refusal(
            Text(f"стойността {value:g} е извън всяка мярка", f"the value {value:g} is beyond all measure"),
            Text(f"Запишете най-много {MOST:g}.", f"Write {MOST:g} at most."),
        )
    return value


def _yes_or_no(value: object) -> object:
    if not isinstance(value, bool):
        raise PydanticCustomError("bool_type", "neither true nor false")
    return value


NUMBER = BeforeValidator(_number_itself)
"""Of a number in a file of keys: no text that looks like one, as editors see it too."""
YES_OR_NO = BeforeValidator(_yes_or_no)
"""Of true and false: nothing that only means it."""
