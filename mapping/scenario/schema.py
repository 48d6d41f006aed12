"""The keys of a scenario file and their limits. Every key has a meaning that a planner can read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from mapping.tables import Code, MunicipalityCode, PlaceCode
from mapping.validation import NUMBER, YES_OR_NO, Said, refusal
from mapping.words import Text

Objective = Literal["unmet", "worst_served", "travel", "money", "units", "longest_trip", "location_cost", "spread"]
Level = Literal["low", "central", "high"]
Positive = Annotated[float, Field(gt=0), NUMBER]
Factor = Annotated[float, Field(ge=0, le=1000), NUMBER]
SomeFactor = Annotated[float, Field(gt=0, le=1000), NUMBER]
Weight = Annotated[float, Field(ge=0, le=1_000_000), NUMBER]
NotNegative = Annotated[float, Field(ge=0), NUMBER]
Count = Annotated[int, Field(ge=1), NUMBER]
Year = Annotated[int, Field(ge=1990, le=2060), NUMBER]
Flag = Annotated[bool, YES_OR_NO]
Share = Annotated[float, Field(ge=0, le=1), NUMBER]


def _each_once(names: tuple[str, ...]) -> tuple[str, ...]:
    twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
    if twice is not None:
        raise refusal(
            Text(f"„{twice}“ е посочено два пъти", f"“{twice}” is named twice"),
            Text("Оставете го веднъж.", "Keep it once."),
        )
    return names


_ONCE = (AfterValidator(_each_once), Field(json_schema_extra={"uniqueItems": True}))
Codes = Annotated[tuple[Code, ...], *_ONCE]
MunicipalityCodes = Annotated[tuple[MunicipalityCode, ...], *_ONCE]


class Keys(BaseModel):
    """Base of the scenario's parts: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Bilingual(Keys):
    """One text in both languages."""

    bg: Said
    en: Said


class Period(Keys):
    """Whole years, both included. Contracts of a period are taken to be signed at the start of its middle
    year.
    """

    first_year: Year
    last_year: Year

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.first_year > self.last_year:
            raise refusal(
                Text(f"първата година {self.first_year} е след последната {self.last_year}",
                     f"the first year {self.first_year} is after the last {self.last_year}"),
                Text("Разменете двете години.", "Swap the two years."),
            )  # fmt: skip
        return self

    @property
    def contract_year(self) -> int:
        """The year in which its contracts are taken to be signed: the middle year (the earlier of two)."""
        return self.first_year + (self.last_year - self.first_year) // 2


class SizeLimits(Keys):
    """Places of one new unit of a service: at least `least`, at most `most`; other sizes are not opened."""

    least: Count | None = None
    most: Count | None = None

    @model_validator(mode="after")
    def _in_order(self) -> SizeLimits:
        if self.least is not None and self.most is not None and self.least > self.most:
            raise refusal(
                Text(f"least {self.least} е над most {self.most}", f"least {self.least} is above most {self.most}"),
                Text("Разменете двете числа.", "Swap the two numbers."),
            )
        return self


class Standard(Keys):
    """Another longest acceptable travel for a service than the catalogue's."""

    minutes: Positive | None = None
    km: Positive | None = None


class SiteChoice(Keys):
    """What is decided about a settlement as a site: `required` at least one new unit, `forbidden` none,
    `candidate` may be one although the catalogue's site needs are not met."""

    service: Code
    settlement: PlaceCode
    status: Literal["required", "forbidden", "candidate"]


class ChangeChoice(Keys):
    """What is decided about a possible change of an existing unit: `required` it is made, `forbidden` it is not."""

    unit: Code
    change: Code
    status: Literal["required", "forbidden"]


class Spacing(Keys):
    """Units of a service do not stand in two settlements nearer to each other than `minutes`, or than `km`."""

    service: Code
    minutes: Positive | None = None
    km: Positive | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Spacing:
        if self.minutes is None and self.km is None:
            raise refusal(
                Text("няма нито minutes, нито km", "neither minutes nor km is given"),
                Text("Дайте поне едното.", "Give at least one of them."),
            )
        return self


class Pairing(Keys):
    """A new unit of `service` needs a unit of the service `beside` within `minutes` of it while it serves."""

    service: Code
    beside: Code
    minutes: NotNegative

    @model_validator(mode="after")
    def _of_two(self) -> Pairing:
        if self.service == self.beside:
            raise refusal(
                Text("service и beside са една и съща услуга", "service and beside are the same service"),
                Text("Запишете две различни услуги.", "Write two different services."),
            )
        return self


