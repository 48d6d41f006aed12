"""One live HiGHS model, stated through PuLP, that solves goal after goal with what it has learnt so far.

PuLP says "Optimal" after a time limit and has no bound; status, bound, gap and nodes are read from HiGHS itself.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from typing import Any

import highspy
import numpy as np
import pulp
from numpy.typing import NDArray

from mapping.model.problem import state_problem
from mapping.model.program import Goal, Program
from mapping.solve.outcome import SMALL, FloatArray, Outcome, Progress, SolveStatus, feasibility, relative_gap


class HighsSession:
    """A HiGHS model of `program`; rows and goals are added to it while it lives. Not safe for several threads."""

    def __init__(self, program: Program, goal: Goal, threads: int, seed: int) -> None:
        """Nothing is stated or solved yet: a programme that is solved part by part may never be needed whole."""
        self._program = program
        self._goal = goal
        self.threads = threads
        self.seed = seed
        self._whole_columns = int(program.whole.sum())
        self._cancel = threading.Event()
        self._lower = program.lower
        self._report: Callable[[Progress], None] | None = None
        self._held: list[tuple[Goal, float]] = []
        self._highs: Any = None
        self._column: NDArray[np.int64] = np.zeros(0, dtype=np.int64)

    def _state(self) -> None:
        """State the programme through PuLP, hand it to HiGHS, and add the rows held so far."""
        program, goal, seed = self._program, self._goal, self.seed
        problem, variables = state_problem(program, goal)
        # One thread here and in every part: HiGHS keeps one pool of threads for the whole process and refuses to
        # run with another number later. What runs side by side are parts (`threads` of them).
        solver = pulp.HiGHS(msg=False, threads=1)
        solver.createAndConfigureSolver(problem)
        solver.buildSolverModel(problem)
        self._highs = problem.solverModel
        # Without output there are no progress events either.
        self._highs.setOptionValue("output_flag", True)
        self._highs.setOptionValue("log_to_console", False)
        self._highs.setOptionValue("random_seed", seed)
        self._highs.setOptionValue("mip_feasibility_tolerance", feasibility(program))
        self._highs.setOptionValue("primal_feasibility_tolerance", min(feasibility(program), 1e-7))
        self._column = _columns_in_solver(problem, variables)
        self._subscribe()
        for held, bound in self._held:
            self._add_row(held, bound)

    def cancel(self) -> None:
        """Ask a running solve to stop; safe from another thread or a signal handler."""
        self._cancel.set()

    @property
    def stop(self) -> threading.Event:
        """Set when a stop was asked for."""
        return self._cancel

    @property
    def program(self) -> Program:
        """The programme that is solved."""
        return self._program

    @property
    def cancelled(self) -> bool:
        """Whether a stop was asked for."""
        return self._cancel.is_set()

    def hold(self, goal: Goal, bound: float) -> None:
        """Keep a goal no worse than `bound` from now on."""
        self._held.append((goal, bound))
        if self._highs is not None:
            self._add_row(goal, bound)

    def _add_row(self, goal: Goal, bound: float) -> None:
        columns, values = self._terms(goal)
        low, high = (-highspy.kHighsInf, bound) if goal.minimise else (bound, highspy.kHighsInf)
        self._highs.addRow(low, high, len(columns), columns, values)

    def solve(
        self,
        goal: Goal,
        gap: float,
        seconds: float,
        start: FloatArray | None = None,
        report: Callable[[Progress], None] | None = None,
    ) -> Outcome:
        """Improve `goal` until the relative gap is at most `gap`, `seconds` have passed, or `cancel` was called."""
        if self._highs is None:
            self._state()
        highs = self._highs
        columns, values = self._terms(goal)
        count = highs.getNumCol()
        cost = np.zeros(count)
        cost[columns] = values
        highs.changeColsCost(count, np.arange(count, dtype=np.int32), cost)
        sense = highspy.ObjSense.kMinimize if goal.minimise else highspy.ObjSense.kMaximize
        highs.changeObjectiveSense(sense)
        highs.setOptionValue("mip_rel_gap", gap)
        highs.setOptionValue("mip_abs_gap", 1e-9)
        highs.setOptionValue("time_limit", float(seconds))
        if start is not None:
            known = np.flatnonzero(self._column >= 0)
            highs.setSolution(len(known), self._column[known].astype(np.int32), start[known])
        # Rows held within a whisker can make HiGHS's presolve (1.15) call all but the start infeasible, or a plan the
        # best that is not. Small programmes are held so tightly, and need no presolve.
        tight = bool(self._held) and self._whole_columns < SMALL
        highs.setOptionValue("presolve", "off" if tight else "choose")
        self._report = report
        self._run()
        if self._closed_without_bound():
            # Once more without it, and what is found is what the rows as stated allow.
            highs.clearSolver()
            highs.setOptionValue("presolve", "off")
            self._run()
        self._report = None
        return self._outcome(goal)

    def _terms(self, goal: Goal) -> tuple[NDArray[np.int32], FloatArray]:
        items = [(int(self._column[c]), v) for c, v in goal.terms.items() if self._column[c] >= 0]
        return np.array([c for c, _ in items], dtype=np.int32), np.array([v for _, v in items], dtype=float)

    def _run(self) -> None:
        if self._highs.run() == highspy.HighsStatus.kError:
            raise RuntimeError("HiGHS refused the programme")

    def _closed_without_bound(self) -> bool:
        solved = self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return solved and bool(self._whole_columns) and not math.isfinite(float(self._highs.getInfo().mip_dual_bound))

    def _outcome(self, goal: Goal) -> Outcome:
        highs = self._highs
        status = highs.getModelStatus()
        info = highs.getInfo()
        kinds = highspy.HighsModelStatus
        if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
            return Outcome("infeasible", math.nan, math.nan, math.inf, 0, None)
        if info.primal_solution_status != int(highspy.SolutionStatus.kSolutionStatusFeasible):
            return Outcome("cancelled" if self.cancelled else "no_plan", math.nan, math.nan, math.inf, 0, None)
        found = np.array(highs.getSolution().col_value, dtype=float)
        values = np.where(self._column >= 0, found[np.maximum(self._column, 0)], self._lower)
        value = float(info.objective_function_value)
        is_mip = self._whole_columns > 0
        whole_bound = float(info.mip_dual_bound)
        open_bound = -math.inf if goal.minimise else math.inf
        bound = whole_bound if is_mip else (value if status == kinds.kOptimal else open_bound)
        gap = relative_gap(value, bound)
        proven = status == kinds.kOptimal
        ended: SolveStatus = "proven" if proven else ("cancelled" if self.cancelled else "limit")
        return Outcome(ended, value, bound, gap, int(max(info.mip_node_count, 0)), values)

    def _subscribe(self) -> None:
        highs = self._highs

        def on_log(event: Any) -> None:
            if self._report is not None:
                data = event.data_out
                best, bound = float(data.mip_primal_bound), float(data.mip_dual_bound)
                known = math.isfinite(best)
                gap = relative_gap(best, bound) if known and math.isfinite(bound) else None
                self._report(
                    Progress(
                        float(data.running_time),
                        best if known else None,
                        bound if math.isfinite(bound) else None,
                        gap,
                        int(data.mip_node_count),
                    )
                )

        def on_interrupt(event: Any) -> None:
            if self._cancel.is_set():
                event.data_in.user_interrupt = True

        highs.cbMipLogging.subscribe(on_log)
        for callback in (highs.cbMipInterrupt, highs.cbSimplexInterrupt, highs.cbIpmInterrupt):
            callback.subscribe(on_interrupt)


def _columns_in_solver(problem: pulp.LpProblem, variables: list[pulp.LpVariable]) -> NDArray[np.int64]:
    """The solver's column of each of the programme's columns; -1 where it stands in no row and no objective."""
    # PuLP 4 hands its variables over in this order, PuLP 3.3 numbers those it hands over in `index`.
    numbered = hasattr(problem, "exported_variables")
    ordered = problem.exported_variables() if numbered else problem.variables()
    position = {variable.name: at for at, variable in enumerate(ordered)}
    return np.array([position.get(variable.name, -1) for variable in variables], dtype=np.int64)
