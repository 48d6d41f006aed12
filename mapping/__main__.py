"""`python -m mapping` does the same as `needsmap`."""

import sys

from mapping.cli.main import entry

sys.exit(entry())
