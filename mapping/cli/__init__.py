"""The command line: `needsmap run`, `check` and `verify`."""

INTERRUPTED = 130
"""Exit code after a second Ctrl-C, as shells use it."""
