"""The area in the table against the area of the cell on the map."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mapping.inspection.robust import modified_z
from mapping.inspection.types import Check, Odd, Subject
from mapping.region.territories import areas_km2
from mapping.words import Text, number

LIMIT = 3.5
"""Iglewicz and Hoaglin's limit of the modified z-score."""

OFFICIAL_TOLERANCE = 0.2
"""An official territory may differ from the table's area by this part (other years, other projections)."""


def _find(subject: Subject) -> Iterator[Odd]:
    table, territories = subject.tables.settlements, subject.region.territories
    cells = areas_km2(territories.cells)
    stated = np.array([row.area_decares for row in table.rows]) / 1000
    known = np.flatnonzero((stated > 0) & (cells > 0))
    logs = np.log(cells[known] / stated[known])
    if territories.cells_approximate:
        odd = known[np.abs(modified_z(logs)) > LIMIT]
    else:
        odd = known[np.abs(logs) > np.log(1 + OFFICIAL_TOLERANCE)]
    for at in odd:
        line, cell, land = table.lines[at], float(cells[at]), float(stated[at])
        yield Odd(
            table.where(line, "area_decares"),
            Text(f"{line.row.name_bg} ({line.row.ekatte}): {number(land, 'bg', 1)} km² в таблицата",
                 f"{line.row.name_en} ({line.row.ekatte}): {number(land, 'en', 1)} km² in the table"),
            Text(f"клетката ѝ на картата има {number(cell, 'bg', 1)} km²",
                 f"its cell on the map has {number(cell, 'en', 1)} km²"),
            line.row.note,
        )  # fmt: skip


CELL_AREA = Check(
    "cell_area",
    Text("Площ срещу клетка", "Area against cell"),
    Text(
        "Отношението на клетката към площта в settlements.csv: при приблизителни клетки логаритъмът му с "
        "модифицирано z "
        "над 3,5, при официални землища разлика над 20 %.",
        "The cell's area over that of settlements.csv: of approximate cells a modified z-score of its logarithm above "
        "3.5, of official territories a difference above 20 %.",
    ),
    "Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers, ASQC, p. 11 (modified z-score)",
    Text("Проверете площта и координатите.", "Check the area and the coordinates."),
    _find,
)
