"""What number is meant: a question in a user's words (Bulgarian, English or codes) to keys of claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from mapping.errors import NeedsmapError
from mapping.evidence.answers import Question, keys_for
from mapping.evidence.book import claim_of
from mapping.evidence.facts import Facts
from mapping.evidence.names import best_matches, exact_runs, folded, words_of
from mapping.evidence.topics import TOPICS, topics_of
from mapping.model.objectives import OBJECTIVE_WORDS
from mapping.words import LANGUAGES, Text

Names = Mapping[str, Sequence[str]]
"""How things are called, by their codes."""

Named = tuple[str, tuple[str, ...]]
"""A kind (service, fund, objective) and the codes that a name may mean."""

MOST_CHOICES = 30


class NotOneNumberError(NeedsmapError):
    """The question names nothing that the run has, or several things."""

    exit_code = 2


def find(facts: Facts, question: str) -> tuple[str, ...]:
    """The keys of the claims that answer `question`.

    Raises:
        NotOneNumberError: nothing is named so (with the nearest names), or several things are (with all of them).
    """
    said = question.strip()
    if "/" in said and _is_key(facts, said):
        return (said,)
    if said in facts.unit:
        return keys_for(facts, Question(unit=said))
    asked = understand(facts, said)
    keys = keys_for(facts, asked)
    if not keys:
        raise NotOneNumberError(Text(
            f"„{said}“: планът няма такова число. {_hint(asked).bg}",
            f"“{said}”: the plan has no such number. {_hint(asked).en}",
        ))  # fmt: skip
    return keys


def understand(facts: Facts, question: str) -> Question:
    """What `question` names: settlements, a service, a municipality, a fund, an existing unit, an objective.

    Raises:
        NotOneNumberError: a word names nothing (with the nearest names), or several things (with all of them).
    """
    said = question.strip()
    words = words_of(said)
    if not words:
        raise NotOneNumberError(Text("Напишете какво търсите.", "Write what you are looking for."))
    try:
        return _understood(facts, words)
    except NotOneNumberError as error:
        raise NotOneNumberError(_in_their_words(error.message, said)) from error


def _is_key(facts: Facts, key: str) -> bool:
    try:
        claim_of(facts, key)
    except KeyError:
        return False
    return True


def _in_their_words(message: Text, said: str) -> Text:
    """`message` with the words as the user wrote them instead of folded ones."""
    bg, en = message.bg, message.en
    for word in said.split():
        bg = bg.replace(f"„{folded(word)}“", f"„{word}“")
        en = en.replace(f"“{folded(word)}”", f"“{word}”")
    return Text(bg, en)


def _hint(asked: Question) -> Text:
    if asked.unit is not None or asked.fund is not None:
        return Text("Опитайте без думата за вида на числото.", "Try it without the word for the kind of number.")
    return Text(
        "Опитайте само с населеното място или само с услугата.", "Try the settlement alone, or the service alone."
    )


def _understood(facts: Facts, words: list[str]) -> Question:
    """What the words name: topics and years, then settlements, then a service, fund, unit or objective."""
    for start, end, objectives in exact_runs(words, _names_of(facts, "objective")):
        if end - start == len(words):
            return Question(objective=objectives[0])
    topics, left = topics_of(words)
    period, left = _period(facts, left)
    codes = {folded(code) for code in facts.municipality}
    if "municipality" in topics or codes & set(left):
        code, left = _one(facts, left, _municipality_names(facts), Text("общини", "municipalities"))
        service, left = _service(facts, left)
        place, left = _settlement_in(facts, left, code)
        _nothing_left(facts, left)
        if place is not None:  # с. Поляново, община Харманли: the municipality only says which
            return Question((place,), service=service, period=period, topics=topics - {"municipality"})
        return Question(municipality=code, service=service, period=period, topics=topics)
    unit = _unit(facts, left)
    named, rest = _named_in_full(facts, left)
    places, rest = _settlements(facts, rest)
    if named is None:
        named, rest = _named_in_part(facts, rest)
    if unit is not None and unit[1] > len(left) - len(rest):
        return Question(unit=unit[0], period=period, topics=topics)
    if rest:
        more, rest = _settlements_begun(facts, rest)
        places = (*places, *more)
    _nothing_left(facts, rest)
    return _about(facts, named, Question(places, period=period, topics=topics))


def _about(facts: Facts, named: Named | None, asked: Question) -> Question:
    """`asked`, about the one service, fund or objective that is `named`."""
    if named is None:
        return asked
    kind, code = named[0], _single(named[1], _names_of(facts, named[0]), _KIND_WORDS[named[0]])
    if kind == "objective":
        return replace(asked, objective=code)
    if kind == "service":
        return replace(asked, service=code)
    if facts.fund[code].scope == "municipality" and not asked.settlements:
        seats = [facts.settlement[place.seat].name for place in facts.case.region.municipalities]
        bg, en = (", ".join(name.of(language) for name in seats) for language in LANGUAGES)
        raise NotOneNumberError(Text(f"Този фонд е на общините: добавете една от тях – {bg}.",
                                     f"This fund is the municipalities': add one of them: {en}."))  # fmt: skip
    return replace(asked, fund=code)


def _period(facts: Facts, words: list[str]) -> tuple[int | None, list[str]]:
    """The period of the years among `words` (the last one named), and the other words."""
    years = [word for word in words if word.isdigit() and len(word) == 4]
    found = None
    for year in years:
        for t, period in enumerate(facts.plan.periods):
            if period.first_year <= int(year) <= period.last_year:
                found = t
    if years and found is None:
        spans = ", ".join(period.name for period in facts.plan.periods)
        raise NotOneNumberError(Text(f"{years[0]} г. не е в периодите на плана: {spans}.",
                                     f"{years[0]} is in no period of the plan: {spans}."))  # fmt: skip
    return found, [word for word in words if word not in years]


def _settlements(facts: Facts, words: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Settlements named in full among `words`, and the other words; the municipality tells namesakes apart."""
    runs = exact_runs(words, _settlement_names(facts))
    homes = {facts.settlement[code].municipality for _, _, codes in runs if len(codes) == 1 for code in codes}
    homes &= {m.code for m in facts.case.region.municipalities if m.seat in {c for _, _, codes in runs for c in codes}}
    towns = [run for run in exact_runs(words, _municipality_names(facts)) if len(run[2]) == 1]
    homes |= {code for _, _, codes in towns for code in codes}
    found: list[str] = []
    helpers: set[str] = set()
    for start, end, codes in runs:
        nearer = [code for code in codes if facts.settlement[code].municipality in homes]
        if len(codes) > 1 and len(nearer) != 1:
            raise _several(facts, " ".join(words[start:end]), codes)
        if len(codes) > 1:
            helpers |= {facts.municipality[facts.settlement[code].municipality].seat for code in nearer}
        found.append(nearer[0] if len(codes) > 1 else codes[0])
    used = {n for start, end, _ in (*runs, *(towns if any(len(run[2]) > 1 for run in runs) else ()))
            for n in range(start, end)}  # fmt: skip
    kept = tuple(dict.fromkeys(code for code in found if code not in helpers))
    return kept, [word for n, word in enumerate(words) if n not in used]


