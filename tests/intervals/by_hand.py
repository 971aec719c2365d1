"""Every interval method written out from the textbook, for kept replicates; slow and plain."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from scipy import stats


def order_quantile(replicates: np.ndarray, level: float) -> float:
    """Return the (B + 1) level-th of the sorted values, interpolated; the extremes beyond."""
    ordered = sorted(float(value) for value in replicates)
    position = level * (len(ordered) + 1)
    k = math.floor(position + 1e-9)
    if k < 1:
        return ordered[0]
    if k >= len(ordered):
        return ordered[-1]
    low, high = ordered[k - 1], ordered[k]
    return low if low == high else low + max(position - k, 0.0) * (high - low)


def levels(confidence_level: float, alternative: str) -> tuple[float | None, float | None]:
    if alternative == "less":
        return None, confidence_level
    if alternative == "greater":
        return 1 - confidence_level, None
    return (1 - confidence_level) / 2, 1 - (1 - confidence_level) / 2


def _limits(of: Callable[[float], float], confidence_level: float, alternative: str):
    low, high = levels(confidence_level, alternative)
    return (
        -math.inf if low is None else of(low),
        math.inf if high is None else of(high),
    )


def percentile(replicates, estimate, confidence_level, alternative):
    return _limits(lambda p: order_quantile(replicates, p), confidence_level, alternative)


def basic(replicates, estimate, confidence_level, alternative):
    return _limits(
        lambda p: 2 * estimate - order_quantile(replicates, 1 - p), confidence_level, alternative
    )


def normal(replicates, estimate, confidence_level, alternative):
    bias = np.mean(replicates) - estimate
    deviation = np.std(replicates, ddof=1)
    return _limits(
        lambda p: estimate - bias + stats.norm.ppf(p) * deviation, confidence_level, alternative
    )


def bca_levels(replicates, estimate, acceleration, confidence_level, alternative):
    room = 1e-9 * np.ptp(replicates)
    less = np.mean(replicates < estimate - room)
    ties = np.mean(np.abs(replicates - estimate) <= room)
    z0 = stats.norm.ppf(less + ties / 2)

    def level(p):
        z = z0 + stats.norm.ppf(p)
        return stats.norm.cdf(z0 + z / (1 - acceleration * z))

    return _limits(level, confidence_level, alternative)


def bca(replicates, estimate, acceleration, confidence_level, alternative):
    low, high = bca_levels(replicates, estimate, acceleration, confidence_level, alternative)
    return (
        low if low == -math.inf else order_quantile(replicates, low),
        high if high == math.inf else order_quantile(replicates, high),
    )
