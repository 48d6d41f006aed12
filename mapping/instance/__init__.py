"""From region and scenario to index sets and arrays."""

from mapping.instance.build import build_instance, weights_of
from mapping.instance.case import Case, Estimates, check_paid, check_scenario, estimates_key, prepare_case
from mapping.instance.changes import may_take, possible_changes
from mapping.instance.edits import check_edits, edit_region
from mapping.instance.hours import client_week, weekly_hours
from mapping.instance.location import Location, location_of
from mapping.instance.standards import planning_of, standard_of
from mapping.instance.types import Change, Facility, Instance, Limit, Links, Number, Purse, ServiceSpec, SizeSpec

__all__ = [
    "Case",
    "Change",
    "Estimates",
    "Facility",
    "Instance",
    "Limit",
    "Links",
    "Location",
    "Number",
    "Purse",
    "ServiceSpec",
    "SizeSpec",
    "build_instance",
    "check_edits",
    "check_paid",
    "check_scenario",
    "client_week",
    "edit_region",
    "estimates_key",
    "location_of",
    "may_take",
    "planning_of",
    "possible_changes",
    "prepare_case",
    "standard_of",
    "weekly_hours",
    "weights_of",
]
