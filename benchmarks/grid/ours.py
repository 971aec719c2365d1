"""Our own percentile interval of a task."""

from __future__ import annotations

from typing import Any

import bootes
from benchmarks.grid.tasks import Task

__all__ = ["bootstrap_of", "limits"]


def bootstrap_of(task: Task, arrays: tuple[Any, ...], size: int, seed: Any, threads: int) -> Any:
    """Return our result."""
    return bootes.bootstrap(
        arrays if len(arrays) > 1 else arrays[0],
        task.ours,
        paired=task.shape == "pairs",
        n_resamples=size,
        method="percentile",
        rng=seed,
        n_jobs=threads,
        progress=False,
    )


def limits(task: Task, arrays: tuple[Any, ...], size: int, seed: Any, threads: int) -> Any:
    """Return our limits."""
    return bootstrap_of(task, arrays, size, seed, threads).interval()
