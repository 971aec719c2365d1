"""Moments of pairs: the two samples are columns of the same rows, x the first."""

from __future__ import annotations

import math

from numba.types import UniTuple, float64

from ._jit import VALUES, kernel
from .stat_mean import STATISTIC_ARGUMENTS, mean_of
from .stat_sums import total_of

__all__ = [
    "correlation",
    "correlation_of",
    "intercept",
    "pearson",
    "products_of",
    "ratio_of_sums",
    "slope",
]


@kernel(UniTuple(float64, 7)(VALUES, VALUES))
def products_of(x, y):
    """Return both rounded means, Σ(x - x̄)², Σ(y - ȳ)², Σ(x - x̄)(y - ȳ), what the means left.

    What is left is taken out of the sums, so that a constant column has no variance.
    """
    centre_x, centre_y = mean_of(x), mean_of(y)
    n = x.shape[0]
    xx = yy = xy = rest_x = rest_y = 0.0
    for i in range(n):
        u, v = x[i] - centre_x, y[i] - centre_y
        xx += u * u
        yy += v * v
        xy += u * v
        rest_x += u
        rest_y += v
    xx -= rest_x * rest_x / n
    yy -= rest_y * rest_y / n
    xy -= rest_x * rest_y / n
    return centre_x, centre_y, xx, yy, xy, rest_x / n, rest_y / n


@kernel(float64(float64, float64, float64))
def correlation(xx, yy, xy):
    """Pearson's correlation, within [-1, 1]; NaN for a constant column."""
    if not (xx > 0.0 and yy > 0.0):
        return math.nan
    value = xy / (math.sqrt(xx) * math.sqrt(yy))
    return max(-1.0, min(1.0, value)) if value == value else value


@kernel(float64(VALUES, VALUES))
def correlation_of(x, y):
    """Return the correlation of two columns."""
    _, _, xx, yy, xy, _, _ = products_of(x, y)
    return correlation(xx, yy, xy)


@kernel(STATISTIC_ARGUMENTS)
def pearson(resample, offsets, args, out):
    """Σ(x - x̄)(y - ȳ) / sqrt(Σ(x - x̄)² Σ(y - ȳ)²)."""
    out[0] = correlation_of(resample[: offsets[1]], resample[offsets[1] :])


@kernel(STATISTIC_ARGUMENTS)
def slope(resample, offsets, args, out):
    """Σ(x - x̄)(y - ȳ) / Σ(x - x̄)²: least squares of y on x; NaN for a constant x."""
    _, _, xx, _, xy, _, _ = products_of(resample[: offsets[1]], resample[offsets[1] :])
    out[0] = xy / xx if xx > 0.0 else math.nan


@kernel(STATISTIC_ARGUMENTS)
def intercept(resample, offsets, args, out):
    """ȳ - slope x̄."""
    x, y, xx, _, xy, rest_x, rest_y = products_of(resample[: offsets[1]], resample[offsets[1] :])
    incline = xy / xx if xx > 0.0 else math.nan
    out[0] = (y - incline * x) + (rest_y - incline * rest_x)


@kernel(STATISTIC_ARGUMENTS)
def ratio_of_sums(resample, offsets, args, out):
    """Σx / Σy."""
    out[0] = total_of(resample[: offsets[1]]) / total_of(resample[offsets[1] :])
