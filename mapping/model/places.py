"""Where each column of a programme is at home: what makes a country fall into neighbourhoods."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mapping.instance import Instance
from mapping.model.variables import NONE, Variables


def column_places(instance: Instance, variables: Variables, columns: int) -> NDArray[np.int32]:
    """The municipalities at both ends of what each column stands for, shape (columns, 2).

    Both are the same but for `serve` (home of the persons, site of the unit). NONE where a column belongs to the whole
    region, or is one that a rule wrote for itself.
    """
    places = np.full((columns, 2), NONE, dtype=np.int32)
    home, links = instance.municipality_of, instance.links
    site = np.array([home[facility.settlement] for facility in instance.facilities], dtype=np.int64)
    row, period = np.nonzero(variables.serve != NONE)
    served = variables.serve[row, period]
    places[served, 0] = home[links.settlement[row]]
    places[served, 1] = site[links.facility[row]]
    settlement, service, period = np.nonzero(variables.unmet != NONE)
    places[variables.unmet[settlement, service, period]] = home[settlement][:, None]
    for (facility, _, _), column in variables.open.items():
        places[column] = site[facility]
    for key, column in variables.spend.items():
        if key.municipality is not None:
            places[column] = key.municipality
    for municipality, column in enumerate(variables.served_share):
        places[column] = municipality
    return places
