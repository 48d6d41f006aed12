"""Numbers with their nouns, as grammar asks: 1 звено, 2 звена, 21 звена; 1 екип, 5 екипа.

Bulgarian has the singular after exactly one only (21 takes the plural, as CLDR says), and the count form of masculine
nouns that are not persons (два екипа, but двама потребители, which digits hide).
"""

from __future__ import annotations

from dataclasses import dataclass

from mapping.words import Language, Text, number, percent

NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted: the form after one, and after any other number."""

    one: Text
    many: Text


UNIT = Noun(Text("звено", "unit"), Text("звена", "units"))
NEW_UNIT = Noun(Text("ново звено", "new unit"), Text("нови звена", "new units"))
TEAM = Noun(Text("мобилен екип", "mobile team"), Text("мобилни екипа", "mobile teams"))
NEW_TEAM = Noun(Text("нов мобилен екип", "new mobile team"), Text("нови мобилни екипа", "new mobile teams"))
RESIDENTIAL = Noun(Text("резидентно звено", "residential unit"), Text("резидентни звена", "residential units"))
CENTRE = Noun(Text("център", "centre"), Text("центъра", "centres"))
PERSON = Noun(Text("лице", "person"), Text("лица", "persons"))
USER = Noun(Text("потребител", "user"), Text("потребители", "users"))
PLACE = Noun(Text("място", "place"), Text("места", "places"))
SETTLEMENT = Noun(Text("населено място", "settlement"), Text("населени места", "settlements"))
MUNICIPALITY = Noun(Text("община", "municipality"), Text("общини", "municipalities"))
POST = Noun(Text("щатна бройка", "post"), Text("щатни бройки", "posts"))
SOURCE = Noun(Text("източник", "source"), Text("източника", "sources"))
VALUE = Noun(Text("стойност", "value"), Text("стойности", "values"))
SERVICE = Noun(Text("услуга", "service"), Text("услуги", "services"))
FUND = Noun(Text("фонд", "fund"), Text("фонда", "funds"))
CHANGE = Noun(Text("промяна", "change"), Text("промени", "changes"))
MONTH = Noun(Text("месец", "month"), Text("месеца", "months"))
SITE = Noun(Text("възможно място", "possible site"), Text("възможни места", "possible sites"))
TEAM_SHORT = Noun(Text("екип", "team"), Text("екипа", "teams"))
SHEET = Noun(Text("фиш", "sheet"), Text("фиша", "sheets"))
COUNT = Noun(Text("известен брой", "known count"), Text("известни броя", "known counts"))


def shown(value: float, decimals: int = 0) -> Text:
    """A number in both languages."""
    return Text(number(value, "bg", decimals), number(value, "en", decimals))


def counted(value: float, noun: Noun, decimals: int = 0) -> Text:
    """A number and its noun, with a space between them where no line breaks."""

    def one(language: Language) -> str:
        digits = number(value, language, decimals)
        return f"{digits}{NBSP}{(noun.one if digits == '1' else noun.many).of(language)}"

    return Text(one("bg"), one("en"))


def agree(value: float, one: Text, many: Text) -> Text:
    """The words that go with a number: `one` with exactly one, `many` with any other."""
    return one if round(value, 6) == 1 else many


def persons(milli: int, decimals: int = 0) -> Text:
    """Thousandths of a person as persons, without a noun."""
    return shown(milli / 1000, decimals)


def share(part: float, decimals: int = 1) -> Text:
    """A share (0..1) in percent."""
    return Text(percent(part, "bg", decimals).replace(" %", f"{NBSP}%"), percent(part, "en", decimals))


def euro(cents: float, decimals: int = 0) -> Text:
    """Money as digits, without its name."""
    return shown(cents / 100, decimals)


def euros(cents: float, decimals: int = 0) -> Text:
    """Money with its name: 22 676 000 евро, EUR 22,676,000."""
    digits = euro(cents, decimals)
    return Text(f"{digits.bg}{NBSP}евро", f"EUR{NBSP}{digits.en}")


def millions(cents: float) -> Text:
    """Money in millions of EUR, one decimal; in whole EUR below a hundred thousand."""
    if abs(cents) < 1e7:
        return euros(cents)
    digits = shown(cents / 1e8, 1)
    return Text(f"{digits.bg}{NBSP}млн.{NBSP}евро", f"EUR{NBSP}{digits.en}{NBSP}million")


def cents_shown(amounts: list[int]) -> int:
    """Decimals with which a table shows money: none where all of it is whole EUR."""
    return 2 if any(amount % 100 for amount in amounts) else 0


def joined(texts: list[Text], between: str = ", ") -> Text:
    """The texts with `between` between them."""
    return Text(between.join(text.bg for text in texts), between.join(text.en for text in texts))


def listed(texts: list[Text]) -> Text:
    """The texts as a list in a sentence: a, b и c."""
    if len(texts) < 2:
        return joined(texts)
    head, last = joined(texts[:-1]), texts[-1]
    return Text(f"{head.bg} и {last.bg}", f"{head.en} and {last.en}")
