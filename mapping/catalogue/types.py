"""The catalogue as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mapping.catalogue.rows import AgeBand, Catchment, Kind, Reference, Sex
from mapping.tables import Estimate
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class RelativeRate:
    """How much more often people of `band` and `sex` (None: both) belong to a group than others of its base."""

    band: AgeBand
    sex: Sex | None
    relative: Estimate


@dataclass(frozen=True, slots=True)
class Group:
    """A risk group: base population by age band (shares 0..1), and prevalence per 1,000 of it.

    `profile` says how the prevalence differs by age and sex (1 where it is silent), `reference` in whose base
    population the prevalence holds as a whole.
    """

    id: str
    name: Text
    base: Mapping[AgeBand, float]
    settlements: Literal["all", "villages"]
    prevalence: Estimate
    note: str
    profile: tuple[RelativeRate, ...] = ()
    reference: Reference = "region"


@dataclass(frozen=True, slots=True)
class Size:
    """A module of a service. `places` is None for a mobile team;
    money in EUR, running a year; staff in full posts.
    """

    id: str
    places: Estimate | None
    capital: Estimate
    running: Estimate
    staff: Estimate


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """The working week of a mobile team:
    hours, visits a client, minutes a visit, clients that share a trip.
    """

    hours: Estimate
    visits: Estimate
    visit_minutes: Estimate
    clients_per_trip: Estimate


@dataclass(frozen=True, slots=True)
class Planning:
    """What planning new units of a service needs to know.

    `standard_minutes` and `standard_km` are the longest acceptable travel (one way); `min_population` (persons) or the
    service's facility, there or within `facility_minutes`, makes a settlement a possible site; `minimum_use` is a
    percentage of new places (of team hours); `lead_months` runs from contract to service; `legal_places` is the largest
    lawful unit. `site_sizes` (points regions) are the sizes that may stand at each possible site, by its code; None:
    every size, wherever the site needs are met.
    """

    standard_minutes: Estimate
    standard_km: Estimate
    min_population: Estimate
    minimum_use: Estimate
    lead_months: Estimate
    legal_places: Estimate | None
    team: TeamWeek | None
    sizes: tuple[Size, ...]
    site_sizes: Mapping[str, tuple[str, ...]] | None = None
    facility_minutes: Estimate | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """A type of help. `planning` is None for services that exist but get no new units (old institutions)."""

    id: str
    number: int
    name: Text
    short: Text
    kind: Kind
    catchment: Catchment
    site_facility: str | None
    planning: Planning | None
    note: str


@dataclass(frozen=True, slots=True)
class ServiceRate:
    """The share of a group (percent) that needs a service."""

    group: str
    service: str
    rate: Estimate


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All groups, services and rates of a region, in table order."""

    groups: tuple[Group, ...]
    services: tuple[Service, ...]
    rates: tuple[ServiceRate, ...]

    def service(self, service_id: str) -> Service:
        """The service with this id; KeyError if there is none."""
        for service in self.services:
            if service.id == service_id:
                return service
        raise KeyError(service_id)
