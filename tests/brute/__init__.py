"""Brute force over every choice of whole units of a tiny case, in equations of its own.

Written from the words of docs/rules.md and docs/scenario.md, not from mapping.model: `tables` and `choices` say what
may stand where, `policies` which choices the rules about units alone allow, `payments` whether the funds can pay for
one, `assignment` who is then served where. `tests/brute_force.py` puts them together.
"""
