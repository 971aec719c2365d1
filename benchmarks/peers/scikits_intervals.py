"""scikits.bootstrap, with its own compiled loop for the mean."""

from __future__ import annotations

import functools
import warnings
from typing import Any

from benchmarks.grid.tasks import Task
from benchmarks.grid.threads import numba_threads
from benchmarks.grid.ways import Offer, Way

__all__ = ["offer"]

_MULTI = {"sample": False, "rows": False, "pairs": "paired", "groups": "independent"}


def offer(task: Task, n: int) -> Offer:
    """Return the plain way, and for the mean the compiled one."""
    plain = Way("ci", functools.partial(_limits, task, False))
    if task.title != "mean":
        return (plain,)
    return (plain, Way("use_numba", functools.partial(_limits, task, True), threaded=True))


def _limits(
    task: Task, use_numba: bool, arrays: tuple[Any, ...], size: int, seed: int, threads: int
) -> Any:
    from scikits.bootstrap import ci

    with numba_threads(threads), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of few resamples, of a quick run
        return ci(
            arrays if len(arrays) > 1 else arrays[0],
            task.python,
            n_samples=size,
            method="pi",
            multi=_MULTI[task.shape],
            seed=seed,
            use_numba=use_numba,
        )
