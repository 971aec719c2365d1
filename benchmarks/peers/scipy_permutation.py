"""SciPy's permutation test, vectorized and in batches of the best size."""

from __future__ import annotations

import time

import numpy as np
import numpy.typing as npt
from scipy.stats import permutation_test

__all__ = ["best_batch", "permutation_pvalue"]

Floats = npt.NDArray[np.float64]

_BATCHES = (50, 100, 200, 500, 1000, 2000, 5000)


def permutation_pvalue(case: Floats, control: Floats, size: int, batch: int) -> float:
    """Return the two-sided p-value of the difference of means."""
    result = permutation_test(
        (case, control), _mean_difference, vectorized=True, n_resamples=size, batch=batch
    )
    return float(result.pvalue)


def best_batch(case: Floats, control: Floats, size: int) -> int:
    """Return the batch that takes the least time."""
    return min(_BATCHES, key=lambda batch: _seconds(case, control, size, batch))


def _mean_difference(x: Floats, y: Floats, axis: int) -> Floats:
    difference: Floats = np.mean(x, axis=axis) - np.mean(y, axis=axis)
    return difference


def _seconds(case: Floats, control: Floats, size: int, batch: int) -> float:
    begin = time.perf_counter()
    permutation_pvalue(case, control, size, batch)
    return time.perf_counter() - begin
