"""Profile score of the negative binomial as sums over the values, for large counts.

Sums are taken over runs of values and then over the runs, so that a million of them lose
nothing.
"""

from __future__ import annotations

import math

from numba.types import UniTuple, float64

from ._jit import VALUES, kernel
from .special import (
    digamma,
    digamma_remainder,
    log1p_remainder,
    trigamma,
    trigamma_remainder,
)

__all__ = ["large_score", "values_score"]

_RUN = 1024


@kernel(UniTuple(float64, 3)(VALUES, float64, float64))
def values_score(x, mean, u):
    """Return the score, its derivative in u = 1 / alpha, and 0."""
    n, a = x.shape[0], 1.0 / u
    at_zero, slope_at_zero = digamma(a), trigamma(a)
    score, slope = 0.0, 0.0
    for first in range(0, n, _RUN):
        run = 0.0
        for i in range(first, min(first + _RUN, n)):
            if x[i] > 0.0:
                run += digamma(a + x[i]) - at_zero
                slope += trigamma(a + x[i]) - slope_at_zero
        score += run
    score -= n * math.log1p(mean * u)
    slope += n * mean / (a * (a + mean))
    return score, -a * a * slope, 0.0


@kernel(UniTuple(float64, 3)(VALUES, float64, float64, float64))
def large_score(x, mean, half_excess, u):
    """Return (alpha + mean)^2 times the score for large alpha, its derivative in u, and 0.

    With z = (x - mean) / (alpha + mean) and digamma's asymptotic series, the logarithms become
    the sum of log(1 + z). The terms of first and second order cancel by algebra, up to
    ``half_excess``, which is known exactly.
    """
    n, a = x.shape[0], 1.0 / u
    am = a + mean
    squares, squares_slope, rest, rest_slope = 0.0, 0.0, 0.0, 0.0
    kappa, kappa_slope = digamma_remainder(a), trigamma_remainder(a)
    for first in range(0, n, _RUN):
        run, rest_run = 0.0, 0.0
        for i in range(first, min(first + _RUN, n)):
            ax, d = a + x[i], x[i] - mean
            z, r = d / am, d / ax
            run += d * r
            squares_slope += r * r
            rest_run += log1p_remainder(z) + (kappa - digamma_remainder(ax))
            rest_slope += trigamma_remainder(ax) - kappa_slope - z * z * z / (1.0 + z) / am
        squares += run
        rest += rest_run
    ratio = n * mean * mean * u
    value = 0.5 * (ratio - squares) - half_excess + am * am * rest
    slope = 0.5 * (squares_slope - ratio * u) + 2.0 * am * rest + am * am * rest_slope
    return value, -a * a * slope, 0.0
