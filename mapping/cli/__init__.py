"""The command line: `needsmap run`, `check` and `verify`."""
