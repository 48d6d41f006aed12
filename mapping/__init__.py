"""needsmap: an exact, evidence-keeping planner of regional social services.

One direction, each step one typed, frozen value::

    geodata/<region>/ -> Region -> needs -> Instance -> model -> solve -> Plan -> verify -> publish

See the README for the two commands, ``docs/`` for the rules and the tables.
"""

__version__ = "0.1.0"
