"""Evaluate a range of replicates of a plan: integers in, partial results out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bootes._core.plan import Plan
from bootes.protocols import BLOCK, Failure, Floats, Reducer

__all__ = [
    "FailureLog",
    "Partial",
    "ReplicateError",
    "evaluate",
    "keeps_values",
    "slab_size",
    "take_in",
]

# Replicates between two reductions: whole blocks, few enough to stay in the cache.
_SLAB = 16_384
_SLAB_BYTES = 16 * 2**20
_EXAMPLES = 20


class ReplicateError(Exception):
    """A replicate failed in a plan whose failures are errors."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.replicate, failure.kind, failure.message)
        self.failure = failure


@dataclass
class FailureLog:
    """Failures by kind: how many, and the first few with their replicate and message."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[int, str, str]] = field(default_factory=list)

    def add(self, failures: Iterable[Failure]) -> None:
        """Take in failures; which examples are kept does not depend on the order."""
        for failure in failures:
            self.counts[failure.kind] += 1
            self.examples.append((failure.replicate, failure.kind, failure.message[:500]))
        self._trim()

    def merge(self, other: FailureLog) -> None:
        """Add the failures of another run."""
        self.counts += other.counts
        self.examples += other.examples
        self._trim()

    def _trim(self) -> None:
        self.examples = sorted(self.examples)[:_EXAMPLES]

    @property
    def total(self) -> int:
        """The number of failed replicates."""
        return sum(self.counts.values())


@dataclass
class Partial:
    """What a range of replicates adds up to."""

    states: list[Any]
    failures: FailureLog
    n_done: int
    n_wanted: int

    @classmethod
    def empty(cls, plan: Plan, start: int, stop: int) -> Partial:
        """Return the partial result of a range of which no replicate has been computed."""
        states = [reducer.empty(start, stop) for reducer in plan.reducers]
        return cls(states, FailureLog(), 0, stop - start)

    @property
    def n_bytes(self) -> int:
        """The size of the counts, which is the same for every range."""
        return sum(state.nbytes for state in self.states if isinstance(state, np.ndarray))

    def merge(self, plan: Plan, other: Partial) -> None:
        """Add another range."""
        for reducer, total, part in zip(plan.reducers, self.states, other.states, strict=True):
            reducer.merge(total, part)
        self.failures.merge(other.failures)
        self.n_done += other.n_done


def slab_size(n_components: int) -> int:
    """Return how many replicates are in memory at a time: a power of two, at least a block."""
    slab = _SLAB
    while slab > BLOCK and 8 * n_components * slab > _SLAB_BYTES:
        slab //= 2
    return slab


def keeps_values(reducer: Reducer) -> bool:
    """Whether its state is (first, values): all replicates."""
    return bool(getattr(reducer, "keeps_values", False))


def take_in(reducer: Reducer, state: Any, start: int, values: Floats) -> None:
    """Reduce values that were kept, in the pieces in which they are computed."""
    step = slab_size(values.shape[1])
    for low in range(0, len(values), step):
        reducer.update(state, start + low, values[low : low + step])


def evaluate(plan: Plan, start: int, stop: int) -> Partial:
    """Compute the replicates ``start`` to ``stop - 1`` and reduce them.

    Raises
    ------
    ReplicateError
        If one fails and ``plan.on_error`` is "raise".
    """
    partial = Partial.empty(plan, start, stop)
    slab = slab_size(plan.statistic.n_components)
    low = start
    while low < stop:
        high = min(stop, low - low % slab + slab)
        _add_slab(plan, partial, low, high)
        low = high
    return partial


def _add_slab(plan: Plan, partial: Partial, low: int, high: int) -> None:
    """Compute and reduce; a function of its own, so that one slab is gone before the next."""
    evaluation = plan.statistic.evaluate(plan.sampler, plan.key, low, high)
    failures = [*evaluation.failures, *_missing(evaluation.values, evaluation.failures, low)]
    if failures and plan.on_error == "raise":
        raise ReplicateError(min(failures, key=lambda failure: failure.replicate))
    partial.failures.add(failures)
    for reducer, state in zip(plan.reducers, partial.states, strict=True):
        reducer.update(state, low, evaluation.values)
    partial.n_done += high - low


def _missing(values: Floats, failures: Iterable[Failure], start: int) -> list[Failure]:
    """Return the replicates that gave NaN without raising; the whole row counts as failed."""
    with np.errstate(invalid="ignore", over="ignore"):
        total = values.sum()
    if total == total:  # no NaN (and no inf of both signs): the common case, in one pass
        return []
    missing = np.flatnonzero(np.isnan(values).any(axis=1))
    values[missing] = np.nan
    known = {failure.replicate for failure in failures}
    return [
        Failure(start + int(row), "nan", "the statistic returned NaN")
        for row in missing
        if start + int(row) not in known
    ]
