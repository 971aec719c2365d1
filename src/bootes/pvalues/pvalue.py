"""A p-value with its error, and its interval."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["PValue", "clopper_pearson"]


@dataclass(frozen=True, slots=True)
class PValue:
    """A p-value, its Monte Carlo standard error and confidence interval (exact: 0 and itself)."""

    value: float
    error: float
    interval: tuple[float, float]

    @property
    def log10(self) -> float:
        """The logarithm to base 10."""
        return math.log10(self.value)


def clopper_pearson(hits: int, n: int, confidence_level: float) -> tuple[float, float]:
    """Return the exact binomial confidence interval of hits/n.

    References
    ----------
    Clopper and Pearson (1934), Biometrika 26, 404-413.

    Examples
    --------
    >>> low, high = clopper_pearson(0, 9_999, 0.95)
    >>> low, round(high, 6)
    (0.0, 0.000369)
    """
    from scipy.special import betaincinv

    tail = (1.0 - confidence_level) / 2.0
    low = 0.0 if hits == 0 else float(betaincinv(hits, n - hits + 1, tail))
    high = 1.0 if hits == n else float(betaincinv(hits + 1, n - hits, 1.0 - tail))
    return low, high
