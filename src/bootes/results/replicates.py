"""What a run kept of its replicates, as the results hold it."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes._core.execute import Run
from bootes.errors import IntervalError
from bootes.protocols import Distribution, Floats
from bootes.reducers.histogram import Histogram
from bootes.reducers.moments import Moments
from bootes.reducers.replicates import Replicates
from bootes.reducers.tails import TailCounts, Tails
from bootes.results.distribution import BinnedReplicates, KeptReplicates

__all__ = ["Kept"]

_REMEMBERED = 2**21  # bins


@dataclass(frozen=True, eq=False)
class _Binned(Sequence[Distribution]):
    """The distributions of a histogram, each made when it is looked at."""

    histogram: Histogram
    counts: NDArray[np.int64]
    tails: Sequence[TailCounts]
    mean: Floats
    standard_error: Floats

    def __len__(self) -> int:
        return len(self.counts)

    def __getitem__(self, j: Any) -> Any:
        tail = self.tails[j]
        return BinnedReplicates(
            self.histogram.edges(j),
            self.counts[j],
            tail.missing,
            float(self.mean[j]),
            float(self.standard_error[j]),
            tail.n - tail.missing - tail.above,
            tail.ties,
        )


@dataclass(frozen=True, eq=False)
class Kept:
    """The reduced replicates of a run, whichever reducers it had."""

    run: Run

    def _find(self, kind: type) -> tuple[Any, Any] | None:
        for reducer, state in zip(self.run.plan.reducers, self.run.states, strict=True):
            if isinstance(reducer, kind):
                return reducer, state
        return None

    @functools.cached_property
    def values(self) -> Floats | None:
        """(B, p) replicates in their order, read-only; None where they were not kept."""
        found = self._find(Replicates)
        if found is None:
            return None
        values: Floats = found[1][1].view()
        values.flags.writeable = False
        return values

    @functools.cached_property
    def tails(self) -> tuple[TailCounts, ...] | None:
        """The tail counts of each component."""
        found = self._find(Tails)
        return None if found is None else found[0].counts(found[1], self.run.plan.n_resamples)

    @functools.cached_property
    def moments(self) -> Floats:
        """(p, 3): count, mean, sum of squared deviations."""
        found = self._find(Moments)
        if found is not None:
            moments: Floats = found[0].finish(found[1])
            return moments
        rows = [(d.n, d.mean, d.standard_deviation**2 * (d.n - 1)) for d in self.distributions]
        return np.array(rows)

    @property
    def standard_error(self) -> Floats:
        """(p,) standard deviation of the replicates, ddof 1; NaN where one is infinite."""
        if self.values is not None:
            return np.array([d.standard_deviation for d in self.distributions])
        count, _, squares = self.moments.T
        with np.errstate(invalid="ignore", divide="ignore"):
            deviation: Floats = np.sqrt(squares / (count - 1))
        return np.where(count > 1, deviation, math.nan)

    @property
    def mean(self) -> Floats:
        """(p,) mean of the replicates."""
        if self.values is not None:
            return np.array([d.mean for d in self.distributions])
        mean: Floats = self.moments[:, 1]
        return mean

    @functools.cached_property
    def distributions(self) -> Sequence[Distribution]:
        """One distribution per component.

        Raises
        ------
        IntervalError
            If neither replicates nor a histogram were kept.
        """
        if self.values is not None:
            return tuple(KeptReplicates(column) for column in np.ascontiguousarray(self.values.T))
        found = self._find(Histogram)
        if found is None or self.tails is None:
            msg = (
                "neither replicates nor a histogram were kept, so there is no interval or "
                "distribution. Run again with keep='auto', 'replicates' or 'sketch'."
            )
            raise IntervalError(msg)
        binned = _Binned(*found, self.tails, self.mean, self.standard_error)
        # What a distribution remembers is small for few components, and computed anew for many.
        return tuple(binned) if found[1].size <= _REMEMBERED else binned

    @property
    def failures(self) -> Mapping[str, int]:
        """How many replicates failed, by kind."""
        return dict(self.run.partial.failures.counts)

    @property
    def failed(self) -> list[tuple[int, str, str]]:
        """The first failures: replicate, kind, message."""
        return list(self.run.partial.failures.examples)

    @functools.cached_property
    def n_boundary(self) -> int:
        """How many replicates have an infinite component (binned: in the worst component)."""
        if self.values is not None:
            return int(np.isinf(self.values).any(axis=1).sum())
        return max(tail.infinite for tail in self.tails) if self.tails else 0
