"""A case stated and solved by spopt, in an environment that has it: `PYTHON published_spopt.py ARRAYS.npz`.

Prints one line of JSON: seconds of building and of solving, the value, what spopt says, peak memory. What spopt raises
is passed on as its word. Only numpy, pulp and spopt are needed here; benchmarks/published.py writes the arrays.
"""

from __future__ import annotations

import json
import resource
import sys
import time

import numpy as np
import pulp
from spopt.locate import LSCP, MCLP, PCenter, PDispersion, PMedian

MEMORY = 14 * 2**30
"""More bytes than this are refused, so that the machine lives on."""


def build(arrays):
    """The spopt model of the case."""
    problem, cost = str(arrays["problem"]), arrays["cost"]
    predefined = arrays["predefined"] if arrays["predefined"].size else None
    p, radius, weight = int(arrays["p"]), float(arrays["radius"]), arrays["weight"]
    capacity = arrays["capacity"] if arrays["capacity"].size else None
    ways = {
        "lscp": lambda: LSCP.from_cost_matrix(cost, radius, predefined),
        "clscpso": lambda: LSCP.from_cost_matrix(cost, radius, predefined, weight, capacity),
        "mclp": lambda: MCLP.from_cost_matrix(cost, weight, radius, p, predefined),
        "p_median": lambda: PMedian.from_cost_matrix(cost, weight, p, predefined),
        "cpmp": lambda: PMedian.from_cost_matrix(cost, weight, p, predefined, capacity),
        "p_center": lambda: PCenter.from_cost_matrix(cost, p, predefined),
        "p_dispersion": lambda: PDispersion.from_cost_matrix(cost, p, predefined),
    }
    return ways[problem]()


def main():
    """Measure the case whose arrays are named on the command line."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    arrays = np.load(sys.argv[1])
    seconds = float(arrays["seconds"])
    began = time.perf_counter()
    result = {"build": None, "solve": None, "value": None, "word": ""}
    try:
        model = build(arrays)
        result["build"] = time.perf_counter() - began
        began = time.perf_counter()
        model = model.solve(pulp.HiGHS(msg=False, timeLimit=seconds))
        result["solve"] = time.perf_counter() - began
        result["word"] = pulp.LpStatus[model.problem.status]
        result["value"] = model.problem.objective.value()
    except MemoryError:
        result["word"] = f"out of memory ({MEMORY // 2**30} GiB)"
    except Exception as error:  # whatever spopt says of the case is its answer
        result["word"] = f"{type(error).__name__}: {error}".splitlines()[0][:80]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps(result | {"memory": peak}))


if __name__ == "__main__":
    main()
