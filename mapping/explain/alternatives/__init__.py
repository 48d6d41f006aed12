"""The k best plans that differ in what matters: which services stand where, and which existing units change."""
