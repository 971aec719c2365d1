"""Maximum likelihood where the estimate is the mean: Poisson (rate), exponential (scale)."""

from __future__ import annotations

import numpy as np
from numba.types import float64

from ._jit import INDEX, SOURCE, VALUES, kernel

__all__ = ["fit_mean", "refined_mean"]


@kernel(float64(VALUES), fastmath={"reassoc"})
def refined_mean(x):
    """Return the mean, corrected by the mean of the residuals; NaN without values."""
    n, total, residual = x.shape[0], 0.0, 0.0
    if n == 0:
        return np.nan
    for i in range(n):
        total += x[i]
    mean = total / n
    for i in range(n):
        residual += x[i] - mean
    return mean + residual / n


@kernel((VALUES, INDEX, SOURCE, VALUES))
def fit_mean(resample, offsets, args, out):
    """Write the mean; ``args`` is not needed."""
    out[0] = refined_mean(resample[offsets[0] : offsets[1]])
