"""Risk groups and services: who may need what, and what each service is."""

from mapping.catalogue.names import RegionNames
from mapping.catalogue.types import Catalogue, Group, Planning, RelativeRate, Service, ServiceRate, Size, TeamWeek

__all__ = [
    "Catalogue",
    "Group",
    "Planning",
    "RegionNames",
    "RelativeRate",
    "Service",
    "ServiceRate",
    "Size",
    "TeamWeek",
]
