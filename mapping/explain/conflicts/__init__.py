"""Which settings of a scenario cannot hold together, and the smallest changes with which there is a plan."""
