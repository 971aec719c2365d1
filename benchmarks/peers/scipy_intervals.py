"""``scipy.stats.bootstrap``, on blocks of several sizes and one resample at a time."""

from __future__ import annotations

import functools
from typing import Any

from scipy.stats import bootstrap

from benchmarks.grid.tasks import Task
from benchmarks.grid.ways import Way

__all__ = ["offer"]

_BATCHES = (10, 100, 1000, 10_000)
_LARGEST = 20_000_000  # values of a block, of which SciPy holds several at once


def offer(task: Task, n: int) -> tuple[Way, ...]:
    """Return a way for each size of the blocks, and one without blocks."""
    width = 5 * n if task.shape == "rows" else n
    blocks = tuple(
        Way(f"batch {batch:,}", functools.partial(_limits, task, batch))
        for batch in _BATCHES
        if task.along is not None and batch * width <= _LARGEST
    )
    if task.shape == "rows":  # one at a time it takes numbers alone
        return blocks
    return (*blocks, Way("not vectorized", functools.partial(_limits, task, None)))


def _limits(
    task: Task, batch: int | None, arrays: tuple[Any, ...], size: int, seed: int, threads: int
) -> Any:
    found = bootstrap(
        arrays,
        task.python if batch is None else task.along,
        n_resamples=size,
        batch=1 if batch is None else batch,
        vectorized=batch is not None,
        paired=task.shape == "pairs",
        axis=0,
        method="percentile",
        rng=seed,
    )
    return found.confidence_interval
