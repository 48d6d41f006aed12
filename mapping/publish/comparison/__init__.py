"""Plans side by side: in words, as tables, as a page."""
