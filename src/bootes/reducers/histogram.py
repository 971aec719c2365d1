"""Count the replicates in fixed bins whose edges come from the first block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes.protocols import Floats
from bootes.reducers.counts import counts_of

__all__ = ["Histogram"]

_MOST_BINS = 16_384
_LEAST_BINS = 256
_ALL_BINS = 2**20  # of all components together, as far as each keeps the least
_SPANS = (1e-290, 5e307)  # the edges and the inverse width of a bin stay finite


@dataclass(frozen=True, eq=False)
class Histogram:
    """Equal bins from ``low``, ``width`` wide, with one bin below and one above them all."""

    low: Floats
    width: Floats
    n_bins: int

    @classmethod
    def around(cls, first: Floats) -> Histogram:
        """Choose bins from the first replicates: their range, and as much again on each side.

        A component without two different finite values gets bins on the scale of its rounding.
        """
        p = first.shape[1]
        finite = np.isfinite(first)
        low = np.min(first, axis=0, where=finite, initial=np.inf)
        high = np.max(first, axis=0, where=finite, initial=-np.inf)
        low[low > high] = high[low > high] = 0.0
        with np.errstate(over="ignore"):
            span = np.maximum(high - low, 1e-9 * np.maximum(np.abs(low), np.abs(high)))
        span = np.where(span > 0, np.clip(span, *_SPANS), 1.0)
        bins = min(_MOST_BINS, max(_LEAST_BINS, _ALL_BINS // p))
        return cls(np.maximum(low, -_SPANS[1]) - span, 3.0 * span / bins, bins)

    def empty(self, start: int, stop: int) -> NDArray[np.int64]:
        """Return (p, n_bins + 2) zeros."""
        return np.zeros((len(self.low), self.n_bins + 2), np.int64)

    def update(self, state: NDArray[np.int64], start: int, values: Floats) -> None:
        """Count these values."""
        from bootes._kernels.reduce import count_bins

        count_bins(values, self.low, self.width, state)

    def merge(self, total: NDArray[np.int64], part: NDArray[np.int64]) -> None:
        """Add counts."""
        total += part

    def to_arrays(self, state: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        """Return the counts."""
        return {"counts": state}

    def from_arrays(self, arrays: Mapping[str, NDArray[Any]]) -> NDArray[np.int64]:
        """Return the counts, or raise a ValueError if they are none of this histogram."""
        return counts_of(arrays, (len(self.low), self.n_bins + 2))

    def edges(self, component: int) -> Floats:
        """Return the n_bins + 1 edges of a component."""
        steps = np.arange(self.n_bins + 1)
        edges: Floats = self.low[component] + self.width[component] * steps
        return edges
