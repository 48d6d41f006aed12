"""The tables that a strategy of social services is written with, filled from a plan: services, staff, indicators."""
