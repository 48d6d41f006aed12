"""The words of the page, by the key that its scripts ask for; {0}, {1} … are filled there."""

from __future__ import annotations

from collections.abc import Mapping

from mapping.words import Text

_NUMBERS: Mapping[str, Text] = {
    "users": Text("{0} потребители", "{0} users"),
    "one_user": Text("{0} потребител", "{0} user"),
    "percent": Text("{0} %", "{0}%"),
    "over_percent": Text("над {0} %", "over {0}%"),
    "under_percent": Text("под {0} %", "under {0}%"),
    "euro": Text("{0} евро", "EUR {0}"),
    "km_words": Text("{0} км", "{0} km"),
    "m_words": Text("{0} м", "{0} m"),
    "way": Text("{0} мин, {1} км в една посока", "{0} min, {1} km one way"),
    "in_place": Text("в самото населено място", "in the settlement itself"),
    "town_before": Text("гр. ", ""),
    "village_before": Text("с. ", ""),
    "area_before": Text("община ", "municipality of "),
    "people": Text("{0} жители (преброяване)", "{0} inhabitants (census)"),
    "code": Text("ЕКАТТЕ {0}", "EKATTE {0}"),
    "period_words": Text("{0} г.", "{0}"),
    "posts": Text(
        "{0} щатни бройки, когато всичко договорено работи", "{0} full posts when all that is contracted works"
    ),
}

_CHOICES: Mapping[str, Text] = {
    "search": Text("Търсене по име", "Search by name"),
    "nothing_found": Text("Няма такова име в областта.", "There is no such name in the region."),
    "print": Text("Печат", "Print"),
    "panels": Text("Панели", "Panels"),
    "tab_layers": Text("Слоеве", "Layers"),
    "tab_details": Text("Подробности", "Details"),
    "tab_about": Text("За картата", "About the map"),
    "layers": Text("Слоеве", "Layers"),
    "period": Text("Период", "Period"),
    "states": Text("Състояние", "State"),
    "services": Text("Услуги", "Services"),
    "services_hint": Text(
        "Числата: звена и екипи сега, +нови. Фонът на картата показва избраните услуги.",
        "Figures: units and teams now, +new. The ground of the map shows the chosen services.",
    ),
    "count_title": Text(
        "{0} съществуващи, договорени и променени, {1} нови", "{0} existing, committed and changed, {1} new"
    ),
    "all": Text("всички", "all"),
    "none": Text("никоя", "none"),
    "only": Text("само", "only"),
    "only_title": Text("Само: {0}", "Only: {0}"),
    "show_only": Text("Покажи само тази услуга на картата", "Show only this service on the map"),
    "kind_residential": Text("резидентна услуга", "residential service"),
    "kind_centre": Text("дневна услуга, център", "day service, centre"),
    "kind_mobile": Text("мобилна услуга", "mobile service"),
    "state_existing": Text("съществуваща", "existing"),
    "state_committed": Text("договорена / в изграждане", "committed / under construction"),
    "state_changed": Text("променена", "changed"),
    "state_new": Text("нова", "new"),
    "state_closed": Text("закрита", "closed"),
    "state_missing": Text("често тук, но не е в плана", "often here, not in the plan"),
    "state_absent": Text("още или вече не работи през периода", "not in service in the period"),
    "all_services": Text("всички услуги", "all services"),
    "some_services": Text("{0} избрани услуги", "{0} chosen services"),
    "no_services": Text("няма избрани услуги", "no services chosen"),
    "zoom_in": Text("Приближаване", "Zoom in"),
    "zoom_out": Text("Отдалечаване", "Zoom out"),
    "whole_region": Text("Цялата карта", "The whole map"),
    "north": Text("С", "N"),
    "map_label": Text(
        "Карта. Стрелките местят, + и - приближават и отдалечават, 0 показва цялата област.",
        "Map. Arrows move it, + and - zoom, 0 shows the whole region.",
    ),
}

_MAP: Mapping[str, Text] = {
    "tooltip": Text("{0}: обслужени {1} от {2} (оценка)", "{0}: {1} of {2} served (estimate)"),
    "tooltip_none": Text("{0}: няма потребност от избраните услуги", "{0}: no need for the chosen services"),
    "units_here": Text("звена: {0}", "units: {0}"),
    "sure_in": Text("в {0} от 100 възможни развития", "in {0} of 100 possible futures"),
    "legend": Text("Легенда", "Legend"),
    "key": Text("Услуги: номера, звена и екипи", "Services: numbers, units and teams"),
    "ramp": Text("обслужен дял, %:", "served share, %:"),
    "legend_shares": Text("Обслужен дял от потребността", "Served share of need"),
    "legend_none": Text("без потребност или жители", "no need or inhabitants"),
    "legend_marks": Text("Услуги: знаци", "Services: marks"),
    "legend_figures": Text(
        "В знака: номер на услугата. Под него: места (потребители) общо, в скоби – брой звена; ×n – брой екипи. "
        "Заоблен знак с число: брой звена, за които няма място – приближете.",
        "In the mark: number of the service. Below: places (users) in all, in brackets the number of units; ×n: number "
        "of teams. Rounded sign: number of units that there is no room for; zoom in.",
    ),
    "legend_sure": Text(
        "Получерно: в какъв дял от възможните развития звеното се строи.",
        "Bold: in which share of the possible futures the unit is built.",
    ),
    "tooltip_range": Text("; в 90 от 100 развития {0}–{1} %", "; in 90 of 100 futures {0}–{1}%"),
    "range": Text("{0}–{1}", "{0}–{1}"),
    "from_to": Text("{0}–{1} %", "{0}–{1}%"),
    "up_to": Text("до {0}", "up to {0}"),
    "over": Text("над {0}", "over {0}"),
    "inhabitants": Text("жители", "inhabitants"),
    "approximate": Text("Приблизителни граници.", "Approximate boundaries."),
    "estimated_travel": Text("Оценено пътуване.", "Estimated travel."),
}

