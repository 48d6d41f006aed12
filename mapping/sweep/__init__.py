"""Sweeps: one scenario with many values of its keys, planned side by side."""

from mapping.sweep.arena import Arena, DaskArena, LocalArena
from mapping.sweep.execute import SweepListener, SweepResult, execute_sweep
from mapping.sweep.table import Row

__all__ = ["Arena", "DaskArena", "LocalArena", "Row", "SweepListener", "SweepResult", "execute_sweep"]
