"""Percentile limits: quantiles of the replicates."""

from __future__ import annotations

import math

from bootes.intervals.levels import quantile_error
from bootes.protocols import Distribution, Limits

__all__ = ["percentile"]


def percentile(
    distribution: Distribution,
    estimate: float,
    levels: tuple[float | None, float | None],
    acceleration: float | None = None,
) -> Limits:
    """Return the quantiles of the replicates at the levels.

    References
    ----------
    Efron and Tibshirani (1993), An Introduction to the Bootstrap, section 13.3.
    """
    low, high = levels
    return Limits(
        -math.inf if low is None else distribution.quantile(low),
        math.inf if high is None else distribution.quantile(high),
        0.0 if low is None else quantile_error(distribution, low),
        0.0 if high is None else quantile_error(distribution, high),
    )
