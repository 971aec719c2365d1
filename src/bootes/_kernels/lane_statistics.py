"""Statistics of one column or row, of one signature and with NumPy's arithmetic.

Each is ``(x, option, pairwise) -> float``: the option is ddof or a level, and ``pairwise`` tells
in which order NumPy would add.
"""

from __future__ import annotations

import math

import numpy as np
from numba.types import boolean, float64, int64

from ._jit import SOURCE, VALUES, kernel
from .order import select
from .pairwise import square_sum, total

__all__ = [
    "lane_max",
    "lane_mean",
    "lane_median",
    "lane_min",
    "lane_ptp",
    "lane_quantile",
    "lane_std",
    "lane_sum",
    "lane_var",
    "sorted_quantile",
]

_LANE = float64(SOURCE, float64, boolean)


@kernel(_LANE)
def lane_sum(x, option, pairwise):
    """Return the sum."""
    return total(x, pairwise)


@kernel(_LANE)
def lane_mean(x, option, pairwise):
    """Return the mean."""
    return total(x, pairwise) / x.shape[0]


@kernel(_LANE)
def lane_var(x, option, pairwise):
    """Return the variance with ddof ``option``."""
    mean = total(x, pairwise) / x.shape[0]
    return square_sum(x, mean, pairwise) / max(x.shape[0] - option, 0.0)


@kernel(_LANE)
def lane_std(x, option, pairwise):
    """Return the standard deviation with ddof ``option``."""
    return math.sqrt(lane_var(x, option, pairwise))


@kernel(_LANE)
def lane_min(x, option, pairwise):
    """Return the smallest value, NaN where there is one."""
    if x.shape[0] == 0:
        raise ValueError("zero-size array to reduction operation minimum which has no identity")
    least = x[0]
    for value in x:
        if not value >= least:
            least = value
            if value != value:
                break
    return least


@kernel(_LANE)
def lane_max(x, option, pairwise):
    """Return the largest value, NaN where there is one."""
    if x.shape[0] == 0:
        raise ValueError("zero-size array to reduction operation maximum which has no identity")
    most = x[0]
    for value in x:
        if not value <= most:
            most = value
            if value != value:
                break
    return most


@kernel(_LANE)
def lane_ptp(x, option, pairwise):
    """Return the range."""
    return lane_max(x, option, pairwise) - lane_min(x, option, pairwise)


@kernel(boolean(SOURCE))
def _has_nan(x):
    found = False
    for value in x:
        found |= value != value
    return found


@kernel(float64(float64, float64, float64))
def _interpolated(low, high, weight):
    difference = high - low
    if weight >= 0.5:
        return high - difference * (1.0 - weight)
    return low + difference * weight


@kernel(_LANE)
def lane_median(x, option, pairwise):
    """Return the median."""
    n = x.shape[0]
    if n == 0 or _has_nan(x):
        return np.nan
    values = x.copy()
    high = select(values, n >> 1)
    if n & 1:
        return high
    low = values[0]
    for i in range(1, n >> 1):
        low = max(low, values[i])
    return (low + high) / 2.0


@kernel(_LANE)
def lane_quantile(x, option, pairwise):
    """Return the linear quantile of level ``option``."""
    n = x.shape[0]
    if not 0.0 <= option <= 1.0:
        raise ValueError("Quantiles must be in the range [0, 1]")
    if n == 0 or _has_nan(x):
        return np.nan
    values = x.copy()
    position = (n - 1) * option
    below = int64(math.floor(position))
    low = select(values, below)
    high = low
    if below + 1 < n:
        high = values[below + 1]
        for i in range(below + 2, n):
            high = min(high, values[i])
    return _interpolated(low, high, position - below)


@kernel(float64(VALUES, float64))
def sorted_quantile(x, level):
    """Return the linear quantile of sorted values."""
    n = x.shape[0]
    if not 0.0 <= level <= 1.0:
        raise ValueError("Quantiles must be in the range [0, 1]")
    if n == 0 or x[n - 1] != x[n - 1]:
        return np.nan
    position = (n - 1) * level
    below = int64(math.floor(position))
    return _interpolated(x[below], x[min(below + 1, n - 1)], position - below)
