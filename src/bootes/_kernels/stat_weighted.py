"""Statistics of weighted rows: the last column of every table holds its weights.

Scaling all weights changes nothing, except in a sum; equal weights give the statistic without
weights (quantiles: NumPy's "inverted_cdf").
"""

from __future__ import annotations

import math

import numpy as np
from numba.types import UniTuple, float64

from ._jit import VALUES, kernel
from .stat_mean import STATISTIC_ARGUMENTS

__all__ = [
    "weighted_accuracy",
    "weighted_intercept",
    "weighted_mae",
    "weighted_mean",
    "weighted_mean_difference",
    "weighted_mean_ratio",
    "weighted_median",
    "weighted_pearson",
    "weighted_quantile",
    "weighted_r2",
    "weighted_ratio_of_sums",
    "weighted_rmse",
    "weighted_slope",
    "weighted_std",
    "weighted_sum",
    "weighted_variance",
]


@kernel(float64(VALUES, VALUES))
def _sum_of(x, w):
    """Σwx."""
    total = 0.0
    for i in range(x.shape[0]):
        total += w[i] * x[i]
    return total


@kernel(float64(VALUES))
def _total(w):
    """Σw."""
    total = 0.0
    for weight in w:
        total += weight
    return total


@kernel(float64(VALUES, VALUES))
def _mean_of(x, w):
    """Σwx / Σw, around a first value so that an offset cancels."""
    first, total, weights = x[0], 0.0, 0.0
    for i in range(x.shape[0]):
        total += w[i] * (x[i] - first)
        weights += w[i]
    return first + total / weights


@kernel(float64(VALUES, VALUES, float64))
def _variance_of(x, w, ddof):
    """Σw(x - x̄)² / (Σw - ddof Σw²/Σw)."""
    centre = _mean_of(x, w)
    squares = weights = weights_squared = 0.0
    for i in range(x.shape[0]):
        squares += w[i] * (x[i] - centre) * (x[i] - centre)
        weights += w[i]
        weights_squared += w[i] * w[i]
    return squares / (weights - ddof * weights_squared / weights)


@kernel(UniTuple(float64, 5)(VALUES, VALUES, VALUES))
def _moments(x, y, w):
    """Return x̄, ȳ, Σw(x - x̄)², Σw(y - ȳ)², Σw(x - x̄)(y - ȳ)."""
    centre_x, centre_y = _mean_of(x, w), _mean_of(y, w)
    xx = yy = xy = 0.0
    for i in range(x.shape[0]):
        u, v = x[i] - centre_x, y[i] - centre_y
        xx += w[i] * u * u
        yy += w[i] * v * v
        xy += w[i] * u * v
    return centre_x, centre_y, xx, yy, xy


@kernel(STATISTIC_ARGUMENTS)
def weighted_sum(resample, offsets, args, out):
    """Σwx."""
    out[0] = _sum_of(resample[: offsets[1]], resample[offsets[1] :])


@kernel(STATISTIC_ARGUMENTS)
def weighted_mean(resample, offsets, args, out):
    """Σwx / Σw."""
    out[0] = _mean_of(resample[: offsets[1]], resample[offsets[1] :])


@kernel(STATISTIC_ARGUMENTS)
def weighted_variance(resample, offsets, args, out):
    """Σw(x - x̄)² / (Σw - ddof Σw²/Σw), ddof = args[0]."""
    out[0] = _variance_of(resample[: offsets[1]], resample[offsets[1] :], args[0])


@kernel(STATISTIC_ARGUMENTS)
def weighted_std(resample, offsets, args, out):
    """Square root of the variance."""
    out[0] = math.sqrt(_variance_of(resample[: offsets[1]], resample[offsets[1] :], args[0]))


@kernel(UniTuple(float64, 2)(VALUES, VALUES, float64))
def _crossing(x, w, level):
    """Return the first value whose running weight reaches ``level`` Σw, and the one after it.

    They are the same unless the running weight is exactly there.
    """
    order = np.argsort(x)
    wanted = level * _total(w)
    running, last = 0.0, x.shape[0] - 1
    for k in range(last + 1):
        running += w[order[k]]
        if running >= wanted and running > 0.0:
            following = k + 1
            while following < last and w[order[following]] == 0.0:
                following += 1
            exact = running == wanted and k < last
            return x[order[k]], x[order[following if exact else k]]
    return x[order[last]], x[order[last]]


@kernel(STATISTIC_ARGUMENTS)
def weighted_median(resample, offsets, args, out):
    """Where half of the weight is reached; the mean of two values where it is exactly reached."""
    low, high = _crossing(resample[: offsets[1]], resample[offsets[1] :], 0.5)
    out[0] = 0.5 * low + 0.5 * high


