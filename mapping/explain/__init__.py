"""Answers to the questions that a plan raises, one subroom a question."""
