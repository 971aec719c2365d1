"""Sums of squares about the mean, and what is made of them."""

from __future__ import annotations

import math

from numba.types import UniTuple, float64

from ._jit import VALUES, kernel
from .stat_mean import STATISTIC_ARGUMENTS, mean_of

__all__ = ["about_mean", "cv", "sem", "std", "variance"]


@kernel(UniTuple(float64, 3)(VALUES))
def about_mean(x):
    """Return the rounded mean, what rounding left of it, and the squares about their sum.

    Two passes; taking out the rest makes the squares of a constant sample exactly 0.
    """
    centre = mean_of(x)
    squares = rest = 0.0
    for value in x:
        squares += (value - centre) * (value - centre)
        rest += value - centre
    n = x.shape[0]
    return centre, rest / n, squares - rest * rest / n


@kernel(float64(VALUES, float64))
def _variance(x, ddof):
    """Σ(x - x̄)² / (n - ddof); as in NumPy, the divisor is at least 0."""
    _, _, squares = about_mean(x)
    return squares / max(x.shape[0] - ddof, 0.0)


@kernel(STATISTIC_ARGUMENTS)
def variance(resample, offsets, args, out):
    """Σ(x - x̄)² / (n - ddof), ddof = args[0]."""
    out[0] = _variance(resample, args[0])


@kernel(STATISTIC_ARGUMENTS)
def std(resample, offsets, args, out):
    """Square root of the variance."""
    out[0] = math.sqrt(_variance(resample, args[0]))


@kernel(STATISTIC_ARGUMENTS)
def sem(resample, offsets, args, out):
    """√variance / √n."""
    out[0] = math.sqrt(_variance(resample, args[0])) / math.sqrt(resample.shape[0])


@kernel(STATISTIC_ARGUMENTS)
def cv(resample, offsets, args, out):
    """√variance / x̄."""
    out[0] = math.sqrt(_variance(resample, args[0])) / mean_of(resample)
