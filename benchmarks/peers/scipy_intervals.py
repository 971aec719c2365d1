"""``scipy.stats.bootstrap``, on blocks of several sizes."""

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
    """Return a way for each size of the blocks, vectorized where the statistic is."""
    width = 5 * n if task.shape == "rows" else n
    batches = [batch for batch in _BATCHES if batch * width <= _LARGEST]
    vectorized = task.along is not None
    label = "" if vectorized else ", not vectorized"
    return tuple(
        Way(f"batch {batch:,}{label}", functools.partial(_limits, task, batch, vectorized))
        for batch in batches
    )


def _limits(
    task: Task,
    batch: int,
    vectorized: bool,
    arrays: tuple[Any, ...],
    size: int,
    seed: int,
    threads: int,
) -> Any:
    found = bootstrap(
        arrays,
        task.along if vectorized else task.python,
        n_resamples=size,
        batch=batch,
        vectorized=vectorized,
        paired=task.shape == "pairs",
        axis=0,
        method="percentile",
        rng=seed,
    )
    return found.confidence_interval
