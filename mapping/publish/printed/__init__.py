"""The printed map: one A3 page on which the working group votes, as PNG and SVG."""

from mapping.publish.printed.page import draw_map, write_map

__all__ = ["draw_map", "write_map"]
