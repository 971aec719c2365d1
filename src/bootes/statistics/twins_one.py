"""Statistics of one sample in NumPy: the oracles of their kernels."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = [
    "centred",
    "cv",
    "geometric_mean",
    "gini",
    "iqr",
    "kurtosis",
    "mad",
    "sem",
    "skew",
    "std",
    "trimmed_mean",
    "variance",
]

_EPS = float(np.finfo(np.float64).eps)


def centred(x: Any) -> Any:
    """Return the distances from the mean, and from what rounding left of it."""
    distances = x - np.mean(x)
    return distances - np.mean(distances)


def trimmed_mean(x: Any, proportion: float) -> Any:
    """Mean without the int(proportion n) values at either end."""
    cut = int(proportion * len(x))
    return np.mean(np.sort(x)[cut : len(x) - cut])


@np.errstate(all="ignore")
def variance(x: Any, ddof: float = 1) -> Any:
    """``np.var``, exactly 0 for a constant sample."""
    return np.divide(np.sum(centred(x) ** 2), max(len(x) - ddof, 0))


def std(x: Any, ddof: float = 1) -> Any:
    """Root of the variance."""
    return np.sqrt(variance(x, ddof))


@np.errstate(all="ignore")
def sem(x: Any, ddof: float = 1) -> Any:
    """√variance / √n."""
    return std(x, ddof) / np.sqrt(len(x))


@np.errstate(all="ignore")
def cv(x: Any, ddof: float = 1) -> Any:
    """Coefficient of variation."""
    return std(x, ddof) / np.mean(x)


def mad(x: Any, scale: float = 1.0) -> Any:
    """Median distance from the median."""
    return np.median(np.abs(x - np.median(x))) / scale


def iqr(x: Any, low: float = 0.25, high: float = 0.75, scale: float = 1.0) -> Any:
    """Distance between two quantiles."""
    below, above = np.quantile(x, (low, high))
    return (above - below) / scale


@np.errstate(all="ignore")
def geometric_mean(x: Any) -> Any:
    """Mean on the scale of logarithms."""
    return np.exp(np.mean(np.log(x)))


@np.errstate(all="ignore")
def gini(x: Any) -> Any:
    """Mean distance of two values over twice their mean, from the ordered values."""
    ordered, n = np.sort(x), len(x)
    pairs = np.arange(n // 2)
    distances = ordered[::-1][: n // 2] - ordered[: n // 2]
    return np.sum((n - 1 - 2 * pairs) * distances) / (n * np.sum(ordered))


def _moment(distances: Any, power: int) -> Any:
    return np.mean(distances**power)


def _vanishes(x: Any, distances: Any) -> bool:
    """Whether the values differ by rounding alone, by SciPy's rule."""
    return not _moment(distances, 2) > (_EPS * np.mean(x)) ** 2


@np.errstate(all="ignore")
def skew(x: Any, bias: bool = True) -> Any:
    """Third standardized moment."""
    d, n = centred(x), len(x)
    if _vanishes(x, d):
        return np.nan
    value = _moment(d, 3) / _moment(d, 2) ** 1.5
    return value if bias or n < 3 else value * np.sqrt((n - 1.0) * n) / (n - 2.0)


@np.errstate(all="ignore")
def kurtosis(x: Any, fisher: bool = True, bias: bool = True) -> Any:
    """Fourth standardized moment, less 3 by Fisher's definition."""
    d, n = centred(x), len(x)
    if _vanishes(x, d):
        return np.nan
    value = _moment(d, 4) / _moment(d, 2) ** 2
    if not bias and n > 3:
        value = ((n**2 - 1.0) * value - 3.0 * (n - 1.0) ** 2) / ((n - 2.0) * (n - 3.0)) + 3.0
    return value - 3.0 if fisher else value
