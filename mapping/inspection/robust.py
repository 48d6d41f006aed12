"""Outliers among a few values, by median and median deviation."""

from __future__ import annotations

import numpy as np

from mapping.inspection.funnel import FloatArray


def modified_z(values: FloatArray) -> FloatArray:
    """Modified z-scores: 0.6745 x (value - median) / median absolute deviation, shape (n,).

    Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers, ASQC Basic References in Quality Control 16, p. 11,
    who take more than 3.5 for an outlier. Where half of the values or more are the same, the mean absolute deviation
    stands in (x 1.2533); where all are, nothing is an outlier.
    """
    values = np.asarray(values, dtype=np.float64)
    away = values - np.median(values) if len(values) else values
    middle = float(np.median(np.abs(away))) if len(values) else 0.0
    scale = middle / 0.6745 if middle > 0 else 1.2533 * float(np.abs(away).mean() if len(values) else 0.0)
    z: FloatArray = away / scale if scale > 0 else np.zeros_like(away)
    return z
