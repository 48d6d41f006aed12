"""What looks odd in a region's tables, though it can be read."""