def _settlement_in(facts: Facts, words: list[str], municipality: str) -> tuple[str | None, list[str]]:
    """The settlement of this municipality that is named in full among `words`, and the other words."""
    for start, end, codes in exact_runs(words, _settlement_names(facts)):
        here = [code for code in codes if facts.settlement[code].municipality == municipality]
        if len(here) == 1:
            return here[0], [word for n, word in enumerate(words) if not start <= n < end]
    return None, words


def _settlements_begun(facts: Facts, words: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Settlements of which `words` are the beginning (three letters or more), each of one name only."""
    found: list[str] = []
    left: list[str] = []
    for word in words:
        codes = tuple(
            code for code, names in _settlement_names(facts).items()
            if len(word) >= 3 and any(folded(name).startswith(word) for name in names)
        )  # fmt: skip
        if len(codes) > 1:
            raise _several(facts, word, codes)
        found += codes
        left += [] if codes else [word]
    return tuple(found), left


def _several(facts: Facts, word: str, codes: Sequence[str]) -> NotOneNumberError:
    lines: dict[str, list[str]] = {"bg": [], "en": []}
    for code in codes[:MOST_CHOICES]:
        place = facts.settlement[code]
        home = facts.municipality[place.municipality].name
        lines["bg"].append(f"  {code}  {place.label.bg}, община {home.bg}")
        lines["en"].append(f"  {code}  {place.label.en}, {home.en} municipality")
    more = len(codes) - MOST_CHOICES
    tail = (f"\n  … и още {more}", f"\n  … and {more} more") if more > 0 else ("", "")
    return NotOneNumberError(Text(
        f"„{word}“ са няколко населени места; напишете кода или и общината:\n" + "\n".join(lines["bg"]) + tail[0],
        f"“{word}” is several settlements; write the code, or the municipality:\n" + "\n".join(lines["en"]) + tail[1],
    ))  # fmt: skip


def _settlement_names(facts: Facts) -> Names:
    return {code: (place.name.bg, place.name.en, code) for code, place in facts.settlement.items()}


def _municipality_names(facts: Facts) -> Names:
    return {code: (place.name.bg, place.name.en, code) for code, place in facts.municipality.items()}


def _names_of(facts: Facts, kind: str) -> Names:
    """The names of services, funds or objectives."""
    if kind == "service":
        shown = {*facts.service_index, *(unit.service for unit in facts.plan.units)}
        return {s.id: (s.name.bg, s.name.en, s.short.bg, s.short.en, s.id) for s in facts.case.region.catalogue.services
                if s.id in shown}  # fmt: skip
    if kind == "fund":
        return {fund.id: (fund.name.bg, fund.name.en, fund.id) for fund in facts.case.region.funds}
    stages = [stage.objective for stage in facts.plan.stages]
    return {name: (OBJECTIVE_WORDS[name][0].bg, OBJECTIVE_WORDS[name][0].en, name) for name in stages}


_KIND_WORDS = {
    "service": Text("услуги", "services"),
    "fund": Text("фондове", "funds"),
    "objective": Text("цели", "objectives"),
}


def _named_in_full(facts: Facts, words: list[str]) -> tuple[Named | None, list[str]]:
    """The service or fund whose name of several words stands in full among `words`, and the other words.

    Sought before settlements, which may be called like a word of it (с. Подкрепа).
    """
    for kind in ("service", "fund"):
        for start, end, codes in exact_runs(words, _names_of(facts, kind)):
            if end - start > 1 or end - start == len(words):
                return (kind, codes), [word for n, word in enumerate(words) if not start <= n < end]
    return None, words


def _named_in_part(facts: Facts, words: list[str]) -> tuple[Named | None, list[str]]:
    """What most of `words` name, and the other words."""
    best: tuple[Named | None, frozenset[int]] = (None, frozenset())
    for kind in _KIND_WORDS:
        names = _names_of(facts, kind)
        for start, end, codes in exact_runs(words, names):
            if end - start == len(words):
                return (kind, codes), []
        codes, used = best_matches(words, names)
        if len(used) > len(best[1]):
            best = (kind, codes), used
    return best[0], [word for n, word in enumerate(words) if n not in best[1]]


def _unit(facts: Facts, words: list[str]) -> tuple[str, int] | None:
    """The existing unit that most of `words` name, if it is one only, and how many words."""
    names = {
        unit.id: (unit.name.bg, unit.name.en, unit.id) for unit in facts.case.region.units if unit.id in facts.unit
    }
    codes, used = best_matches(words, names)
    return (codes[0], len(used)) if len(codes) == 1 else None


def _service(facts: Facts, words: list[str]) -> tuple[str | None, list[str]]:
    if not words:
        return None, []
    names = _names_of(facts, "service")
    whole = [run for run in exact_runs(words, names) if run[1] - run[0] == len(words)]
    codes, used = (whole[0][2], frozenset(range(len(words)))) if whole else best_matches(words, names)
    if not codes:
        return None, words
    code = _single(codes, names, _KIND_WORDS["service"])
    return code, [word for n, word in enumerate(words) if n not in used]


def _one(facts: Facts, words: list[str], names: Names, kind: Text) -> tuple[str, list[str]]:
    """What is named among `words`, in full or in part, and the other words."""
    runs = exact_runs(words, names)
    if runs:
        start, end, codes = runs[0]
        return _single(codes, names, kind), [w for n, w in enumerate(words) if not start <= n < end]
    codes, used = best_matches(words, names)
    if not codes:
        _nothing_left(facts, words or [""])
    return _single(codes, names, kind), [w for n, w in enumerate(words) if n not in used]


def _single(codes: Sequence[str], names: Names, kind: Text) -> str:
    if len(codes) == 1:
        return codes[0]
    lines = {at: "\n".join(f"  {code}  {names[code][at]}" for code in codes[:MOST_CHOICES]) for at in (0, 1)}
    raise NotOneNumberError(Text(
        f"Това са няколко {kind.bg}; напишете името докрай или кода:\n{lines[0]}",
        f"These are several {kind.en}; write the whole name, or the code:\n{lines[1]}",
    ))  # fmt: skip


def _nothing_left(facts: Facts, words: Iterable[str]) -> None:
    """Fail on words that name nothing, with the names nearest to them."""
    for word in words:
        known: dict[str, tuple[str, str]] = {}
        for names in (
            _settlement_names(facts),
            _municipality_names(facts),
            *(_names_of(facts, k) for k in _KIND_WORDS),
        ):
            for spellings in names.values():
                for spelling in spellings:
                    for part in words_of(spelling):
                        known.setdefault(part, (spellings[0], spellings[1]))
        for topic in TOPICS.values():
            for said in topic:
                known.setdefault(said, (said, said))
        near = [known[match] for match in get_close_matches(word, known, n=5, cutoff=0.7)]
        bg, en = (", ".join(dict.fromkeys(names[at] for names in near)) for at in (0, 1))
        raise NotOneNumberError(
            Text(
                f"„{word}“ не е име на нищо в плана. Най-близко: {bg}.",
                f"“{word}” is no name in the plan. Nearest: {en}.",
            )
            if near
            else Text(
                f"„{word}“ не е име на нищо в плана: напишете населено място, услуга, община, фонд или код на звено.",
                f"“{word}” is no name in the plan: write a settlement, service, municipality, fund or code of a unit.",
            )
        )
