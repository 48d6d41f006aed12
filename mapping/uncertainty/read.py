"""All that is read from an ensemble, put together."""

from __future__ import annotations

from collections.abc import Callable

from mapping.errors import InfeasibleError, NoPlanError
from mapping.instance import Case, Instance, build_instance, prepare_case
from mapping.uncertainty.certainty import read_marks, read_missing, read_served
from mapping.uncertainty.influence import read_blocks, read_influences
from mapping.uncertainty.matrix import Circumstances, Matrix
from mapping.uncertainty.nearby import Nearby
from mapping.uncertainty.robust import Robustness, find_robust
from mapping.uncertainty.types import Certainties, Criterion, Ensemble
from mapping.uncertainty.worlds import world_region


def read_certainties(
    case: Case,
    ensemble: Ensemble,
    how: Circumstances,
    loss: float,
    asked: Criterion | None = None,
) -> Certainties:
    """Marks, missing marks, ranges, influences and robust plans of `ensemble`, which is of `case`.

    `loss` is what a near-optimal plan may lose, relative to the unmet need; the robust plan that is `asked` for is
    searched for longer. Worlds without a plan count nowhere. What is found does not depend on the number of threads.
    Where the work is stopped, or the central plan cannot be carried out in a world, there are no candidates, and so no
    robust plans and no worth of knowing better.
    """
    known = ensemble.planned()
    nearby = Nearby(build_instance(case), ensemble.central.built, how.seed)
    elsewhere = nearby.all_elsewhere(loss, threads=how.threads, stop=how.stop)
    robust = _robustness(case, known, how, asked)
    return Certainties(
        ensemble=ensemble,
        marks=read_marks(known, elsewhere),
        missing=read_missing(known),
        served=read_served(known, [place.ekatte for place in case.region.settlements]),
        influences=read_influences(known, robust.candidates),
        robust=robust.plans,
        loss=loss,
        blocks=read_blocks(known, robust.candidates),
        candidates=robust.candidates,
    )


def _robustness(case: Case, known: Ensemble, how: Circumstances, asked: Criterion | None) -> Robustness:
    matrix = Matrix([world.number for world in known.worlds], instances(case, known), how)
    try:
        return find_robust(known, matrix, asked)
    except (NoPlanError, InfeasibleError):
        return Robustness((), ())


def instances(case: Case, ensemble: Ensemble) -> Callable[[int], Instance]:
    """What builds the instance of each world of `ensemble`, by its number; 0 is that of `case` itself."""
    by_number = {world.number: world for world in ensemble.worlds}

    def instance_of(number: int) -> Instance:
        if number == 0:
            return build_instance(case)
        region = world_region(case.region, ensemble.factors, by_number[number])
        return build_instance(prepare_case(region, case.scenario))

    return instance_of
