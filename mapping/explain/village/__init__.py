"""Who serves a settlement, what it lacks, and what it would take."""
