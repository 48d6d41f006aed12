"""Stages of the solver in words, for the terminal as for the page of a comparison."""

from mapping.publish.stage_words import STATUS_WORDS, gap_words, stage_name, stage_value

__all__ = ["STATUS_WORDS", "gap_words", "stage_name", "stage_value"]
