"""The command line; its commands are in `mapping.cli.commands`, one a file."""

INTERRUPTED = 130
"""Exit code after a second Ctrl-C, as shells use it."""
