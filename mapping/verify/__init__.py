"""An independent check of a finished plan:
every rule in force, totals, openings and proofs, without a solver.
"""

from mapping.model import Breach
from mapping.verify.check import verify_plan

__all__ = ["Breach", "verify_plan"]
