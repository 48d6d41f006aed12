"""Charts of a plan: money, served shares, need and places; each one file, drawn on paper in mm, in both languages."""

from mapping.publish.charts.shelf import CHARTS, write_charts
from mapping.publish.charts.types import Chart

__all__ = ["CHARTS", "Chart", "write_charts"]