_NEED: Mapping[str, Text] = {
    "need": Text("потребност", "need"),
    "served": Text("обслужени", "served"),
    "unmet": Text("непокрити", "unmet"),
    "share": Text("обслужен дял", "served share"),
    "share_short": Text("дял", "share"),
    "service": Text("услуга", "service"),
    "place": Text("населено място", "settlement"),
    "area": Text("община", "municipality"),
    "no_need": Text("Няма оценена потребност през периода.", "No need is estimated in the period."),
    "estimate_note": Text(
        "Потребители, оценка; сбор по услуги: едно лице може да се брои при няколко. В скоби: ако всички дялове са на "
        "долната, съответно на горната си граница.",
        "Users, an estimate; summed over services: a person may count under several. In brackets: if every rate is at "
        "the low, or at the high end of its range.",
    ),
    "need_in": Text("Потребност {0}", "Need {0}"),
    "need_in_all": Text("Потребност {0}, всички услуги", "Need {0}, all services"),
    "need_in_chosen": Text("Потребност {0}, избраните услуги", "Need {0}, chosen services"),
    "need_by_service": Text("По услуги: потребност и кой я покрива", "By service: need, and who serves it"),
    "small_needs": Text("По-малко от 0,1 потребители за всяка: {0}.", "Less than 0.1 users for each: {0}."),
    "need_line": Text("потребност {0}", "need {0}"),
    "served_line": Text("обслужени {0}", "served {0}"),
    "unmet_line": Text("непокрити {0}", "unmet {0}"),
    "units_in_place": Text("Звена в населеното място", "Units in the settlement"),
    "area_places": Text("{0} населени места, {1} жители", "{0} settlements, {1} inhabitants"),
    "share_by_period": Text("По периоди", "By period"),
    "share_by_area": Text("Обслужен дял по общини", "Served share by municipality"),
    "by_service": Text("По услуги", "By service"),
    "by_area": Text("По общини", "By municipality"),
    "units_in_area": Text("Звена в общината: {0}", "Units in the municipality: {0}"),
    "units_list": Text("Звена: {0}", "Units: {0}"),
    "places_by_unmet": Text("Населени места, най-непокритите първи", "Settlements, the largest unmet need first"),
    "key_figures": Text("Новото по плана, всички периоди", "What is new in the plan, all periods"),
    "how_to": Text(
        "Изберете населено място, знак на звено или име на община; или търсете по име, на кирилица или латиница.",
        "Click a settlement, the mark of a unit or the name of a municipality; or search by name, in either alphabet.",
    ),
}

