"""The map on screen: one HTML file that opens from a folder, without a network."""

from mapping.publish.screen.page import FILE, write_screen_map

__all__ = ["FILE", "write_screen_map"]
