"""What pydantic refuses, in words for planners: what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from mapping.errors import ProblemLog, Where, meant, nearest_word
from mapping.letters import latin, look_alikes
from mapping.validation.patterns import PATTERN_WORDS
from mapping.validation.unknown import Loc, unknown_key
from mapping.words import Text

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


def note_validation_errors(
    log: ProblemLog,
    errors: Iterable[ErrorDetails],
    place: Callable[[Loc], Where],
    model: type[BaseModel],
    top: Iterable[str] = (),
) -> None:
    """Add each of pydantic's `errors` with `model` to `log`;
    `place` turns a location into a place in the input. `top`: keys that may stand at the top of a file, but are not
    the model's.
    """
    for item in errors:
        where = place(of_key(item["loc"]))
        if item["type"] == "extra_forbidden":
            what, todo = unknown_key(model, item["loc"], (*model.model_fields, *top))
        else:
            what, todo = _message(item["type"], item.get("ctx") or {}, item.get("input"), where)
        log.add(where, what, todo)


def of_key(loc: Loc) -> Loc:
    """The way to a key that is refused itself, and not its value."""
    return loc[:-1] if loc and loc[-1] == "[key]" else loc


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
    return Text(f"„{shown}“ не е в очаквания вид", f"“{shown}” has not the expected form"), _form(kind, context, value)


def _form(kind: str, context: Mapping[str, Any], value: object) -> Text:
    """How a value that has not the expected form is written."""
    pattern = str(context.get("pattern", kind))
    if look_alikes(str(value)):
        return meant(str(value), latin(str(value)))
    return PATTERN_WORDS.get(pattern, Text(f"Очакван вид: {pattern}.", f"Expected form: {pattern}."))


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
    todo = meant(shown, near) if near else Text(f"Изберете едно от: {choices}.", f"Choose one of: {choices}.")
    return Text(f"непозната стойност „{shown}“", f"unknown value “{shown}”"), todo


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"
