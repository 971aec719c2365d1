"""The tail levels of an interval, and the Monte Carlo error of a limit."""

from __future__ import annotations

import math
import sys

from bootes.errors import IntervalError
from bootes.protocols import Distribution

__all__ = ["check_enough", "least_enough", "quantile_error", "quantile_slope", "tail_levels"]

_EPS = sys.float_info.epsilon


def tail_levels(confidence_level: float, alternative: str) -> tuple[float | None, float | None]:
    """Return the levels of the lower and the upper limit; None where the interval is open.

    "less" bounds the parameter from above and "greater" from below, as in SciPy.
    """
    if alternative == "two-sided":
        tail = (1.0 - confidence_level) / 2.0
        return tail, 1.0 - tail
    if alternative == "less":
        return None, confidence_level
    return 1.0 - confidence_level, None


def check_enough(n: int, confidence_level: float, alternative: str) -> None:
    """Refuse an interval whose limits lie beyond the first or last order statistic.

    Raises
    ------
    IntervalError
        If (B + 1) times the tail is below 1.
    """
    needed = least_enough(confidence_level, alternative)
    if n < needed:
        msg = (
            f"{n} replicates cannot give a {confidence_level:.6g} {alternative} interval: its "
            f"limits lie beyond the extreme replicates. Use n_resamples={needed} or more, or a "
            "lower confidence_level."
        )
        raise IntervalError(msg)


def least_enough(confidence_level: float, alternative: str) -> int:
    """Return the least B for which (B + 1) times the tail is 1."""
    tail = 1.0 - confidence_level
    if alternative == "two-sided":
        tail /= 2.0
    # A tail such as (1 - 0.9)/2 is not exact: 19 replicates must do for 90 %.
    return math.ceil((1.0 - 1e-9 - _EPS / tail) / tail) - 1


def quantile_slope(distribution: Distribution, level: float) -> float:
    """Return dQ/dp at a level, from order statistics one standard error to either side."""
    n = distribution.n
    step = math.sqrt(level * (1.0 - level) / n)
    low, high = max(level - step, 1.0 / (n + 1)), min(level + step, n / (n + 1))
    if high <= low:
        return math.nan
    rise = distribution.quantile(high) - distribution.quantile(low)
    return rise / (high - low) if math.isfinite(rise) else math.nan


def quantile_error(distribution: Distribution, level: float) -> float:
    """Return the Monte Carlo standard error of the quantile at a level."""
    error = quantile_slope(distribution, level) * math.sqrt(level * (1.0 - level) / distribution.n)
    return math.hypot(error, distribution.resolution)
