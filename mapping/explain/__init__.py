"""Answers to the questions that a scenario and its plan raise, one subroom a question."""
