"""The built-in statistics: each writes its value into ``out[0]``.

Sample j is ``resample[offsets[j]:offsets[j + 1]]``; the resample may be overwritten.
"""

from __future__ import annotations

import math

import numpy as np
from numba.types import float64

from ._jit import INDEX, SOURCE, VALUES, kernel
from .order import linear_quantile, middle

__all__ = [
    "mean",
    "mean_difference",
    "mean_ratio",
    "median",
    "median_difference",
    "pearson",
    "quantile",
    "rank_sum",
    "std",
    "variance",
    "welch_t",
]

_STATISTIC = (VALUES, INDEX, SOURCE, VALUES)


@kernel(float64(VALUES))
def _mean(x):
    """Sum in four lanes, divided by n."""
    s0 = s1 = s2 = s3 = 0.0
    n = x.shape[0]
    whole = n & ~3
    for i in range(0, whole, 4):
        s0 += x[i]
        s1 += x[i + 1]
        s2 += x[i + 2]
        s3 += x[i + 3]
    for i in range(whole, n):
        s0 += x[i]
    return ((s0 + s1) + (s2 + s3)) / n


@kernel(float64(VALUES))
def _variance(x):
    """Two passes, ddof 1; the second removes what rounding left of the mean."""
    centre = _mean(x)
    total = rest = 0.0
    for value in x:
        total += (value - centre) * (value - centre)
        rest += value - centre
    n = x.shape[0]
    return (total - rest * rest / n) / (n - 1)


@kernel(_STATISTIC)
def mean(resample, offsets, args, out):
    """x̄."""
    out[0] = _mean(resample)


@kernel(_STATISTIC)
def variance(resample, offsets, args, out):
    """Σ(x - x̄)² / (n - ddof), ddof = args[0]."""
    n = resample.shape[0]
    out[0] = _variance(resample) * (n - 1) / (n - args[0])


@kernel(_STATISTIC)
def std(resample, offsets, args, out):
    """Square root of the variance."""
    n = resample.shape[0]
    out[0] = math.sqrt(_variance(resample) * (n - 1) / (n - args[0]))


@kernel(_STATISTIC)
def median(resample, offsets, args, out):
    """Middle value, or mean of the two middle ones."""
    out[0] = middle(resample)


@kernel(_STATISTIC)
def quantile(resample, offsets, args, out):
    """NumPy's linear quantile at level args[0]."""
    out[0] = linear_quantile(resample, args[0])


@kernel(_STATISTIC)
def mean_difference(resample, offsets, args, out):
    """x̄ - ȳ."""
    out[0] = _mean(resample[: offsets[1]]) - _mean(resample[offsets[1] :])


@kernel(_STATISTIC)
def median_difference(resample, offsets, args, out):
    """Median of x minus median of y."""
    out[0] = middle(resample[: offsets[1]]) - middle(resample[offsets[1] :])


@kernel(_STATISTIC)
def mean_ratio(resample, offsets, args, out):
    """x̄ / ȳ."""
    out[0] = _mean(resample[: offsets[1]]) / _mean(resample[offsets[1] :])


@kernel(_STATISTIC)
def welch_t(resample, offsets, args, out):
    """(x̄ - ȳ) / sqrt(s²ₓ/nₓ + s²ᵧ/nᵧ)."""
    x, y = resample[: offsets[1]], resample[offsets[1] :]
    spread = _variance(x) / x.shape[0] + _variance(y) / y.shape[0]
    out[0] = (_mean(x) - _mean(y)) / math.sqrt(spread)


@kernel(_STATISTIC)
def rank_sum(resample, offsets, args, out):
    """Sum of the midranks of the first sample among all values."""
    n_first, n = offsets[1], resample.shape[0]
    order = np.argsort(resample)
    total = 0.0
    i = 0
    while i < n:
        j = i
        first = 0
        while j < n and resample[order[j]] == resample[order[i]]:
            first += 1 if order[j] < n_first else 0
            j += 1
        total += first * (0.5 * (i + j - 1) + 1.0)
        i = j
    out[0] = total


@kernel(_STATISTIC)
def pearson(resample, offsets, args, out):
    """Σ(x - x̄)(y - ȳ) / sqrt(Σ(x - x̄)² Σ(y - ȳ)²), within [-1, 1]; NaN for a constant column."""
    x, y = resample[: offsets[1]], resample[offsets[1] :]
    centre_x, centre_y = _mean(x), _mean(y)
    n = x.shape[0]
    xx = yy = xy = rest_x = rest_y = 0.0
    for i in range(n):
        u, v = x[i] - centre_x, y[i] - centre_y
        xx += u * u
        yy += v * v
        xy += u * v
        rest_x += u
        rest_y += v
    # What rounding left of the means is taken out, so that a constant column has no variance.
    xx -= rest_x * rest_x / n
    yy -= rest_y * rest_y / n
    if not (xx > 0.0 and yy > 0.0):
        out[0] = np.nan
        return
    value = (xy - rest_x * rest_y / n) / (math.sqrt(xx) * math.sqrt(yy))
    out[0] = max(-1.0, min(1.0, value)) if value == value else value
