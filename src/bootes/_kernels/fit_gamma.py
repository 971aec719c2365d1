"""Maximum likelihood of the gamma distribution, by Newton's method in u = 1 / shape.

With scale = mean / shape one equation is left: log(shape) - psi(shape) = s, where
s = log(mean) - mean(log(x)). The left side is between u / 2 and u and nearly linear in u.

References
----------
Choi and Wette (1969), Technometrics 11, 683-690, doi:10.1080/00401706.1969.10490731.
"""

from __future__ import annotations

import math

import numpy as np
from numba.types import UniTuple, float64

from ._jit import INDEX, SOURCE, VALUES, kernel
from .fit_mean import refined_mean
from .special import log1p_remainder, log_minus_digamma, trigamma, trigamma_remainder

__all__ = ["fit_gamma"]

# From here on the slope of log(shape) - psi(shape) is taken from its series.
_LARGE_SHAPE = 10.0

# Newton's method converges quadratically: after a step this small, one more is exact.
_TOLERANCE = 1e-7
_MOST_STEPS = 100


@kernel(UniTuple(float64, 2)(VALUES))
def _mean_and_log_excess(x):
    """Return the mean and log(mean) - mean(log(x)); NaN if not all are positive.

    With z = x / mean - 1, whose mean is 0, the second is the mean of z - log(1 + z), a sum of
    terms that are never negative.
    """
    n, mean = x.shape[0], refined_mean(x)
    log_mean = math.log(mean)
    lowest, total, rest = np.inf, 0.0, 0.0
    for i in range(n):
        lowest = min(lowest, x[i])
        z = (x[i] - mean) / mean
        rest += z
        if abs(z) < 0.25:
            total += 0.5 * z * z - log1p_remainder(z)
        else:
            total += z - (math.log(x[i]) - log_mean)
    if not (lowest > 0.0 and mean < np.inf):
        return np.nan, np.nan
    # The mean is rounded: take its own z - log(1 + z) away.
    rest /= n
    return mean, total / n - (0.5 * rest * rest - log1p_remainder(rest))


@kernel(float64(float64))
def _slope(u):
    """Return the derivative of log(shape) - psi(shape) in u = 1 / shape."""
    shape = 1.0 / u
    if shape < _LARGE_SHAPE:
        return shape * (shape * trigamma(shape) - 1.0)
    return 0.5 + shape * (shape * trigamma_remainder(shape))


@kernel(float64(float64))
def _root(s):
    """Return u = 1 / shape where log(shape) - psi(shape) is s."""
    # Within 1.5 % of the root (Minka, 2002).
    away = s - 3.0
    u = 0.5 * (math.sqrt(away * away + 24.0 * s) + away)
    if s < 3.0:
        u = 12.0 * s / (math.sqrt(away * away + 24.0 * s) - away)
    for _ in range(_MOST_STEPS):
        step = (s - log_minus_digamma(1.0 / u)) / _slope(u)
        if abs(step) <= _TOLERANCE * u:
            return u + step
        u = u + step if u + step > 0.0 else 0.5 * u
    return np.nan


@kernel((VALUES, INDEX, SOURCE, VALUES))
def fit_gamma(resample, offsets, args, out):
    """Write shape and scale, inf and 0 for constant data; ``args`` is not needed."""
    mean, s = _mean_and_log_excess(resample[offsets[0] : offsets[1]])
    if not s > 0.0:
        constant = s == 0.0
        out[0], out[1] = (np.inf, 0.0) if constant else (np.nan, np.nan)
        return
    u = _root(s)
    out[0], out[1] = 1.0 / u, mean * u
