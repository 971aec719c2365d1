"""tsbootstrap: compiled where it has the statistic, else one call per resample."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from benchmarks.grid.tasks import Task
from benchmarks.grid.threads import numba_threads
from benchmarks.grid.ways import Offer, Way

__all__ = ["offer"]

_COMPILED: dict[str, Any] = {
    "mean": "mean",
    "median": ("quantile", 0.5),
    "5 column sds, np.std along axis 0": "std",
}


def offer(task: Task, n: int) -> Offer:
    """Return the compiled way, or the one in Python."""
    if task.shape == "groups":
        return "it resamples one series"
    if task.title in _COMPILED:
        run = functools.partial(_limits, _COMPILED[task.title], "compiled")
        return (Way("compiled", run, threaded=True),)
    if task.shape == "pairs":
        run = functools.partial(_limits, lambda rows, _: task.python(*rows.T), "numpy")
    else:
        run = functools.partial(_limits, lambda x, _: task.python(x), "numpy")
    return (Way("numpy, not among the compiled", run),)


def _limits(
    statistic: Any, backend: Any, arrays: tuple[Any, ...], size: int, seed: int, threads: int
) -> Any:
    from tsbootstrap import IID, conf_int

    with numba_threads(threads):
        low, high, _ = conf_int(
            np.column_stack(arrays) if len(arrays) > 1 else arrays[0],
            statistic,
            method=IID(),
            kind="percentile",
            n_bootstraps=size,
            random_state=seed,
            backend=backend,
        )
    return low, high
