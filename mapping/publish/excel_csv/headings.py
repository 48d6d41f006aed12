"""Bulgarian headings of the tables for Excel, and Bulgarian words for their coded values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mapping.plan import PlanPeriod
from mapping.publish.certainty_words import STATUS_WORDS
from mapping.publish.fields import PERIOD, SERVICE, OutputFile
from mapping.publish.fields.words import FIELD_WORDS
from mapping.publish.records import period_column
from mapping.publish.uncovered import REASONS
from mapping.publish.workbook.words import MONEY_KINDS, SERVICE_KINDS, STATES, TARGET_UNITS

WORDS: Mapping[str, str] = {
    "lon": "географска дължина (градуси)",
    "lat": "географска ширина (градуси)",
    "change": "код на промяната",
    "into": "преобразува се в (код на услугата)",
    "contract_period": "период на договора",
    "effect_period": "в сила от периода",
    "places_before": "места преди промяната",
    "places_after": "места след промяната",
    "users_leaving": "напускащи потребители (лица)",
    "need": "потребност (лица)",
    "served": "обслужени (лица)",
    "unmet": "непокрити (лица)",
    "share": "обслужен дял (0–1)",
    "driving_share": "дял на пътуването (0–1)",
    "existing_places": "места в съществуващи звена",
    "committed_places": "места в договорени звена",
    "transformed_places": "места в преобразувани звена",
    "new_places": "места в нови звена",
    "new_units": "нови звена (без мобилни)",
    "new_teams": "нови мобилни екипи",
    "fund": "код на фонда",
    "fund_bg": "фонд",
    "fund_en": "фонд (английски)",
    "spent_eur": "изразходвани (евро)",
    "periods": "периоди",
    "envelope_eur": "налични (евро)",
    "left_eur": "остават (евро)",
    "unit_municipality": "код на общината на звеното",
    "paid_eur": "платени (евро)",
    "row": "№",
    "groups_bg": "целеви групи",
    "groups_en": "целеви групи (английски)",
    "reach_bg": "териториален обхват",
    "reach_en": "териториален обхват (английски)",
    "now": "капацитет преди плана (места)",
    "capacity_<period>": "капацитет <period> (места)",
    "teams_<period>": "нови екипи <period>",
    "content_bg": "съдържание – основни дейности",
    "content_en": "съдържание (английски)",
    "status_bg": "статус",
    "status_en": "статус (английски)",
    "start": "година или период на стартиране",
    "level": "ред",
    "places_now": "капацитет преди плана (места)",
    "staff_now": "персонал преди плана (щатни бройки)",
    "places_planned": "планиран капацитет (места)",
    "staff_planned": "необходим персонал (щатни бройки)",
    "unknown_now": "звена с неизвестен персонал преди плана",
    "unknown_planned": "звена с неизвестен планиран персонал",
    "indicator": "код на индикатора",
    "document_bg": "документ",
    "document_en": "документ (английски)",
    "scope_bg": "обхват",
    "scope_en": "обхват (английски)",
    "target_low": "цел: долна граница",
    "target": "цел",
    "target_high": "цел: горна граница",
    "reached": "достига планът",
    "gap": "недостиг",
    "counted_bg": "как е преброено",
    "counted_en": "как е преброено (английски)",
    "reason": "причина",
    "nearest_unit": "код на най-близкото звено",
    "nearest_ekatte": "ЕКАТТЕ на най-близкото звено",
}
"""By the name of a field; what is not here is in `FIELD_WORDS`."""

OF_FILE: Mapping[tuple[str, str], str] = {
    ("units.csv", "name_bg"): "име на звеното",
    ("units.csv", "name_en"): "име на звеното (английски)",
    ("changes.csv", "kind"): "вид промяна",
    ("changes.csv", "staff"): "допълнителен персонал (щатни бройки)",
    ("changes.csv", "running_eur_a_year"): "допълнителен текущ разход на година (евро)",
    ("money.csv", "kind"): "вид разход",
    ("money.csv", "units"): "брой платени звена",
    ("envelopes.csv", "kind"): "вид разход",
    ("money_by_unit.csv", "kind"): "вид разход",
    ("strategy_services.csv", "name_bg"): "име на звеното",
    ("strategy_services.csv", "name_en"): "име на звеното (английски)",
    ("strategy_indicators.csv", "name_bg"): "индикатор",
    ("strategy_indicators.csv", "name_en"): "индикатор (английски)",
    ("strategy_indicators.csv", "unit"): "мярка",
}
"""Fields that say another thing in one table than in others."""

_KINDS: Mapping[str, str] = {code: words.bg for code, words in SERVICE_KINDS.items()}
_MONEY: dict[str, str] = {str(code): words.bg for code, words in MONEY_KINDS.items()}
_STATES = {code: words.bg for code, words in STATES.items()}
_CHANGES = {"enlarge": "увеличаване", "shrink": "намаляване", "transform": "преобразуване", "close": "закриване"}
_VALUES: Mapping[str, Mapping[str, str]] = {
    "kind": _KINDS,
    "state": _STATES,
    "change_kind": _CHANGES,
    "catchment": {"municipality": "общината", "region": "целият регион"},
    "places_status": {code: words.bg for code, words in STATUS_WORDS.items()},
    "reason": {code: words.bg for code, words in REASONS.items()},
    "level": {"unit": "звено", "kind": "общо за вида", "all": "общо"},
}
_VALUES_OF_FILE: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("changes.csv", "kind"): _CHANGES,
    ("money.csv", "kind"): _MONEY,
    ("envelopes.csv", "kind"): _MONEY,
    ("money_by_unit.csv", "kind"): _MONEY,
    ("strategy_indicators.csv", "unit"): {code: words.bg for code, words in TARGET_UNITS.items()},
}


def heading(file: OutputFile, field: str) -> str:
    """The words for a field of a table, `<period>` left in them.

    Raises:
        KeyError: nobody has said what the field is in Bulgarian.
    """
    return OF_FILE.get((file.name, field)) or WORDS.get(field) or FIELD_WORDS[field]


def headings(file: OutputFile, periods: Sequence[PlanPeriod]) -> dict[str, str]:
    """The heading of every column of a table that people open (none has a column a service)."""
    words: dict[str, str] = {}
    for field in file.fields:
        assert SERVICE not in field.name
        said = heading(file, field.name)
        if PERIOD in field.name:
            words |= {
                field.name.replace(PERIOD, period_column(period)): said.replace(PERIOD, period.name)
                for period in periods
            }
        else:
            words[field.name] = said
    return words


def value_words(file: OutputFile, field: str) -> Mapping[str, str]:
    """The Bulgarian words for the coded values of a field; nothing where it holds no codes of this program."""
    return _VALUES_OF_FILE.get((file.name, field)) or _VALUES.get(field, {})
