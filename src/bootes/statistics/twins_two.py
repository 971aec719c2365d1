"""Statistics of two or more independent samples in NumPy: the oracles of their kernels."""

from __future__ import annotations

from typing import Any

import numpy as np

from bootes.statistics.twins_one import centred, variance

__all__ = [
    "auc",
    "cohen_d",
    "f_statistic",
    "hedges_g",
    "kruskal_wallis",
    "ks",
    "rank_sum",
    "student_t",
    "welch_t",
]


def _squares(x: Any) -> Any:
    return np.sum(centred(x) ** 2)


def _difference(x: Any, y: Any) -> Any:
    """Difference of means, with the digits that samples far from zero still have."""
    origin = x[0]
    return np.mean(x - origin) - np.mean(y - origin)


def _pooled(x: Any, y: Any) -> Any:
    return np.divide(_squares(x) + _squares(y), len(x) + len(y) - 2)


@np.errstate(all="ignore")
def welch_t(x: Any, y: Any) -> Any:
    """Difference of means over its standard error, unequal variances."""
    spread = variance(x) / len(x) + variance(y) / len(y)
    return _difference(x, y) / np.sqrt(spread)


@np.errstate(all="ignore")
def student_t(x: Any, y: Any) -> Any:
    """Difference of means over its standard error, pooled variance."""
    return _difference(x, y) / np.sqrt(_pooled(x, y) * (1 / len(x) + 1 / len(y)))


@np.errstate(all="ignore")
def cohen_d(x: Any, y: Any) -> Any:
    """Difference of means in pooled standard deviations."""
    return _difference(x, y) / np.sqrt(_pooled(x, y))


@np.errstate(all="ignore")
def hedges_g(x: Any, y: Any) -> Any:
    """Cohen's d times the exact correction for small samples."""
    from scipy.special import poch

    half = 0.5 * (len(x) + len(y) - 2)
    return np.divide(poch(half - 0.5, 0.5), np.sqrt(half)) * cohen_d(x, y)


def _ranks(values: Any) -> Any:
    from scipy.stats import rankdata

    return rankdata(values)


def rank_sum(x: Any, y: Any) -> Any:
    """Sum of the midranks of the first sample."""
    return _ranks(np.concatenate([x, y]))[: len(x)].sum()


def auc(x: Any, y: Any) -> Any:
    """Probability that a value of x is above one of y."""
    return (rank_sum(x, y) - len(x) * (len(x) + 1) / 2) / (len(x) * len(y))


def ks(x: Any, y: Any) -> Any:
    """Largest distance of the distribution functions."""
    at = np.concatenate([x, y])
    first, second = (np.searchsorted(np.sort(v), at, side="right") / len(v) for v in (x, y))
    return np.abs(first - second).max()


@np.errstate(all="ignore")
def f_statistic(*samples: Any) -> Any:
    """Variance between samples over variance within them."""
    origin = np.mean(np.concatenate(samples))
    moved = [sample - origin for sample in samples]
    n, k = sum(map(len, moved)), len(moved)
    grand = np.mean(np.concatenate(moved))
    between = sum(len(sample) * (np.mean(sample) - grand) ** 2 for sample in moved)
    within = sum(map(_squares, samples))
    return np.divide(between, k - 1) / np.divide(within, n - k)


@np.errstate(all="ignore")
def kruskal_wallis(*samples: Any) -> Any:
    """Kruskal and Wallis's H, corrected for ties."""
    ranks = _ranks(np.concatenate(samples))
    n = len(ranks)
    _, counts = np.unique(ranks, return_counts=True)
    untied = 1.0 - np.sum(counts**3.0 - counts) / (n**3.0 - n)
    groups = np.split(ranks - (n + 1) / 2, np.cumsum([len(sample) for sample in samples])[:-1])
    between = sum(np.sum(group) ** 2 / len(group) for group in groups)
    return 12 * between / (n * (n + 1)) / untied if untied > 0 else np.nan
