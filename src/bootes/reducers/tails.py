"""Count how many replicates are as extreme as the observed value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes.protocols import Floats
from bootes.reducers.counts import counts_of

__all__ = ["TailCounts", "Tails"]


@dataclass(frozen=True)
class TailCounts:
    """Counts of one component, ties included on every side."""

    n: int
    above: int  # T >= t
    below: int  # T <= t
    ties: int  # T = t
    far: int  # |T - c| >= |t - c|
    missing: int  # NaN: failed
    infinite: int  # boundary values


@dataclass(frozen=True, eq=False)
class Tails:
    """Counts against the observed values, with an absolute tolerance for ties."""

    observed: Floats
    centre: Floats
    tolerance: Floats

    def empty(self, start: int, stop: int) -> NDArray[np.int64]:
        """Return a (p, 6) array of zeros."""
        return np.zeros((len(self.observed), 6), np.int64)

    def update(self, state: NDArray[np.int64], start: int, values: Floats) -> None:
        """Count these values."""
        from bootes._kernels.reduce import count_tails

        count_tails(values, self.observed, self.centre, self.tolerance, state)

    def merge(self, total: NDArray[np.int64], part: NDArray[np.int64]) -> None:
        """Add counts."""
        total += part

    def to_arrays(self, state: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        """Return the counts."""
        return {"counts": state}

    def from_arrays(self, arrays: Mapping[str, NDArray[Any]]) -> NDArray[np.int64]:
        """Return the counts, or raise a ValueError if they are none of these tails."""
        return counts_of(arrays, (len(self.observed), 6))

    def counts(self, state: NDArray[np.int64], n: int) -> tuple[TailCounts, ...]:
        """Return the counts of each component of ``n`` replicates."""
        return tuple(TailCounts(n, *(int(count) for count in row)) for row in state)
