"""Statistics written three times: by name, as plain NumPy code, and along an axis.

The plain functions are what a user would write; they are run in Python, compiled by themselves and
as ``numba.njit`` functions. ``np.std(..., ddof=1)`` is spelled out where njit has no ddof.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["FORMS", "Written"]


@dataclass(frozen=True)
class Written:
    """One statistic in all its forms."""

    name: str
    plain: Callable[..., Any]
    along: Callable[..., Any]
    n_samples: int = 1
    paired: bool = False


def _spread(x, axis):
    return x - x.mean(axis=axis, keepdims=True)


def _variance(x):
    return np.sum((x - np.mean(x)) ** 2) / (len(x) - 1)


def _moment(x, k):
    return np.mean((x - np.mean(x)) ** k)


def _gini(x):
    s = np.sort(x)
    n = len(s)
    total = 0.0
    for i in range(n):
        total += (2 * (i + 1) - n - 1) * s[i]
    return total / (n * np.sum(s))


def _gini_along(x, axis):
    s, n = np.sort(x, axis=axis), x.shape[axis]
    return (s * (2 * np.arange(1, n + 1) - n - 1)).sum(axis=axis) / (n * s.sum(axis=axis))


def _mad(x):
    return np.median(np.abs(x - np.median(x)))


def _mad_along(x, axis):
    return np.median(np.abs(x - np.median(x, axis=axis, keepdims=True)), axis=axis)


def _trimmed(x):
    s = np.sort(x)
    cut = int(0.1 * len(s))
    return np.mean(s[cut : len(s) - cut])


def _trimmed_along(x, axis):
    s = np.sort(np.moveaxis(x, axis, -1), axis=-1)
    cut = int(0.1 * s.shape[-1])
    return s[..., cut : s.shape[-1] - cut].mean(axis=-1)


def _welch(x, y):
    return (np.mean(x) - np.mean(y)) / math.sqrt(_variance(x) / len(x) + _variance(y) / len(y))


def _welch_along(x, y, axis):
    spread = x.var(axis=axis, ddof=1) / x.shape[axis] + y.var(axis=axis, ddof=1) / y.shape[axis]
    return (x.mean(axis=axis) - y.mean(axis=axis)) / np.sqrt(spread)


def _cohen(x, y):
    n, m = len(x), len(y)
    pooled = ((n - 1) * _variance(x) + (m - 1) * _variance(y)) / (n + m - 2)
    return (np.mean(x) - np.mean(y)) / math.sqrt(pooled)


def _cohen_along(x, y, axis):
    n, m = x.shape[axis], y.shape[axis]
    pooled = (n - 1) * x.var(axis=axis, ddof=1) + (m - 1) * y.var(axis=axis, ddof=1)
    return (x.mean(axis=axis) - y.mean(axis=axis)) / np.sqrt(pooled / (n + m - 2))


def _auc(x, y):
    wins = 0.0
    for u in x:
        for v in y:
            if u > v:
                wins += 1.0
            elif u == v:
                wins += 0.5
    return wins / (len(x) * len(y))


def _auc_along(x, y, axis):
    x, y = np.moveaxis(x, axis, -1)[..., :, None], np.moveaxis(y, axis, -1)[..., None, :]
    return ((x > y) + 0.5 * (x == y)).mean(axis=(-1, -2))


def _pearson(x, y):
    u, v = x - np.mean(x), y - np.mean(y)
    return np.sum(u * v) / math.sqrt(np.sum(u * u) * np.sum(v * v))


def _pearson_along(x, y, axis):
    u, v = _spread(x, axis), _spread(y, axis)
    return (u * v).sum(axis=axis) / np.sqrt((u * u).sum(axis=axis) * (v * v).sum(axis=axis))


def _slope(x, y):
    u = x - np.mean(x)
    return np.sum(u * (y - np.mean(y))) / np.sum(u * u)


def _slope_along(x, y, axis):
    u = _spread(x, axis)
    return (u * _spread(y, axis)).sum(axis=axis) / (u * u).sum(axis=axis)


FORMS = [
    Written("mean", lambda x: np.mean(x), lambda x, axis: x.mean(axis=axis)),
    Written("sum", lambda x: x.sum(), lambda x, axis: x.sum(axis=axis)),
    Written("min", lambda x: np.min(x), lambda x, axis: x.min(axis=axis)),
    Written("max", lambda x: x.max(), lambda x, axis: x.max(axis=axis)),
    Written("median", lambda x: np.median(x), lambda x, axis: np.median(x, axis=axis)),
    Written(
        "quantile:0.9",
        lambda x: np.quantile(x, 0.9),
        lambda x, axis: np.quantile(x, 0.9, axis=axis),
    ),
    Written("variance", _variance, lambda x, axis: x.var(axis=axis, ddof=1)),
    Written("std", lambda x: math.sqrt(_variance(x)), lambda x, axis: x.std(axis=axis, ddof=1)),
    Written(
        "sem",
        lambda x: np.sqrt(_variance(x) / x.size),
        lambda x, axis: x.std(axis=axis, ddof=1) / np.sqrt(x.shape[axis]),
    ),
    Written("mad", _mad, _mad_along),
    Written(
        "iqr",
        lambda x: np.percentile(x, 75) - np.percentile(x, 25),
        lambda x, axis: np.quantile(x, 0.75, axis=axis) - np.quantile(x, 0.25, axis=axis),
    ),
    Written(
        "skew",
        lambda x: _moment(x, 3) / _moment(x, 2) ** 1.5,
        lambda x, axis: (
            (_spread(x, axis) ** 3).mean(axis=axis) / (_spread(x, axis) ** 2).mean(axis=axis) ** 1.5
        ),
    ),
    Written(
        "kurtosis",
        lambda x: _moment(x, 4) / _moment(x, 2) ** 2 - 3.0,
        lambda x, axis: (
            (_spread(x, axis) ** 4).mean(axis=axis) / (_spread(x, axis) ** 2).mean(axis=axis) ** 2
            - 3.0
        ),
    ),
    Written("gini", _gini, _gini_along),
    Written("trimmed_mean:0.1", _trimmed, _trimmed_along),
    Written(
        "geometric_mean",
        lambda x: np.exp(np.mean(np.log(x))),
        lambda x, axis: np.exp(np.log(x).mean(axis=axis)),
    ),
    Written(
        "mean_difference",
        lambda x, y: x.mean() - y.mean(),
        lambda x, y, axis: x.mean(axis=axis) - y.mean(axis=axis),
        2,
    ),
    Written(
        "median_difference",
        lambda x, y: np.median(x) - np.median(y),
        lambda x, y, axis: np.median(x, axis=axis) - np.median(y, axis=axis),
        2,
    ),
    Written(
        "mean_ratio",
        lambda x, y: np.sum(x) / len(x) / (np.sum(y) / len(y)),
        lambda x, y, axis: x.mean(axis=axis) / y.mean(axis=axis),
        2,
    ),
    Written("welch_t", _welch, _welch_along, 2),
    Written("cohen_d", _cohen, _cohen_along, 2),
    Written("auc", _auc, _auc_along, 2),
    Written("pearson", _pearson, _pearson_along, 2, paired=True),
    Written("slope", _slope, _slope_along, 2, paired=True),
    Written(
        "rmse",
        lambda x, y: math.sqrt(np.mean((x - y) ** 2)),
        lambda x, y, axis: np.sqrt(((x - y) ** 2).mean(axis=axis)),
        2,
        paired=True,
    ),
    Written(
        "mae",
        lambda x, y: np.abs(x - y).mean(),
        lambda x, y, axis: np.abs(x - y).mean(axis=axis),
        2,
        paired=True,
    ),
    Written(
        "r2",
        lambda x, y: 1.0 - np.sum((x - y) ** 2) / np.sum((x - x.mean()) ** 2),
        lambda x, y, axis: (
            1.0 - ((x - y) ** 2).sum(axis=axis) / (_spread(x, axis) ** 2).sum(axis=axis)
        ),
        2,
        paired=True,
    ),
    Written(
        "ratio_of_sums",
        lambda x, y: x.sum() / y.sum(),
        lambda x, y, axis: x.sum(axis=axis) / y.sum(axis=axis),
        2,
        paired=True,
    ),
]
