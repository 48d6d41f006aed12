"""Why a scenario has the plan it has, or none."""
