"""Need: persons by settlement, service and period."""

from mapping.needs.calibration import Contradicted
from mapping.needs.estimate import Needs, estimate_needs, middle
from mapping.needs.projection import yearly_trend

__all__ = ["Contradicted", "Needs", "estimate_needs", "middle", "yearly_trend"]
