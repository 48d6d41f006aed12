"""Pure location problems in the small forms of the literature, each with the proof of its answer."""

from mapping.solve.location.run import LocationRun, LocationSolution

__all__ = ["LocationRun", "LocationSolution"]
