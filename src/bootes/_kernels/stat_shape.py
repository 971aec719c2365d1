"""Skewness and kurtosis from corrected central moments."""

from __future__ import annotations

import math

import numpy as np
from numba.types import UniTuple, float64

from ._jit import VALUES, kernel
from .stat_mean import STATISTIC_ARGUMENTS, mean_of

__all__ = ["kurtosis", "skew"]

_EPS = float(np.finfo(np.float64).eps)


@kernel(UniTuple(float64, 3)(VALUES))
def _moments(x):
    """Second to fourth moment about the mean; NaN where the values differ by rounding alone.

    ``rest`` is what rounding left of the mean. The rule for NaN is SciPy's.
    """
    n = x.shape[0]
    centre = mean_of(x)
    rest = m2 = m3 = m4 = 0.0
    for value in x:
        d = value - centre
        square = d * d
        rest += d
        m2 += square
        m3 += square * d
        m4 += square * square
    rest, m2, m3, m4 = rest / n, m2 / n, m3 / n, m4 / n
    exact = rest * rest
    m4 += exact * (6.0 * m2 - 3.0 * exact) - 4.0 * rest * m3
    m3 += rest * (2.0 * exact - 3.0 * m2)
    m2 -= exact
    limit = _EPS * centre
    if not m2 > limit * limit:
        return math.nan, math.nan, math.nan
    return m2, m3, m4


@kernel(STATISTIC_ARGUMENTS)
def skew(resample, offsets, args, out):
    """m₃ / m₂^1.5; times √(n (n - 1)) / (n - 2) where not biased (args[0] = 0) and n > 2."""
    m2, m3, _ = _moments(resample)
    value = m3 / (m2 * math.sqrt(m2))
    n = float(resample.shape[0])
    if args[0] == 0.0 and n > 2.0:
        value *= math.sqrt((n - 1.0) * n) / (n - 2.0)
    out[0] = value


@kernel(STATISTIC_ARGUMENTS)
def kurtosis(resample, offsets, args, out):
    """m₄ / m₂², less 3 by Fisher's definition (args[0]); corrected where args[1] = 0 and n > 3."""
    m2, _, m4 = _moments(resample)
    value = m4 / (m2 * m2)
    n = float(resample.shape[0])
    if args[1] == 0.0 and n > 3.0:
        corrected = (n * n - 1.0) * value - 3.0 * (n - 1.0) * (n - 1.0)
        value = corrected / ((n - 2.0) * (n - 3.0)) + 3.0
    out[0] = value - 3.0 if args[0] != 0.0 else value
