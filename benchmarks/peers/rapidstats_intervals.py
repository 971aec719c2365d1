"""rapidstats: its own mean in Rust, any function of a polars frame in Python."""

from __future__ import annotations

import functools
from typing import Any

from benchmarks.grid.tasks import Task
from benchmarks.grid.ways import Offer, Way

__all__ = ["offer"]


def offer(task: Task, n: int) -> Offer:
    """Return its own mean, or a function of a frame."""
    if task.shape == "groups":
        return "it draws rows of one frame, and has no independent samples"
    if task.polars is None:
        return "its functions return one number"
    if task.title == "mean":
        return (Way("mean", _limits_of_mean, threaded=True),)
    return (Way("run", functools.partial(_limits, task), threaded=True),)


def _limits_of_mean(arrays: tuple[Any, ...], size: int, seed: int, threads: int) -> Any:
    from rapidstats import Bootstrap

    # Version 0.4.2 crashes on two threads from some thousand resamples on, unless told a chunk.
    chunk = 500 if threads > 1 else None
    bootstrap = Bootstrap(size, method="percentile", seed=seed, n_jobs=threads, chunksize=chunk)
    low, _, high = bootstrap.mean(*arrays)
    return low, high


def _limits(task: Task, arrays: tuple[Any, ...], size: int, seed: int, threads: int) -> Any:
    import polars
    from rapidstats import Bootstrap

    assert task.polars is not None
    frame = polars.DataFrame(dict(zip("xy", arrays, strict=False)))
    bootstrap = Bootstrap(size, method="percentile", seed=seed)
    low, _, high = bootstrap.run(frame, task.polars, max_workers=threads, quiet=True)
    return low, high
