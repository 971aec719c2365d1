"""Statistics of pairs in NumPy: the oracles of their kernels."""

from __future__ import annotations

from typing import Any

import numpy as np

from bootes.statistics.twins_one import centred
from bootes.statistics.twins_two import auc

__all__ = [
    "accuracy",
    "intercept",
    "kendall",
    "mae",
    "pearson",
    "r2",
    "ratio_of_sums",
    "rmse",
    "roc_auc",
    "slope",
    "spearman",
]


@np.errstate(all="ignore")
def pearson(x: Any, y: Any) -> Any:
    """Linear correlation."""
    u, v = centred(x), centred(y)
    xx, yy = np.sum(u * u), np.sum(v * v)
    if not (xx > 0 and yy > 0):
        return np.nan
    value = np.sum(u * v) / (np.sqrt(xx) * np.sqrt(yy))
    return np.clip(value, -1.0, 1.0)


def spearman(x: Any, y: Any) -> Any:
    """Correlation of midranks."""
    from scipy.stats import rankdata

    return pearson(rankdata(x), rankdata(y))


def kendall(x: Any, y: Any) -> Any:
    """Kendall's tau-b."""
    from scipy.stats import kendalltau

    return kendalltau(x, y).statistic


@np.errstate(all="ignore")
def slope(x: Any, y: Any) -> Any:
    """Least squares of y on x."""
    u = centred(x)
    squares = np.sum(u * u)
    return np.sum(u * centred(y)) / squares if squares > 0 else np.nan


@np.errstate(all="ignore")
def intercept(x: Any, y: Any) -> Any:
    """Where the line of least squares of y on x passes x = 0."""
    return np.mean(y) - slope(x, y) * np.mean(x)


@np.errstate(all="ignore")
def ratio_of_sums(x: Any, y: Any) -> Any:
    """Sum of x over sum of y."""
    return np.divide(np.sum(x), np.sum(y))


def accuracy(x: Any, y: Any) -> Any:
    """Share of equal pairs."""
    return np.mean(np.asarray(x) == np.asarray(y))


def rmse(x: Any, y: Any) -> Any:
    """Root of the mean squared error."""
    return np.sqrt(np.mean((x - y) ** 2))


def mae(x: Any, y: Any) -> Any:
    """Mean absolute error."""
    return np.mean(np.abs(x - y))


@np.errstate(all="ignore")
def r2(x: Any, y: Any, finite: bool = False) -> Any:
    """Share of the variance of x that y explains."""
    residual, total = np.sum((x - y) ** 2), np.sum(centred(x) ** 2)
    if total > 0:
        return 1.0 - residual / total
    return float(residual == 0) if finite and len(x) > 1 else np.nan


def roc_auc(x: Any, y: Any) -> Any:
    """Area under the ROC curve of the score y for the labels x."""
    ones, zeros = y[x == 1], y[x != 1]
    return auc(ones, zeros) if len(ones) and len(zeros) else np.nan
