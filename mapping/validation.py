"""What a row type or a file of keys refuses, in words for planners: what is wrong, what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel
from pydantic_core import ErrorDetails, PydanticCustomError

from mapping.errors import ProblemLog, Where, nearest_word
from mapping.words import Text

Loc = tuple[int | str, ...]

CODE_PATTERN = r"^[a-z][a-z0-9_]*$"
EKATTE_PATTERN = r"^\d{5}$"
POINT_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_.-]*$"
MUNICIPALITY_PATTERN = r"^[A-Z0-9]{3,5}$"
SERVICES_PATTERN = r"^([a-z][a-z0-9_]*(;[a-z][a-z0-9_]*)*)?$"

_PATTERNS: Mapping[str, Text] = {
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

_BOUNDS = {"greater_than": ">", "greater_than_equal": "≥", "less_than": "<", "less_than_equal": "≤"}

_KINDS: tuple[tuple[tuple[str, ...], Text, Text], ...] = (
    (
        ("int_",),
        Text("„{}“ не е цяло число", "“{}” is not a whole number"),
        Text("Запишете цяло число, без интервали и мерна единица.",
             "Write a whole number, without blanks or a unit."),
    ),
    (
        ("float_", "finite", "decimal_"),
        Text("„{}“ не е число", "“{}” is not a number"),
        Text("Запишете число с десетична точка, без интервали и мерна единица.",
             "Write a number with a decimal point, without blanks or a unit."),
    ),
    (
        ("bool_",),
        Text("„{}“ не е нито true, нито false", "“{}” is neither true nor false"),
        Text("Запишете true (да) или false (не), без кавички.",
             "Write true (yes) or false (no), without quotation marks."),
    ),
    (
        ("date_",),
        Text("„{}“ не е дата", "“{}” is not a date"),
        Text("Запишете дата без кавички, например 2021-09-07.",
             "Write a date without quotation marks, such as 2021-09-07."),
    ),
    (
        ("string_type", "string_unicode", "string_sub_type"),
        Text("„{}“ не е текст", "“{}” is not text"),
        Text("Запишете текст в кавички.", "Write text in quotation marks."),
    ),
    (
        ("tuple_type", "list_type"),
        Text("„{}“ не е списък", "“{}” is not a list"),
        Text("Запишете списък, например [[periods]] или [\"…\"].",
             "Write a list, such as [[periods]] or [\"…\"]."),
    ),
    (
        ("too_short",),
        Text("списъкът е празен", "the list is empty"),
        Text("Дайте поне един елемент.", "Give at least one item."),
    ),
    (
        ("model_type", "model_attributes_type", "dict_type", "dataclass_type", "mapping_type"),
        Text("„{}“ не е раздел с ключове", "“{}” is not a section with keys"),
        Text("Запишете раздел с ключове; docs/scenario.md описва ключовете.",
             "Write a section with keys; docs/scenario.md describes the keys."),
    ),
)  # fmt: skip


def note_unreadable(log: ProblemLog, file: str, error: OSError) -> None:
    """Note that the system refuses to hand over `file`."""
    reason = error.strerror or str(error)
    log.add(
        Where(file),
        Text(f"файлът не може да се прочете ({reason})", f"the file cannot be read ({reason})"),
        Text("Проверете правата за достъп до файла.", "Check the permissions of the file."),
    )


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


def note_validation_errors(
    log: ProblemLog, errors: Iterable[ErrorDetails], place: Callable[[Loc], Where], model: type[BaseModel]
) -> None:
    """Add each of pydantic's `errors` with `model` to `log`;
    `place` turns a location into a place in the input.
    """
    for item in errors:
        where = place(item["loc"])
        if item["type"] == "extra_forbidden":
            what, todo = _unknown_key(model, item["loc"])
        else:
            what, todo = _message(item["type"], item.get("ctx") or {}, item.get("input"), where)
        log.add(where, what, todo)


def _unknown_key(model: type[BaseModel], loc: Loc) -> tuple[Text, Text]:
    near = nearest_word(str(loc[-1]), _keys_at(model, loc[:-1]))
    todo = (
        Text(f"Вероятно е „{near}“.", f"Did you mean “{near}”?")
        if near
        else Text("Махнете го; docs/ описва ключовете.", "Remove it; docs/ describes the keys.")
    )
    return Text("непознат ключ", "unknown key"), todo


def _keys_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """The known keys of the part of a file at `loc`."""
    current: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, int) or current is None:
            continue
        field = current.model_fields.get(part)
        if field is not None:
            current = _model_in(field.annotation)
    return list(current.model_fields) if current is not None else []


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found is not None:
            return found
    return None


def _message(kind: str, context: Mapping[str, Any], value: object, where: Where) -> tuple[Text, Text]:
    shown = _shown(value)
    if kind == "said":
        return Text(context["bg"], context["en"]), Text(context["todo_bg"], context["todo_en"])
    if kind == "missing":
        return _missing(where)
    if kind in _BOUNDS:
        return _out_of_bounds(kind, context, shown)
    if kind == "literal_error":
        return _not_a_choice(context, shown)
    for beginnings, what, todo in _KINDS:
        if kind.startswith(beginnings):
            return Text(what.bg.format(shown), what.en.format(shown)), todo
    pattern = str(context.get("pattern", kind))
    return (
        Text(f"„{shown}“ не е в очаквания вид", f"“{shown}” has not the expected form"),
        _PATTERNS.get(pattern, Text(f"Очакван вид: {pattern}.", f"Expected form: {pattern}.")),
    )


def _missing(where: Where) -> tuple[Text, Text]:
    if where.key is None:
        return Text("празна клетка", "empty cell"), Text("Попълнете стойност.", "Fill in a value.")
    return (
        Text("задължителният ключ липсва", "a required key is missing"),
        Text("Добавете го; docs/ описва ключовете.", "Add it; docs/ describes the keys."),
    )


def _out_of_bounds(kind: str, context: Mapping[str, Any], shown: str) -> tuple[Text, Text]:
    bound = f"{_BOUNDS[kind]} {next(v for k, v in context.items() if k in {'gt', 'ge', 'lt', 'le'}):.12g}"
    return (
        Text(f"стойността {shown} е извън границите", f"the value {shown} is out of bounds"),
        Text(f"Трябва да е {bound}.", f"It must be {bound}."),
    )


def _not_a_choice(context: Mapping[str, Any], shown: str) -> tuple[Text, Text]:
    choices = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "")
    near = nearest_word(shown, choices.split(", "))
    todo = (
        Text(f"Вероятно е „{near}“.", f"Did you mean “{near}”?")
        if near
        else Text(f"Изберете едно от: {choices}.", f"Choose one of: {choices}.")
    )
    return Text(f"непозната стойност „{shown}“", f"unknown value “{shown}”"), todo


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"