class ServiceChange(Keys):
    """Other values of the catalogue for new units of a service: factors on what its sizes cost and on their posts,
    other months from contract to service, another minimum use (percent), another catchment.
    """

    capital_factor: Factor | None = None
    running_factor: Factor | None = None
    staff_factor: Factor | None = None
    lead_months: Annotated[float, Field(ge=0, le=240), NUMBER] | None = None
    minimum_use: Annotated[float, Field(ge=0, le=100), NUMBER] | None = None
    catchment: Literal["region", "municipality"] | None = None


class AllServices(ServiceChange):
    """The same for all services that have none of their own, and one longest acceptable travel for all."""

    minutes: Positive | None = None
    km: Positive | None = None


class FundChange(Keys):
    """Another size of a fund: its envelopes of all kinds are multiplied by `factor`; it pays from `pays_from` and until
    `pays_until` only.
    """

    factor: Factor = 1.0
    pays_from: Year | None = None
    pays_until: Year | None = None

    @model_validator(mode="after")
    def _in_order(self) -> FundChange:
        if self.pays_from is not None and self.pays_until is not None and self.pays_from > self.pays_until:
            raise refusal(
                Text(f"pays_from {self.pays_from} е след pays_until {self.pays_until}",
                     f"pays_from {self.pays_from} is after pays_until {self.pays_until}"),
                Text("Разменете двете години.", "Swap the two years."),
            )  # fmt: skip
        return self


class Budget(Keys):
    """Another size of all funds together: every envelope is multiplied by `factor`, on top of its fund's own. And what
    may be spent at all: `total` EUR of new units and changes, capital and running, over all periods."""

    factor: Factor = 1.0
    total: NotNegative | None = None


class Fairness(Keys):
    """What every municipality gets: `least` share of its weighted need is served in the last period."""

    least: Share | None = None


class Need(Keys):
    """Which value of every need rate is used, and what the estimated need is multiplied by: of a service, and of a risk
    group (its people and all that they need).
    """

    level: Level = "central"
    services: dict[Code, SomeFactor] = {}
    groups: dict[Code, SomeFactor] = {}


class Cost(Keys):
    """Which value of every cost is used, and of every envelope."""

    level: Level = "central"
    envelopes: Level = "central"


class After(Keys):
    """What may remain when the programme ends: `running` EUR a year of new units, at most."""

    running: NotNegative | None = None


class Sites(Keys):
    """Which new sites a settlement may be served from: the `nearest` possible ones of a service; at most
    `units_per_site` units (`teams_per_site` mobile teams) of one service at one site."""

    nearest: Annotated[int, Field(ge=1, le=1_000_000), NUMBER] = 8
    units_per_site: Annotated[int, Field(ge=1, le=50), NUMBER] = 4
    teams_per_site: Annotated[int, Field(ge=1, le=200), NUMBER] = 20
    choices: tuple[SiteChoice, ...] = ()


class Number(Keys):
    """At least and at most so many new units of the services (none named: all), contracted in periods that begin by
    the year `by` (not given: all periods)."""

    services: Codes = ()
    at_least: Annotated[int, Field(ge=0), NUMBER] | None = None
    at_most: Annotated[int, Field(ge=0), NUMBER] | None = None
    by: Year | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Number:
        if self.at_least is None and self.at_most is None:
            raise refusal(
                Text("няма нито at_least, нито at_most", "neither at_least nor at_most is given"),
                Text("Дайте поне едното.", "Give at least one of them."),
            )
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise refusal(
                Text(f"at_least {self.at_least} е над at_most {self.at_most}",
                     f"at_least {self.at_least} is above at_most {self.at_most}"),
                Text("Разменете двете числа.", "Swap the two numbers."),
            )  # fmt: skip
        return self