_UNIT: Mapping[str, Text] = {
    "start_new": Text("в услуга от {0} г. (по плана)", "in service from {0} (planned)"),
    "start_committed": Text("в услуга от {0} г.", "in service from {0}"),
    "change_enlarge": Text("Увеличава се от {0} на {1} места.", "Grows from {0} to {1} places."),
    "change_shrink": Text("Намалява от {0} на {1} места.", "Shrinks from {0} to {1} places."),
    "change_close": Text("Закрива се; имаше {0} места.", "Closes; it had {0} places."),
    "change_transform": Text(
        "Преобразува се: от „{3}“ ({0} места) в „{2}“ ({1} места).",
        "Transformed: from “{3}” ({0} places) to “{2}” ({1} places).",
    ),
    "change_when": Text("В сила от периода {0} (от {1} г.).", "In effect from the period {0} (from {1})."),
    "certainty": Text("Колко сигурно е", "How sure it is"),
    "unit_number": Text("Звено {0}:", "Unit {0}:"),
    "team_number": Text("Екип {0}:", "Team {0}:"),
    "sure_solid": Text("сигурно ●●● – в {0} от 100 възможни развития", "solid ●●● – in {0} of 100 possible futures"),
    "sure_likely": Text("вероятно ●●○ – в {0} от 100 възможни развития", "likely ●●○ – in {0} of 100 possible futures"),
    "sure_open": Text("под въпрос ●○○ – в {0} от 100 възможни развития", "open ●○○ – in {0} of 100 possible futures"),
    "plan_certainty": Text("Колко е сигурен планът", "How sure the plan is"),
    "tried": Text(
        "Планът е пробван в {0} възможни развития на потребност, разходи и пари.",
        "The plan was tried in {0} possible futures of need, costs and money.",
    ),
    "class_counts": Text(
        "Нови звена и екипи: сигурни ●●● {0}, вероятни ●●○ {1}, под въпрос ●○○ {2}.",
        "New units and teams: solid ●●● {0}, likely ●●○ {1}, open ●○○ {2}.",
    ),
    "region_range": Text(
        "Обслужен дял през {0} г. в 90 от 100 развития: от {1} до {2} %.",
        "Served share in {0} in 90 of 100 futures: {1} to {2}%.",
    ),
    "missing_list": Text("Често се строят, но не са в плана: {0}", "Often built, but not in the plan: {0}"),
    "missing_share": Text(
        "Не е в плана, но се строи в {0} от 100 възможни развития.",
        "Not in the plan, but built in {0} of 100 possible futures.",
    ),
    "missing_note": Text(
        "Планът за приетите стойности няма това звено; при повечето други възможни стойности то е част от най-добрия "
        "план. Обсъдете го преди решение.",
        "The plan for the values taken has no such unit; for most other possible values it is part of the best plan. "
        "Discuss it before you decide.",
    ),
    "served_range_head": Text("Колко сигурно е обслужването {0}", "How sure the service is, {0}"),
    "served_range": Text(
        "В 90 от 100 възможни развития се обслужват от {0} до {1} % от потребността, в средното {2} %; по плана {3} %.",
        "In 90 of 100 possible futures {0} to {1}% of the need are served, {2}% in the middle one; under the plan "
        "{3}%.",
    ),
    "certainty_note": Text(
        "Колко често звеното остава в най-добрия план, когато потребност, разходи и пари се менят в границите си.",
        "How often the unit stays in the best plan when need, costs and money move inside their ranges.",
    ),
    "places_users": Text("Места и потребители", "Places and users"),
    "places": Text("места", "places"),
    "clients": Text("капацитет, потребители", "capacity, users"),
    "teams": Text("екипи", "teams"),
    "units_count": Text("звена", "units"),
    "users_head": Text("потребители", "users"),
    "not_planned": Text(
        "За тази услуга потребност не е оценявана и нови звена не се планират.",
        "No need was estimated for this service, and no new units are planned.",
    ),
    "places_range": Text("Местата са оценени между {0} и {1}.", "The places are estimated between {0} and {1}."),
    "status_derived": Text("Местата са изведени от публикувани данни.", "The places are derived from published data."),
    "status_assumption": Text("Местата са допускане.", "The places are an assumption."),
    "status_user": Text(
        "Местата са зададени от потребителя на програмата.", "The places were given by the program's user."
    ),
    "staff": Text("Персонал", "Staff"),
    "staff_unknown": Text("Щатът не е известен.", "The staff is not known."),
    "money": Text("Пари по плана", "Money in the plan"),
    "cost_line": Text(
        "Капиталов разход {0}; текущ {1} годишно (оценка).", "Capital cost {0}; running {1} a year (estimate)."
    ),
    "no_money": Text("Планът не дава нови пари за това звено.", "The plan gives no new money for this unit."),
    "in_euro": Text("евро", "EUR"),
    "capital": Text("капиталови", "capital"),
    "running": Text("текущи", "running"),
    "fund_line": Text("{0}: {1}", "{0}: {1}"),
    "money_total": Text("Общо по плана {0}.", "Together in the plan {0}."),
    "together": Text("общо", "together"),
    "money_note": Text(
        "Текущите са за всички години на периода заедно.", "Running money is for all years of the period together."
    ),
    "villages_served": Text("Обслужени населени места, {0}", "Settlements served, {0}"),
    "serves_nobody": Text(
        "През периода планът не насочва потребители насам.", "The plan sends no users here in the period."
    ),
    "served_summary": Text(
        "Населени места: {0}; общини: {1}. До потребител: средно {2} мин, най-много {3} мин в една посока.",
        "Settlements: {0}; municipalities: {1}. To a user: {2} min on average, {3} min at most, one way.",
    ),
    "minutes": Text("мин", "min"),
    "km": Text("км", "km"),
    "source": Text("Източник за звеното", "Source of the unit"),
}

_ABOUT: Mapping[str, Text] = {
    "about": Text("За картата", "About the map"),
    "question": Text("Въпрос", "Question"),
    "proof": Text("Какво е доказано", "What is proven"),
    "aim": Text("цел", "aim"),
    "gap": Text("разлика до границата", "gap to the bound"),
    "result": Text("резултат", "result"),
    "proof_optimal": Text("доказано най-добро", "proven best"),
    "proof_within_gap": Text("доказано до исканата точност", "proven within the wanted gap"),
    "proof_time_limit": Text("спряно от времето, точността не е достигната", "stopped by the clock, gap not reached"),
    "proof_cancelled": Text("спряно по желание, точността не е достигната", "stopped on request, gap not reached"),
    "notes": Text("Как са намерени числата", "How the figures were found"),
    "sources": Text("Източници: {0}", "Sources: {0}"),
}

WORDS: Mapping[str, Text] = {**_NUMBERS, **_CHOICES, **_MAP, **_NEED, **_UNIT, **_ABOUT}
