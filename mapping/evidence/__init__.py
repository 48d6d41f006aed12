"""Where each number of a plan comes from, down to its sources."""
