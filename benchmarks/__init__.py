"""Benchmarks, run by one command (`make bench`, or `python -m benchmarks --help`); docs/benchmarks.md explains them."""
