"""The replicates of one component, kept or binned, as intervals ask for them."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bootes.protocols import Distribution, Floats

__all__ = ["BinnedReplicates", "KeptReplicates", "WithMissingAt"]


def _interpolated(ordered: Callable[[int], float], level: float, n: int) -> float:
    """Return the (n + 1) level-th of n ordered values, between neighbours linearly."""
    # A level such as 0.95 of 19 + 1 is not exact: positions are cleaned of rounding.
    position = round(level * (n + 1), 9)
    below = min(max(math.floor(position), 1), n)
    low, weight = ordered(below), position - below
    if weight <= 0.0 or below == n or low == -math.inf:
        return low
    high = ordered(below + 1)
    return low if high == low else low + weight * (high - low)


@dataclass(frozen=True, eq=False)
class KeptReplicates:
    """Every replicate; NaN are the failed ones."""

    values: Floats

    resolution = 0.0

    @functools.cached_property
    def ordered(self) -> Floats:
        """The values without NaN, sorted."""
        ordered = np.sort(self.values)
        return ordered[: len(ordered) - int(np.isnan(ordered).sum())]

    @property
    def n(self) -> int:
        """The number of replicates with a value."""
        return len(self.ordered)

    @property
    def n_missing(self) -> int:
        """The number of failed replicates."""
        return len(self.values) - self.n

    @functools.cached_property
    def mean(self) -> float:
        """The mean; NaN where a replicate is infinite."""
        return float(self._present.mean()) if self._finite else math.nan

    @functools.cached_property
    def standard_deviation(self) -> float:
        """With ddof 1; NaN where a replicate is infinite."""
        if not self._finite or self.n < 2:
            return math.nan
        # Squares must neither vanish nor overflow; a power of two changes no digit.
        largest = max(abs(self.ordered[0]), abs(self.ordered[-1]))
        scale = math.ldexp(1.0, math.frexp(largest)[1] - 1)
        return float((self._present / scale).std(ddof=1)) * scale

    @functools.cached_property
    def standard_deviation_error(self) -> float:
        """From the kurtosis of the replicates."""
        deviation = self.standard_deviation
        if not deviation > 0.0:
            return deviation
        fourth = float((((self.ordered - self.mean) / deviation) ** 4).mean())
        return 0.5 * deviation * math.sqrt(max(fourth - 1.0, 0.0) / self.n)

    @property
    def _present(self) -> Floats:
        # In the order of the replicates: sums do not depend on how they were sorted.
        return self.values if self.n_missing == 0 else self.values[~np.isnan(self.values)]

    @property
    def _finite(self) -> bool:
        return self.n > 0 and bool(np.isfinite(self.ordered[[0, -1]]).all())

    def quantile(self, level: float) -> float:
        """Return the (n + 1) level-th order statistic, interpolated (type 6)."""
        return _interpolated(lambda k: float(self.ordered[k - 1]), level, self.n)

    def sides(self, value: float, tolerance: float) -> tuple[float, float]:
        """Return the shares of replicates below and above ``value``; the rest are ties."""
        less = int(np.searchsorted(self.ordered, value - tolerance, side="left"))
        upto = int(np.searchsorted(self.ordered, value + tolerance, side="right"))
        return less / self.n, (self.n - upto) / self.n


@dataclass(frozen=True, eq=False)
class BinnedReplicates:
    """Counts in equal bins (one beyond each end), exact moments and tail counts."""

    edges: Floats  # (m + 1,)
    counts: NDArray[np.int64]  # (m + 2,)
    n_missing: int
    mean: float
    standard_deviation: float
    less: int  # replicates below the estimate
    ties: int

    @functools.cached_property
    def n(self) -> int:
        """The number of replicates with a value."""
        return int(self.counts.sum())

    @property
    def resolution(self) -> float:
        """The width of a bin."""
        return float(self.edges[1] - self.edges[0])

    @functools.cached_property
    def standard_deviation_error(self) -> float:
        """From the kurtosis of the binned replicates."""
        deviation = self.standard_deviation
        if not deviation > 0.0:
            return deviation
        inner = self.counts[1:-1]
        centres = 0.5 * (self.edges[1:] + self.edges[:-1])
        fourth = float((inner * ((centres - self.mean) / deviation) ** 4).sum() / self.n)
        return 0.5 * deviation * math.sqrt(max(fourth - 1.0, 0.0) / self.n)

    @functools.cached_property
    def _cumulative(self) -> NDArray[np.int64]:
        return np.cumsum(self.counts)

    def quantile(self, level: float) -> float:
        """Return the order statistic, interpolated (type 6); infinite beyond the bins."""
        return _interpolated(self._ordered, level, self.n)

    def _ordered(self, k: int) -> float:
        """Return the k-th smallest, as if the values of a bin were spread evenly over it."""
        place = int(np.searchsorted(self._cumulative, k, side="left"))
        if place == 0:
            return -math.inf
        if place == len(self.counts) - 1:
            return math.inf
        share = (k - int(self._cumulative[place - 1]) - 0.5) / int(self.counts[place])
        low, high = float(self.edges[place - 1]), float(self.edges[place])
        return low + share * (high - low)

    def sides(self, value: float, tolerance: float) -> tuple[float, float]:
        """Return the shares beside the estimate, which were counted while the replicates ran."""
        return self.less / self.n, (self.n - self.less - self.ties) / self.n


@dataclass(frozen=True)
class WithMissingAt:
    """The same replicates with every failed one put at -inf or +inf: what failures may do."""

    inner: Distribution
    below: bool

    n_missing = 0
    mean = math.nan
    standard_deviation = math.nan
    standard_deviation_error = math.nan

    @property
    def n(self) -> int:
        """All replicates."""
        return self.inner.n + self.inner.n_missing

    @property
    def resolution(self) -> float:
        """As without."""
        return self.inner.resolution

    def quantile(self, level: float) -> float:
        """Return the order statistic among all replicates."""
        position = round(level * (self.n + 1), 9)
        position -= self.inner.n_missing if self.below else 0
        if position < 1.0 and self.below:
            return -math.inf
        if position > self.inner.n and not self.below:
            return math.inf
        return self.inner.quantile(position / (self.inner.n + 1))

    def sides(self, value: float, tolerance: float) -> tuple[float, float]:
        """Return the shares below and above ``value`` among all replicates."""
        less, more = (share * self.inner.n for share in self.inner.sides(value, tolerance))
        missing = self.inner.n_missing
        below, above = (missing, 0) if self.below else (0, missing)
        return (less + below) / self.n, (more + above) / self.n