@kernel(STATISTIC_ARGUMENTS)
def weighted_quantile(resample, offsets, args, out):
    """Find the first value whose running weight reaches args[0] of all."""
    out[0] = _crossing(resample[: offsets[1]], resample[offsets[1] :], args[0])[0]


@kernel(STATISTIC_ARGUMENTS)
def weighted_mean_difference(resample, offsets, args, out):
    """x̄ - ȳ of two weighted samples."""
    x = _mean_of(resample[: offsets[1]], resample[offsets[1] : offsets[2]])
    out[0] = x - _mean_of(resample[offsets[2] : offsets[3]], resample[offsets[3] :])


@kernel(STATISTIC_ARGUMENTS)
def weighted_mean_ratio(resample, offsets, args, out):
    """x̄ / ȳ of two weighted samples."""
    x = _mean_of(resample[: offsets[1]], resample[offsets[1] : offsets[2]])
    out[0] = x / _mean_of(resample[offsets[2] : offsets[3]], resample[offsets[3] :])


@kernel(STATISTIC_ARGUMENTS)
def weighted_ratio_of_sums(resample, offsets, args, out):
    """Σwx / Σwy."""
    w = resample[offsets[2] :]
    y = _sum_of(resample[offsets[1] : offsets[2]], w)
    out[0] = _sum_of(resample[: offsets[1]], w) / y


@kernel(STATISTIC_ARGUMENTS)
def weighted_pearson(resample, offsets, args, out):
    """Σw(x - x̄)(y - ȳ) / sqrt(Σw(x - x̄)² Σw(y - ȳ)²), within [-1, 1]."""
    x, y, w = resample[: offsets[1]], resample[offsets[1] : offsets[2]], resample[offsets[2] :]
    _, _, xx, yy, xy = _moments(x, y, w)
    if not (xx > 0.0 and yy > 0.0):
        out[0] = np.nan
        return
    out[0] = max(-1.0, min(1.0, xy / (math.sqrt(xx) * math.sqrt(yy))))


@kernel(STATISTIC_ARGUMENTS)
def weighted_slope(resample, offsets, args, out):
    """Σw(x - x̄)(y - ȳ) / Σw(x - x̄)²: y on x."""
    x, y, w = resample[: offsets[1]], resample[offsets[1] : offsets[2]], resample[offsets[2] :]
    _, _, xx, _, xy = _moments(x, y, w)
    out[0] = xy / xx if xx > 0.0 else np.nan


@kernel(STATISTIC_ARGUMENTS)
def weighted_intercept(resample, offsets, args, out):
    """ȳ - slope x̄."""
    x, y, w = resample[: offsets[1]], resample[offsets[1] : offsets[2]], resample[offsets[2] :]
    centre_x, centre_y, xx, _, xy = _moments(x, y, w)
    out[0] = centre_y - xy / xx * centre_x if xx > 0.0 else np.nan


@kernel(STATISTIC_ARGUMENTS)
def weighted_accuracy(resample, offsets, args, out):
    """Σw where both columns agree, over Σw."""
    x, y, w = resample[: offsets[1]], resample[offsets[1] : offsets[2]], resample[offsets[2] :]
    hits = 0.0
    for i in range(x.shape[0]):
        hits += w[i] if x[i] == y[i] else 0.0
    out[0] = hits / _total(w)


@kernel(STATISTIC_ARGUMENTS)
def weighted_mae(resample, offsets, args, out):
    """Σw|x - y| / Σw."""
    x, y, w = resample[: offsets[1]], resample[offsets[1] : offsets[2]], resample[offsets[2] :]
    total = 0.0
    for i in range(x.shape[0]):
        total += w[i] * abs(x[i] - y[i])
    out[0] = total / _total(w)


@kernel(float64(VALUES, VALUES, VALUES))
def _squared_error(x, y, w):
    """Σw(x - y)²."""
    total = 0.0
    for i in range(x.shape[0]):
        total += w[i] * (x[i] - y[i]) * (x[i] - y[i])
    return total


@kernel(STATISTIC_ARGUMENTS)
def weighted_rmse(resample, offsets, args, out):
    """Square root of Σw(x - y)² / Σw."""
    x, y, w = resample[: offsets[1]], resample[offsets[1] : offsets[2]], resample[offsets[2] :]
    out[0] = math.sqrt(_squared_error(x, y, w) / _total(w))


@kernel(STATISTIC_ARGUMENTS)
def weighted_r2(resample, offsets, args, out):
    """1 - Σw(x - y)² / Σw(x - x̄)²: x is the truth, y what was predicted."""
    x, y, w = resample[: offsets[1]], resample[offsets[1] : offsets[2]], resample[offsets[2] :]
    _, _, xx, _, _ = _moments(x, y, w)
    out[0] = 1.0 - _squared_error(x, y, w) / xx if xx > 0.0 else np.nan
