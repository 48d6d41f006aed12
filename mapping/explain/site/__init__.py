"""Why a service stands, or does not stand, in a settlement: the reasons, and what the other choice would change."""
