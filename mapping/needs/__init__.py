"""Need: persons by settlement, service and period."""

from mapping.needs.estimate import Needs, estimate_needs
from mapping.needs.projection import yearly_trend

__all__ = ["Needs", "estimate_needs", "yearly_trend"]
