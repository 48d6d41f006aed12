"""What each key of a scenario means: for docs/scenario.md, for editors (JSON Schema) and for `needsmap scenario`."""

from __future__ import annotations

from collections.abc import Mapping

from mapping.words import Text

KEY_WORDS: Mapping[str, Text] = {
    "title.bg": Text(
        "заглавие на плана на български; стои на картата",
        "title of the plan in Bulgarian; it stands on the map",
    ),
    "title.en": Text(
        "същото на английски",
        "the same in English",
    ),
    "question.bg": Text(
        "въпросът, на който планът отговаря, на български",
        "the question that the plan answers, in Bulgarian",
    ),
    "question.en": Text(
        "същото на английски",
        "the same in English",
    ),
    "region": Text(
        "папката на региона спрямо файла на сценария",
        "the region's folder, relative to the scenario file",
    ),
    "municipalities": Text(
        "само потребността на тези общини се брои и само в тях се откриват звена; празен списък значи всички",
        "only the need of these municipalities counts, and only in them do new units stand; existing units "
        "elsewhere are left out; an empty list means all",
    ),
    "services": Text(
        "услугите, които се планират; празен списък значи всички, които каталогът планира",
        "the services to plan; an empty list means all that the catalogue plans",
    ),
    "outputs": Text(
        "какво прави планирането от плана си, вижте [outputs.md](outputs.md#products); `plan.json` и `run.json` "
        "се записват винаги. `needsmap publish` прави всяко от тях по-късно, без ново решаване",
        "what the run makes of its plan, see [outputs.md](outputs.md#products); `plan.json` and `run.json` are "
        "always written. `needsmap publish` makes any of them later, without solving again",
    ),
    "units_as_of": Text(
        "взема съществуващите звена, каквито са били известни през тази година: по-късните промени на местата им "
        "и по-късните звена отпадат",
        "takes the existing units as they were known in this year: later steps of their places, and units that "
        "begin later, are left out",
    ),
    "periods[].first_year": Text(
        "първа година на периода",
        "first year of the period",
    ),
    "periods[].last_year": Text(
        "последна година на периода, включително",
        "last year of the period, included",
    ),
    "weights.<service>": Text(
        "колко тежи един непокрит човек спрямо непокрит човек от друга услуга: преценка на стойности",
        "what one unmet person weighs against one of another service: a value judgement",
    ),
    "group_weights.<group>": Text(
        "колко тежи един непокрит човек от рискова група спрямо човек от друга, върху тежестта на услугата; "
        "където групи споделят услуга, човек тежи средното на нуждаещите се",
        "what one unmet person of a risk group weighs against one of another, on top of the service's weight; "
        "where groups share a service, a person weighs the mean of those in need",
    ),
    "period_weights": Text(
        "по едно число за всеки период: колко тежи в него година непокрита потребност; делът на най-слабо "
        "обслужената община не се претегля по периоди",
        "one number for each period: what a year of unmet need in it counts; a share of the worst-served "
        "municipality is not weighted by period",
    ),
    "standards.<service>.minutes": Text(
        "най-дългото приемливо пътуване в едната посока, в минути",
        "the longest acceptable travel, one way, in minutes",
    ),
    "standards.<service>.km": Text(
        "най-дългото приемливо пътуване в едната посока, в километри",
        "the longest acceptable travel, one way, in kilometres",
    ),
    "all_services.minutes": Text(
        "същото за всички услуги, които нямат свое в `standards`",
        "the same for all services that have none of their own in `standards`",
    ),
    "all_services.km": Text(
        "така и в километри",
        "likewise in kilometres",
    ),
    "all_services.capital_factor": Text(
        "същото като в `catalogue` за всички услуги, които нямат свое там",
        "what `catalogue` says of one service, for all that have none of their own there",
    ),
    "all_services.running_factor": Text(
        "също",
        "likewise",
    ),
    "all_services.staff_factor": Text(
        "също",
        "likewise",
    ),
    "all_services.lead_months": Text(
        "също",
        "likewise",
    ),
    "all_services.minimum_use": Text(
        "също",
        "likewise",
    ),
    "all_services.catchment": Text(
        "също",
        "likewise",
    ),
    "catalogue.<service>.capital_factor": Text(
        "умножава капиталовите разходи на всеки размер на новите звена: 1.2 е с една пета повече",
        "multiplies the capital cost of every size of new units: 1.2 is a fifth more",
    ),
    "catalogue.<service>.running_factor": Text(
        "умножава годишната издръжка на всеки размер на новите звена",
        "multiplies the running cost of every size of new units",
    ),
    "catalogue.<service>.staff_factor": Text(
        "умножава длъжностите на всеки размер на новите звена",
        "multiplies the posts of every size of new units",
    ),
    "catalogue.<service>.lead_months": Text(
        "месеци от договора до първия потребител",
        "months from contract to first user",
    ),
    "catalogue.<service>.minimum_use": Text(
        "каква част от местата (от часовете на екипа) трябва да се ползва, за да се открие звено, в проценти",
        "the part of the places (of the team's hours) that must be used for a unit to open, in percent",
    ),
    "catalogue.<service>.catchment": Text(
        "`municipality`: новите звена обслужват само хора от общината, в която са; `region`: от всички",
        "`municipality`: new units serve people of their own municipality only; `region`: of all",
    ),
    "parameters.<parameter>": Text(
        "стойност вместо тази в `parameters.csv`, например `staff_per_1000`",
        "a value instead of that in `parameters.csv`, such as `staff_per_1000`",
    ),
    "need.level": Text(
        "коя стойност на всяко разпространение, дял, преброяване и критерий се ползва",
        "which value of every prevalence, rate, known count and criterion is used",
    ),
    "need.services.<service>": Text(
        "умножава потребността от услугата, след като е оценена: 1.2 е с една пета повече",
        "multiplies the need for the service once it is estimated: 1.2 is a fifth more",
    ),
    "need.groups.<group>": Text(
        "умножава хората в рисковата група и всичко, от което се нуждаят",
        "multiplies the people of the risk group, and all that they need",
    ),
    "cost.level": Text(
        "коя стойност на всеки капиталов разход и на всяка издръжка се ползва",
        "which value of every capital and running cost is used",
    ),
    "cost.envelopes": Text(
        "коя стойност на всяка рамка се ползва",
        "which value of every envelope is used",
    ),
    "budget.factor": Text(
        "умножава рамките на всички фондове, върху множителя на всеки; таванът `after.running` се задава отделно",
        "multiplies the envelopes of all funds, on top of each fund's own factor; the ceiling `after.running` is "
        "stated apart",
    ),
    "budget.total": Text(
        "колко може да струва всичко ново общо, който и фонд да плаща: нови звена и промени на съществуващи, "
        "капиталови разходи и издръжка за всички периоди, в евро",
        "what everything new may cost together, whichever fund pays: new units and changes of existing ones, capital "
        "and running cost over all periods, in EUR",
    ),
    "fairness.least": Text(
        "най-малкият дял от претеглената ѝ потребност, който се обслужва във всяка община през последния период "
        "(0.3 = 30 %)",
        "the least share of its weighted need that every municipality is served in the last period (0.3 = 30 %)",
    ),
    "funds.<fund>.factor": Text(
        "умножава всички рамки на фонда: 0.5 го намалява наполовина, 0 го маха",
        "multiplies all envelopes of the fund: 0.5 halves it, 0 takes it away",
    ),
    "funds.<fund>.pays_from": Text(
        "фондът не плаща договори, подписани преди тази година, нито издръжка на периоди, които започват преди нея",
        "the fund pays no contracts signed before this year, and no running cost of periods that begin before it",
    ),
    "funds.<fund>.pays_until": Text(
        "нито договори след тази година, нито издръжка на периоди, които свършват след нея",
        "nor contracts after this year, nor running cost of periods that end after it",
    ),
    "contracts_from": Text(
        "не се подписват договори в период, чиято средна година е преди тази: миналото вече не може да се планира",
        "no contract is signed in a period whose middle year is before this one: what is past can no longer be planned",
    ),
    "sizes.<service>.least": Text(
        "новите звена на услугата имат поне толкова места (резидентни и дневни услуги)",
        "new units of the service have at least so many places (residential and centre services)",
    ),
    "sizes.<service>.most": Text(
        "новите звена на услугата имат най-много толкова места",
        "new units of the service have at most so many places",
    ),
    "after.running": Text(
        "колко може да струва на година издръжката на всички нови звена и промени след края на програмата, в евро",
        "what all new units and changes of existing ones together may cost to run a year when the programme has "
        "ended, in EUR",
    ),
    "sites.nearest": Text(
        "населено място може да се обслужва от най-много толкова възможни нови места на услуга, най-близките в "
        "минути; съществуващите звена и изискваните места са в повече",
        "a settlement may be served from at most this many possible new sites of a service, the nearest in "
        "minutes; existing units and required sites come on top",
    ),
    "sites.units_per_site": Text(
        "най-много толкова нови звена на една услуга на едно място",
        "at most so many new units of one service at one site",
    ),
    "sites.teams_per_site": Text(
        "най-много толкова нови мобилни екипа на една услуга на едно място",
        "at most so many new mobile teams of one service at one site",
    ),
    "sites.choices[].service": Text(
        "услугата, за която се решава за място",
        "the service of a decision about a site",
    ),
    "sites.choices[].settlement": Text(
        "код по ЕКАТТЕ на населеното място, в кавички; в регион от точки кодът на точката",
        "EKATTE code of the settlement, in quotation marks; in a points region the id of the point",
    ),
    "sites.choices[].status": Text(
        "`required`: поне едно ново звено; `forbidden`: никое; `candidate`: може да има, макар да не отговаря на "
        "изискванията на каталога",
        "`required`: at least one new unit; `forbidden`: none; `candidate`: may be one although the catalogue's "
        "site needs are not met",
    ),
    "spacing[].service": Text(
        "услуга, чиито звена стоят далеч едно от друго: новите помежду си и от съществуващите, докато те имат места",
        "a service whose units stay apart: new ones from each other, and from existing ones while these have places",
    ),
    "spacing[].minutes": Text(
        "две населени места с по-малко минути помежду си са твърде близо",
        "two settlements with fewer minutes between them are too near each other",
    ),
    "spacing[].km": Text(
        "също и две с по-малко километри; дайте minutes, km или двете",
        "so are two with fewer kilometres; give minutes, km or both",
    ),
    "pairing[].service": Text(
        "услуга, чиито нови звена искат друга услуга до себе си",
        "a service whose new units need another service beside them",
    ),
    "pairing[].beside": Text(
        "услугата, която трябва да е наблизо, съществуваща или нова, във всеки период, в който звеното работи; от"
        " услуга извън `services` се броят съществуващите звена",
        "the service that must stand near, existing or new, in every period in which the unit serves; of a "
        "service left out of `services` existing units count",
    ),
    "pairing[].minutes": Text(
        "колко далеч може да е в едната посока; в същото населено място се броят неговите собствени минути",
        "how far it may be, one way; inside the same settlement its own minutes count",
    ),
    "changes[].unit": Text(
        "звеното, за което се решава",
        "the unit of a decision",
    ),
    "changes[].change": Text(
        "код на промяната",
        "code of the change",
    ),
    "changes[].status": Text(
        "`required`: промяната се прави; `forbidden`: не се прави",
        "`required`: the change is made; `forbidden`: it is not",
    ),
    "number[].services": Text(
        "услугите, чиито нови звена се броят заедно; празен списък значи всички",
        "the services whose new units are counted together; an empty list means all",
    ),
    "number[].at_least": Text(
        "поне толкова нови звена; дава се поне едно от `at_least` и `at_most`",
        "at least so many new units; at least one of `at_least` and `at_most` is given",
    ),
    "number[].at_most": Text(
        "най-много толкова",
        "at most so many",
    ),
    "number[].by": Text(
        "брои само договореното в периоди, които започват до тази година; без него всичко",
        "count only what is contracted in periods that begin by this year; without it all",
    ),
    "assignment": Text(
        "`whole`: един обект обслужва цялата потребност на населеното място от услугата в един период или нищо от нея",
        "`whole`: one facility serves all of a settlement's need of a service in a period, or none of it",
    ),
    "travel_price": Text(
        "колко струва една човекоминута пътуване (в едната посока) в `location_cost`, в евро",
        "what a person-minute of travel (one way) counts in `location_cost`, EUR",
    ),
    "coverage[].of": Text(
        "какво се брои: нуждаещи се лица, площ (декари) на населените места, населени места или общини със звено",
        "what is counted: persons in need of the services, area (decares) of the settlements, settlements, or "
        "municipalities with a unit",
    ),
    "coverage[].services": Text(
        "услугите на прага; нуждаещите се от всяка от тях се събират, а населено място е достигнато от звено на "
        "коя да е от тях",
        "the services of the floor; persons in need of any of them are added up, a settlement is reached by a "
        "unit of any of them",
    ),
    "coverage[].share": Text(
        "най-малкият дял, който се обслужва или достига (0.3 = 30 %)",
        "the least share that is served or reached (0.3 = 30 %)",
    ),
    "coverage[].by": Text(
        "годината, до която трябва да е така",
        "the year by which it must be so",
    ),
    "coverage[].group": Text(
        "само частта от потребността, която идва от тази рискова група; обслужените в населено място се приемат "
        "за дошли от групите му пропорционално",
        "only the part of the need that comes from this risk group; persons served in a settlement are taken to "
        "come from its groups in proportion",
    ),
    "coverage[].municipality": Text(
        "код на общината, за която е прагът",
        "the code of one municipality that the floor is about",
    ),
    "coverage[].each_municipality": Text(
        "прагът важи за всяка община поотделно",
        "the floor holds for each municipality by itself",
    ),
    "inter_municipal.units": Text(
        "поне толкова места с нови звена обслужват хора от две или повече общини",
        "at least so many sites of new units serve people of two or more municipalities",
    ),
    "inter_municipal.persons": Text(
        "толкова лица от всяка от две общини правят едно място да се брои",
        "so many persons of each of two municipalities make a site count",
    ),
    "inter_municipal.services": Text(
        "услугите, чиито места се броят",
        "the services whose sites count",
    ),
    "inter_municipal.by": Text(
        "годината, до която трябва да е така",
        "the year by which it must be so",
    ),
    "rules.mobile_hours": Text(
        "седмицата на екипа побира посещенията и пътуването му",
        "a team's week holds its visits and its driving",
    ),
    "rules.legal_size": Text(
        "нито едно ново, разширено или преобразувано звено не е по-голямо, отколкото законът позволява",
        "no new unit, and none that is enlarged or transformed, is larger than the law allows",
    ),
    "rules.minimum_use": Text(
        "ново звено се открива само ако се ползва посоченият дял от местата му",
        "a new unit opens only if the stated share of its places is used",
    ),
    "rules.places": Text(
        "звено обслужва най-много толкова лица, колкото места има; без правилото местата не ограничават, но "
        "звеното трябва да работи, за да обслужва",
        "a unit serves at most as many persons as it has places; without it places do not limit, but a unit must "
        "be in service to serve",
    ),
    "rules.money": Text(
        "разходите остават в рамките и фондовете плащат само каквото могат",
        "spending stays inside the envelopes, and funds pay only what they may",
    ),
    "rules.co_financing": Text(
        "партньорите плащат дела си (`co_financing.csv`); само заедно с `rules.money`",
        "partners pay their share (`co_financing.csv`); only together with `rules.money`",
    ),
    "rules.running_after": Text(
        "годишната издръжка на новите звена и промените остава под `after.running`",
        "what new units and changes cost to run a year stays under `after.running`",
    ),
    "rules.total_budget": Text(
        "всичко ново струва най-много `budget.total`",
        "everything new costs at most `budget.total`",
    ),
    "rules.least_served": Text(
        "всяка община е обслужена поне на `fairness.least`",
        "every municipality is served at least `fairness.least`",
    ),
    "rules.size_limits": Text(
        "новите звена спазват `sizes`",
        "new units keep to `sizes`",
    ),
    "rules.site_status": Text(
        "решенията в `sites.choices` важат; `units_per_site` и `teams_per_site` важат винаги",
        "the decisions of `sites.choices` hold; `units_per_site` and `teams_per_site` hold always",
    ),
    "rules.site_needs": Text(
        "нови звена има само където живеят достатъчно хора или наблизо е нужното на услугата; без правилото място"
        " може да е всяко населено място",
        "new units stand only where enough people live or the service's facility is near; without it every "
        "settlement may be a site",
    ),
    "rules.spacing": Text(
        "услугите от `spacing` стоят далеч една от друга",
        "services of `spacing` stay apart",
    ),
    "rules.pairing": Text(
        "услугите от `pairing` стоят до другата",
        "services of `pairing` stand beside the other",
    ),
    "rules.existing_units": Text(
        "съществуващите звена може да се променят, както казват таблиците и `changes`; без правилото остават, "
        "каквито са",
        "existing units may change as the tables and `changes` say; without it they stay as they are",
    ),
    "rules.rehousing": Text(
        "звено се закрива или намалява само когато потребителите му имат ново място в същия период",
        "a unit closes or shrinks only when its users have a new place in the same period",
    ),
    "rules.staff": Text(
        "персоналът на новите звена се намира в обсега на ежедневно пътуване, където `parameters.csv` на региона "
        "казва колко има (`staff_per_1000`, `commuting_minutes`)",
        "the staff of new units is found within commuting reach, where the region's `parameters.csv` says how "
        "much there is (`staff_per_1000`, `commuting_minutes`)",
    ),
    "rules.coverage": Text(
        "праговете от `coverage` важат",
        "the floors of `coverage` hold",
    ),
    "rules.inter_municipal": Text(
        "исканото в `inter_municipal` важи",
        "what `inter_municipal` asks for holds",
    ),
    "stages[].objective": Text(
        "какво подобрява етапът, вижте по-долу",
        "what the stage improves, see below",
    ),
    "stages[].gap": Text(
        "етапът свършва, когато за плана му е доказано, че е толкова близо до най-добрия (0.03 = 3 %)",
        "the stage ends when its plan is proven this close to the best one (0.03 = 3 %)",
    ),
    "stages[].tolerance": Text(
        "колко от достигнатото може да отстъпят следващите етапи (0.01 = 1 %)",
        "how much of the reached value later stages may give up (0.01 = 1 %)",
    ),
    "stages[].seconds": Text(
        "най-дългото време за етапа; план, спрян от времето, го казва навсякъде, където стоят числата му",
        "the longest time for the stage; a plan that the clock stopped says so wherever its figures stand",
    ),
    "solver.name": Text(
        "решаващата програма",
        "the solver",
    ),
    "solver.threads": Text(
        "части от задачата, които се решават едновременно; планът е един и същ при всеки брой",
        "parts of the programme solved side by side; the plan is the same for any number",
    ),
    "solver.seed": Text(
        "начало на случайните избори на решаващата програма",
        "seed of the solver's random choices",
    ),
}
"""By key, as docs/scenario.md writes it; the table there has the same words."""
