"""Where a Monte Carlo number must lie if it is right: windows with a known false-alarm rate.

Each window misses a right number with probability below ``ALARM``, by a proof and not by a
normal approximation: order statistics have a Beta law, and averages obey Chernoff's bound, which
is computed here from the exact law of one replicate.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from scipy import optimize, stats

from tests.oracles.enumeration import Law

ALARM = 1e-6
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Window:
    """An interval that holds a right number with probability above 1 - ALARM."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        room = 1e-9 * max(abs(self.low), abs(self.high), self.high - self.low)
        return self.low - room <= value <= self.high + room


def order_window(law: Law, n: int, low: float, high: float, alarm: float = ALARM) -> Window:
    """Return where the quantile of n replicates at a level from ``low`` to ``high`` lies.

    The k-th smallest of n has F(T_(k)) ~ Beta(k, n + 1 - k), and brackets it where T is discrete;
    any rule that interpolates between the order statistics k - 1 and k + 1 passes.
    """
    first = max(math.floor((n + 1) * low) - 1, 0)
    last = min(math.ceil((n + 1) * high) + 1, n + 1)
    bottom = 0.0 if first == 0 else stats.beta.ppf(alarm / 2, first, n + 1 - first)
    top = 1.0 if last == n + 1 else stats.beta.isf(alarm / 2, last, n + 1 - last)
    return Window(law.quantile(bottom), law.quantile(top))


def average_window(values: np.ndarray, weights: np.ndarray, n: int, alarm: float = ALARM) -> Window:
    """Return where the average of n independent values of this law lies (Chernoff's bound)."""
    half = math.log(2.0 / alarm) / n

    def upper(of: np.ndarray) -> float:
        spread = math.sqrt(weights @ (of - weights @ of) ** 2)
        if spread == 0.0:
            return float(weights @ of)
        centre = float(weights @ of)
        scaled = (of - centre) / spread

        def bound(log_tilt: float) -> float:
            tilt = math.exp(log_tilt)
            exponents = tilt * scaled
            top = exponents.max()
            cumulant = top + math.log(weights @ np.exp(exponents - top))
            return (half + cumulant) / tilt

        best = optimize.minimize_scalar(bound, bounds=(-12.0, 6.0), method="bounded")
        return centre + spread * float(best.fun)

    return Window(-upper(-values), upper(values))


def standard_error_window(law: Law, n: int, alarm: float = ALARM) -> Window:
    """Return where the standard deviation (ddof 1) of n replicates lies.

    (n - 1) s^2 = sum (T - mu)^2 - n (mean - mu)^2: both terms are averages.
    """
    squares = average_window((law.atoms - law.mean) ** 2, law.weights, n, alarm / 2)
    mean = average_window(law.atoms, law.weights, n, alarm / 2)
    farthest = max(mean.high - law.mean, law.mean - mean.low) ** 2
    scale = n / (n - 1)
    return Window(
        math.sqrt(scale * max(squares.low - farthest, 0.0)), math.sqrt(scale * squares.high)
    )


def percentile_window(law: Law, n: int, level: float) -> Window:
    """Return where the percentile limit at a level lies."""
    return order_window(law, n, level, level)


def basic_window(law: Law, n: int, level: float, estimate: float) -> Window:
    """Return where the basic limit at a level lies: the other quantile, reflected."""
    turned = order_window(law, n, 1.0 - level, 1.0 - level)
    return Window(2 * estimate - turned.high, 2 * estimate - turned.low)


def normal_window(law: Law, n: int, level: float, estimate: float) -> Window:
    """Return where the normal limit at a level lies."""
    mean = average_window(law.atoms, law.weights, n, ALARM / 2)
    spread = standard_error_window(law, n, ALARM / 2)
    z = _NORMAL.inv_cdf(level)
    ends = sorted((z * spread.low, z * spread.high))
    return Window(2 * estimate - mean.high + ends[0], 2 * estimate - mean.low + ends[1])


def bca_level(level: float, below: float, acceleration: float) -> float:
    """Return Efron's corrected level."""
    z0 = _NORMAL.inv_cdf(below)
    z = z0 + _NORMAL.inv_cdf(level)
    return _NORMAL.cdf(z0 + z / (1.0 - acceleration * z))


def bca_window(law: Law, n: int, level: float, estimate: float, acceleration: float) -> Window:
    """Return where the BCa limit lies: the error of the bias correction moves its level."""
    less, ties = law.split(estimate)
    share = average_window(
        np.array([1.0, 0.5, 0.0]), np.array([less, ties, 1.0 - less - ties]), n, ALARM / 2
    )
    levels = [bca_level(level, end, acceleration) for end in (share.low, share.high)]
    return order_window(law, n, min(levels), max(levels), ALARM / 2)


def jackknife_acceleration(statistic: Callable[..., float], *samples: np.ndarray) -> float:
    """Return the acceleration by its formula, one call per left-out value."""
    cubes = squares = 0.0
    for j, sample in enumerate(samples):
        n = len(sample)
        left_out = np.array(
            [statistic(*samples[:j], np.delete(sample, i), *samples[j + 1 :]) for i in range(n)]
        )
        influence = (n - 1) * (left_out.mean() - left_out)
        cubes += (influence**3).sum() / n**3
        squares += (influence**2).sum() / n**2
    return float(cubes / (6.0 * squares**1.5))


def count_window(n: int, probability: float) -> tuple[int, int]:
    """Return the least and the greatest count of n trials that are no alarm."""
    low = int(stats.binom.ppf(ALARM / 2, n, probability))
    high = int(stats.binom.isf(ALARM / 2, n, probability))
    return low, high
