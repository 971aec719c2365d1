"""The weighted statistics in NumPy: their oracle, and what runs with ``compile=False``."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = [
    "accuracy",
    "intercept",
    "mae",
    "mean",
    "mean_difference",
    "mean_ratio",
    "median",
    "pearson",
    "quantile",
    "r2",
    "ratio_of_sums",
    "rmse",
    "slope",
    "std",
    "total",
    "variance",
]


def total(x: Any, w: Any) -> Any:
    """Σwx."""
    return np.dot(w, x)


def mean(x: Any, w: Any) -> Any:
    """Σwx / Σw."""
    return np.average(x, weights=w)


def variance(x: Any, w: Any, ddof: float = 1.0) -> Any:
    """Reliability weights, as np.cov has them with aweights; exact for any ddof."""
    squares = np.dot(w, (x - mean(x, w)) ** 2)
    return squares / (w.sum() - ddof * np.dot(w, w) / w.sum())


def std(x: Any, w: Any, ddof: float = 1.0) -> Any:
    """Square root of the variance."""
    return np.sqrt(variance(x, w, ddof))


def quantile(x: Any, w: Any, level: float = 0.5) -> Any:
    """Find the first value whose running weight reaches the level."""
    return np.quantile(x, level, weights=w, method="inverted_cdf")


def median(x: Any, w: Any, level: float = 0.5) -> Any:
    """Mean of the smallest and the largest value that halve the weight."""
    return 0.5 * quantile(x, w) - 0.5 * quantile(-x, w)


def mean_difference(x: Any, w: Any, y: Any, v: Any) -> Any:
    """x̄ - ȳ."""
    return mean(x, w) - mean(y, v)


def mean_ratio(x: Any, w: Any, y: Any, v: Any) -> Any:
    """x̄ / ȳ."""
    return np.divide(mean(x, w), mean(y, v))


def ratio_of_sums(x: Any, y: Any, w: Any) -> Any:
    """Σwx / Σwy."""
    return np.divide(np.dot(w, x), np.dot(w, y))


def pearson(x: Any, y: Any, w: Any) -> Any:
    """Weighted covariance, scaled."""
    u, v = x - mean(x, w), y - mean(y, w)
    spread = np.sqrt(np.dot(w, u * u)) * np.sqrt(np.dot(w, v * v))
    return np.divide(np.dot(w, u * v), spread)


def slope(x: Any, y: Any, w: Any) -> Any:
    """Least squares of y on x."""
    u = x - mean(x, w)
    return np.divide(np.dot(w, u * (y - mean(y, w))), np.dot(w, u * u))


def intercept(x: Any, y: Any, w: Any) -> Any:
    """ȳ - slope x̄."""
    return mean(y, w) - slope(x, y, w) * mean(x, w)


def accuracy(x: Any, y: Any, w: Any) -> Any:
    """Σw where both agree, over Σw."""
    return mean(x == y, w)


def mae(x: Any, y: Any, w: Any) -> Any:
    """Mean absolute error."""
    return mean(np.abs(x - y), w)


def rmse(x: Any, y: Any, w: Any) -> Any:
    """Root of the mean squared error."""
    return np.sqrt(mean((x - y) ** 2, w))


def r2(x: Any, y: Any, w: Any) -> Any:
    """Share of the variance of the first that the second explains."""
    return 1.0 - np.divide(np.dot(w, (x - y) ** 2), np.dot(w, (x - mean(x, w)) ** 2))
