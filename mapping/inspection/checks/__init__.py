"""The checks, one a file: what it looks for, how it measures, what to do about what it finds."""
