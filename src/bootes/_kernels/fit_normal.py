"""Maximum likelihood of the normal: mean and standard deviation with ddof 0."""

from __future__ import annotations

import math

from numba.types import float64

from ._jit import INDEX, SOURCE, VALUES, kernel
from .fit_mean import refined_mean

__all__ = ["fit_normal"]


@kernel(float64(VALUES, float64), fastmath={"reassoc"})
def _squares(x, mean):
    """Return sum((x - mean)^2), less what the rounding of the mean adds."""
    first, second = 0.0, 0.0
    for i in range(x.shape[0]):
        d = x[i] - mean
        first += d
        second += d * d
    return max(second - first * first / x.shape[0], 0.0)


@kernel((VALUES, INDEX, SOURCE, VALUES))
def fit_normal(resample, offsets, args, out):
    """Write mu and sigma, which is 0 for constant data; ``args`` is not needed."""
    x = resample[offsets[0] : offsets[1]]
    out[0] = refined_mean(x)
    out[1] = math.sqrt(_squares(x, out[0]) / x.shape[0])
