"""Travel: minutes and kilometres between settlements, and how they were found."""

from mapping.travel.estimate import estimate_travel, fit_detour, straight_km
from mapping.travel.types import DetourFit, Travel

__all__ = ["DetourFit", "Travel", "estimate_travel", "fit_detour", "straight_km"]
