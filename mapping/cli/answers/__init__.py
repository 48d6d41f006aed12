"""Answers to questions about plans, as lines and short tables for a terminal."""