class CoverageFloor(Keys):
    """At least `share` of the need, of the territory or of the settlements is reached by the listed `services` (all,
    if empty) in every period that ends in the year `by` or later; or so many of the municipalities have a unit of them.

    `group` counts only the need that comes from a risk group; `municipality` looks at one municipality only,
    `each_municipality` at each of them by itself.
    """

    services: Codes = ()
    group: Code | None = None
    of: Literal["need", "territory", "settlements", "municipalities"]
    share: Share
    by: Year
    municipality: MunicipalityCode | None = None
    each_municipality: Flag = False

    @model_validator(mode="after")
    def _makes_sense(self) -> CoverageFloor:
        if self.group is not None and self.of != "need":
            raise refusal(
                Text("само потребност може да се брои по рискова група", "only need can be counted by a risk group"),
                Text('Махнете group или поставете of = "need".', 'Remove group, or set of = "need".'),
            )
        if self.municipality is not None and self.each_municipality:
            raise refusal(
                Text("иска се и една община, и всяка община", "both one and each municipality are asked for"),
                Text("Оставете само municipality или само each_municipality.",
                     "Keep only municipality or only each_municipality."),
            )  # fmt: skip
        return self


class InterMunicipal(Keys):
    """At least `units` sites of new units each serve at least `persons` persons from each of two or more
    municipalities, in every period that ends in the year `by` (the last, if not given) or later; of the listed
    `services` (all, if empty).
    """

    units: Annotated[int, Field(ge=1, le=1000), NUMBER]
    persons: Positive = 1.0
    services: Codes = ()
    by: Year | None = None


class Stage(Keys):
    """One objective. It is solved until the relative gap is at most `gap`, then held within `tolerance`
    (relative) while the next one is improved. `seconds` is a limit that a healthy run does not reach.
    """

    objective: Objective
    gap: Share
    tolerance: Share = 0.0
    seconds: Positive = 600.0


class Solver(Keys):
    """The solver and what makes its answer repeatable; `threads` parts of the programme are solved side by side."""

    name: Literal["highs"] = "highs"
    threads: Annotated[int, Field(ge=1, le=64), NUMBER] = 1
    seed: Annotated[int, Field(ge=0, le=2_000_000_000), NUMBER] = 1


class Rules(Keys):
    """Rules that may be switched off; the others (need balance, reach, committed units) define what a plan is, or hold
    where their keys are given (number, assignment). Without `existing_units` every unit stays as the tables say."""

    mobile_hours: Flag = True
    legal_size: Flag = True
    minimum_use: Flag = True
    places: Flag = True
    money: Flag = True
    co_financing: Flag = True
    total_budget: Flag = True
    running_after: Flag = True
    size_limits: Flag = True
    existing_units: Flag = True
    rehousing: Flag = True
    staff: Flag = True
    coverage: Flag = True
    inter_municipal: Flag = True
    least_served: Flag = True
    site_status: Flag = True
    site_needs: Flag = True
    spacing: Flag = True
    pairing: Flag = True


class ScenarioFile(Keys):
    """A whole scenario file. `outputs` names the products that a run makes (mapping/publish/products.py); None: the
    usual ones."""

    title: Bilingual
    question: Bilingual
    region: str
    outputs: Codes | None = None
    units_as_of: Year | None = None
    periods: Annotated[tuple[Period, ...], Field(min_length=1)]
    municipalities: MunicipalityCodes = ()
    services: Codes = ()
    weights: dict[Code, Annotated[float, Field(gt=0, le=1_000_000), NUMBER]] = {}
    group_weights: dict[Code, Weight] = {}
    period_weights: tuple[Weight, ...] = ()
    contracts_from: Year | None = None
    standards: dict[Code, Standard] = {}
    sizes: dict[Code, SizeLimits] = {}
    all_services: AllServices = AllServices()
    catalogue: dict[Code, ServiceChange] = {}
    parameters: dict[Code, Annotated[float, NUMBER]] = {}
    need: Need = Need()
    cost: Cost = Cost()
    budget: Budget = Budget()
    fairness: Fairness = Fairness()
    funds: dict[Code, FundChange] = {}
    after: After = After()
    sites: Sites = Sites()
    spacing: tuple[Spacing, ...] = ()
    pairing: tuple[Pairing, ...] = ()
    changes: tuple[ChangeChoice, ...] = ()
    number: tuple[Number, ...] = ()
    assignment: Literal["divisible", "whole"] = "divisible"
    travel_price: NotNegative = 0.0
    coverage: tuple[CoverageFloor, ...] = ()
    inter_municipal: InterMunicipal | None = None
    rules: Rules = Rules()
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    solver: Solver = Solver()
